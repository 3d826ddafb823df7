"""A member who can pay in every way: points, a named card with a bonus, credit, coupons."""

from dataclasses import dataclass
from typing import Any

from facet.kernel.permissions import EVERYWHERE, Actor
from facet.loyalty.models import CouponType, PointsAccount, PointsLot, StoredValueAccount
from facet.loyalty.rules.stored_value import Value
from facet.loyalty.tests import factories as loyalty
from facet.loyalty.tests import spending
from facet.members import services as members_services
from facet.members.models import CreditAccount, Standing
from facet.members.selectors.credit import credit_agrees
from facet.organisation.tests import factories as organisation
from facet.sales.selectors.books import CHECKS
from facet.sales.tests.factories import AT, LIMITS, Shop, key

POINTS, PRINCIPAL, BONUS, CREDIT = 90_000, 300_000, 50_000, 2_000_000


@dataclass
class Wallet:
    """What the shop's member holds."""

    shop: Shop
    card: Any
    kind: CouponType

    def coupon(self) -> str:
        return spending.coupon(self.kind, member=self.shop.member).code

    def state(self) -> dict[str, int]:
        """Every account of hers, as numbers."""
        member = self.shop.member
        account, standing = PointsAccount.objects.get(member=member), Standing.objects.get(pk=member.pk)
        card = StoredValueAccount.objects.get(pk=self.card.pk)
        return {
            "points": account.available,
            "owed": account.owed,
            "lots": sum(PointsLot.objects.filter(account=account).values_list("remaining", flat=True)),
            "standing": standing.points_available,
            "principal": card.principal_cents,
            "bonus": card.bonus_cents,
            "credit": CreditAccount.objects.get(member=member).open_cents,
            "standing credit": standing.credit_open_cents,
            "spend": standing.spend_cents,
        }


def wallet(shop: Shop) -> Wallet:
    """The shop's member with points, value, credit and a coupon type; the house asks for no proof."""
    spending.no_proof()
    loyalty.adjust(shop.member, POINTS)
    card = spending.card(shop.store, member=shop.member)
    spending.load(card, Value(PRINCIPAL, BONUS))
    finance = Actor(
        key="staff:9",
        name="finance",
        grants=dict.fromkeys(("members.manage_credit", "members.view_members"), EVERYWHERE),
        limits={"credit_limit_cents": 10**9},
        staff_id=organisation.staff("finance9").pk,
    )  # fmt: skip
    members_services.set_credit_limit(
        actor=finance, operation=key(), member_id=shop.member.pk, limit_cents=CREDIT, due_days=30, at=AT
    )
    return Wallet(shop=shop, card=card, kind=spending.coupon_type())


def boss(shop: Shop) -> Actor:
    return shop.actor(shop.manager, limits=LIMITS | {"refund_cents": 10**9})


def books_agree() -> None:
    assert [row for check in CHECKS for row in check.run()] == []
    assert credit_agrees() == []
