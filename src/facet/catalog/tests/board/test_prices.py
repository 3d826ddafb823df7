"""The price at a moment."""

from datetime import timedelta

import pytest

from facet.catalog import selectors
from facet.catalog.tests import factories
from facet.catalog.tests.factories import NOON

pytestmark = pytest.mark.django_db


def test_board_prices_at_gives_what_was_in_force(django_assert_num_queries):
    group, item = factories.price_group(), factories.price_item("AU999")
    morning = factories.board(group, (item, 97_400, 97_400, 92_200), at=NOON - timedelta(hours=3))
    noon = factories.board(group, (item, 98_000, None, 92_800), at=NOON)
    factories.board(factories.price_group(), (item, 1, None, None), at=NOON)

    with django_assert_num_queries(1):
        before = selectors.board_prices_at(group.pk, at=NOON - timedelta(microseconds=1))
    at_noon = selectors.board_prices_at(group.pk, at=NOON)

    assert before == {
        item.pk: selectors.BoardPriceFacts(
            id=morning.first_price.pk,
            price_item_id=item.pk,
            code="AU999",
            name="足金",
            retail_cents_per_gram=97_400,
            exchange_cents_per_gram=97_400,
            buy_back_cents_per_gram=92_200,
            valid_from=NOON - timedelta(hours=3),
            name_en="Fine gold",
            metal="gold",
            fineness_e4=9_990,
            order=item.order,
        )
    }
    assert at_noon[item.pk].id == noon.first_price.pk
    assert at_noon[item.pk].exchange_cents_per_gram is None


def test_board_prices_at_before_the_first_publication_is_empty():
    assert selectors.board_prices_at(factories.price_group().pk, at=NOON) == {}


def test_a_later_publication_for_the_same_moment_wins():
    group, item = factories.price_group(), factories.price_item()
    factories.board(group, (item, 97_400, None, None))
    factories.board(group, (item, 98_000, None, None))

    assert selectors.board_prices_at(group.pk, at=NOON)[item.pk].retail_cents_per_gram == 98_000


def test_an_item_left_out_of_a_publication_keeps_its_price():
    group, gold, silver = factories.price_group(), factories.price_item(), factories.price_item()
    factories.board(group, (gold, 97_400, None, None), (silver, 1_680, None, None), at=NOON - timedelta(days=1))
    factories.board(group, (gold, 98_000, None, None))

    prices = selectors.board_prices_at(group.pk, at=NOON)

    assert {key: facts.retail_cents_per_gram for key, facts in prices.items()} == {gold.pk: 98_000, silver.pk: 1_680}


@pytest.mark.parametrize("items", [1, 3])
def test_board_prices_cost_one_query_however_many_items(items, django_assert_num_queries):
    group = factories.price_group()
    lines = [(factories.price_item(), 98_000, None, None) for _ in range(items)]
    publication = factories.board(group, *lines)
    ids = [price.pk for price in publication.all_prices]

    with django_assert_num_queries(1):
        assert len(selectors.board_prices_at(group.pk, at=NOON)) == items
    with django_assert_num_queries(1):
        assert sorted(selectors.board_prices_by_id(ids)) == sorted(ids)


def test_board_prices_by_id_still_knows_superseded_prices():
    group, item = factories.price_group(), factories.price_item()
    old = factories.board(group, (item, 97_400, None, None)).first_price
    factories.board(group, (item, 98_000, None, None))

    assert selectors.board_prices_by_id([old.pk, 0])[old.pk].retail_cents_per_gram == 97_400
