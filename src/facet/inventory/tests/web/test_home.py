"""What inventory says on the home page, each with its price in queries and equal to the list behind it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import translation

from facet.inventory import selectors
from facet.inventory.permissions import InventoryPermission
from facet.inventory.tests.factories import AT, actor, board, piece, place, store
from facet.inventory.web import panels_home
from facet.inventory.web.lists import PIECES
from facet.kernel.errors import NotPermitted
from facet.kernel.listing.query import read_query

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def shop():
    here = store()
    board(here)
    vault = place(here, "V01")
    piece("NEW-1", here, received_at=AT - timedelta(hours=1))
    piece("MONTH-1", here, received_at=AT - timedelta(days=10), place=vault)
    piece("OLD-1", here, received_at=AT - timedelta(days=181), place=vault)
    piece("ROAD-1", here, received_at=AT - timedelta(days=25), state="in_transit", place=place(here, "TRANSIT"))
    piece("SOLD-1", here, received_at=AT - timedelta(days=200), state="sold", place=place(here, "CUSTOMER"))
    return here


def behind(facts, viewer):
    """How many pieces the list behind a figure has."""
    asked = dict(pair.split("=") for pair in facts["url"].partition("?")[2].split("&"))
    query = read_query(PIECES, viewer, asked)
    assert not query.is_wrong
    return query.narrow(PIECES.queryset(viewer)).count()


@pytest.mark.parametrize("panel", panels_home.FIGURES, ids=lambda panel: panel.key)
@pytest.mark.parametrize("more", [0, 2])
def test_a_figure_costs_what_it_states(shop, panel, more, django_assert_max_num_queries):
    for number in range(more):
        piece(f"MORE-{number}", shop)
    with django_assert_max_num_queries(panel.queries):
        facts = panel.context(actor(), None, AT)
    assert facts["label"]
    assert facts["url"].startswith("/")


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        (panels_home.aged, "1 piece"),
        (panels_home.received_this_month, "2 pieces"),
        (panels_home.received_today, "1 piece"),
        (panels_home.on_the_road, "1 piece"),
        (panels_home.unplaced, "1 piece"),
    ],
)
@time_machine.travel(AT, tick=False)
def test_a_figure_is_the_list_behind_it(shop, figure, value):
    facts = figure(actor(), None, AT)
    assert facts["value"] == value
    assert behind(facts, actor()) == int(value.split()[0])


def test_stock_value_is_cost_and_only_for_those_who_may_see_it(shop):
    assert panels_home.stock_value(actor(), None, AT)["cents"] == 3 * 2_450_000
    assert panels_home.stock_value(actor(switches=()), None, AT) == {}
    assert len(panels_home.aged(actor(switches=()), None, AT)["goods"]) == 1  # no cost there either


def test_alerts_name_what_is_too_long_on_the_road_and_on_no_tray(shop, django_assert_num_queries):
    with django_assert_num_queries(panels_home.ALERTS.queries):
        rows = panels_home.wrong_places(actor(), None, AT)["rows"]
    assert [row["title"] for row in rows] == [
        "1 piece has been on the road for more than three days", "1 piece lies on no tray",
    ]  # fmt: skip


def test_old_stock_waits_for_the_buyer_only_while_there_is_some(shop):
    rows = panels_home.old_stock(actor(), None, AT)["rows"]
    assert rows[0]["title"] == "Go through 1 piece older than 180 days"
    assert panels_home.old_stock(actor(), None, AT - timedelta(days=90)) == {}


def test_another_stores_goods_and_no_right_at_all(shop):
    there = store("S02", "湖滨店", price_group=shop.price_group)
    assert selectors.unplaced(actor(there.pk)).pieces == 0
    assert selectors.arrivals(actor(there.pk), at=AT).month.pieces == 0
    for ask in (selectors.aged_stock, selectors.arrivals, selectors.on_the_road):
        with pytest.raises(NotPermitted):
            ask(actor(permissions=[InventoryPermission.MOVE_PIECES]), at=AT)


def test_stores_are_named_in_the_readers_language(shop):
    type(shop).objects.filter(pk=shop.pk).update(name_en="Jiefang Road")
    [row] = selectors.stock_by_store(actor(), at=AT)
    card = selectors.piece_card(actor(), "NEW-1")
    assert {row.name_en, card.store_name_en, selectors.list_places(actor())[0].store_name_en} == {"Jiefang Road"}
