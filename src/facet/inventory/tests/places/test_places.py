"""Places say what fits and who answers for them; more than fits is told, never refused."""

import pytest

from facet.inventory import selectors, services
from facet.inventory.models import Place
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.places import Fullness, checked_room, fullness
from facet.inventory.services import MoveRequest, PlaceChange, PlaceIn
from facet.inventory.tests.count.acts import tray
from facet.inventory.tests.factories import AT, actor, bearer, key, person, piece, place, store
from facet.kernel.errors import Invalid

TABLE = [  # pieces, capacity, what the screen says
    (0, None, ""), (500, None, ""), (0, 10, "room"), (8, 10, "room"), (9, 10, "nearly"), (10, 10, "full"),
    (11, 10, "over"), (0, 1, "room"), (1, 1, "full"), (17, 19, "room"), (18, 19, "nearly"),
]  # fmt: skip


@pytest.mark.parametrize(("pieces", "capacity", "said"), TABLE)
def test_fullness(pieces, capacity, said):
    assert fullness(pieces, capacity) == Fullness(said)


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"capacity": 0, "tare_mg": None}, "capacity"), ({"capacity": 10_000, "tare_mg": None}, "capacity"),
     ({"capacity": None, "tare_mg": 0}, "tare_mg"), ({"capacity": None, "tare_mg": 20_000_001}, "tare_mg")],
)  # fmt: skip
def test_impossible_rooms_are_refused_by_field(facts, field):
    with pytest.raises(Invalid) as refusal:
        checked_room(**facts)
    assert refusal.value.facts["field"] == field


@pytest.fixture
def here(db):
    return store()


def everything():
    return actor(permissions=[*InventoryPermission, "organisation.view_stores"])


def move(*tags, to):
    request = MoveRequest(store="S01", place=to, tags=tags)
    return services.move_pieces(actor=actor(), operation=key(tags=tags, to=to), request=request, at=AT)


def test_moving_more_in_than_fits_is_done_and_told(here):
    where = tray(here, "C01-1")
    Place.objects.filter(pk=where.pk).update(capacity=2)
    for number in range(4):
        piece(f"G{number}", here, place=place(here, "V01"))
    assert move("G0", "G1", to="C01-1").over is None
    done = move("G2", to="C01-1")
    assert (done.moved, done.over) == (("G2",), ("C01-1", 3, 2))
    Place.objects.filter(pk=where.pk).update(capacity=9)
    Place.objects.filter(code="C01").update(capacity=3)
    assert move("G3", to="C01-1").over == ("C01", 4, 3), "the counter around the tray is full"


def test_the_same_move_again_tells_the_same(here):
    Place.objects.filter(code="C01").update(capacity=1)
    for number in range(2):
        piece(f"G{number}", here, place=place(here, "V01"))
    operation = key(n=1)
    request = MoveRequest(store="S01", place="C01", tags=("G0", "G1"))
    first = services.move_pieces(actor=actor(), operation=operation, request=request, at=AT)
    assert services.move_pieces(actor=actor(), operation=operation, request=request, at=AT) == first
    assert first.over == ("C01", 2, 1)


def test_who_answers_is_somebody_of_the_store(here):
    mine, other = person(home=here), person(home=store("S02", "湖滨店"))
    boss = everything()
    wanted = PlaceIn(
        store="S01", code="T1", kind="tray", under="C01", capacity=24, tare_mg=250_000, responsible=mine.code
    )
    made = services.add_place(actor=boss, place=wanted, at=AT)
    row = Place.objects.get(pk=made)
    assert (row.capacity, row.tare_mg, row.responsible) == (24, 250_000, mine)
    change = PlaceChange(name="一号盘", is_open=True, takes_in=False, capacity=30, responsible=other.code)
    with pytest.raises(Invalid, match="works in this store"):
        services.change_place(actor=boss, place_id=made, change=change, at=AT)
    with pytest.raises(Invalid):
        services.add_place(actor=boss, place=PlaceIn(store="S01", code="T2", kind="tray", responsible="NOBODY"), at=AT)
    assert Place.objects.get(pk=made).name == ""
    assert not Place.objects.filter(code="T2").exists()


def test_somebody_who_left_the_store_stays_until_another_is_named(here):
    mine = person(home=here)
    Place.objects.filter(code="C01").update(responsible=mine)
    mine.store = store("S02", "湖滨店")
    mine.save(update_fields=["store"])
    change = PlaceChange(name="黄金柜", is_open=True, takes_in=True, responsible=mine.code)
    services.change_place(actor=everything(), place_id=place(here).pk, change=change, at=AT)
    assert (place(here).name, place(here).responsible) == ("黄金柜", mine)


def test_list_places_counts_what_is_inside_and_filters_by_who_answers(here, django_assert_num_queries):
    mine = person(home=here)
    inner = tray(here, "C01-1")
    Place.objects.filter(pk=inner.pk).update(capacity=1, responsible=mine)
    piece("G1", here)
    piece("G2", here, place=inner)
    piece("G3", here, place=inner, state="sold")
    with django_assert_num_queries(1):
        rows = {row.code: row for row in selectors.list_places(actor())}
    assert (rows["STORE"].within, rows["C01"].pieces, rows["C01"].within) == (2, 1, 2)
    assert (rows["C01-1"].within, rows["C01-1"].fullness, rows["C01"].fullness) == (1, "full", "")
    assert [row.code for row in selectors.list_places(actor(), responsible=mine.code)] == ["C01-1"]
    assert selectors.list_places(actor(), responsible="NOBODY") == []


def test_screens(client, here):
    mine = person(home=here)
    client.force_login(mine)
    tray(here, "C01-1")
    piece("G1", here, place=place(here, "V01"))
    piece("G2", here, place=place(here, "V01"))
    body = {"name": "一号盘", "is_open": "on", "capacity": "1", "tare_mg": "250", "responsible": mine.code}
    address = f"/inventory/places/{place(here, 'C01-1').pk}/"
    assert "C01-1" in client.get(address).content.decode()
    assert client.post(address, body | {"responsible": "E9"}).status_code == 422
    assert client.post(address, body).status_code == 302
    row = place(here, "C01-1")
    assert (row.capacity, row.tare_mg, row.responsible) == (1, 250_000, mine)
    sent = {"operation_id": "33333333-3333-4333-8333-333333333333", "store": "S01", "place": "C01-1", "tags": "G1 G2"}
    page = client.post("/inventory/pieces/move/", sent, follow=True).content.decode()
    assert "2" in page
    assert "C01-1" in page
    shown = client.get(f"/inventory/places/?responsible={mine.code}&full=1").content.decode()
    assert mine.name in shown
    assert f"/inventory/places/{place(here, 'V01').pk}/" not in shown
    assert client.get("/inventory/places/?responsible=NOBODY").status_code == 200


def test_for_programs(client, here):
    headers = bearer(home=here)
    piece("G1", here, place=place(here, "V01"))
    piece("G2", here)
    address = f"/api/v1/places/{place(here).pk}"
    send = {"content_type": "application/json", "headers": headers}
    assert client.put(address, {"takes_in": True, "capacity": 1}, **send).status_code == 200
    assert client.put(address, {"capacity": 0}, **send).status_code == 422
    assert client.put("/api/v1/places/999999", {"capacity": 5}, **send).status_code == 404
    moved = client.post("/api/v1/pieces/moves", {"store": "S01", "place": "C01", "tags": ["G1"]}, **send)
    assert moved.json()["over_capacity"] == {"place": "C01", "pieces": 2, "capacity": 1}
    rows = {row["code"]: row for row in client.get("/api/v1/places?store=S01", headers=headers).json()}
    assert (rows["C01"]["within"], rows["C01"]["fullness"], rows["V01"]["fullness"]) == (2, "over", "")
