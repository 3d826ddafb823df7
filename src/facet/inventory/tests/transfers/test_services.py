"""Goods leave, arrive, miss, come back: each gram somewhere, each refusal without a trace."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.apps import apps

from facet.inventory import selectors, services
from facet.inventory.errors import (
    LotShort,
    PieceElsewhere,
    PieceReserved,
    TransferEmpty,
    TransferNotPossible,
    TransferUnknown,
    TransferWeightDiffers,
)
from facet.inventory.models import BulkBalance, Piece, PieceMovement, Reservation, Transfer, TransferLine
from facet.inventory.permissions import InventoryPermission
from facet.inventory.selectors.books import CHECKS
from facet.inventory.services import (
    BulkIn,
    SendRequest,
    TransferBulk,
    TransferItem,
    TransferReceipt,
    TransferRequest,
)
from facet.inventory.tests.factories import AT, actor, in_work, key, lot, piece, store
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.models import Operation
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import EVERYWHERE

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return store(), store("S02", "湖滨店")


def ask(*tags, who=None, customer=False, bulk=(), frm="S01", to="S02"):
    wanted = TransferRequest(from_store=frm, to_store=to, tags=tags, bulk=bulk, for_customer=customer)
    return services.request_transfer(actor=who or actor(), operation=key(tags=tags), request=wanted, at=AT)


def send(*tags, number="", who=None, bulk=(), operation=None, **facts):
    items = tuple(each if isinstance(each, TransferItem) else TransferItem(tag=each) for each in tags)
    stores = {} if number else {"from_store": "S01", "to_store": "S02"}
    wanted = SendRequest(number=number, items=items, bulk=bulk, **stores, **facts)
    return services.send_transfer(actor=who or actor(), operation=operation or key(), request=wanted, at=AT)


def receive(number, *tags, who=None, bulk=(), operation=None):
    items = tuple(each if isinstance(each, TransferItem) else TransferItem(tag=each) for each in tags)
    receipt = TransferReceipt(number=number, items=items, bulk=bulk)
    return services.receive_transfer(actor=who or actor(), operation=operation or key(), receipt=receipt, at=AT)


def cancel(number, who=None):
    return services.cancel_transfer(actor=who or actor(), operation=key(), number=number, reason="客人不要了", at=AT)


def at_home(*stores, **facts):
    """Somebody of these stores who sees, as everybody does, the pieces of the whole chain."""
    found = actor(*(each.pk for each in stores), **facts)
    return replace(found, grants={**found.grants, "inventory.view_pieces": EVERYWHERE})


def where(tag):
    row = Piece.objects.select_related("place", "store").get(tag=tag)
    return row.state, row.store.code, row.place.kind


def books_agree():
    return [sentence for check in CHECKS for sentence in check.run()] == []


def todos(of):
    rows = apps.get_model("organisation", "Task").objects.filter(store=of, done_at=None)
    return sorted(rows.values_list("key", flat=True))


def test_a_customer_waits_the_piece_is_kept_sent_and_received(two):
    piece("G1", two[0])
    number = ask("G1", customer=True)
    row = Transfer.objects.get()
    assert number == "TR-2611-0001"
    assert Reservation.objects.get().holder == f"transfer:{row.pk}"
    assert todos(two[0]) == [f"transfer:{row.pk}:send"]
    with pytest.raises(PieceReserved):
        in_work(lambda: services.reserve_pieces(["G1"], holder="basket:1", until=AT, at=AT))

    assert send("G1", number=number, seal="A7") == number
    assert where("G1") == ("in_transit", "S01", "transit")
    assert (todos(two[0]), todos(two[1])) == ([], [f"transfer:{row.pk}:receive"])
    done = receive(number, "G1")

    assert (done.state, done.arrived, done.missing, done.differences) == ("received", ("G1",), (), ())
    assert where("G1") == ("in_stock", "S02", "counter")
    assert list(PieceMovement.objects.order_by("sequence").values_list("kind", "document")) == [
        ("received", "R-1"), ("sent", number), ("arrived", number),
    ]  # fmt: skip
    assert (todos(two[1]), Reservation.objects.filter(released_at=None).count()) == ([], 0)
    assert books_agree()


def test_thirty_sent_twenty_nine_received_one_stays_with_owner_and_days(two):
    tags = [f"G{n}" for n in range(1, 31)]
    for tag in tags:
        piece(tag, two[0])
    number = send(*tags)
    done = receive(number, *tags[:29])

    assert (done.state, done.missing) == ("short", ("G30",))
    assert where("G30") == ("in_transit", "S01", "transit")
    [left] = selectors.on_the_road_queryset(actor())
    assert (left.label, left.transfer.from_store.code, left.left_at) == ("G30", "S01", AT)
    assert [task.rpartition(":")[2] for task in todos(two[0])] == ["look"]
    assert cancel(number) == "received"
    assert where("G30") == ("in_stock", "S01", "counter")
    assert (todos(two[0]), books_agree()) == ([], True)


def test_differences_are_named_and_an_unlisted_piece_is_not_booked(two):
    for tag in ("G1", "G2", "G3"):
        piece(tag, two[0])
    number = send(TransferItem(tag="G1", weight_mg=28_360), "G2")
    done = receive(
        number, TransferItem(tag="G1", weight_mg=28_339), TransferItem(tag="G2", damaged=True, note="扣断"), "G3"
    )

    assert done.differences == ("G1", "G2", "G3")
    assert list(TransferLine.objects.order_by("line_no").values_list("label", "state", "difference")) == [
        ("G1", "received", "weight"), ("G2", "received", "damaged"), ("G3", "not_listed", "not_listed"),
    ]  # fmt: skip
    assert where("G3") == ("in_stock", "S01", "counter")


def test_bulk_goods_travel_in_pairs_that_sum_to_zero(two):
    lot()
    held = BulkIn(store="S01", sku="BEAD-01", quantity=50, weight_mg=31_000)
    services.receive_bulk(actor=actor(), operation=key(), request=held, at=AT)
    number = send(bulk=(TransferBulk(sku="bead-01", quantity=20, weight_mg=12_400),))
    first = receive(number, bulk=(TransferBulk(sku="BEAD-01", quantity=15, weight_mg=9_300),))
    assert (first.state, first.missing) == ("sent", ("BEAD-01",))
    done = receive(number, bulk=(TransferBulk(sku="BEAD-01", quantity=5, weight_mg=2_000),))

    assert (done.state, done.differences) == ("received", ("BEAD-01",))
    rows = BulkBalance.objects.exclude(quantity=0, weight_mg=0).order_by("store__code", "place__kind")
    assert list(rows.values_list("store__code", "place__kind", "quantity", "weight_mg")) == [
        ("S01", "counter", 30, 18_600), ("S01", "loss", 0, 1_100), ("S01", "supplier", -50, -31_000),
        ("S02", "counter", 20, 11_300),
    ]  # fmt: skip
    assert books_agree()


def test_bulk_that_is_not_there_is_not_sent(two):
    lot()
    with pytest.raises(LotShort):
        send(bulk=(TransferBulk(sku="BEAD-01", quantity=1, weight_mg=1),))
    assert not Transfer.objects.exists()


def test_taking_a_request_back_frees_the_pieces(two):
    piece("G1", two[0])
    number = ask("G1", customer=True)
    assert cancel(number) == "cancelled"
    assert not Reservation.objects.filter(released_at=None).exists()
    assert TransferLine.objects.get().state == "not_sent"
    with pytest.raises(TransferNotPossible):
        send("G1", number=number)


def test_lost_on_the_road_ends_at_the_sender(two):
    piece("G1", two[0])
    number = send("G1")
    state = services.lose_on_the_road(
        actor=actor(), operation=key(), number=number, tags=["G1"], reason="快递丢失", at=AT
    )
    assert (state, where("G1")) == ("received", ("lost", "S01", "loss"))


def test_the_same_key_again_gives_the_first_answer(two):
    piece("G1", two[0])
    sending, taking = OperationKey.of(uuid4(), {}), OperationKey.of(uuid4(), {})
    number = send("G1", operation=sending)
    assert send("G1", operation=sending) == number
    assert receive(number, "G1", operation=taking) == receive(number, "G1", operation=taking)
    assert (Transfer.objects.count(), PieceMovement.objects.count()) == (1, 3)


def test_refusals_write_nothing(two):
    piece("G1", two[0])
    piece("G2", two[1])
    with pytest.raises(PieceElsewhere):
        send("G1", "G2")
    with pytest.raises(TransferWeightDiffers, match="28.339"):
        send(TransferItem(tag="G1", weight_mg=28_339))
    with pytest.raises(TransferEmpty):
        send()
    with pytest.raises(Invalid, match="Move pieces"):
        ask("G1", to="S01")
    with pytest.raises(NotFound):
        ask("G1", to="S99")
    assert not Transfer.objects.exists()
    assert not Operation.objects.exists()
    assert where("G1") == ("in_stock", "S01", "counter")


def test_only_the_right_side_may_act_and_strangers_find_nothing(two):
    third = store("S03", "武林店")
    piece("G1", two[0])
    sender, taker, stranger = (at_home(each) for each in (*two, third))
    number = ask("G1", who=taker)
    with pytest.raises(TransferUnknown):
        send("G1", number=number, who=taker)
    with pytest.raises(TransferUnknown):
        selectors.transfer_page(stranger, number, at=AT)
    with pytest.raises(TransferUnknown):
        cancel(number, who=stranger)
    send("G1", number=number, who=sender)
    with pytest.raises(TransferUnknown):
        receive(number, "G1", who=sender)
    with pytest.raises(NotPermitted):
        receive(number, "G1", who=actor(permissions=[InventoryPermission.VIEW_PIECES]))
    assert receive(number, "G1", who=taker).state == "received"
    assert selectors.transfer_page(sender, number, at=AT).state == "received"


@pytest.mark.parametrize("count", [1, 3])
def test_page_and_list_ask_the_same_however_many_lines(two, django_assert_num_queries, count):
    tags = [f"G{n}" for n in range(count)]
    for tag in tags:
        piece(tag, two[0])
    number = send(*tags)
    with django_assert_num_queries(2):
        page = selectors.transfer_page(actor(), number, at=AT)
    with django_assert_num_queries(1):
        [row] = selectors.list_transfers(actor())
    assert (page.pieces, page.weight_mg, row.missing) == (count, count * 28_360, count)
