"""The papers behind movements, as the domains that write them name them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from facet.kernel import registry
from facet.kernel.permissions import Actor


@dataclass(frozen=True, slots=True)
class Paper:
    """What people call a document, and its page; both "" where the viewer may not know of it."""

    label: str = ""
    url: str = ""


def papers_of(viewer: Actor, documents: Iterable[str]) -> dict[str, Paper]:
    """Label and address of each document: one such as "sales.sale:<uuid>" by its domain, any other as it stands.

    Slot "document": under the part before the colon, `names(viewer, keys)` gives a dict from key to
    (label, address) of those the viewer may know of. Queries: 1 for each kind of document.
    """
    found: dict[str, Paper] = {}
    keys: dict[str, list[str]] = defaultdict(list)
    for document in dict.fromkeys(documents):
        kind, colon, key = document.partition(":")
        found[document] = Paper() if colon else Paper(document)
        if colon:
            keys[kind].append(key)
    for kind, wanted in keys.items():
        if names := registry.offered("document", kind):
            found |= {f"{kind}:{key}": Paper(*name) for key, name in names(viewer, wanted).items()}
    return found
