"""Joined files take along what is under way in sales, and parted files have it again. Source: P10, issue 3."""

import uuid
from typing import Any

import pytest

from facet.members import services as members_services
from facet.members.errors import MergeBlocked
from facet.members.models import Member
from facet.members.selectors.open_matters import open_matters
from facet.members.services import MergeIn
from facet.members.tests import factories as members
from facet.sales.models import Basket, CustomerOrder, Delivery, Deposit, Payable, Sale, ServiceJob
from facet.sales.tests import factories
from facet.sales.tests.deliveries.test_deliveries import recorded
from facet.sales.tests.deposits.test_deposits import GOLD, opens, took
from facet.sales.tests.factories import AT, Shop, key, paid
from facet.sales.tests.jobs.test_jobs import ready
from facet.sales.tests.orders.test_orders import ordered

pytestmark = pytest.mark.django_db(transaction=True)
MOVED = (Deposit, CustomerOrder, ServiceJob, Payable, Delivery)


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


@pytest.fixture
def two(shop: Shop) -> tuple[Any, Any]:
    """A file with a ticket, a deposit, an order, a job with its cost and a delivery; another with nothing."""
    sale = shop.sell("D1").sale
    took(shop, opens(50_000))
    ordered(shop)
    ready(shop)
    recorded(shop, sale)
    return shop.member, members.member("陈雅琴", "13900001111", home=shop.store)


def merge(survivor: Any, merged: Any) -> int:
    request = MergeIn(survivor_id=survivor.pk, merged_id=merged.pk, reason="same person")
    return members_services.merge_members(actor=members.HOUSE, operation=key(), request=request, at=AT)


def undo(merge_id: int) -> None:
    members_services.unmerge_members(
        actor=members.HOUSE, operation=key(), merge_id=merge_id, reason="two sisters", at=AT
    )


def owners(*models: Any) -> set[tuple[str, int | None]]:
    return {(model.__name__, member) for model in models for member in model.objects.values_list("member", flat=True)}


def all_of(member: Any) -> set[tuple[str, int]]:
    return {(model.__name__, member.pk) for model in MOVED}


def test_what_is_under_way_goes_to_the_survivor_and_back(shop, two):
    giver, taker = two
    assert owners(*MOVED) == all_of(giver)
    before = open_matters(giver.pk)

    joined = merge(taker, giver)
    assert owners(*MOVED) == all_of(taker)
    assert (open_matters(taker.pk), open_matters(giver.pk)) == (before, [])
    assert set(Sale.objects.values_list("member", flat=True)) == {giver.pk}  # written tickets are facts

    undo(joined)
    assert owners(*MOVED) == all_of(giver)
    assert (open_matters(giver.pk), open_matters(taker.pk)) == (before, [])


def test_what_was_begun_since_the_join_stays_with_the_survivor(shop, two):
    giver, taker = two
    joined = merge(taker, giver)
    shop.member = taker
    since = took(shop, opens(10_000))
    undo(joined)
    assert owners(Deposit) == {("Deposit", giver.pk), ("Deposit", taker.pk)}
    assert Deposit.objects.get(member=taker) == since


def test_the_survivor_uses_the_deposit_of_the_joined_file(shop, two):
    giver, taker = two
    number = Deposit.objects.get().number
    merge(taker, giver)
    shop.member = taker
    shop.sell("G1", deposits_used=(number,), tenders=(paid("deposit", 50_000, number), paid("wechat", GOLD - 50_000)))
    assert Deposit.objects.get(number=number).balance_cents == 0


def test_an_open_ticket_keeps_everything_where_it_is(shop, two):
    giver, taker = two
    Basket.objects.create(
        id=uuid.uuid4(), number="S01-X1", store=shop.store, till=shop.till, opened_by=shop.clerk, member=giver,
        opened_at=AT, touched_at=AT, prices_at=AT, prices_until=AT,
    )  # fmt: skip
    with pytest.raises(MergeBlocked):
        merge(taker, giver)
    assert owners(*MOVED) == all_of(giver)
    assert not Member.objects.exclude(merged_into=None).exists()
