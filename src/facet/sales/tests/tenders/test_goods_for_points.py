"""Goods from stock for points alone: the whole price, back with the goods, and never twice. Source: R066."""

import dataclasses
from typing import Any

import pytest
from django.urls import reverse

from facet.kernel import clock
from facet.kernel.errors import NotPermitted
from facet.kernel.permissions import EVERYWHERE, house
from facet.loyalty.errors import PointsShort
from facet.loyalty.models import PointsAccount, PointsEntry
from facet.loyalty.tests import factories as loyalty
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.sales import services
from facet.sales.errors import GoodsForPointsAlone
from facet.sales.models import Sale, Tender
from facet.sales.rules.request import TenderRequest
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop, paid
from facet.sales.tests.tenders.test_every_way import RING, back_in_full
from facet.sales.tests.tenders.wallet import POINTS, Wallet, books_agree, wallet

pytestmark = pytest.mark.django_db(transaction=True)
GOLD, HAD = 2_887_048, 3_000_000


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


@pytest.fixture
def purse(shop: Shop) -> Wallet:
    """She has points for the ring or for the gold, not for both."""
    purse = wallet(shop)
    loyalty.adjust(shop.member, HAD - POINTS)
    return purse


def redeemer(shop: Shop) -> Any:
    """A clerk who may also give goods for points."""
    actor = shop.actor()
    return dataclasses.replace(actor, grants={**actor.grants, "loyalty.redeem": EVERYWHERE})


def for_goods(cents: int = RING) -> TenderRequest:
    return dataclasses.replace(paid("points", cents), for_goods=True)


def test_points_take_the_ring_earn_nothing_and_come_back_with_it(shop: Shop, purse: Wallet) -> None:
    before = purse.state()

    sold = shop.sell("D1", actor=redeemer(shop), tenders=(for_goods(),)).sale

    entry = PointsEntry.objects.get(kind="redeemed")
    assert (entry.points, entry.trace["cents"], sold.points_earned) == (-RING, RING, 0)
    assert shop.pieces["D1"].__class__.objects.get(pk=shop.pieces["D1"].pk).state == "sold"
    books_agree()
    back_in_full(shop, sold, paid("points", RING))
    assert purse.state() == before
    assert PointsEntry.objects.filter(kind="redeemed_back").exists()
    books_agree()


@pytest.mark.parametrize(
    ("tenders", "refusal"),
    [
        ((for_goods(RING - 100), paid("wechat", 100)), GoodsForPointsAlone),
        ((for_goods(GOLD + RING),), PointsShort),
    ],
)
def test_a_part_or_more_than_there_is_writes_nothing(
    shop: Shop, purse: Wallet, tenders: tuple[Any, ...], refusal: type[Exception]
) -> None:
    before, tags = purse.state(), ("D1",) if len(tenders) == 2 else ("D1", "G1")

    with pytest.raises(refusal):
        shop.sell(*tags, actor=redeemer(shop), tenders=tenders)

    assert (purse.state(), Sale.objects.count(), Tender.objects.count()) == (before, 0, 0)


def test_it_needs_the_right_to_redeem(shop: Shop, purse: Wallet) -> None:
    with pytest.raises(NotPermitted):
        shop.sell("D1", tenders=(for_goods(),))
    assert not Sale.objects.exists()


def test_two_tills_cannot_take_for_the_same_points(shop: Shop, purse: Wallet, together: Any) -> None:
    requests = [shop.request(tag, tenders=(for_goods(cents),)) for tag, cents in (("D1", RING), ("G1", GOLD))]

    def till(request: Any) -> Any:
        return lambda: services.complete_sale(actor=redeemer(shop), operation=factories.key(), request=request, at=AT)

    answers = together([till(each) for each in requests])

    assert sorted(isinstance(each, PointsShort) for each in answers) == [False, True], answers
    left = PointsAccount.objects.get(member=shop.member).available
    assert left == HAD - Sale.objects.get().net_cents
    books_agree()


def test_the_key_shows_the_price_in_points_and_takes_the_goods(client: Any, shop: Shop, purse: Wallet) -> None:
    organisation_services.install_roles(
        actor=house("test"), roles=organisation_selectors.starting_roles(), at=clock.now()
    )
    for code in ("clerk", "cashier"):
        RoleAssignment.objects.create(staff=shop.clerk, role=Role.objects.get(code=code))
    type(shop.clerk).objects.filter(pk=shop.clerk.pk).update(language="en")
    client.force_login(shop.clerk)
    address = reverse("sales:goods_for_points")

    def shown() -> str:
        return str(client.get(address).content.decode())

    assert address in client.get(reverse("sales:till")).content.decode()
    assert "Put goods from stock" in shown()
    client.post(reverse("sales:scan"), {"code": "D1"})
    assert "points are somebody" in shown()
    client.post(reverse("sales:name_member"), {"member": shop.member.pk})
    assert "1,280,000" in shown()
    body = {"operation_id": str(factories.key().id), "expected_total_cents": RING, "proofs": "{}"}

    assert client.post(address, body).status_code == 302
    assert [each.method for each in Sale.objects.get().tenders.all()] == ["points"]
