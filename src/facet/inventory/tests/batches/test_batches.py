"""Many pieces withdrawn or retagged: at once within the limit, after a second yes beyond it, all or nothing."""

import io
from datetime import timedelta
from uuid import uuid4

import openpyxl
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from facet.inventory import selectors, services
from facet.inventory.errors import PieceBatchEnded, PieceBatchUnknown, PieceUnknown, TagTaken, TransitionNotAllowed
from facet.inventory.models import Piece, PieceBatch, PieceMovement, RetiredTag
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.batches import checked_pairs
from facet.inventory.services import RetaggingIn, WithdrawalIn
from facet.inventory.tests.factories import AT, actor, bearer, key, person, piece, store
from facet.kernel.errors import ApprovalNeeded, Invalid, NotPermitted
from facet.kernel.permissions import house
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.tests import factories as house_factories

COST = 2_450_000  # of each piece of the factories
RICH = {"piece_batch_cents": 100 * COST}


@pytest.fixture
def here(db):
    found = store()
    for number in range(3):
        piece(f"G{number}", found)
    return found


def withdraw(*tags, who=None, movement="sent_back", reason="款式停售", at=AT, operation=None):
    request = WithdrawalIn(tags=tags, movement=movement, reason=reason)
    who = who or actor(limits=RICH)
    return services.withdraw_many(actor=who, operation=operation or key(tags=tags), request=request, at=at)


def retag(*pairs, who=None, reason="换新标签", at=AT):
    request = RetaggingIn(pairs=pairs, reason=reason)
    return services.retag_many(actor=who or actor(limits=RICH), operation=key(p=pairs), request=request, at=at)


def untouched():
    moved = PieceMovement.objects.exclude(kind="received").exists()
    return not (moved or PieceBatch.objects.exists() or RetiredTag.objects.exists())


def human(home, limit=0, **facts):
    """A person of the staff with these rights; what she may do alone goes up to `limit` cents."""
    row = house_factories.staff(f"p{uuid4().hex[:6]}", home=home)
    rights = [*InventoryPermission, "organisation.approve", "organisation.view_stores"]
    limits = {"piece_batch_cents": limit, **facts}
    house_factories.give(
        row, house_factories.role(f"r{uuid4().hex[:6]}", {str(each): "chain" for each in rights}, limits=limits)
    )
    return organisation_selectors.actor_of(row.pk, via="web", at=AT)


def test_a_batch_within_the_limit_is_written_at_once(here):
    piece("G9", store("S02", "湖滨店"))
    number = withdraw("G0", "g1", "G9", "G0")
    assert list(Piece.objects.order_by("tag").values_list("tag", "state")) == [
        ("G0", "returned_to_supplier"), ("G1", "returned_to_supplier"), ("G2", "in_stock"),
        ("G9", "returned_to_supplier"),
    ]  # fmt: skip
    page = selectors.piece_batch_page(actor(), number)
    assert (page.state, page.pieces, page.written, page.value_cents) == ("written", 3, 3, 3 * COST)
    movement = PieceMovement.objects.get(piece__tag="G9", sequence=2)
    assert (movement.document, movement.reason, movement.store.code) == (number, "款式停售", "S02")


def test_the_same_operation_is_one_batch(here):
    operation = key(n=1)
    assert withdraw("G0", operation=operation) == withdraw("G0", operation=operation)
    assert PieceBatch.objects.count() == 1


def test_new_tags_are_written_and_old_ones_retired(here):
    number = retag(("G0", "N0"), ("g2", "n2"))
    assert set(Piece.objects.values_list("tag", flat=True)) == {"N0", "G1", "N2"}
    assert set(RetiredTag.objects.values_list("tag", "piece__tag")) == {("G0", "N0"), ("G2", "N2")}
    assert [line.tag_now for line in selectors.piece_batch_page(actor(), number).lines] == ["N0", "N2"]
    with pytest.raises(TagTaken):
        retag(("G1", "G0"))  # a retired tag is never used again
    assert Piece.objects.filter(tag="G1").exists()


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (lambda: withdraw("G0", "NONE"), PieceUnknown),
        (lambda: withdraw("G0", "SOLD"), TransitionNotAllowed),
        (lambda: withdraw("G0", reason=" "), Invalid),
        (lambda: withdraw("G0", movement="sold"), Invalid),
        (withdraw, Invalid),
        (lambda: withdraw(*(f"X{n}" for n in range(501))), Invalid),
        (lambda: withdraw("G0", who=actor(permissions=[InventoryPermission.VIEW_PIECES])), NotPermitted),
        (lambda: withdraw("G0", "G1", who=actor(limits={"piece_batch_cents": 2 * COST - 1})), ApprovalNeeded),
        (lambda: retag(("G0", "G1")), TagTaken),
        (lambda: retag(("G0", "N1"), ("G1", "N1")), Invalid),
        (lambda: retag(("G0", "")), Invalid),
        (lambda: retag(("G0", "G0")), Invalid),
        (lambda: retag(("G0", "N 0!")), Invalid),
        (lambda: retag(("G0", "N0"), who=actor(permissions=[InventoryPermission.MANAGE_PIECES])), NotPermitted),
    ],
)
def test_refusals_write_nothing(here, act, refusal):
    piece("SOLD", here, state="sold")
    with pytest.raises(refusal):
        act()
    assert untouched()


def test_another_stores_pieces_are_unknown(here):
    there = store("S02", "湖滨店")
    with pytest.raises(PieceUnknown):
        withdraw("G0", who=actor(there.pk, limits=RICH))
    number = withdraw("G0")
    with pytest.raises(PieceBatchUnknown):
        selectors.piece_batch_page(actor(there.pk), number)
    assert selectors.list_piece_batches(actor(there.pk)) == []
    assert [row.number for row in selectors.list_piece_batches(actor(here.pk))] == [number]


def test_beyond_the_limit_a_second_person_is_asked_and_what_changed_meanwhile_is_left(here):
    asker, boss = human(here), human(here, 10 * COST)
    number = withdraw("G0", "G1", who=asker)
    batch = PieceBatch.objects.get()
    assert (batch.state, Piece.objects.filter(state="in_stock").count()) == ("waiting", 3)
    assert services.write_allowed_batches(actor=house("test"), at=AT) == 0
    withdraw("G1", who=boss, movement="melted")  # somebody else was faster
    organisation_services.decide_approval(
        actor=boss, approval_id=batch.approval_id, approve=True, note="", at=AT + timedelta(minutes=5)
    )
    assert services.write_allowed_batches(actor=house("test"), at=AT + timedelta(minutes=6)) == 1
    assert services.write_allowed_batches(actor=house("test"), at=AT + timedelta(minutes=7)) == 0
    assert dict(Piece.objects.values_list("tag", "state")) == {
        "G0": "returned_to_supplier", "G1": "melted", "G2": "in_stock"
    }  # fmt: skip
    page = selectors.piece_batch_page(actor(), number)
    assert [(line.tag, line.fate) for line in page.lines] == [("G0", "written"), ("G1", "left")]


def test_a_refused_or_cancelled_batch_leaves_everything(here):
    asker, boss = human(here), human(here, 10 * COST)
    first, second = retag(("G0", "N0"), who=asker), retag(("G1", "N1"), who=asker)
    asked = PieceBatch.objects.get(number=first).approval_id
    organisation_services.decide_approval(actor=boss, approval_id=asked, approve=False, note="不必", at=AT)
    services.cancel_piece_batch(actor=asker, number=second, at=AT)
    services.write_allowed_batches(actor=house("test"), at=AT)
    assert dict(PieceBatch.objects.values_list("number", "state")) == {first: "refused", second: "cancelled"}
    assert set(Piece.objects.values_list("tag", flat=True)) == {"G0", "G1", "G2"}
    with pytest.raises(PieceBatchEnded):
        services.cancel_piece_batch(actor=asker, number=second, at=AT)
    with pytest.raises(PieceBatchUnknown):
        services.cancel_piece_batch(actor=actor(store("S02", "湖滨店").pk), number=first, at=AT)


def test_a_new_tag_that_was_taken_meanwhile_is_left(here):
    asker, boss = human(here), human(here, 10 * COST)
    retag(("G0", "N0"), ("G1", "N1"), who=asker)
    piece("N0", here)
    asked = PieceBatch.objects.get().approval_id
    organisation_services.decide_approval(actor=boss, approval_id=asked, approve=True, note="", at=AT)
    services.write_allowed_batches(actor=house("test"), at=AT)
    assert set(Piece.objects.values_list("tag", flat=True)) == {"G0", "N0", "N1", "G2"}


def test_selectors_cost_the_same_for_one_piece_and_for_three(here, django_assert_num_queries):
    number = withdraw("G0", "G1", "G2")
    with django_assert_num_queries(2):
        selectors.piece_batch_page(actor(), number)
    with django_assert_num_queries(1):
        selectors.list_piece_batches(actor())
    for tags in (("G0",), ("G0", "G1", "G2")):
        with django_assert_num_queries(2):
            pairs = [(tag, "") for tag in tags]
            rows = selectors.preview_batch(actor(), pairs, kind="withdraw", movement="melted", at=AT)
        assert [bool(row.why) for row in rows] == [True] * len(tags)


def test_a_whole_style_is_chosen_by_its_code(here):
    style = apps.get_model("catalog", "Style").objects.create(
        code="YX-1", name="云起手镯", category=Piece.objects.first().category, price_basis="by_weight"
    )
    Piece.objects.filter(tag__in=["G0", "G2"]).update(style=style)
    assert selectors.tags_to_withdraw(actor(), "YX-1") == ["G0", "G2"]
    assert selectors.tags_to_withdraw(actor(), "YX-1", store="S09") == []


def test_pairs_are_normal_tags():
    assert checked_pairs([("g1", " n1 "), ("G2", "N2")]) == {"G1": "N1", "G2": "N2"}


def book(*rows):
    found = openpyxl.Workbook()
    for row in rows:
        found.active.append(list(row))
    content = io.BytesIO()
    found.save(content)
    return SimpleUploadedFile("tags.xlsx", content.getvalue())


def test_screens_take_pieces_from_a_file(client, here):
    row = person(home=here)
    house_factories.give(row, house_factories.role("limit", {}, limits=RICH))
    client.force_login(row)
    body = {"operation_id": uuid4(), "pieces": "", "reason": "换标"}
    file = book(("旧条码", "新条码"), ("G0", "N0"), ("G1", "N1"))
    looked = client.post("/inventory/batches/retag/", body | {"look": "1", "file": file}).content.decode()
    assert "G0 N0" in looked
    assert untouched()
    assert client.post("/inventory/batches/retag/", body | {"pieces": "G0 N0\nG1 G2", "write": "1"}).status_code == 422
    assert untouched()
    done = client.post("/inventory/batches/retag/", body | {"pieces": "G0 N0\nG1 N1", "write": "1"}, follow=True)
    assert "N1" in done.content.decode()
    assert Piece.objects.filter(tag__in=["N0", "N1"]).count() == 2

    text = SimpleUploadedFile("tags.csv", b"N0\nG2\n")
    body = {"operation_id": uuid4(), "pieces": "", "movement": "melted", "reason": "熔毁", "write": "1", "file": text}
    assert client.post("/inventory/batches/withdraw/", body).status_code == 302
    assert set(Piece.objects.filter(state="melted").values_list("tag", flat=True)) == {"N0", "G2"}
    assert PieceBatch.objects.first().number in client.get("/inventory/batches/").content.decode()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\xff\xfe\x00\x01\x02"])
def test_a_file_that_is_none_is_refused_by_its_field(client, here, content):
    client.force_login(person(home=here))
    body = {"operation_id": uuid4(), "pieces": "", "movement": "melted", "reason": "熔毁", "write": "1",
            "file": SimpleUploadedFile("x.xlsx", content or b" ")}  # fmt: skip
    assert client.post("/inventory/batches/withdraw/", body).status_code == 422
    sent = {"operation_id": uuid4(), "store": "S01", "place": "V01", "tags": "",
            "file": SimpleUploadedFile("x.xlsx", content or b" ")}  # fmt: skip
    assert client.post("/inventory/pieces/move/", sent).status_code == 422
    assert untouched()


def test_moving_and_repricing_take_a_file_too(client, here):
    client.force_login(person(home=here))
    sent = {"operation_id": uuid4(), "store": "S01", "place": "V01", "tags": "G2",
            "file": SimpleUploadedFile("t.csv", "条码号\nG0\nG1\n".encode())}  # fmt: skip
    assert client.post("/inventory/pieces/move/", sent).status_code == 302
    assert set(Piece.objects.values_list("place__code", flat=True)) == {"V01"}
    body = {"operation_id": uuid4(), "pieces": "", "kind": "labour", "value": "40", "round_to": "100", "reason": "调价",
            "look": "1", "file": book(("Tag",), ("G0",), ("G1",))}  # fmt: skip
    page = client.post("/inventory/reprice/", body).content.decode()
    assert "/inventory/pieces/G1/" in page


def test_people_without_the_right_see_no_screen(client, here):
    client.force_login(person(InventoryPermission.VIEW_PIECES, home=here))
    for path in ("batches/withdraw/", "batches/retag/", "batches/"):
        assert client.get(f"/inventory/{path}").status_code == 403


def test_for_programs(client, here):
    headers = bearer(home=here)
    send = {"content_type": "application/json", "headers": headers}
    body = {"tags": ["G0"], "movement": "melted", "reason": "熔毁"}
    refused = client.post("/api/v1/piece-batches/withdrawals", body, **send)
    assert refused.status_code == 201, "a person asks; her program asks for her"
    assert refused.json()["state"] == "waiting"
    number = refused.json()["number"]
    assert client.get(f"/api/v1/piece-batches/{number}", headers=headers).json()["lines"][0]["tag"] == "G0"
    assert [row["number"] for row in client.get("/api/v1/piece-batches", headers=headers).json()] == [number]
    ended = client.post(f"/api/v1/piece-batches/{number}/cancellation", **send)
    assert ended.json()["state"] == "cancelled"
    again = {"content_type": "application/json", "headers": headers | {"Idempotency-Key": str(uuid4())}}
    pairs = {"pairs": [{"tag": "G1", "new_tag": "N1"}], "reason": "换标"}
    assert client.post("/api/v1/piece-batches/retaggings", pairs, **again).status_code == 201
    assert client.post("/api/v1/piece-batches/retaggings", pairs | {"pairs": []}, **again).status_code == 422
    assert Piece.objects.filter(tag="G1").exists(), "nothing is written before the yes"
