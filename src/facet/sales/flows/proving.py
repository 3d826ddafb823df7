"""The member's own yes to what a ticket spends of hers: asked and answered on the payment sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.loyalty import flows as loyalty_flows
from facet.loyalty import services as loyalty_services
from facet.loyalty.rules import cash
from facet.loyalty.rules.proof import ProofKind, Purpose
from facet.loyalty.selectors.programme import programme_on
from facet.sales.rules.kinds import Method
from facet.sales.rules.request import CouponRequest, TenderRequest

_PURPOSES = {Method.POINTS.value: Purpose.POINTS, Method.STORED_VALUE.value: Purpose.STORED_VALUE}


def coupon_key(place: int) -> str:
    """Under which name the proof of the ticket's nth coupon is kept: its place, for a code is not written about."""
    return f"coupon-{place}"


def with_proofs(coupons: Sequence[CouponRequest], proofs: Mapping[str, int]) -> tuple[CouponRequest, ...]:
    """The coupons, each with the proof that was given for it."""
    return tuple(replace(each, proof=proofs.get(coupon_key(place))) for place, each in enumerate(coupons))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What shall be spent: of whom, on which ticket (the id it will have), when."""

    member_id: int
    ticket: UUID
    tenders: Sequence[TenderRequest]
    at: datetime
    on: date
    coupons: Sequence[int] = ()  # cents that each coupon of the ticket takes off, in their order

    def amounts(self) -> dict[str, tuple[Purpose, int]]:
        """(purpose, points or cents) of every tender and coupon that asks the member, by `coupon_key` or method."""
        worth = programme_on(self.on).cash
        of_coupons = {coupon_key(place): (Purpose.COUPON, cents) for place, cents in enumerate(self.coupons)}
        return of_coupons | {
            each.method: (
                _PURPOSES[each.method],
                cash.points_for(each.amount_cents, worth) if each.method == Method.POINTS else each.amount_cents,
            )
            for each in self.tenders
            if each.method in _PURPOSES
        }


def ask(actor: Actor, spending: Spending, *, kind: str) -> dict[str, int]:
    """Begin a proof for each thing that is spent; gives their ids by method. A code is sent to her telephone.

    Raises: NotPermitted, MemberUnknown, PinMissing.
    """
    return {
        method: loyalty_services.ask_proof(
            actor=actor, operation=OperationKey.of(uuid4(), {}), at=spending.at, on=spending.on,
            request=loyalty_services.ProofIn(
                kind=kind, purpose=purpose.value, member_id=spending.member_id, amount=amount,
                document=f"sales.sale:{spending.ticket}",
            ),
        ).proof_id
        for method, (purpose, amount) in spending.amounts().items()
    }  # fmt: skip


def answer(actor: Actor, proofs: Mapping[str, int], *, text: str, at: datetime, on: date) -> None:
    """Answer each proof. Raises: ProofWrong, ProofLost, ProofExpired and their kin."""
    for proof_id in proofs.values():
        loyalty_flows.give_proof(actor=actor, proof_id=proof_id, answer=text, at=at, on=on)


def prove(actor: Actor, spending: Spending, *, kind: str, text: str, asked: Mapping[str, int]) -> dict[str, int]:
    """The proofs of a ticket that is about to be paid, by method; none where nobody gave an answer.

    A code was asked for before; a PIN or a changing code is asked and answered in one go.
    """
    if not text or not spending.amounts():
        return dict(asked)
    proofs = dict(asked) if kind == ProofKind.CODE else ask(actor, spending, kind=kind)
    answer(actor, proofs, text=text, at=spending.at, on=spending.on)
    return proofs
