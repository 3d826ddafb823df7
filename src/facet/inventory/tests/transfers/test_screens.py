"""Transfers on screen and for programs: done, refused, forbidden, another store's."""

from uuid import uuid4

import pytest

from facet.inventory import services
from facet.inventory.models import Piece, Transfer
from facet.inventory.permissions import InventoryPermission
from facet.inventory.services import SendRequest, TransferItem
from facet.inventory.tests.factories import AT, actor, bearer, key, person, piece, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return store(), store("S02", "湖滨店")


@pytest.fixture
def signed_in(client, two):
    client.force_login(person(home=two[0]))
    return client


def on_the_road(two, *tags):
    items = tuple(TransferItem(tag=piece(tag, two[0]).tag) for tag in tags)
    wanted = SendRequest(from_store="S01", to_store="S02", items=items, seal="A7", carrier="顺丰")
    return services.send_transfer(actor=actor(), operation=key(), request=wanted, at=AT)


def test_ask_send_and_receive_on_screen(signed_in, two):
    piece("G1", two[0])
    page = signed_in.get("/inventory/transfers/ask/?tag=g1")
    assert b"G1" in page.content
    body = {"operation_id": uuid4(), "from_store": "S01", "to_store": "S02", "tags": "G1", "for_customer": "on"}
    answer = signed_in.post("/inventory/transfers/ask/", body)
    number = Transfer.objects.get().number
    assert answer.headers["Location"] == f"/inventory/transfers/{number}/"
    body = {"operation_id": uuid4(), "items": "G1 28.36", "seal": "A7"}
    assert signed_in.post(f"/inventory/transfers/{number}/send/", body).status_code == 302
    body = {"operation_id": uuid4(), "items": "G1 28,30"}
    assert signed_in.post(f"/inventory/transfers/{number}/receive/", body).status_code == 422
    body = {"operation_id": uuid4(), "items": "G1 28.30"}
    signed_in.post(f"/inventory/transfers/{number}/receive/", body)

    text = signed_in.get(f"/inventory/transfers/{number}/").content.decode()
    assert "weight differs" in text or "重量不符" in text
    assert Piece.objects.get().store == two[1]


@pytest.mark.parametrize("path", ["", "road/", "ask/", "send/", "{}/", "{}/receive/", "{}/cancel/", "{}/lose/"])
def test_every_screen_opens_and_is_closed_without_the_right(signed_in, two, path):
    address = "/inventory/transfers/" + path.format(on_the_road(two, "G1", "G2"))
    assert signed_in.get(address).status_code == 200
    signed_in.force_login(person("catalog.view_catalog", home=two[0]))
    assert signed_in.get(address).status_code in (403, 404)


def test_refusals_stand_on_the_form(signed_in, two):
    number = on_the_road(two, "G1")
    answer = signed_in.post(
        "/inventory/transfers/send/",
        {"operation_id": uuid4(), "from_store": "S01", "to_store": "S02", "items": "G1"},
    )
    assert (answer.status_code, b"G1" in answer.content) == (422, True)
    answer = signed_in.post(f"/inventory/transfers/{number}/receive/", {"operation_id": uuid4(), "items": "NONE"})
    assert answer.status_code == 422
    assert signed_in.get("/inventory/transfers/TR-9999-0001/").status_code == 404


def test_the_packing_list_is_a_paper(signed_in, two):
    answer = signed_in.get(f"/inventory/transfers/{on_the_road(two, 'G1')}/packing.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_request_send_receive_and_cancel_for_programs(client, two):
    def post(path, body, headers=None):
        return client.post(
            f"/api/v1{path}", body, content_type="application/json", headers=headers or bearer(home=two[0])
        )

    piece("G1", two[0])
    piece("G2", two[0])
    asked = post("/transfers", {"from_store": "S01", "to_store": "S02", "tags": ["g1", "G2"], "for_customer": True})
    assert (asked.status_code, asked.json()["state"]) == (201, "requested")
    number = asked.json()["number"]
    sent = post(
        "/transfers/shipments", {"number": number, "items": [{"tag": "G1", "weight_mg": 28_360}, {"tag": "G2"}]}
    )
    assert [line["state"] for line in sent.json()["lines"]] == ["on_the_road", "on_the_road"]
    heavy = post("/transfers/shipments", {"number": number, "items": [{"tag": "G1", "weight_mg": 1}]})
    assert (heavy.status_code, heavy.json()["code"]) == (409, "inventory.transfer_not_possible")
    came = post(f"/transfers/{number}/receipts", {"items": [{"tag": "G1"}]})
    assert came.json() == {"number": number, "state": "short", "arrived": ["G1"], "missing": ["G2"], "differences": []}
    back = post(f"/transfers/{number}/cancellation", {"reason": "留在原店"})
    assert (back.status_code, back.json()["state"]) == (200, "received")
    [row] = client.get("/api/v1/transfers?state=received", headers=bearer()).json()
    assert (row["number"], row["from_store"], row["pieces"], row["missing"]) == (number, "S01", 2, 0)


def test_programs_without_right_or_of_another_store_find_nothing(client, two):
    number = on_the_road(two, "G1")
    viewer = bearer(InventoryPermission.VIEW_PIECES)
    assert client.get("/api/v1/transfers", headers=viewer).status_code == 403
    stranger = bearer(home=store("S03", "武林店"), scope="store")
    assert client.get(f"/api/v1/transfers/{number}", headers=stranger).status_code == 404
    assert client.get("/api/v1/transfers", headers=stranger).json() == []
