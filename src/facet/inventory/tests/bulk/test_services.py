"""Bulk goods: two signed sides to every move, balances that never lie."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db.models import Sum

from facet.inventory import selectors, services
from facet.inventory.errors import LotShort, LotUnknown, PlaceUnknown, TagTaken
from facet.inventory.models import BulkBalance, BulkEntry, BulkLot
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.bulk import Holding
from facet.inventory.services import BulkIn, BulkIssue, LotIn
from facet.inventory.tests.factories import AT, actor, catalogue, in_work, key, lot, place, store
from facet.kernel import operations
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.operations import OperationKey

pytestmark = pytest.mark.django_db
READER = [InventoryPermission.VIEW_PIECES]


@pytest.fixture
def here():
    found = store()
    lot()
    return found


def receive(quantity, weight_mg, *, sku="bead-01", place_code="", who=None, operation=None):
    request = BulkIn(store="S01", sku=sku, quantity=quantity, weight_mg=weight_mg, place=place_code)
    return services.receive_bulk(
        actor=who or actor(), operation=operation or key(q=quantity, w=weight_mg), request=request, at=AT
    )


def adjust(quantity, weight_mg, *, reason="盘点", who=None):
    request = BulkIn(store="S01", sku="BEAD-01", quantity=quantity, weight_mg=weight_mg, reason=reason)
    return services.adjust_bulk(actor=who or actor(), operation=key(q=quantity), request=request, at=AT)


def issue(*lines, store_id):
    def use_case():
        act = operations.begin(key(lines=lines), kind="test.sale", actor=actor(), at=AT)
        lots = services.lock_lots(["BEAD-01"], store_id=store_id)
        wanted = [BulkIssue(lots[0].id, *line) for line in lines]
        services.issue_bulk(wanted, lots=lots, actor=actor(), operation_id=act.id, document="S01-1", at=AT)

    in_work(use_case)


def held(*, virtual=False):
    rows = BulkBalance.objects.filter(is_virtual=virtual).exclude(quantity=0, weight_mg=0)
    return {row.place.code: (row.quantity, row.weight_mg) for row in rows.select_related("place")}


def sums():
    return BulkEntry.objects.aggregate(q=Sum("quantity"), w=Sum("weight_mg"))


def test_receive_bulk_comes_from_the_supplier(here):
    after = receive(40, 52_800, place_code="v01")

    assert (after.quantity, after.weight_mg) == (40, 52_800)
    assert held() == {"V01": (40, 52_800)}
    assert held(virtual=True) == {"SUPPLIER": (-40, -52_800)}
    assert sums() == {"q": 0, "w": 0}
    assert apps.get_model("audit", "Event").objects.get().facts["after_quantity"] == 40


def test_receive_bulk_again_with_the_same_key_gives_the_first_answer(here):
    operation = OperationKey.of(uuid4(), {})
    assert receive(1, 1_320, operation=operation) == receive(1, 1_320, operation=operation)
    assert held() == {"C01": (1, 1_320)}


def test_receive_bulk_refuses_without_writing(here):
    refusals = [
        (lambda: receive(0, 0), Invalid),
        (lambda: receive(-1, 5), Invalid),
        (lambda: receive(1, 1, sku="NO"), LotUnknown),
        (lambda: receive(1, 1, place_code="LOSS"), PlaceUnknown),
        (lambda: receive(1, 1, who=actor(permissions=READER)), NotPermitted),
        (lambda: receive(1, 1, who=actor(here.pk + 1)), NotFound),
    ]
    for attempt, refusal in refusals:
        with pytest.raises(refusal):
            attempt()
    assert not BulkEntry.objects.exists()


def test_adjust_bulk_books_the_difference_against_the_losses(here):
    receive(40, 52_800)
    assert adjust(38, 50_100) == Holding(BulkBalance.objects.get(place=place(here)).pk, 38, 50_100)
    assert held(virtual=True) == {"SUPPLIER": (-40, -52_800), "LOSS": (2, 2_700)}
    assert adjust(39, 51_420).quantity == 39
    assert held(virtual=True)["LOSS"] == (1, 1_380)
    assert sums() == {"q": 0, "w": 0}


def test_adjust_bulk_again_with_the_same_key_gives_the_first_answer(here):
    receive(40, 52_800)
    operation = OperationKey.of(uuid4(), {})
    request = BulkIn(store="S01", sku="BEAD-01", quantity=38, weight_mg=50_100, reason="盘点")
    answers = [services.adjust_bulk(actor=actor(), operation=operation, request=request, at=AT) for _ in range(2)]
    assert answers[0] == answers[1]
    assert held() == {"C01": (38, 50_100)}


def test_the_worked_table_of_the_algorithm_page(here):
    """docs/algorithms/bulk_stock.md §2, row by row."""
    receive(12, 15_840)
    receive(40, 52_800, place_code="V01")
    issue((45, 59_400, 1), store_id=here.pk)
    request = BulkIn(store="S01", sku="BEAD-01", quantity=6, weight_mg=9_000, place="V01", reason="盘点")
    services.adjust_bulk(actor=actor(), operation=key(), request=request, at=AT)
    assert held() == {"V01": (6, 9_000)}
    assert held(virtual=True) == {"SUPPLIER": (-52, -68_640), "CUSTOMER": (45, 59_400), "LOSS": (1, 240)}


def test_adjust_bulk_to_what_is_there_writes_no_entry(here):
    receive(40, 52_800)
    adjust(40, 52_800)
    assert BulkEntry.objects.count() == 2


def test_adjust_bulk_refuses_without_writing(here):
    receive(40, 52_800)
    refusals = [
        (lambda: adjust(1, 1, reason=""), Invalid),
        (lambda: adjust(-1, 1), Invalid),
        (lambda: adjust(1, 1, who=actor(permissions=READER)), NotPermitted),
    ]
    for attempt, refusal in refusals:
        with pytest.raises(refusal):
            attempt()
    assert held() == {"C01": (40, 52_800)}


def test_issue_bulk_draws_from_places_and_hands_to_customers(here):
    receive(12, 15_840)
    receive(40, 52_800, place_code="V01")
    issue((45, 59_400, 1), (2, 2_640, 2), store_id=here.pk)

    assert held() == {"V01": (5, 6_600)}
    assert held(virtual=True)["CUSTOMER"] == (47, 62_040)
    entries = BulkEntry.objects.filter(kind="sold").order_by("pk")
    assert list(entries.values_list("line_no", "account__place__code", "quantity", "quantity_after")) == [
        (1, "C01", -12, 0),
        (1, "V01", -33, 7),
        (1, "CUSTOMER", 45, 45),
        (2, "V01", -2, 5),
        (2, "CUSTOMER", 2, 47),
    ]
    assert sums() == {"q": 0, "w": 0}


def test_issue_bulk_of_more_than_there_is_is_refused(here):
    receive(12, 15_840)
    with pytest.raises(LotShort) as refusal:
        issue((12, 15_000, 1), (1, 500, 2), store_id=here.pk)
    assert (refusal.value.facts["quantity"], refusal.value.facts["wanted"]) == (0, 1)
    assert held() == {"C01": (12, 15_840)}


def test_issue_bulk_of_a_lot_the_store_never_had_is_refused(here):
    with pytest.raises(LotShort):
        issue((1, 1_320, 1), store_id=here.pk)
    in_work(lambda: services.issue_bulk([], lots=[], actor=actor(), operation_id=uuid4(), document="", at=AT))
    assert not BulkEntry.objects.exists()


def test_lock_lots_adds_up_the_places_in_three_statements(here, django_assert_num_queries):
    receive(12, 15_840)
    receive(40, 52_800, place_code="V01")

    def use_case(skus):
        with django_assert_num_queries(3 if skus else 0):
            return services.lock_lots(skus, store_id=here.pk)

    [found] = in_work(lambda: use_case(["bead-01", "BEAD-01"]))
    assert (found.sku, found.quantity, found.weight_mg, len(found.balance_ids)) == ("BEAD-01", 52, 68_640, 2)
    assert (found.price_basis, found.price_cents, found.store_id) == ("by_weight", 5_000, here.pk)
    assert in_work(lambda: use_case([])) == []
    with pytest.raises(LotUnknown):
        in_work(lambda: services.lock_lots(["BEAD-01", "NO"], store_id=here.pk))
    assert selectors.lots_for_sale(actor(), ["BEAD-01"], store_id=here.pk) == [found]


def test_open_lot_takes_its_price_item_from_the_category(here):
    catalogue()
    wanted = LotIn(sku="chain-1", name="足金链", category="gold-bead", price_basis="by_weight", price_cents=2_000)
    services.open_lot(actor=actor(), lot=wanted, at=AT)
    row = BulkLot.objects.get(sku="CHAIN-1")
    assert (row.price_item.code, row.category.code) == ("AU999", "gold-bead")
    silver = LotIn(sku="AG-1", name="银珠", category="silver-fine", price_basis="per_piece", price_item="AG999")
    services.open_lot(actor=actor(), lot=silver, at=AT)
    assert BulkLot.objects.get(sku="AG-1").fineness_e4 == 9_990


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"sku": "BEAD-01"}, TagTaken),
        ({"price_basis": "by_moon"}, Invalid),
        ({"name": " "}, Invalid),
        ({"category": "none"}, NotFound),
        ({"price_item": "none"}, NotFound),
        ({"category": "jade-agate", "price_basis": "by_weight"}, Invalid),
    ],
)
def test_open_lot_refuses(here, facts, refusal):
    catalogue()
    wanted = {"sku": "NEW", "name": "珠", "category": "gold-bead", "price_basis": "per_piece", **facts}
    with pytest.raises(refusal):
        services.open_lot(actor=actor(), lot=LotIn(**wanted), at=AT)
    assert BulkLot.objects.count() == 1


def test_open_lot_without_the_right_is_refused(here):
    wanted = LotIn(sku="NEW", name="珠", category="gold-bead", price_basis="per_piece")
    with pytest.raises(NotPermitted):
        services.open_lot(actor=actor(permissions=READER), lot=wanted, at=AT)
