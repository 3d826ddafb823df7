"""What an order costs, what may be done with it, and how late it is. Pure.

Source: docs/algorithms/purchasing.md §1–2; F2, F40.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facet.catalog.rules.weights import fine_weight_mg
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import divide_half_away
from facet.purchasing.errors import OrderNotPossible
from facet.purchasing.rules.words import ORDER_WORDS, LabourPer, OrderState

MG_PER_GRAM = 1_000
MOST_LINES = 200
APPROVAL_KIND = "purchasing.order"
APPROVAL_MINUTES = 7 * 24 * 60
LINK_DAYS = 30  # how long a supplier may answer through the link in the letter


class Act(StrEnum):
    """What can be done with an order."""

    CHANGE = "change"
    APPROVE = "approve"
    SEND = "send"
    CONFIRM = "confirm"
    RECEIVE = "receive"
    CANCEL = "cancel"


_BEFORE = frozenset({OrderState.DRAFT, OrderState.WAITING})
_AWAY = frozenset({OrderState.SENT, OrderState.CONFIRMED, OrderState.PARTLY})
ALLOWED = {
    Act.CHANGE: frozenset({OrderState.DRAFT}),
    Act.APPROVE: _BEFORE,
    Act.SEND: frozenset({OrderState.APPROVED, OrderState.SENT, OrderState.CONFIRMED}),
    Act.CONFIRM: frozenset({OrderState.SENT, OrderState.CONFIRMED}),
    # Goods may stand in the door before anybody wrote a letter.
    Act.RECEIVE: _AWAY | {OrderState.APPROVED},
    Act.CANCEL: _BEFORE | _AWAY | {OrderState.APPROVED},
}
ACT_WORDS = {
    Act.CHANGE: gettext_noop("changed"),
    Act.APPROVE: gettext_noop("approved"),
    Act.SEND: gettext_noop("sent"),
    Act.CONFIRM: gettext_noop("confirmed"),
    Act.RECEIVE: gettext_noop("received"),
    Act.CANCEL: gettext_noop("cancelled"),
}
OPEN = _AWAY | {OrderState.APPROVED}  # goods are on their way, or will be


def may(state: str, act: Act) -> bool:
    """Whether an order in `state` may be acted on so."""
    return OrderState(state) in ALLOWED[act]


def allow(state: str, act: Act, *, number: str) -> None:
    """Refuse what an order in `state` does not allow. Raises: OrderNotPossible."""
    if not may(state, act):
        raise OrderNotPossible(number=number, state=ORDER_WORDS[OrderState(state)], act=ACT_WORDS[act])


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a supplier asks. Units: cents per gram of fine metal; labour by `labour_per`; other cents a piece."""

    metal_cents_per_gram: int = 0
    labour_per: str = LabourPer.PER_GRAM
    labour_cents: int = 0
    other_cents: int = 0


@dataclass(frozen=True, slots=True)
class Parts:
    """What goods cost, part by part. Units: cents, fine mg."""

    fine_mg: int
    metal_cents: int
    labour_cents: int
    other_cents: int

    @property
    def cents(self) -> int:
        return self.metal_cents + self.labour_cents + self.other_cents


def cost(price: Price, *, net_mg: int, fineness_e4: int, quantity: int = 1) -> Parts:
    """What `quantity` pieces of together `net_mg` cost: fine grams at the metal's price, labour, the rest.

    The fine weight is rounded to 1 mg (F2), then each part once. Source: F40.
    """
    fine_mg = fine_weight_mg(net_mg=net_mg, fineness_e4=fineness_e4)
    per_gram = price.labour_per == LabourPer.PER_GRAM
    labour = divide_half_away(net_mg * price.labour_cents, MG_PER_GRAM) if per_gram else quantity * price.labour_cents
    return Parts(fine_mg, metal_value(fine_mg, price.metal_cents_per_gram), labour, quantity * price.other_cents)


def metal_value(fine_mg: int, cents_per_gram: int) -> int:
    """What fine metal is worth. Units: mg, cents per gram, cents."""
    return divide_half_away(fine_mg * cents_per_gram, MG_PER_GRAM)


def check_line(*, quantity: int, weight_mg: int, metal: str) -> None:
    """Refuse a line of nothing, or of metal without grams. Raises: Invalid."""
    if quantity < 1:
        raise Invalid(field="quantity", reason=gettext_noop("order at least one piece"))
    if weight_mg and not metal:
        raise Invalid(field="weight_mg", reason=gettext_noop("this kind has no metal, so it has no grams either"))


def open_quantity(*, quantity: int, received: int, cancelled: int) -> int:
    """How many pieces of a line are still to come; more than ordered leaves none. Refused ones are still to come."""
    return max(0, quantity - received - cancelled)


def state_after_receipt(open_quantities: Iterable[int]) -> OrderState:
    """An order's state when something has come: closed once nothing is to come any more."""
    return OrderState.PARTLY if any(open_quantities) else OrderState.CLOSED


def days_late(state: str, *, due_on: date, promised_on: date | None, on: date) -> int:
    """By how many days an open order is late on `on`; what the supplier promised later does not excuse it."""
    if OrderState(state) not in OPEN:
        return 0
    return max(0, (on - due_on).days)


def will_be_late(state: str, *, due_on: date, promised_on: date | None, on: date) -> bool:
    """Whether an order that is not late yet will be, by what the supplier says himself."""
    return OrderState(state) in OPEN and promised_on is not None and promised_on > due_on and on <= due_on


def digest_of(*, number: str, supplier: str, lines: Sequence[Sequence[int]]) -> str:
    """What a second person's yes is bound to: the order as it stands."""
    text = json.dumps([number, supplier, [list(line) for line in lines]], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def link_digest(secret: str) -> str:
    """What is kept of the secret of a supplier's link."""
    return hashlib.sha256(secret.encode()).hexdigest()
