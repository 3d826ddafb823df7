"""How much lies where."""

import pytest
from django.apps import apps

from facet.inventory import selectors
from facet.inventory.tests.factories import AT, actor, board, category, lot, piece, place, store
from facet.kernel.errors import NotPermitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def shops():
    here = store()
    there = store("S02", "湖滨店", price_group=here.price_group)
    board(here)
    model = apps.get_model("catalog", "Category")
    facts = {"points_class": "diamond", "price_basis": "fixed"}
    root = model.objects.add_root({"code": "dia", "name": "钻石镶嵌", "name_en": "Diamonds", **facts})
    leaf = model.objects.add_child(root, {"code": "dia-ring", "name": "钻戒", "name_en": "Rings", **facts})
    category()
    piece("G1", here, net_weight_mg=10_000)
    piece("G2", there, net_weight_mg=5_000)
    piece("G3", here, state="sold")
    piece("D1", here, category=leaf, price_basis="fixed", tag_price_cents=1_280_000, net_weight_mg=5_508)
    piece("D2", here, category=root, price_basis="fixed", tag_price_cents=100, net_weight_mg=1)
    lot().balances.create(place=place(here), store=here, quantity=40, weight_mg=52_800)
    return here, there


def test_stock_by_store_adds_up_pieces_grams_yuan_and_cost(shops):
    first, second = selectors.stock_by_store(actor(), at=AT)
    assert (first.code, first.amount.pieces, first.amount.net_weight_mg) == ("S01", 3, 15_509)
    assert (first.amount.board_cents, first.amount.cost_cents) == (980_000 + 1_280_100, 7_350_000)
    assert (first.bulk_quantity, first.bulk_weight_mg) == (40, 52_800)
    assert (second.amount.pieces, second.amount.board_cents, second.bulk_quantity) == (1, 490_000, 0)


def test_stock_by_store_shows_cost_by_right_and_stores_by_reach(shops):
    here, there = shops
    assert [each.amount.cost_cents for each in selectors.stock_by_store(actor(switches=()), at=AT)] == [None, None]
    assert [each.store_id for each in selectors.stock_by_store(actor(there.pk), at=AT)] == [there.pk]
    with pytest.raises(NotPermitted):
        selectors.stock_by_store(actor(permissions=()), at=AT)


def test_stock_matrix_adds_branches_up(shops):
    here, there = shops
    matrix = selectors.stock_matrix(actor(), at=AT)
    assert matrix.stores == ((here.pk, "S01", "解放路店"), (there.pk, "S02", "湖滨店"))
    rows = {row.code: row for row in matrix.rows}
    assert (rows["dia"].total.pieces, rows["dia"].total.board_cents, rows["dia"].depth) == (2, 1_280_100, 1)
    assert (rows["dia-ring"].total.pieces, rows["dia-ring"].depth) == (1, 2)
    assert rows["gold-bangle"].stores[there.pk].net_weight_mg == 5_000
    assert (matrix.total.pieces, matrix.totals[here.pk].pieces, matrix.bulk[here.pk]) == (4, 3, (40, 52_800))
    with pytest.raises(NotPermitted):
        selectors.stock_matrix(actor(permissions=()), at=AT)


def test_stock_selectors_cost_the_same_for_one_and_for_three_stores(django_assert_num_queries, shops):
    for number in range(3):
        with django_assert_num_queries(4):
            selectors.stock_by_store(actor(), at=AT)
        with django_assert_num_queries(5):
            selectors.stock_matrix(actor(), at=AT)
        more = store(f"S1{number}", f"店{number}", price_group=shops[0].price_group)
        piece(f"X{number}", more)


def test_lot_page_shows_places_moves_and_cost_by_right(django_assert_num_queries, shops):
    lot("CHAIN-1", cost_cents_per_gram=70_000)
    with django_assert_num_queries(3):
        page = selectors.lot_page(actor(), "bead-01")
    assert (page.quantity, page.weight_mg, page.balances[0].place_name) == (40, 52_800, "Counter")
    assert selectors.lot_page(actor(), "CHAIN-1").cost_cents_per_gram == 70_000
    assert selectors.lot_page(actor(switches=()), "CHAIN-1").cost_cents_per_gram is None


def test_lots_queryset_counts_the_stores_in_reach(shops):
    here, there = shops
    assert [(row.on_hand, row.on_hand_mg) for row in selectors.lots_queryset(actor(here.pk))] == [(40, 52_800)]
    assert [row.on_hand for row in selectors.lots_queryset(actor(there.pk))] == [0]


def test_list_places_is_a_tree_with_what_lies_there(django_assert_num_queries, shops):
    with django_assert_num_queries(1):
        rows = selectors.list_places(actor(), store_code="S01")
    assert [(row.code, row.depth, row.pieces) for row in rows] == [("STORE", 1, 0), ("C01", 2, 3), ("V01", 2, 0)]
    assert [row.label for row in rows if row.takes_in] == ["C01"]
    assert len(selectors.list_places(actor(shops[1].pk), virtual=True)) == 7
    with pytest.raises(NotPermitted):
        selectors.list_places(actor(permissions=()))


def test_both_pages_of_stock_come_from_one_reading_of_the_pieces(shops, django_assert_num_queries):
    with django_assert_num_queries(5):
        stores, matrix = selectors.stock_overview(actor(), at=AT)
    assert stores == selectors.stock_by_store(actor(), at=AT)
    assert matrix == selectors.stock_matrix(actor(), at=AT)
    hidden, _ = selectors.stock_overview(actor(switches=()), at=AT)
    assert {each.amount.cost_cents for each in hidden} == {None}
