"""Which column of a sheet is which of ours: said once by a person, remembered for sheets with these headings."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.importing.definition import Importer
from facet.kernel.importing.sheet import plain_heading
from facet.kernel.models import ImportMapping
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work


def digest(head: Sequence[str]) -> str:
    """The same headings in the same order give the same digest, however they are spaced or cased."""
    return hashlib.sha256(json.dumps([plain_heading(text) for text in head]).encode()).hexdigest()


def remembered(importer: Importer, head: Sequence[str]) -> dict[str, int] | None:
    """What was said for these headings, None where nobody said anything. Queries: 1."""
    row = ImportMapping.objects.filter(importer=importer.key, headings_sha256=digest(head)).first()
    return dict(row.places) if row else None


def automatic(importer: Importer, head: Sequence[str]) -> dict[str, int]:
    """What the headings themselves say: any spelling that a column knows, its first place."""
    known = {plain_heading(text): column.key for column in importer.columns for text in column.headings}
    places: dict[str, int] = {}
    for place, text in enumerate(head):
        key = known.get(plain_heading(text)) if text else None
        if key:
            places.setdefault(key, place)
    return places


def checked(importer: Importer, places: Mapping[str, int], width: int) -> dict[str, int]:
    """`places` as they may be kept. Raises: Invalid for one column chosen twice or one that is not there."""
    known = {column.key for column in importer.columns}
    kept = {key: place for key, place in places.items() if key in known}
    if any(not 0 <= place < width for place in kept.values()):
        raise Invalid(field="column", reason=gettext_noop("the sheet has no such column"))
    if len(set(kept.values())) < len(kept):
        raise Invalid(field="column", reason=gettext_noop("one column of the sheet was chosen for two of ours"))
    return kept


@unit_of_work
def remember(actor: Actor, importer: Importer, head: Sequence[str], places: Mapping[str, int], *, at: datetime) -> None:
    """Keep what a person said for sheets with these headings; a later word replaces it."""
    ImportMapping.objects.update_or_create(
        importer=importer.key,
        headings_sha256=digest(head),
        defaults={"places": dict(places), "saved_by": actor.key, "saved_at": at},
    )
