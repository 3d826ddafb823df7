"""How an open ticket's lines that are not goods off the shelf are asked for: from their stored facts.

A basket line with a `kind` keeps what it asks for in `facts`; here each kind says into which field of
`SaleRequest` it goes. A new kind of line adds one entry to `ASKED`. One basket line makes one line of
its kind, in the same order: the till ties what was priced to what was asked by that.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from facet.sales.models import BasketLine
from facet.sales.rules.deposit_request import DepositRequest, OpensDeposit, SettlesDeposit
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.old_gold_request import OldGoldRequest
from facet.sales.rules.request import CouponRequest
from facet.sales.rules.returns import ReturnRequest

Asked = Callable[[BasketLine], Any]


def old_gold_of(line: BasketLine) -> OldGoldRequest:
    """What a basket line of kind "old_gold" brings in."""
    receipt = line.facts["receipt"]
    return OldGoldRequest(**line.facts | {"receipt": UUID(receipt) if receipt else None}, approval=line.approval_id)


def return_of(line: BasketLine) -> ReturnRequest:
    """What a basket line of kind "return" takes back."""
    facts = line.facts
    return ReturnRequest(
        sale=UUID(facts["sale"]), line_no=facts["line_no"], quantity=facts["quantity"], weight_mg=facts["weight_mg"],
        reason=facts["reason"], condition=facts["condition"], note=facts["note"], approval=line.approval_id,
    )  # fmt: skip


COUPON = "coupon"  # no line of a ticket: a discount on others


def coupon_of(line: BasketLine) -> CouponRequest:
    """The coupon that a basket line of kind "coupon" uses up."""
    return CouponRequest(code=line.facts["code"], proof=line.facts.get("proof"))


DEPOSIT_USED = "deposit_used"  # no line of a ticket: a price that was promised, money that pays


def deposit_of(line: BasketLine) -> DepositRequest:
    """The money that a basket line of kind "deposit_taken" puts into a deposit, or settles it with."""
    facts = line.facts
    opens, settles = facts.get("opens"), facts.get("settles")
    return DepositRequest(
        number=facts["number"], amount_cents=facts["amount_cents"], opens=OpensDeposit(**opens) if opens else None,
        settles=SettlesDeposit(**settles) if settles else None, approval=line.approval_id,
    )  # fmt: skip


def deposit_used_of(line: BasketLine) -> str:
    """The number of the deposit that a basket line uses."""
    return str(line.facts["number"])


def payable_of(line: BasketLine) -> str:
    """The number of the service that a basket line pays for."""
    return str(line.facts["number"])


ASKED: Mapping[str, tuple[str, Asked]] = {
    LineKind.RETURN.value: ("returns", return_of),
    LineKind.OLD_GOLD.value: ("old_gold", old_gold_of),
    COUPON: ("coupons", coupon_of),
    LineKind.DEPOSIT_TAKEN.value: ("deposits", deposit_of),
    DEPOSIT_USED: ("deposits_used", deposit_used_of),
    LineKind.SERVICE.value: ("payables", payable_of),
}
"""kind → (field of SaleRequest, what one basket line asks for)."""


def asked_of(lines: Sequence[BasketLine]) -> dict[str, Any]:
    """The other lines of a basket as fields of `SaleRequest`, in their order. Queries: 0."""
    fields: dict[str, Any] = {}
    for line in lines:
        if line.kind:
            name, read = ASKED[line.kind]
            fields[name] = (*fields.get(name, ()), read(line))
    return fields
