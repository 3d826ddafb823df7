"""The lines of an open ticket that are not goods off the shelf, as the till shows them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from facet.kernel.permissions import Actor
from facet.organisation.rules.approvals import Wish
from facet.sales.models import BasketLine
from facet.sales.permissions import SalesPermission
from facet.sales.rules.deposit_lines import Settling
from facet.sales.rules.deposit_request import settlement_digest
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.old_gold_request import override_digest
from facet.sales.rules.return_lines import needs_second_person, return_digest
from facet.sales.rules.ticket_lines import OtherLine

RETURN_APPROVAL = "sales.return"
OLD_GOLD_APPROVAL = "sales.old_gold"
DEPOSIT_APPROVAL = "sales.deposit"
FINENESS_LIMIT = "old_gold_e4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a line needs a second person for: the kind of approval and what the yes is bound to."""

    kind: str
    wish: Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class TillOther:
    """One line that is not goods off the shelf; `line` is None while the ticket cannot be priced."""

    line_no: int
    kind: str
    code: str
    line: OtherLine | None
    wanted: Wanted | None
    approval_id: int | None


Asks = Callable[[Actor, OtherLine, int], Wanted | None]
"""(viewer, line, store id) → what a second person must allow, or None when the viewer may do it alone."""


def return_wanted(viewer: Actor, line: OtherLine, store_id: int) -> Wanted | None:
    """What a return beyond the own limit or the terms asks for."""
    back = line.facts
    beyond = viewer.may(SalesPermission.RETURN_BEYOND_TERMS, store_id=store_id)
    if not needs_second_person(back, limit_cents=viewer.limit("refund_cents"), may_go_beyond=beyond):
        return None
    return Wanted(kind=RETURN_APPROVAL, wish=return_wish(line, store_id=store_id))


def return_wish(line: OtherLine, *, store_id: int) -> Wish:
    """What a yes to this return is bound to."""
    back = line.facts
    amount = back.coming.amounts.net_cents
    return Wish(
        subject=f"{line.name} {line.code}",
        digest=return_digest(back.request, store_id=store_id),
        amount=amount,
        limit="refund_cents",
        wanted=amount,
        facts={"receipt": back.sold.number, "reason": back.request.reason, "why": back.verdict.why},
    )


def old_gold_wanted(viewer: Actor, line: OtherLine, _store_id: int) -> Wanted | None:
    """What a fineness above the test asks for, where it exceeds the own limit."""
    taken = line.facts
    if taken.request.raised_e4 <= viewer.limit(FINENESS_LIMIT):
        return None
    return Wanted(kind=OLD_GOLD_APPROVAL, wish=old_gold_wish(line, store_id=_store_id))


def old_gold_wish(line: OtherLine, *, store_id: int) -> Wish:
    """What a yes to a raised fineness is bound to."""
    taken = line.facts
    wanted = taken.request
    return Wish(
        subject=f"{line.name} {line.code}",
        digest=override_digest(wanted, store_id=store_id),
        amount=taken.worth.credit_cents,
        limit=FINENESS_LIMIT,
        wanted=wanted.raised_e4,
        facts={"tested_e4": wanted.tested_e4, "fineness_e4": wanted.fineness_e4},
    )


def settlement_needs_yes(viewer: Actor, facts: Settling, *, store_id: int) -> bool:
    """Whether a deposit's settlement exceeds the own limit, or takes from or gives the customer more than the terms."""
    if facts.split.refund_cents > viewer.limit("refund_cents"):
        return True
    return not facts.within_terms and not viewer.may(SalesPermission.SETTLE_BEYOND_TERMS, store_id=store_id)


def settlement_wanted(viewer: Actor, line: OtherLine, store_id: int) -> Wanted | None:
    """What a deposit that is settled asks a second person for; taking one asks for nobody."""
    facts = line.facts
    if not isinstance(facts, Settling) or not settlement_needs_yes(viewer, facts, store_id=store_id):
        return None
    return Wanted(kind=DEPOSIT_APPROVAL, wish=settlement_wish(line, store_id=store_id))


def settlement_wish(line: OtherLine, *, store_id: int) -> Wish:
    """What a yes to this settlement is bound to."""
    facts: Settling = line.facts
    split = facts.split
    return Wish(
        subject=f"{line.name} {line.code}",
        digest=settlement_digest(
            facts.request, store_id=store_id, refund_cents=split.refund_cents, kept_cents=split.kept_cents
        ),
        amount=split.refund_cents,
        limit="refund_cents",
        wanted=split.refund_cents,
        facts={
            "refund_cents": split.refund_cents, "kept_cents": split.kept_cents,
            "reason": facts.request.settles.reason if facts.request.settles else "",
        },
    )  # fmt: skip


ASKS: Mapping[str, Asks] = {
    LineKind.RETURN.value: return_wanted,
    LineKind.OLD_GOLD.value: old_gold_wanted,
    LineKind.DEPOSIT_TAKEN.value: settlement_wanted,
}


def till_others(
    viewer: Actor, rows: Sequence[BasketLine], priced: Sequence[OtherLine], *, store_id: int
) -> list[TillOther]:
    """Each other line of the basket beside what it came to: the n-th of its kind with the n-th priced. Queries: 0."""
    left = {kind: iter([line for line in priced if line.kind == kind]) for kind in {row.kind for row in rows}}
    shown = []
    for row in rows:
        line = next(left[row.kind], None)
        asks = ASKS.get(row.kind)
        shown.append(
            TillOther(
                line_no=row.line_no,
                kind=row.kind,
                code=line.code if line else row.facts.get("code", ""),
                line=line,
                wanted=asks(viewer, line, store_id) if asks and line else None,
                approval_id=row.approval_id,
            )
        )
    return shown
