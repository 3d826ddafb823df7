"""Pieces move within a store, leave the sale, and come back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps

from facet.inventory import services
from facet.inventory.errors import (
    PieceElsewhere,
    PieceReserved,
    PieceUnknown,
    PlaceInUse,
    PlaceTaken,
    PlaceUnknown,
    TransitionNotAllowed,
)
from facet.inventory.models import Piece, PieceMovement, Place, Reservation
from facet.inventory.permissions import InventoryPermission
from facet.inventory.services import ChangeRequest, MoveRequest, PlaceChange, PlaceIn
from facet.inventory.services.places import place_that_takes_in
from facet.inventory.tests.factories import AT, actor, in_work, key, piece, place, store
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.models import Operation, OutboxEvent
from facet.kernel.operations import OperationKey

pytestmark = pytest.mark.django_db
READER = [InventoryPermission.VIEW_PIECES]


@pytest.fixture
def here():
    return store()


def move(*tags, to="V01", who=None, operation=None, at_store="S01"):
    return services.move_pieces(
        actor=who or actor(), operation=operation or key(tags=tags),
        request=MoveRequest(store=at_store, place=to, tags=tags), at=AT,
    )  # fmt: skip


def withdraw(*tags, kind="sent_back", reason="镶口松动", who=None, **facts):
    request = ChangeRequest(store="S01", tags=tags, kind=kind, reason=reason, **facts)
    return services.withdraw_pieces(actor=who or actor(), operation=key(tags=tags), request=request, at=AT)


def restore(*tags, kind="found", reason="盘点找回"):
    request = ChangeRequest(store="S01", tags=tags, kind=kind, reason=reason)
    return services.restore_pieces(actor=actor(), operation=key(tags=tags), request=request, at=AT)


def change(place_id, who=None, **facts):
    wanted = PlaceChange(**{"name": "", "is_open": True, "takes_in": False} | facts)
    services.change_place(actor=who or actor(), place_id=place_id, change=wanted, at=AT)


def nothing_written():
    written = PieceMovement.objects.exclude(kind="received").exists() or Operation.objects.exists()
    return not written and not OutboxEvent.objects.exists()


def test_move_pieces_puts_them_elsewhere_and_leaves_those_already_there(here):
    piece("G1", here)
    piece("G2", here, place=place(here, "V01"))
    done = move("g1", "G2")

    assert (done.moved, done.already_there) == (("G1",), ("G2",))
    assert list(Piece.objects.order_by("tag").values_list("place__code", "sequence")) == [("V01", 2), ("V01", 1)]
    last = PieceMovement.objects.get(kind="moved")
    assert (last.from_place, last.to_place, last.from_state, last.to_state) == (
        place(here), place(here, "V01"), "in_stock", "in_stock",
    )  # fmt: skip
    event = apps.get_model("audit", "Event").objects.get()
    assert (event.action, event.facts) == ("inventory.pieces_moved", {"tags": ["G1"]})
    assert OutboxEvent.objects.get().facts == {"store_id": here.pk, "pieces": 1}


def test_move_pieces_again_with_the_same_key_gives_the_first_answer(here):
    piece("G1", here)
    operation = OperationKey.of(uuid4(), {})
    assert move("G1", operation=operation) == move("G1", operation=operation)
    assert PieceMovement.objects.filter(kind="moved").count() == 1


def test_move_pieces_all_there_already_writes_no_movement(here):
    piece("G1", here)
    assert move("G1", to="C01").moved == ()
    assert not PieceMovement.objects.filter(kind="moved").exists()


def test_move_pieces_refuses_what_cannot_be_moved(here):
    other = store("S02", "湖滨店")
    piece("G1", here)
    piece("G2", other)
    piece("G3", here, state="sold")
    refusals = [
        (lambda: move("G1", "G2"), PieceElsewhere),
        (lambda: move("G1", "G3"), TransitionNotAllowed),
        (lambda: move("G1", "G9"), PieceUnknown),
        (lambda: move("G1", to="T99"), PlaceUnknown),
        (lambda: move("G1", to="CUSTOMER"), PlaceUnknown),
        (lambda: move("G1", to=""), Invalid),
        (move, Invalid),
        (lambda: move("G1", at_store="S09"), NotFound),
        (lambda: move("G1", who=actor(other.pk)), NotFound),
        (lambda: move("G1", who=actor(permissions=READER)), NotPermitted),
    ]
    for attempt, refusal in refusals:
        with pytest.raises(refusal):
            attempt()
    assert nothing_written()


WITHDRAWN = [
    ("taken_off_sale", "draft", "C01"),
    ("sent_back", "returned_to_supplier", "SUPPLIER"),
    ("dismantled", "dismantled", "LOSS"),
    ("melted", "melted", "LOSS"),
    ("missed", "lost", "LOSS"),
]


@pytest.mark.parametrize(("kind", "state", "place_code"), WITHDRAWN)
def test_withdraw_pieces_leads_to_its_state_and_place(here, kind, state, place_code):
    piece("G1", here)
    assert withdraw("G1", kind=kind, document="W-1").moved == ("G1",)

    row = Piece.objects.get()
    assert (row.state, row.place.code, row.sequence) == (state, place_code, 2)
    last = row.movements.get(sequence=2)
    assert (last.reason, last.document, last.to_place) == ("镶口松动", "W-1", row.place)


def test_restore_pieces_brings_back_what_was_lost_or_off_sale(here):
    piece("G1", here, place=place(here, "V01"))
    piece("G2", here)
    withdraw("G1", kind="taken_off_sale")
    withdraw("G2", kind="missed")
    restore("G1", kind="put_on_sale")
    restore("G2")

    rows = Piece.objects.order_by("tag").values_list("state", "place__code", "sequence")
    assert list(rows) == [("in_stock", "V01", 3), ("in_stock", "C01", 3)]


def test_withdraw_pieces_again_with_the_same_key_gives_the_first_answer(here):
    piece("G1", here)
    operation = OperationKey.of(uuid4(), {})
    request = ChangeRequest(store="S01", tags=("G1",), kind="melted", reason="旧款")
    for _ in range(2):
        done = services.withdraw_pieces(actor=actor(), operation=operation, request=request, at=AT)
        assert done.moved == ("G1",)
    assert Piece.objects.get().sequence == 2


def test_withdraw_pieces_held_for_somebody_is_refused_and_an_old_hold_ends(here):
    piece("G1", here)
    until = AT + timedelta(minutes=5)
    in_work(lambda: services.reserve_pieces(["G1"], holder="basket:1", until=until, at=AT))
    with pytest.raises(PieceReserved):
        withdraw("G1")
    assert nothing_written()

    Reservation.objects.update(expires_at=AT)
    withdraw("G1")
    assert Reservation.objects.get().released_at == AT


def test_withdraw_pieces_refuses_what_makes_no_sense(here):
    piece("G1", here)
    refusals = [
        (lambda: withdraw("G1", kind="sold"), Invalid),
        (lambda: withdraw("G1", kind="found"), Invalid),
        (lambda: withdraw("G1", reason=" "), Invalid),
        (withdraw, Invalid),
        (lambda: restore("G1"), TransitionNotAllowed),
        (lambda: withdraw("G1", who=actor(permissions=READER)), NotPermitted),
    ]
    for attempt, refusal in refusals:
        with pytest.raises(refusal):
            attempt()
    assert nothing_written()


def test_places_of_store_is_made_once_whoever_comes_first(here):
    again = in_work(lambda: services.places_of_store(store_id=here.pk))
    assert sorted(again) == ["C01", "CUSTOMER", "LOSS", "STORE", "SUPPLIER", "TRANSIT", "V01"]
    assert Place.objects.count() == 7
    assert [each.code for each in Place.objects.get_children(again["STORE"])] == [
        "C01", "V01", "TRANSIT", "CUSTOMER", "SUPPLIER", "LOSS",
    ]  # fmt: skip


def test_add_place_under_a_counter_and_goods_go_there(here):
    services.add_place(actor=actor(), place=PlaceIn(store="S01", code="c02", kind="counter", name="钻石柜"), at=AT)
    services.add_place(actor=actor(), place=PlaceIn(store="S01", code="T1", kind="tray", under="C02"), at=AT)
    piece("G1", here)
    move("G1", to="t1")

    tray = Piece.objects.get().place
    assert (tray.code, tray.depth, Place.objects.get_parent(tray).name) == ("T1", 3, "钻石柜")


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"code": "C01", "kind": "counter"}, PlaceTaken),
        ({"code": "T1", "kind": "tray", "under": "NO"}, PlaceUnknown),
        ({"code": "T1", "kind": "tray", "under": "LOSS"}, PlaceUnknown),
        ({"code": "X", "kind": "customer"}, Invalid),
    ],
)
def test_add_place_refuses(here, facts, refusal):
    with pytest.raises(refusal):
        services.add_place(actor=actor(), place=PlaceIn(store="S01", **facts), at=AT)
    assert Place.objects.count() == 7


def test_change_place_renames_and_moves_the_taking_in(here):
    vault = place(here, "V01")
    change(vault.pk, name="保险柜", is_open=True, takes_in=True)
    assert list(Place.objects.filter(takes_in=True).values_list("code", "name")) == [("V01", "保险柜")]
    event = apps.get_model("audit", "Event").objects.get()
    assert event.facts["before"] == {
        "name": "", "is_open": True, "takes_in": False, "capacity": None, "tare_mg": None, "responsible": None,
    }  # fmt: skip


def test_change_place_leaves_the_taking_in_where_it_is(here):
    change(place(here).pk, name="一号柜", is_open=True, takes_in=True)
    change(place(here, "V01").pk, name="", is_open=False, takes_in=False)
    assert list(Place.objects.filter(takes_in=True).values_list("code", "name")) == [("C01", "一号柜")]
    assert not place(here, "V01").is_open


def test_place_that_takes_in_of_a_new_store_is_made(here):
    new = store("S07", "新店")
    Place.objects.filter(store=new).delete()
    assert in_work(lambda: place_that_takes_in(store_id=new.pk)) == place(new).pk


def test_change_place_with_goods_or_taking_in_cannot_be_closed(here):
    piece("G1", here, place=place(here, "V01"))
    facts = {"is_open": False, "takes_in": False}
    with pytest.raises(PlaceInUse):
        change(place(here, "V01").pk, **facts)
    with pytest.raises(Invalid):
        change(place(here).pk, **facts)
    with pytest.raises(PlaceUnknown):
        change(place(here, "LOSS").pk, **facts)
    with pytest.raises(NotPermitted):
        change(place(here).pk, who=actor(permissions=READER), **facts)
    assert Place.objects.filter(is_open=True).count() == 7
