"""What comes back: how much of a sold line, which part of its stored amounts, and who may allow it. Pure.

Nothing is worked out again from today's prices or rules: a return is the stored amounts with the
sign turned, in the share that came back, so that all returns of a line add up to it exactly.
Source: decisions.md D6, §4.9; P1, P14, P23, P25; docs/algorithms/returns.md.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import partial_reversal
from facet.sales.errors import AlreadyReturned, ReturnNotAllowed


class Reason(StrEnum):
    """Why goods come back."""

    QUALITY = "quality"
    CHANGED_MIND = "changed_mind"
    SIZE = "size"
    GIFT = "gift"
    WRONG_SALE = "wrong_sale"


REASON_WORDS = {
    Reason.QUALITY: gettext_noop("Tested quality fault"),
    Reason.CHANGED_MIND: gettext_noop("Changed her mind"),
    Reason.SIZE: gettext_noop("The size does not fit"),
    Reason.GIFT: gettext_noop("A gift that did not suit"),
    Reason.WRONG_SALE: gettext_noop("Rung up by mistake"),
}


class Condition(StrEnum):
    """How goods come back."""

    UNWORN = "unworn"
    WORN = "worn"
    DAMAGED = "damaged"


CONDITION_WORDS = {
    Condition.UNWORN: gettext_noop("Unworn, tag attached"),
    Condition.WORN: gettext_noop("Worn"),
    Condition.DAMAGED: gettext_noop("Damaged"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRequest:
    """One sold line that comes back. Zero quantity and weight mean all that is left of it."""

    sale: UUID
    line_no: int
    quantity: int = 0
    weight_mg: int = 0
    reason: str
    condition: str = Condition.UNWORN.value
    note: str = ""
    approval: int | None = None


@dataclass(frozen=True, slots=True)
class Amounts:
    """Signed figures of a line or a part of one. Units: pieces, mg, cents."""

    quantity: int = 0
    weight_mg: int = 0
    metal_cents: int = 0
    labour_cents: int = 0
    stones_cents: int = 0
    list_cents: int = 0
    discount_cents: int = 0
    net_cents: int = 0
    cost_cents: int = 0

    def plus(self, other: "Amounts") -> "Amounts":
        return Amounts(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def turned(self) -> "Amounts":
        return Amounts(*(-getattr(self, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """One line as it was sold, and what has come back of it so far (`back`, positive)."""

    code: str
    price_basis: str
    by_weight: bool  # bulk goods priced by the gram come back by weight, all else by pieces
    amounts: Amounts
    back: Amounts

    @property
    def whole(self) -> int:
        return self.amounts.weight_mg if self.by_weight else self.amounts.quantity

    @property
    def returned(self) -> int:
        return self.back.weight_mg if self.by_weight else self.back.quantity

    @property
    def left(self) -> Amounts:
        return self.amounts.plus(self.back.turned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What comes back now (positive amounts), and how far the line is returned with it."""

    amounts: Amounts
    returned: int  # so far, including this time, of `whole`
    whole: int


def coming_back(sold: Sold, *, quantity: int, weight_mg: int) -> Coming:
    """The part of `sold` that comes back: `quantity` pieces and `weight_mg`, or all that is left.

    Every amount is the stored one's cumulative share less what earlier returns took.
    Raises: AlreadyReturned, Invalid.
    """
    left = sold.left
    wanted, wanted_mg = (quantity, weight_mg) if quantity or weight_mg else (left.quantity, left.weight_mg)
    measure = wanted_mg if sold.by_weight else wanted
    if sold.returned >= sold.whole:
        raise AlreadyReturned(code=sold.code, left=left.quantity)
    if measure <= 0 or wanted < 0 or wanted_mg < 0:
        raise Invalid(field="returns.quantity", reason=gettext_noop("Say how much comes back."))
    if sold.returned + measure > sold.whole or wanted > left.quantity:
        raise AlreadyReturned(code=sold.code, left=left.quantity)
    so_far = sold.returned + measure
    parts = {
        name: partial_reversal(
            getattr(sold.amounts, name), returned=so_far, whole=sold.whole, already=getattr(sold.back, name)
        )
        for name in Amounts.__slots__
    }
    if sold.by_weight:  # pieces of bulk goods are counted, not shared
        parts["quantity"] = wanted if so_far < sold.whole else left.quantity
    return Coming(amounts=Amounts(**parts), returned=so_far, whole=sold.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The house's terms: days in which unworn fixed-price goods may come back."""

    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a return stays within the terms; if not, a manager decides, and `why` says on what."""

    within: bool
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the terms look at: the goods, why and how they come back, how many days after they were sold."""

    code: str
    price_basis: str
    reason: str
    condition: str
    days: int
    is_exchange: bool


def judge(case: Case, *, terms: Terms) -> Verdict:
    """What the terms say to one line. Raises: Invalid, ReturnNotAllowed. Source: decisions.md §4.9."""
    known_reason, known_condition = _known(case.reason, case.condition)
    if known_reason in {Reason.QUALITY, Reason.WRONG_SALE}:
        return Verdict(within=False, why=REASON_WORDS[known_reason])
    if case.price_basis == "by_weight" and not case.is_exchange:
        raise ReturnNotAllowed(
            code=case.code,
            reason=gettext_noop(
                "Goods by weight come back for a tested quality fault only. Exchange them, or take them as old gold."
            ),
        )
    if known_condition is not Condition.UNWORN:
        return Verdict(within=False, why=CONDITION_WORDS[known_condition])
    if case.days > terms.days:
        return Verdict(within=False, why=gettext_noop("The return window is over"))
    return Verdict(within=True)


def _known(reason: str, condition: str) -> tuple[Reason, Condition]:
    try:
        known_reason = Reason(reason)
    except ValueError:
        raise Invalid(field="returns.reason", reason=gettext_noop("Choose one of the reasons.")) from None
    try:
        return known_reason, Condition(condition)
    except ValueError:
        raise Invalid(field="returns.condition", reason=gettext_noop("Choose one of the conditions.")) from None
