"""Coupon types: opened once, closed for good; their promise is never edited."""

from dataclasses import dataclass, field
from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.models import CouponType
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import coupon as rules
from facet.loyalty.rules.coupon import Terms
from facet.loyalty.rules.kinds import PointsClass
from facet.loyalty.selectors.conversion import find_type
from facet.loyalty.services.prizes import find_prize


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponTypeIn:
    """A coupon type as marketing wants it; `terms` is what it promises, `prize` the code of a gift."""

    code: str
    name: str
    terms: Terms
    name_en: str = ""
    prize: str = ""
    store_ids: tuple[int, ...] = field(default=())


@unit_of_work
def open_coupon_type(*, actor: Actor, operation: OperationKey, wanted: CouponTypeIn, at: datetime) -> int:
    """Open a type. Raises: NotPermitted, Invalid, PrizeUnknown, OperationConflict."""
    act = operations.begin(operation, kind="loyalty.open_coupon_type", actor=actor, at=at)
    if act.done:
        return int(act.result["type_id"])
    require(actor, LoyaltyPermission.MANAGE_COUPONS)
    _check(wanted)
    prize = find_prize(wanted.prize) if wanted.prize else None
    terms = wanted.terms
    row = CouponType.objects.create(
        code=wanted.code, name=wanted.name, name_en=wanted.name_en, benefit=terms.benefit, value=terms.value,
        cap_cents=terms.cap_cents, min_spend_cents=terms.min_spend_cents, classes=sorted(terms.classes),
        stacks=terms.stacks, days=terms.days, per_member=terms.per_member, cost_cents=terms.cost_cents,
        prize=prize, created_at=at,
    )  # fmt: skip
    row.stores.set(wanted.store_ids)
    audit_services.record(
        actor, "loyalty.coupon_type_opened", at=at, subject=("loyalty.coupon_type", row.pk, row.code),
        benefit=row.benefit, value=row.value, min_spend_cents=row.min_spend_cents, days=row.days,
    )  # fmt: skip
    act.finish(type_id=row.pk)
    return row.pk


@unit_of_work
def close_coupon_type(*, actor: Actor, operation: OperationKey, code: str, is_open: bool, at: datetime) -> None:
    """Stop issuing a type, or go on; coupons that are out keep their promise. Raises: NotPermitted, CouponUnknown."""
    act = operations.begin(operation, kind="loyalty.close_coupon_type", actor=actor, at=at)
    if act.done:
        return
    require(actor, LoyaltyPermission.MANAGE_COUPONS)
    row = find_type(code)
    CouponType.objects.filter(pk=row.pk).update(is_open=is_open)
    action = "loyalty.coupon_type_reopened" if is_open else "loyalty.coupon_type_closed"
    audit_services.record(actor, action, at=at, subject=("loyalty.coupon_type", row.pk, row.code))
    act.finish(type_id=row.pk)


def _check(wanted: CouponTypeIn) -> None:
    if not 0 < len(wanted.code) <= 16 or not wanted.code.isascii() or wanted.code != wanted.code.strip().upper():
        raise Invalid(field="code", reason=gettext_noop("up to 16 capitals and digits, such as B200"))
    if CouponType.objects.filter(code=wanted.code).exists():
        raise Invalid(field="code", reason=gettext_noop("this code is taken; a promise is never edited"))
    if not wanted.name.strip():
        raise Invalid(field="name", reason=gettext_noop("a coupon type needs a name"))
    if wanted.terms.classes - set(PointsClass):
        raise Invalid(field="classes", reason=gettext_noop("choose classes of goods from the list"))
    rules.check_terms(wanted.terms, has_prize=bool(wanted.prize))
