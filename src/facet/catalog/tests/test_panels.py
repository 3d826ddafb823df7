"""What the catalogue shows on other pages, each with its price in queries."""

from datetime import timedelta

import pytest
from django.utils import translation

from facet.catalog.models import BoardConfirmation, BoardPublication, PriceItem
from facet.catalog.tests import factories
from facet.catalog.tests.factories import NOON
from facet.catalog.web import panels
from facet.catalog.web.offers import PANELS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


VIEW, CONFIRM, PUBLISH = "catalog.view_catalog", "catalog.confirm_board_price", "catalog.set_board_price"


@pytest.fixture
def shop(db):
    group = factories.price_group("G1")
    gold = factories.price_item("AU999", order=1)
    bar = factories.price_item("AU9999", order=2, fineness_e4=9_999)
    karat = factories.price_item("AU750", order=3, fineness_e4=7_500, name="18K金")
    factories.board(group, (gold, 97_400, 97_400, 92_200), at=NOON - timedelta(days=2))
    lines = ((gold, 98_000, 98_000, 92_800), (bar, 93_600, None, None), (karat, 75_700, 73_500, 68_400))
    factories.board(group, *lines, at=NOON - timedelta(hours=2))
    return factories.store(group=group)


def confirm(store, publication):
    BoardConfirmation.objects.create(
        store_id=store.pk, publication_id=publication, confirmed_at=NOON, confirmed_by_key="s", confirmed_by_name="王"
    )


def test_gold_card_shows_the_change_since_yesterday(shop, django_assert_num_queries):
    actor = factories.actor(VIEW, store_id=shop.pk)

    with django_assert_num_queries(5):
        facts = panels.gold_card(actor, None, NOON)

    assert (facts["first"].price.retail_cents_per_gram, facts["first"].change_cents) == (98_000, 600)
    assert [line.code for line in facts["others"]] == ["AU750"]  # bars are the same gold
    assert (facts["publication"].confirmed_at, facts["fee_cents"], facts["is_store"]) == (None, 1_800, True)


def test_gold_card_of_headquarters_takes_the_first_group(shop, django_assert_num_queries):
    with django_assert_num_queries(PANELS["home.gold"].queries):
        facts = panels.gold_card(factories.actor(VIEW), None, NOON)

    assert (facts["first"].code, facts["is_store"]) == ("AU999", False)


def test_no_prices_no_card():
    assert panels.gold_card(factories.actor(VIEW, store_id=factories.store().pk), None, NOON) == {}
    assert panels.gold_card(factories.actor(VIEW, stores=set()), None, NOON) == {}


def test_to_confirm_until_confirmed(shop, django_assert_num_queries):
    manager = factories.actor(CONFIRM, stores={shop.pk}, store_id=shop.pk)

    with django_assert_num_queries(PANELS["home.todo"].queries):
        [row] = panels.to_confirm(manager, None, NOON)["rows"]
    from facet.catalog import services

    services.confirm_board_price(actor=manager, store=shop.code, at=NOON)

    assert (row["tone"], row["url"], "10:00" in row["title"]) == ("danger", "/catalog/board", True)
    assert panels.to_confirm(manager, None, NOON) == {}


def test_to_confirm_is_for_the_stores_manager(shop):
    for actor in (
        factories.actor(CONFIRM),
        factories.actor(VIEW, store_id=shop.pk),
        factories.actor(CONFIRM, stores={shop.pk + 1}, store_id=shop.pk),
    ):
        assert panels.to_confirm(actor, None, NOON) == {}


def test_unconfirmed_stores_become_an_alert_after_half_an_hour(shop, django_assert_num_queries):
    buyer = factories.actor(PUBLISH)
    published = NOON - timedelta(hours=2)

    with django_assert_num_queries(PANELS["home.alert"].queries):
        [row] = panels.unconfirmed(buyer, None, NOON)["rows"]
    early = panels.unconfirmed(buyer, None, published + timedelta(minutes=29))["rows"]

    assert (row["tone"], (shop.name_en or shop.name) in row["line"], "10:00" in row["line"]) == ("warn", True, True)
    assert "02-12" in early[0]["line"]  # what was in force before is still not confirmed
    assert panels.unconfirmed(factories.actor(VIEW), None, NOON) == {}


def test_confirming_newer_prices_settles_the_older_ones(shop):
    item = factories.price_item()
    newer = factories.board(shop.price_group, (item, 1_000, None, None), at=NOON - timedelta(minutes=5))
    assert panels.unconfirmed(factories.actor(PUBLISH), None, NOON) != {}

    confirm(shop, newer.pk)

    assert panels.unconfirmed(factories.actor(PUBLISH), None, NOON) == {}


def test_foot_after_confirmation_says_when(shop):
    publication = max(BoardPublication.objects.values_list("pk", flat=True))
    confirm(shop, publication)

    assert "12:00" in panels.foot(factories.actor(VIEW, store_id=shop.pk), shop.pk, NOON)["line"]


def test_foot_says_price_time_and_confirmation(shop, django_assert_num_queries):
    clerk = factories.actor(VIEW, store_id=shop.pk)

    with django_assert_num_queries(PANELS["status.gold"].queries):
        before = panels.foot(clerk, shop.pk, NOON)["line"]
    headquarters = panels.foot(factories.actor(VIEW), None, NOON)["line"]

    assert ("980.00" in before, "10:00" in before) == (True, True)
    assert before != headquarters
    assert panels.foot(factories.actor(VIEW, store_id=factories.store().pk), None, NOON) == {}


def test_the_weeks_move_of_the_first_price(shop, django_assert_num_queries):
    group = shop.price_group
    gold = PriceItem.objects.get(code="AU999")
    factories.board(group, (gold, 96_000, 96_000, 91_000), at=NOON - timedelta(days=9))
    with django_assert_num_queries(PANELS["home.figure"].queries):
        facts = panels.moves(factories.actor(VIEW, PUBLISH), None, NOON)
    assert (facts["value"], facts["change"], facts["compare"]) == ("¥980.00", 2_000, "2 publications in 7 days")


def test_the_ribbon_counts_stores_to_confirm(shop, django_assert_num_queries):
    manager = factories.actor(CONFIRM, stores={shop.pk}, store_id=shop.pk)
    with django_assert_num_queries(PANELS["ribbon.state"].queries):
        assert panels.to_be_confirmed(manager, None, NOON) == {"home.gold_price": {"count": 1}}
    assert panels.to_be_confirmed(factories.actor(VIEW), None, NOON) == {}
    confirm(shop, BoardPublication.objects.latest("valid_from").pk)
    assert panels.to_be_confirmed(manager, None, NOON) == {"home.gold_price": {"count": 0}}
