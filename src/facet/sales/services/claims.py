"""Tenders that are not money on the counter: each claims what it stands for, in the ticket's transaction.

Points, stored value, credit and deposits are ledgers of the domains below; a claim books there
under the member's lock. A refund of such a tender gives the same ledger back (P2). Claims are made
before points are earned: what a ticket earns cannot pay for it, and what comes back of points spent
is there before points are taken back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty import services as loyalty_services
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.services.earning import Movement
from facet.members import services as members_services
from facet.sales.errors import MemberNeeded
from facet.sales.models import Tender
from facet.sales.rules.coupon_lines import as_cash_lines
from facet.sales.rules.goods_for_points import check_goods_for_points
from facet.sales.rules.held_points import plan_of
from facet.sales.rules.kinds import METHOD_LABELS, Method
from facet.sales.rules.tender import Settled
from facet.sales.services.deposits import claim_deposit
from facet.sales.services.payments import claim_payment
from facet.sales.services.ticket import Ticket
from facet.sales.services.vouchers import claim_voucher, give_voucher_back


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What claims changed: columns of the member's standing, and the cents of the ticket that earn no points."""

    standing_changes: Mapping[str, Any] = field(default_factory=dict)
    unearning_cents: int = 0
    owed_cents: int = 0  # bought on credit: earns when it is repaid

    def plus(self, other: "Claimed") -> "Claimed":
        return Claimed(
            standing_changes={**self.standing_changes, **other.standing_changes},
            unearning_cents=self.unearning_cents + other.unearning_cents,
            owed_cents=self.owed_cents + other.owed_cents,
        )


NOTHING = Claimed()
Claim = Callable[[Actor, Ticket, Settled, int], Claimed | None]  # actor, ticket, tender, its number on the ticket


@joins_unit_of_work
def claim_points(actor: Actor, ticket: Ticket, tender: Settled, number: int) -> Claimed:
    """Spend points for what they pay, or give back those of an earlier ticket to the lots they came from."""
    standing = standing_of(ticket, Method.POINTS)
    movement = _movement(ticket, standing.pk)
    if tender.amount_cents < 0:
        given = given_back(tender)
        back = loyalty_services.return_spent_points(
            spent_document=given.document, returned=given.returned, whole=given.whole, **movement
        )
        return Claimed(standing_changes=back.standing_changes)
    if ticket.basket:
        account = loyalty_services.open_account(standing.pk)
        loyalty_services.release_points(account=account, document=plan_of(ticket.basket), state="used")
    proof_id = tender.asked.proof if tender.asked else None
    if tender.asked and tender.asked.for_goods:
        require(actor, LoyaltyPermission.REDEEM, store_id=ticket.till.store_id)
        check_goods_for_points(ticket.totals.due_cents, tender, others=ticket.others)
        spent = loyalty_services.spend_points_on_goods(cents=tender.amount_cents, proof_id=proof_id, **movement)
    else:
        spent = loyalty_services.spend_points_as_cash(
            cents=tender.amount_cents, lines=as_cash_lines(ticket.lines), proof_id=proof_id, **movement
        )
    return Claimed(standing_changes=spent.standing_changes, unearning_cents=tender.amount_cents)


@joins_unit_of_work
def claim_value(actor: Actor, ticket: Ticket, tender: Settled, number: int) -> Claimed:
    """Pay from a value card, principal first, or put back what an earlier ticket took; a bonus earns nothing."""
    movement = loyalty_services.ValueMovement(
        act_id=ticket.id, document=ticket.document, at=ticket.at, on=_today(ticket), store_id=ticket.till.store_id,
        line_no=number,
    )  # fmt: skip
    if tender.amount_cents < 0:
        given = given_back(tender)
        loyalty_services.return_stored_value(
            actor=actor, spent_document=given.document, line_no=given.line_no, returned=given.returned,
            whole=given.whole, movement=movement,
        )  # fmt: skip
        return NOTHING
    moved = loyalty_services.spend_stored_value(
        actor=actor, number=tender.reference, member_id=ticket.standing.pk if ticket.standing else None,
        cents=tender.amount_cents, proof_id=tender.asked.proof if tender.asked else None, movement=movement,
    )  # fmt: skip
    return Claimed(unearning_cents=-moved.bonus_cents)


@joins_unit_of_work
def claim_credit(actor: Actor, ticket: Ticket, tender: Settled, number: int) -> Claimed:
    """Let the member owe it, or take off what an earlier ticket let her owe; it earns when it is repaid."""
    standing = standing_of(ticket, Method.CREDIT)
    movement = members_services.CreditMovement(
        act_id=ticket.id, at=ticket.at, on=_today(ticket), store_id=ticket.till.store_id, line_no=number,
        document=ticket.document, tender=Method.CREDIT.value,
    )  # fmt: skip
    if tender.amount_cents < 0:
        given = given_back(tender)
        posted = members_services.reverse_credit(
            actor=actor, standing=standing, document=given.document, returned=given.returned, whole=given.whole,
            movement=movement,
        )  # fmt: skip
        return Claimed(standing_changes=posted.standing_changes)
    posted = members_services.charge_credit(
        actor=actor, standing=standing, amount_cents=tender.amount_cents, movement=movement
    )
    return Claimed(standing_changes=posted.standing_changes, owed_cents=tender.amount_cents)


@joins_unit_of_work
def claim_or_return_voucher(_actor: Actor, ticket: Ticket, tender: Settled, number: int) -> None:
    """Use up a group-buying voucher, or make it good again. Raises: VoucherUnclear, VoucherUsed."""
    if tender.amount_cents > 0:
        claim_voucher(ticket, tender, number)
    else:
        paid = given_back(tender)
        give_voucher_back(ticket, paid.document, paid.line_no)


CLAIMS: Mapping[str, Claim] = {
    Method.POINTS.value: claim_points,
    Method.STORED_VALUE.value: claim_value,
    Method.CREDIT.value: claim_credit,
    Method.TERMINAL.value: claim_payment,
    Method.WECHAT.value: claim_payment,
    Method.ALIPAY.value: claim_payment,
    Method.GROUP_VOUCHER.value: claim_or_return_voucher,
    Method.DEPOSIT.value: claim_deposit,
}


@joins_unit_of_work
def claim_tenders(actor: Actor, ticket: Ticket) -> Claimed:
    """Claim, or give back, every tender of the ticket that has a ledger of its own."""
    claimed = NOTHING
    for number, tender in enumerate(ticket.tenders, start=1):
        if claim := CLAIMS.get(tender.method):
            claimed = claimed.plus(claim(actor, ticket, tender, number) or NOTHING)
    return claimed


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack:
    """How much of an earlier tender has gone back with this one, cumulative. Units: cents."""

    document: str
    line_no: int
    returned: int
    whole: int


@joins_unit_of_work
def given_back(tender: Settled) -> GivenBack:
    """Which tender a refund gives back, and how far it is given back with it. Queries: 2."""
    paid = Tender.objects.get(pk=tender.refunds or 0)
    earlier = -sum(paid.refunded_by.values_list("amount_cents", flat=True))
    return GivenBack(
        document=f"sales.sale:{paid.sale_id}", line_no=paid.line_no, returned=earlier - tender.amount_cents,
        whole=paid.amount_cents,
    )  # fmt: skip


@joins_unit_of_work
def standing_of(ticket: Ticket, method: Method) -> Any:
    """The member's locked standing. Raises: MemberNeeded."""
    if ticket.standing is None:
        raise MemberNeeded(method=METHOD_LABELS[method])
    return ticket.standing


def _today(ticket: Ticket) -> Any:
    return local_date(ticket.at, ticket.till.time_zone)


def _movement(ticket: Ticket, member_id: int) -> Movement:
    return Movement(
        act_id=ticket.id, member_id=member_id, document=ticket.document, at=ticket.at, on=_today(ticket),
        store_id=ticket.till.store_id,
    )  # fmt: skip
