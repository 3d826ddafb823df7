"""Pieces for programs: what works, what is refused, what is forbidden."""

from uuid import uuid4

import pytest

from facet.inventory.models import Piece
from facet.inventory.permissions import InventoryPermission
from facet.inventory.tests.factories import bearer, board, catalogue, lot, piece, store

pytestmark = pytest.mark.django_db

GIA = {"lab": "GIA", "number": "2204123456", "issued_on": "2025-11-03"}
RING = {
    "tag": "d2511-00862", "category": "diamond-ring", "form": "ring", "gross_weight_mg": 5680, "price_item": "AU750",
    "tag_price_cents": 1280000, "costs": [{"kind": "stones", "cents": 405000}],
    "stones": [{"kind": "diamond", "carat_mct": 500, "clarity": "VS1"}, {"kind": "diamond", "carat_mct": 360}],
    "certificates": [GIA],
}  # fmt: skip
BANGLE = {"tag": "G2601-04417", "category": "gold-heritage", "form": "bangle", "gross_weight_mg": 28360}


@pytest.fixture
def here():
    catalogue()
    return store()


def post(client, path, body, headers=None):
    return client.post(f"/api/v1{path}", body, content_type="application/json", headers=headers or bearer())


def test_receive_pieces_then_find_and_look(client, here):
    board(here)
    headers = bearer(switches=("cost",))
    body = {"store": "S01", "pieces": [RING, BANGLE], "document": "DN-77"}
    answer, again = post(client, "/pieces", body, headers), post(client, "/pieces", body, headers)

    assert (answer.status_code, again.status_code) == (201, 201)
    assert answer.json() == again.json()
    assert [each["tag"] for each in answer.json()["pieces"]] == ["D2511-00862", "G2601-04417"]
    [found] = client.get("/api/v1/pieces?tag=D2511-00862", headers=headers).json()
    assert (found["legal_name"], found["net_weight_mg"], found["cost_cents"]) == ("18K金钻石戒指", 5508, 405000)
    assert (found["certificates"], found["state"]) == ([{"lab": "GIA", "number": "2204123456"}], "in_stock")
    page = client.get("/api/v1/pieces/g2601-04417", headers=headers).json()
    assert page["price"]["net_cents"] == 2_779_280 + 136_128
    assert [(each["kind"], each["document"]) for each in page["movements"]] == [("received", "DN-77")]
    assert client.get("/api/v1/pieces?tag=NONE", headers=headers).json() == []


@pytest.mark.parametrize(
    ("status", "code", "change"),
    [
        (409, "inventory.tag_taken", {"pieces": [BANGLE, BANGLE]}),
        (422, "inventory.piece_unfit", {"pieces": [{**BANGLE, "category": "gold"}]}),
        (422, "inventory.weights_disagree", {"pieces": [{**RING, "net_weight_mg": 5680}]}),
        (422, "catalog.weight_impossible", {"pieces": [{**RING, "gross_weight_mg": 10}]}),
        (422, "inventory.tag_unfit", {"pieces": [{**BANGLE, "tag": "a/b"}]}),
        (404, "not_found", {"store": "S99"}),
        (404, "inventory.place_unknown", {"place": "LOSS"}),
        (422, "invalid", {"pieces": []}),
        (422, "invalid", {"pieces": [{**BANGLE, "gross_weight_mg": 1.5}]}),
        (422, "invalid", {"pieces": [{**BANGLE, "colour_of_moon": "red"}]}),
        (
            422,
            "invalid",
            {"pieces": [{**RING, "certificates": [{"lab": "G", "number": "1", "issued_on": "0001-01-01"}]}]},
        ),
    ],
)
def test_receive_pieces_refuses(client, here, status, code, change):
    answer = post(client, "/pieces", {"store": "S01", "pieces": [BANGLE], **change})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Piece.objects.exists()


def test_receive_pieces_without_key_or_right_is_refused(client, here):
    body = {"store": "S01", "pieces": [BANGLE]}
    headers = bearer()
    del headers["Idempotency-Key"]
    assert post(client, "/pieces", body, headers).status_code == 422
    assert post(client, "/pieces", body, bearer(InventoryPermission.VIEW_PIECES)).status_code == 403
    assert client.post("/api/v1/pieces", body, content_type="application/json").status_code == 401


def test_move_withdraw_and_restore_pieces(client, here):
    piece("G1", here)
    moved = post(client, "/pieces/moves", {"store": "S01", "place": "V01", "tags": ["g1"]})
    assert (moved.status_code, moved.json()) == (201, {"moved": ["G1"], "already_there": [], "over_capacity": None})
    body = {"store": "S01", "tags": ["G1"], "kind": "taken_off_sale", "reason": "清洗"}
    assert post(client, "/piece-withdrawals", body).json()["moved"] == ["G1"]
    assert post(client, "/piece-withdrawals", body).json()["code"] == "inventory.transition_not_allowed"
    assert post(client, "/piece-restorations", {**body, "kind": "put_on_sale"}).status_code == 201
    assert post(client, "/piece-withdrawals", {**body, "kind": "sold"}).status_code == 422
    assert post(client, "/pieces/moves", {"store": "S01", "place": "V01", "tags": ["G9"]}).status_code == 404


def test_change_reprice_and_retag_a_piece(client, here):
    piece("G1", here)
    headers = bearer()
    changed = client.patch("/api/v1/pieces/G1", {"colour": "玫瑰金"}, content_type="application/json", headers=headers)
    assert (changed.status_code, changed.json()["colour"]) == (200, "玫瑰金")
    priced = post(
        client, "/pieces/G1/price", {"price_basis": "fixed", "tag_price_cents": 99, "reason": "清仓"}, headers
    )
    assert (priced.status_code, priced.json()["tag_price_cents"]) == (200, 99)
    tagged = post(client, "/pieces/G1/tag", {"new_tag": "G1-B", "reason": "吊牌破损"}, headers)
    assert (tagged.status_code, tagged.json()["tag"]) == (200, "G1-B")
    assert post(client, "/pieces/G1/tag", {"new_tag": "G2", "reason": "x"}, headers).status_code == 404


def test_where_is_and_search(client, here):
    piece("G1", here)
    lot()
    headers = bearer()
    found = client.get("/api/v1/where-is?code=g1", headers=headers).json()
    assert (found["known"], found["pieces"][0]["card"]["place_code"]) == (True, "C01")
    assert client.get("/api/v1/where-is?code=BEAD-01", headers=headers).json()["lots"][0]["places"] == []
    assert client.get("/api/v1/where-is?code=%00", headers=headers).json()["known"] is False
    hits = client.get("/api/v1/piece-search?text=G1&store=S01", headers=headers)
    assert [each["tag"] for each in hits.json()] == ["G1"]
    assert client.get("/api/v1/piece-search?text=G1&store=S77", headers=headers).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/pieces?tag=G1", "/pieces/G1", "/where-is?code=G1", "/piece-search?text=G1&store=S01", "/places", "/lots",
     "/lots/BEAD-01", "/stock/stores", "/stock/matrix"],
)  # fmt: skip
def test_reading_without_the_right_is_forbidden(client, here, path):
    answer = client.get(f"/api/v1{path}", headers=bearer("catalog.view_catalog"))
    assert answer.status_code in (403, 404)
    assert answer.json()["code"] in {"not_permitted", "not_found"}


def test_an_odd_tag_in_the_path_is_unknown(client, here):
    headers = bearer()
    for tag in ("%00", "a" * 300, "%F0%9F%92%8D", "%ED%A0%80"):
        assert client.get(f"/api/v1/pieces/{tag}", headers=headers).status_code == 404


def test_places_lots_and_stock(client, here):
    board(here)
    piece("G1", here)
    headers = bearer(switches=("cost",))
    assert post(client, "/places", {"store": "S01", "code": "C02", "kind": "counter"}, headers).status_code == 201
    assert post(client, "/places", {"store": "S01", "code": "C02", "kind": "counter"}, headers).status_code == 409
    places = client.get("/api/v1/places?store=s01", headers=headers).json()
    assert [each["code"] for each in places] == ["STORE", "C01", "V01", "C02"]
    wanted = {
        "sku": "bead-9",
        "name": "转运珠",
        "category": "gold-bead",
        "price_basis": "per_piece",
        "price_cents": 68000,
    }
    assert post(client, "/lots", wanted, headers).status_code == 201
    bulk = {"store": "S01", "sku": "BEAD-9", "quantity": 40, "weight_mg": 52800}
    received = post(client, "/lots/receipts", bulk, {**headers, "Idempotency-Key": str(uuid4())})
    assert (received.status_code, received.json()) == (201, {"quantity": 40, "weight_mg": 52800})
    counted = post(
        client, "/lots/counts", {**bulk, "quantity": 39, "reason": "盘点"}, {**headers, "Idempotency-Key": str(uuid4())}
    )
    assert counted.json()["quantity"] == 39
    assert client.get("/api/v1/lots", headers=headers).json()[0]["quantity"] == 39
    assert len(client.get("/api/v1/lots/BEAD-9", headers=headers).json()["moves"]) == 2
    [stock] = client.get("/api/v1/stock/stores", headers=headers).json()
    assert (stock["amount"]["pieces"], stock["amount"]["cost_cents"], stock["bulk_quantity"]) == (1, 2_450_000, 39)
    rows = client.get("/api/v1/stock/matrix", headers=headers).json()
    assert rows[0]["cells"] == [{"store_code": "S01", "pieces": 1, "net_weight_mg": 28360, "board_cents": 2_779_280}]
