"""The screens and the API of works, notes and sets: shown, refused in words, forbidden, done."""

import pytest
from django.urls import reverse

from facet.inventory.models import OutsideNote, Piece, PieceSet, Work
from facet.inventory.permissions import InventoryPermission
from facet.inventory.tests.factories import bearer, board, person, store
from facet.inventory.tests.works.acts import as_set, partner, priced, send, split, stone
from facet.kernel.clock import now

pytestmark = pytest.mark.django_db
PREFIX = "/api/v1"


@pytest.fixture
def here():
    row = store()
    board(row)
    for tag in ("G1", "G2", "G3"):
        priced(tag, row)
    stone("DIA", row)
    return row


@pytest.fixture
def boss(client, here):
    client.force_login(person(home=here, switches=("cost",)))
    return client


def key_of(page):
    return page.context["form"]["operation_id"].value()


def test_a_piece_is_scanned_weighed_split_and_undone_on_screen(boss):
    address = reverse("inventory:work_split")
    assert "tags" in boss.get(address).content.decode()
    assert "PieceUnknown" not in boss.get(address, {"tags": "NONE"}).content.decode()
    page = boss.get(address, {"tags": "G1"})
    assert "28.36" in page.content.decode()
    body = {"operation_id": key_of(page), "gross_0": "10.000", "gross_1": "18.000", "loss_reason": ""}
    refused = boss.post(f"{address}?tags=G1", body)
    assert refused.status_code == 422
    assert not Work.objects.exists()
    done = boss.post(f"{address}?tags=G1", body | {"gross_1": "18.360"}, follow=True)
    assert done.status_code == 200
    assert "G1-2" in done.content.decode()
    [row] = Work.objects.all()
    kin = boss.get(reverse("inventory:piece", args=["G1-1"])).content.decode()
    assert row.number in kin
    undo = reverse("inventory:work_undo", args=[row.number])
    boss.post(undo, {"operation_id": key_of(boss.get(undo)), "reason": "剪错"})
    row.refresh_from_db()
    assert row.state == "undone"
    assert row.number in boss.get(reverse("inventory:works")).content.decode()


def test_a_ring_is_combined_and_taken_apart_on_screen(boss):
    address = reverse("inventory:work_combine")
    page = boss.get(address, {"tags": "G2\nDIA"})
    form = page.context["form"]
    assert (form["gross_0"].initial, form["carats_0"].initial, form["count_0"].initial) == (28_460, 500, 1)
    body = {"operation_id": key_of(page), "gross_0": "28.460", "carats_0": "0.5", "count_0": "1", "tag_0": "RING",
            "name_0": "足金钻石戒指"}  # fmt: skip
    assert boss.post(f"{address}?tags=G2,DIA", body).status_code == 302
    assert Piece.objects.get(tag="RING").gross_weight_mg == 28_460
    apart = reverse("inventory:work_take_apart")
    page = boss.get(apart, {"tags": "RING"})
    assert [former for _n, former, _cells in page.context["form"].table] == ["G2", "DIA"]
    body = {"operation_id": key_of(page), "gross_0": "28.360", "gross_1": "0.100"}
    assert boss.post(f"{apart}?tags=RING", body).status_code == 302
    assert Piece.objects.filter(tag__startswith="RING-").count() == 2


def test_a_note_is_sent_received_and_printed_on_screen(boss):
    partner("F01", "番禺工坊", "supplier")
    address = reverse("inventory:outside_factory")
    page = boss.get(address)
    body = {"operation_id": key_of(page), "store": "S01", "partner": "F01", "purpose": "resize",
            "expected_on": f"{now().year + 1}-01-01", "items": "G1 28.36\nG2"}  # fmt: skip
    assert boss.post(address, body | {"items": "G1 27.00"}).status_code == 422
    assert not OutsideNote.objects.exists()
    done = boss.post(address, body, follow=True)
    assert "G1" in done.content.decode()
    number = OutsideNote.objects.get().number
    receive = reverse("inventory:outside_receive", args=[number])
    page = boss.get(receive)
    nothing = boss.post(receive, {"operation_id": key_of(page)})
    assert nothing.status_code == 422
    body = {
        "operation_id": key_of(page),
        "scanned": "G1 28.36",
        "changed_1": "on",
        "weight_1": "28.500",
        "fee_cents": "80",
    }
    said = boss.post(receive, body, follow=True).content.decode()
    assert "G2-1" in said
    assert OutsideNote.objects.get().state == "back"
    paper = boss.get(reverse("inventory:outside_paper", args=[number]))
    assert paper.content.startswith(b"%PDF")


def test_a_set_is_made_changed_and_dissolved_on_screen(boss):
    address = reverse("inventory:set_new")
    body = {"operation_id": key_of(boss.get(address)), "store": "S01", "tag": "SET-9", "name": "龙凤", "tags": "G1\nG2",
            "policy": "together", "price_cents": "48000"}  # fmt: skip
    assert boss.post(address, body | {"tags": "G1"}).status_code == 422
    assert not PieceSet.objects.exists()
    assert "48,000.00" in boss.post(address, body, follow=True).content.decode()
    assert "SET-9" in boss.get(reverse("inventory:piece", args=["G1"])).content.decode()
    change = reverse("inventory:set_change", args=["SET-9"])
    page = boss.get(change)
    boss.post(change, {"operation_id": key_of(page), "name": "龙凤呈祥", "policy": "singly", "price_cents": ""})
    assert PieceSet.objects.values_list("name", "policy", "price_cents").get() == ("龙凤呈祥", "singly", None)
    end = reverse("inventory:set_end", args=["SET-9"])
    boss.post(end, {"operation_id": key_of(boss.get(end)), "reason": "拆开卖"})
    assert not Piece.objects.exclude(in_set=None).exists()


def test_who_may_only_look_is_refused(client, here):
    number, note = split("G1", 10_000, 18_360).number, send("G2")
    as_set("G3", "DIA", tag="SET-1")
    client.force_login(person(InventoryPermission.VIEW_PIECES, home=here))
    for name, args in (
        ("works", []), ("work", [number]), ("work_split", []), ("work_undo", [number]), ("outside", []),
        ("outside_note", [note]), ("outside_lab", []), ("set_new", []), ("set_change", ["SET-1"]),
    ):  # fmt: skip
        assert client.get(reverse(f"inventory:{name}", args=args)).status_code == 403, name
    assert client.get(reverse("inventory:set", args=["SET-1"])).status_code == 200


def test_programs_work_send_receive_and_join(client, here):
    partner()

    def post(path, body):
        return client.post(f"{PREFIX}{path}", body, content_type="application/json", headers=bearer())

    body = {"store": "S01", "kind": "split", "tags": ["G1"],
            "parts": [{"gross_weight_mg": 10_000}, {"gross_weight_mg": 18_360}]}  # fmt: skip
    made = post("/works", body)
    assert (made.status_code, made.json()["state"], len(made.json()["lines"])) == (201, "done", 3)
    assert (
        post(
            "/works", body | {"tags": ["G2"], "parts": [{"gross_weight_mg": 28_361}, {"gross_weight_mg": 1}]}
        ).status_code
        == 422
    )
    number = made.json()["number"]
    assert post(f"/works/{number}/undoing", {"reason": "剪错"}).json()["state"] == "undone"

    note = post("/outside", {"kind": "lab", "store": "S01", "partner": "NGTC", "purpose": "grading",
                             "expected_on": f"{now().year + 1}-01-01", "items": [{"tag": "DIA"}]})  # fmt: skip
    assert (note.status_code, note.json()["lines"][0]["state"]) == (201, "out")
    back = post(
        f"/outside/{note.json()['number']}/receipts", {"items": [{"tag": "DIA", "certificate": "N1"}], "fee_cents": 500}
    )
    assert back.json()["state"] == "back"

    made = post("/sets", {"store": "S01", "tag": "SET-1", "name": "龙凤", "tags": ["G2", "G3"], "price_cents": 9_000})
    assert [line["share_cents"] for line in made.json()["lines"]] == [4_500, 4_500]
    headers = bearer()
    assert client.get(f"{PREFIX}/works", headers=headers).json()[0]["number"] == number
    assert client.get(f"{PREFIX}/sets", headers=headers).json()[0]["state"] == "whole"
    assert client.get(f"{PREFIX}/outside", headers=headers).json()[0]["outside"] == 0
    looker = bearer(InventoryPermission.VIEW_PIECES)
    assert client.get(f"{PREFIX}/works/{number}", headers=looker).status_code == 403
