"""Which acts of a paper were signed, for the paper's page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from facet.sales.models import Signature
from facet.sales.rules.signatures import ACT_WORDS, SignedAct


@dataclass(frozen=True, slots=True, kw_only=True)
class SignaturePage:
    """One act of a paper: signed when and before whom, or not yet, and whether the viewer may let it be signed."""

    number: str
    act: str
    words: str
    signed_at: datetime | None
    witness: str
    may_sign: bool


def signatures_on(number: str, acts: Mapping[SignedAct, bool]) -> list[SignaturePage]:
    """The acts of a paper that the viewer may see: signed ones, and those she may let be signed now. Queries: 1.

    `acts` says of each act whether the viewer may let it be signed.
    """
    rows = {row.act: row for row in Signature.objects.filter(document=number).select_related("witness")}
    found = []
    for act, may in acts.items():
        row = rows.get(act.value)
        if row or may:
            found.append(
                SignaturePage(
                    number=number, act=act.value, words=ACT_WORDS[act], signed_at=row.signed_at if row else None,
                    witness=row.witness.name if row and row.witness else "", may_sign=row is None,
                )
            )  # fmt: skip
    return found
