"""The ticket lines of what comes back: each the stored amounts of a sold line with the sign turned. Pure.

Source: docs/algorithms/returns.md.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from facet.kernel.money import partial_reversal
from facet.promotions.rules.using import ReturnedLine
from facet.sales.errors import AnotherMember
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.returns import Case, Coming, ReturnRequest, Sold, Terms, Verdict, coming_back, judge
from facet.sales.rules.ticket_lines import OtherLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldLine:
    """One sold line with its ticket, as a return needs it. Units: cents, mg."""

    id: int
    sale_id: UUID
    number: str
    line_no: int
    kind: str
    piece_id: int | None
    lot_id: int | None
    category_id: int | None
    name: str
    name_en: str
    board_price_id: int | None
    board_cents_per_gram: int
    points: int
    points_back: int  # taken back by earlier returns, zero or above
    member_id: int | None
    store_id: int
    sold_on: date
    ticket_net_cents: int  # of everything that was sold on the ticket
    ticket_rounding_cents: int
    ticket_back_cents: int  # net of what has come back of the ticket, positive
    ticket_rounding_back_cents: int
    sold: Sold

    @property
    def document(self) -> str:
        """How other domains name the ticket."""
        return f"sales.sale:{self.sale_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """One line that comes back: what was sold, how much of it comes, and what the terms say."""

    sold: SoldLine
    coming: Coming
    request: ReturnRequest
    verdict: Verdict


def returns_of_member(found: Mapping[Any, SoldLine], member: int | None) -> int | None:
    """The member a ticket with these returns belongs to. Raises: AnotherMember."""
    for line in found.values():
        if line.member_id and member and line.member_id != member:
            raise AnotherMember(number=line.number)
    return member or next((line.member_id for line in found.values() if line.member_id), None)


def backs_of(
    requests: Sequence[ReturnRequest], found: Mapping[tuple[UUID, int], SoldLine], *, on: date, terms: Terms,
    is_exchange: bool,
) -> list[Back]:  # fmt: skip
    """Every line that comes back, judged and measured; a ticket that also sells goods is an exchange.

    Raises: AlreadyReturned, ReturnNotAllowed, Invalid.
    """
    backs = []
    for wanted in requests:
        line = found[wanted.sale, wanted.line_no]
        case = Case(
            code=line.sold.code, price_basis=line.sold.price_basis, reason=wanted.reason, condition=wanted.condition,
            days=(on - line.sold_on).days, is_exchange=is_exchange,
        )  # fmt: skip
        verdict = judge(case, terms=terms)
        coming = coming_back(line.sold, quantity=wanted.quantity, weight_mg=wanted.weight_mg)
        backs.append(Back(sold=line, coming=coming, request=wanted, verdict=verdict))
    return backs


def points_coming(back: Back) -> int:
    """The points that are taken back for what comes back now, as the ledger will count them. Zero or above."""
    coming, sold = back.coming, back.sold
    if not sold.member_id:
        return 0
    return partial_reversal(sold.points, returned=coming.returned, whole=coming.whole, already=sold.points_back)


def returned_of(lines: Sequence[OtherLine]) -> list[ReturnedLine]:
    """What comes back, as promotions take it back."""
    return [
        ReturnedLine(
            document=line.facts.sold.document, line_no=line.facts.sold.line_no, returned=line.facts.coming.returned,
            whole=line.facts.coming.whole,
        )
        for line in lines
        if line.kind == LineKind.RETURN
    ]  # fmt: skip


def needs_second_person(back: Back, *, limit_cents: int, may_go_beyond: bool) -> bool:
    """Whether this return exceeds the own refund limit, or the terms without the right to go beyond them."""
    return back.coming.amounts.net_cents > limit_cents or not (back.verdict.within or may_go_beyond)


def return_digest(wanted: ReturnRequest, *, store_id: int) -> str:
    """What a yes is bound to: the store, the line, how much of it, and why (P27)."""
    facts = [
        store_id, str(wanted.sale), wanted.line_no, wanted.quantity, wanted.weight_mg, wanted.reason, wanted.condition
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def return_lines(backs: Sequence[Back], *, after: int) -> list[OtherLine]:
    """The ticket lines of what comes back, numbered on from `after`; each takes its part of the rounding along."""
    taken: dict[UUID, tuple[int, int]] = {}
    lines = []
    for line_no, back in enumerate(backs, start=after + 1):
        sold = back.sold
        net_back, rounding_back = taken.get(sold.sale_id, (sold.ticket_back_cents, sold.ticket_rounding_back_cents))
        net_back += back.coming.amounts.net_cents
        rounding = _rounding_back(sold, net_back=net_back, already=rounding_back)
        taken[sold.sale_id] = (net_back, rounding_back + rounding)
        lines.append(
            OtherLine(
                line_no=line_no, kind=LineKind.RETURN, code=sold.sold.code, name=sold.name, name_en=sold.name_en,
                amounts=back.coming.amounts.turned, category_id=sold.category_id, price_basis=sold.sold.price_basis,
                piece_id=sold.piece_id, lot_id=sold.lot_id, returns_id=sold.id, board_price_id=sold.board_price_id,
                board_cents_per_gram=sold.board_cents_per_gram, rounding_cents=rounding,
                approval=back.request.approval, facts=back,
            )
        )  # fmt: skip
    return lines


def _rounding_back(sold: SoldLine, *, net_back: int, already: int) -> int:
    """The part of the ticket's rounding that goes back with the goods, zero or above."""
    if not sold.ticket_rounding_cents or sold.ticket_net_cents <= 0:
        return 0
    return partial_reversal(
        -sold.ticket_rounding_cents,
        returned=min(net_back, sold.ticket_net_cents),
        whole=sold.ticket_net_cents,
        already=already,
    )
