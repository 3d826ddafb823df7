"""What a member bought, as the stored lines tell it: for referral and first purchases. For services."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min, Sum

from facet.loyalty.models import EarnedLine
from facet.members import selectors as members_selectors
from facet.members.selectors.merging import files_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """One purchase: its sold lines, and of each line number (returned, whole), so far."""

    document: str
    member_id: int  # the file that stands for the buyer now
    number: str
    bought_on: date
    latest_on: date  # of the newest line, a return's too
    store_id: int | None
    lines: Sequence[EarnedLine]
    returned: Mapping[int, tuple[int, int]]

    def is_sold_by(self, source: UUID) -> bool:
        """Whether the ticket `source` sold these lines, and did not only take some of them back."""
        return any(line.operation_id == source for line in self.lines)


@dataclass(frozen=True, slots=True)
class Kept:
    """A member's first purchase of which anything is left."""

    document: str
    bought_on: date


def documents_of(source: UUID) -> list[str]:
    """The purchases that the ticket `source` sold or returned lines of. Queries: 1."""
    rows = EarnedLine.objects.filter(operation_id=source).order_by("document")
    return list(rows.values_list("document", flat=True).distinct())


def bought_documents(documents: Sequence[str]) -> list[Bought]:
    """Those purchases, each with its returns; a document of nobody is left out. Queries: 2."""
    rows = EarnedLine.objects.filter(document__in=documents).select_related("account__member").order_by("pk")
    by_document: dict[str, list[EarnedLine]] = {}
    for row in rows:
        by_document.setdefault(row.document, []).append(row)
    return [_bought(document, lines) for document, lines in sorted(by_document.items())]


def _bought(document: str, rows: list[EarnedLine]) -> Bought:
    sold = [row for row in rows if row.reverses_id is None]
    returned = {row.line_no: (0, 1) for row in sold}
    for row in rows:
        if row.reverses_id is not None:  # cumulative, so the latest says it all
            returned[row.line_no] = (int(row.trace["returned"]), int(row.trace["whole"]))
    buyer = sold[0].account.member
    return Bought(
        document=document, member_id=members_selectors.surviving_id(buyer.pk), number=buyer.number,
        bought_on=sold[0].earned_on, latest_on=rows[-1].earned_on, store_id=sold[0].store_id, lines=sold,
        returned=returned,
    )  # fmt: skip


def first_kept(member_id: int) -> Kept | None:
    """Her first purchase of which anything is left, of goods that earn. Queries: 1."""
    rows = EarnedLine.objects.filter(account__member_id__in=files_of(member_id)).order_by().values("document")
    kept = rows.annotate(left=Sum("base_cents"), day=Min("earned_on"), first=Min("id")).filter(left__gt=0)
    row = kept.order_by("day", "first").first()
    return Kept(row["document"], row["day"]) if row else None


def kept_documents(documents: Sequence[str]) -> frozenset[str]:
    """Those of the purchases of which anything is left. Queries: 0 or 1."""
    if not documents:
        return frozenset()
    rows = EarnedLine.objects.filter(document__in=documents).order_by().values("document")
    return frozenset(rows.annotate(left=Sum("base_cents")).filter(left__gt=0).values_list("document", flat=True))
