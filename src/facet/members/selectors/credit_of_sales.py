"""How far the purchases that a member made on credit are repaid: what points on credit come by."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from facet.members.models import CreditAccount, CreditEntry
from facet.members.rules import credit as rules
from facet.members.rules.credit import EntryKind
from facet.members.selectors.merging import files_of

_NO_PAYMENT = frozenset({EntryKind.WRITE_OFF, EntryKind.MERGED_IN, EntryKind.MERGED_OUT})


@dataclass(frozen=True, slots=True)
class CreditOfSales:
    """By document: (what goods that were kept were charged, what of it is repaid), in cents.

    `open_cents` is all that she owes; `latest_id` names the state of her book.
    """

    by_document: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    open_cents: int = 0
    latest_id: int = 0


def credit_of_sales(member_id: int) -> CreditOfSales:
    """The credit of the file and of those joined into it, as one book; for services of the house.

    What was written off is not repaid, and a repayment that was taken back never was one. Queries: 2.
    """
    files = files_of(member_id)
    rows = list(CreditEntry.objects.filter(account__member_id__in=files).order_by("pk"))
    undone = {row.reverses_id for row in rows if row.amount_cents > 0 and row.reverses_id}
    kept = [
        row for row in rows if row.kind not in _NO_PAYMENT and row.pk not in undone
        and not (row.amount_cents > 0 and row.reverses_id)
    ]  # fmt: skip
    parts = rules.open_parts([rules.Line(row.pk, row.amount_cents, row.due_on, row.reverses_id) for row in kept])
    left = {part.entry_id: part.open_cents for part in parts}
    returned: dict[int | None, int] = defaultdict(int)
    for row in kept:
        returned[row.reverses_id] -= row.amount_cents
    found: dict[str, tuple[int, int]] = {}
    for row in kept:
        if row.kind == EntryKind.CHARGE and row.document:
            charged = row.amount_cents - returned[row.pk]
            before = found.get(row.document, (0, 0))
            found[row.document] = before[0] + charged, before[1] + charged - left.get(row.pk, 0)
    owed = sum(CreditAccount.objects.filter(member_id__in=files).values_list("open_cents", flat=True))
    return CreditOfSales(found, owed, rows[-1].pk if rows else 0)
