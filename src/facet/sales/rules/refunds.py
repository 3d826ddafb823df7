"""Money that goes back: the way it came first, to the fen. Pure. Source: decisions.md §4.9, ux.md 2.6."""

from collections.abc import Sequence
from dataclasses import dataclass

from facet.kernel.formats import shown
from facet.sales.errors import RefundDiffers, RefundElsewhere
from facet.sales.rules.kinds import METHOD_LABELS, Method
from facet.sales.rules.request import TenderRequest
from facet.sales.rules.tender import Settled, known_method

FREE_HAND = (Method.CASH, Method.BANK)  # what no earlier payment covers goes back by one of these


@dataclass(frozen=True, slots=True)
class Paid:
    """One earlier payment, and how much of it has not gone back yet. Units: cents."""

    tender_id: int
    method: Method
    left_cents: int

    @property
    def words(self) -> str:
        """What people call the way of paying; English, translated where it is shown."""
        return METHOD_LABELS[self.method]


def proposed(back_cents: int, paid: Sequence[Paid]) -> list[TenderRequest]:
    """How `back_cents` would go back: every way but cash first, what nobody paid in cash.

    Shape: one request a method, in the order they were paid.
    """
    amounts: dict[Method, int] = {}
    left = back_cents
    for each in sorted(paid, key=lambda one: one.method is Method.CASH):
        part = min(left, each.left_cents)
        amounts[each.method] = amounts.get(each.method, 0) + part
        left -= part
    if left:
        amounts[Method.CASH] = amounts.get(Method.CASH, 0) + left
    return [TenderRequest(method=method, amount_cents=cents) for method, cents in amounts.items() if cents]


def settle_refund(back_cents: int, refunds: Sequence[TenderRequest], *, paid: Sequence[Paid]) -> tuple[Settled, ...]:
    """The refunds as booked: negative amounts, each tied to the payment it gives back.

    Raises: Invalid, RefundDiffers, RefundElsewhere.
    """
    given = sum(refund.amount_cents for refund in refunds)
    methods = [known_method(refund, is_refund=True) for refund in refunds]
    if given != back_cents:
        raise RefundDiffers(due=shown(back_cents, "yuan"), given=shown(given, "yuan"))
    free = max(0, back_cents - sum(each.left_cents for each in paid))
    left = {each.tender_id: each.left_cents for each in paid}
    booked: list[Settled] = []
    for refund, method in zip(refunds, methods, strict=True):
        rest = refund.amount_cents
        for each in paid:
            if each.method is method and rest and left[each.tender_id]:
                part = min(rest, left[each.tender_id])
                left[each.tender_id], rest = left[each.tender_id] - part, rest - part
                booked.append(Settled(method, -part, -part, refund.reference, refunds=each.tender_id))
        if rest:
            if method not in FREE_HAND or rest > free:
                raise RefundElsewhere(
                    method=METHOD_LABELS[method],
                    most=shown(refund.amount_cents - rest + free * (method in FREE_HAND), "yuan"),
                )
            free -= rest
            booked.append(Settled(method, -rest, -rest, refund.reference))
    return tuple(booked)
