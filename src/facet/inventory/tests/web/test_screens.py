"""Every screen of inventory: it works, it refuses, it is forbidden."""

import io

import pytest
from PIL import Image

from facet.inventory import services
from facet.inventory.models import BulkLot, Certificate, CostPart, Piece, PieceName, PieceStone, Place
from facet.inventory.permissions import InventoryPermission
from facet.inventory.services import BulkIn
from facet.inventory.tests.factories import AT, actor, board, catalogue, key, lot, person, piece, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    catalogue()
    found = store()
    board(found)
    return found


@pytest.fixture
def signed_in(client, here):
    client.force_login(person(switches=("cost",), home=here))
    return client


def ring(here):
    row = piece(
        "D1", here, price_basis="fixed", tag_price_cents=1_280_000, legal_name="18K金钻石戒指", form="ring",
        legal_name_en="18K gold diamond ring", net_weight_mg=5_508, gross_weight_mg=5_680, circumference_tenths=525,
    )  # fmt: skip
    PieceStone.objects.create(piece=row, line_no=1, kind="diamond", carat_mct=500, is_main=True, clarity="VS1")
    Certificate.objects.create(piece=row, lab="GIA", number="22")
    CostPart.objects.create(piece=row, kind="stones", cents=405_000)
    return row


GETS = ["pieces/", "pieces/receive/", "pieces/move/", "pieces/D1/", "pieces/D1/move/", "pieces/D1/edit/",
        "pieces/D1/trend/?days=365",
        "pieces/D1/price/", "pieces/D1/trend/", "pieces/D1/tag/", "pieces/D1/withdraw/", "pieces/D1/restore/",
        "pieces/D1/photo/",
        "movements/", "where/", "where/?code=D1", "where/?tag=BEAD-01", "where/?code=none", "stock/",
        "stock/?measure=yuan", "stock/?measure=grams", "lots/", "lots/new/", "lots/BEAD-01/", "lots/BEAD-01/receive/",
        "lots/BEAD-01/count/", "places/", "places/new/"]  # fmt: skip


@pytest.mark.parametrize("path", GETS)
def test_every_screen_opens(signed_in, here, path):
    ring(here)
    lot()
    answer = signed_in.get(f"/inventory/{path}")
    assert answer.status_code == 200
    assert b"fc-main" in answer.content


@pytest.mark.parametrize("path", GETS)
def test_every_screen_is_closed_to_those_without_the_right(client, here, path):
    ring(here)
    lot()
    client.force_login(person("catalog.view_catalog"))
    assert client.get(f"/inventory/{path}").status_code in (403, 404)


@pytest.mark.parametrize("path", ["pieces/NONE/", "pieces/NONE/edit/", "lots/NONE/", "photos/xyz/", "places/999999/",
                                  "pieces/D1/tab/none/", "photos/" + "a" * 64 + "/"])  # fmt: skip
def test_what_does_not_exist_is_not_found(signed_in, here, path):
    ring(here)
    assert signed_in.get(f"/inventory/{path}").status_code == 404


def test_piece_page_shows_price_stones_papers_cost_and_movements(signed_in, here):
    ring(here)
    page = signed_in.get("/inventory/pieces/d1/").content.decode()
    for words in (
        "18K金钻石戒指",
        "12,800",
        "5.508",
        "52.5 mm",
        "VS1",
        "gia.edu/report-check?reportno=22",
        "4,050.00",
        "R-1",
    ):
        assert words in page, words
    assert "inventory/pieces/goldring.svg" in page


def test_piece_page_hides_cost_without_the_right(client, here):
    ring(here)
    client.force_login(person(InventoryPermission.VIEW_PIECES))
    page = client.get("/inventory/pieces/D1/").content.decode()
    assert "4,050.00" not in page
    assert "/withdraw/" not in page


def test_where_answers_a_scanner_with_a_fragment(signed_in, here):
    ring(here)
    answer = signed_in.get("/inventory/where/?code=22", headers={"HX-Request": "true"}).content.decode()
    assert answer.strip().startswith('<div id="found"')
    assert "解放路店" in answer
    assert "12,800" in answer


ROWS = {
    "store": "S01", "place": "", "supplier": "", "batch": "26-011", "document": "DN-77",
    "operation_id": "3b2e8a4e-5f0a-4c1b-9a3f-0d9d3a1c7e11",
    "piece-TOTAL_FORMS": "2", "piece-INITIAL_FORMS": "0", "piece-MIN_NUM_FORMS": "1", "piece-MAX_NUM_FORMS": "30",
    "piece-0-tag": "g2601-1", "piece-0-category": "gold-heritage", "piece-0-form": "bangle",
    "piece-0-gross_weight_mg": "28.36", "piece-0-labour_value": "38",
    "piece-1-tag": "d2511-1", "piece-1-category": "diamond-ring", "piece-1-form": "ring",
    "piece-1-gross_weight_mg": "5.68", "piece-1-tag_price_cents": "12,800", "piece-1-stone": "diamond",
    "piece-1-main_mct": "0.5", "piece-1-clarity": "VS1", "piece-1-sides": "18", "piece-1-sides_mct": "0.36",
    "piece-1-lab": "GIA", "piece-1-paper": "2204", "piece-1-cost_stones": "4050",
}  # fmt: skip


def test_receive_takes_two_pieces_once(signed_in, here):
    for _ in range(2):
        answer = signed_in.post("/inventory/pieces/receive/", ROWS)
        assert (answer.status_code, answer["Location"]) == (302, "/inventory/pieces/")
    bangle, ring_ = Piece.objects.order_by("pk")
    assert (bangle.tag, bangle.gross_weight_mg, bangle.labour_value, bangle.batch) == (
        "G2601-1",
        28_360,
        3_800,
        "26-011",
    )
    assert (ring_.legal_name, ring_.net_weight_mg, ring_.tag_price_cents) == ("18K金钻石戒指", 5_508, 1_280_000)
    assert ring_.cost_cents == 405_000


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"piece-0-tag": "D1"}, "D1"),
        ({"piece-0-gross_weight_mg": "abc"}, "piece-0-gross_weight_mg_error"),
        ({"piece-1-net_weight_mg": "5.68"}, "5.508"),
        ({"piece-1-stone": ""}, "piece-1-stone_error"),
        ({"piece-1-paper": ""}, "piece-1-paper_error"),
        ({"piece-1-tag_price_cents": ""}, "piece-1-tag_price_cents_error"),
        ({"supplier": "NOBODY"}, "NOBODY"),
        ({"store": "S99"}, "store_error"),
    ],
)
def test_receive_refuses_beside_the_field_and_keeps_what_was_typed(signed_in, here, change, words):
    piece("D1", here)
    answer = signed_in.post("/inventory/pieces/receive/", {**ROWS, **change})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="d2511-1"' in page
    assert Piece.objects.count() == 1


def test_receive_one_more_copies_what_pieces_share_and_leaves_out(signed_in, here):
    page = signed_in.post("/inventory/pieces/receive/", {**ROWS, "more": "1"}).content.decode()
    assert 'name="piece-TOTAL_FORMS" value="3"' in page
    assert page.count('<option value="diamond-ring" selected>') == 2
    assert "_error" not in page
    page = signed_in.post("/inventory/pieces/receive/", {**ROWS, "drop": "0"}).content.decode()
    assert 'name="piece-TOTAL_FORMS" value="1"' in page
    assert "g2601-1" not in page
    assert signed_in.post("/inventory/pieces/receive/", {"more": "1", "piece-TOTAL_FORMS": "x"}).status_code == 200
    assert not Piece.objects.exists()


def test_move_scans_several_and_says_what_moved(signed_in, here):
    piece("G1", here)
    piece("G2", here, place=Place.objects.get(code="V01"))
    wanted = {"store": "S01", "place": "V01", "tags": "g1\r\nG2, g1", "operation_id": ROWS["operation_id"]}
    answer = signed_in.post("/inventory/pieces/move/", wanted)
    assert answer.status_code == 302
    assert set(Piece.objects.values_list("place__code", flat=True)) == {"V01"}
    assert "1" in signed_in.session["notice"]
    refused = signed_in.post(
        "/inventory/pieces/move/", {**wanted, "tags": "G9", "operation_id": "11111111-1111-4111-8111-111111111111"}
    )
    assert refused.status_code == 422
    assert "G9" in refused.content.decode()


def test_move_for_another_store_offers_its_places(signed_in, here):
    store("S02", "湖滨店")
    services.add_place(actor=actor(), place=services.PlaceIn(store="S02", code="T9", kind="tray"), at=AT)
    page = signed_in.post("/inventory/pieces/move/", {"store": "S02", "refresh": "1", "tags": "G1"})
    assert page.status_code == 200
    assert '<option value="T9">' in page.content.decode()


def test_edit_reprice_retag_withdraw_and_restore_a_piece(signed_in, here):
    ring(here)
    steps = [
        ("edit", {"legal_name": "18K金戒指", "note": "样品"}),
        ("price", {"price_basis": "fixed", "tag_price_cents": "13800", "reason": "金价上调"}),
        ("withdraw", {"kind": "taken_off_sale", "reason": "清洗", "operation_id": ROWS["operation_id"]}),
        ("restore", {"kind": "put_on_sale", "reason": "好了", "operation_id": "22222222-2222-4222-8222-222222222222"}),
        ("tag", {"new_tag": "D1-B", "reason": "吊牌破损"}),
    ]
    for step, body in steps:
        refused = signed_in.post(f"/inventory/pieces/D1/{step}/", {})
        assert refused.status_code == 422, step
        assert signed_in.post(f"/inventory/pieces/D1/{step}/", body).status_code == 302, step
    row = Piece.objects.get()
    assert (row.tag, row.legal_name, row.note, row.tag_price_cents, row.state) == (
        "D1-B",
        "18K金戒指",
        "样品",
        1_380_000,
        "in_stock",
    )
    assert PieceName.objects.filter(name="18K金戒指").exists()


def test_photo_is_added_and_shown(signed_in, here, settings, tmp_path):
    settings.FACET_UPLOADS = tmp_path
    ring(here)
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "gold").save(file, "PNG")
    file.seek(0)
    file.name = "ring.png"
    assert signed_in.post("/inventory/pieces/D1/photo/", {"photo": file}).status_code == 302
    sha256 = Piece.objects.get().photo
    shown = signed_in.get(f"/inventory/photos/{sha256}/")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    wrong = signed_in.post("/inventory/pieces/D1/photo/", {"photo": io.BytesIO(b"no picture")})
    assert wrong.status_code == 422


def test_lot_is_opened_received_and_counted(signed_in, here):
    body = {"sku": "bead-9", "name": "转运珠", "category": "gold-bead", "price_basis": "per_piece", "price_cents": "68"}
    assert signed_in.post("/inventory/lots/new/", body).status_code == 302
    assert signed_in.post("/inventory/lots/new/", body).status_code == 422
    assert BulkLot.objects.get().price_cents == 6_800
    bulk = {"store": "S01", "quantity": "40", "weight_mg": "52.8", "operation_id": ROWS["operation_id"]}
    assert signed_in.post("/inventory/lots/BEAD-9/receive/", bulk).status_code == 302
    counted = {**bulk, "quantity": "39", "operation_id": "33333333-3333-4333-8333-333333333333"}
    assert signed_in.post("/inventory/lots/BEAD-9/count/", counted).status_code == 422
    assert signed_in.post("/inventory/lots/BEAD-9/count/", {**counted, "reason": "盘点"}).status_code == 302
    page = signed_in.get("/inventory/lots/BEAD-9/").content.decode()
    assert "盘点" in page


def test_places_are_added_and_changed(signed_in, here):
    body = {"store": "S01", "kind": "counter", "code": "c02", "name": "钻石柜"}
    assert signed_in.post("/inventory/places/new/", body).status_code == 302
    assert signed_in.post("/inventory/places/new/", body).status_code == 422
    row = Place.objects.get(code="C02")
    assert signed_in.get(f"/inventory/places/{row.pk}/").status_code == 200
    changed = signed_in.post(f"/inventory/places/{row.pk}/", {"name": "珍品柜", "is_open": "on", "takes_in": "on"})
    assert changed.status_code == 302
    assert "珍品柜" in signed_in.get("/inventory/places/").content.decode()


def test_stock_matrix_shows_the_chosen_measure(signed_in, here):
    ring(here)
    lot()
    wanted = BulkIn(store="S01", sku="BEAD-01", quantity=40, weight_mg=52_800)
    services.receive_bulk(actor=actor(), operation=key(), request=wanted, at=AT)
    page = signed_in.get("/inventory/stock/?measure=yuan").content.decode()
    for words in ("解放路店", "12,800.00", "52.80", "24,500.00"):
        assert words in page, words
    assert "24,500.00" not in signed_in.get("/inventory/pieces/?search=none").content.decode()


@pytest.mark.parametrize(
    ("query", "tags"),
    [("search=d1", ["D1"]), ("search=手镯", ["G1"]), ("state=sold", []), ("category=gold", ["G1"]),
     ("net_from=20&net_to=30", ["G1"]), ("basis=fixed", ["D1"]), ("store=S01&sort=tag", ["D1", "G1"])],
)  # fmt: skip
def test_piece_list_answers_its_conditions(signed_in, here, query, tags):
    ring(here)
    model = Piece._meta.get_field("category").related_model
    piece("G1", here, category=model.objects.get(code="gold-plain"))
    page = signed_in.get(f"/inventory/pieces/?{query}").content.decode()
    assert [tag for tag in ("D1", "G1") if f"/inventory/pieces/{tag}/" in page] == sorted(tags)
