"""What may change about a piece after it came in."""

import pytest
from django.apps import apps

from facet.inventory import selectors, services
from facet.inventory.errors import EpcTaken, PieceUnfit, PieceUnknown, TagTaken, TagUnfit
from facet.inventory.models import Piece, PieceName, PiecePhoto, RetiredTag, TagPriceChange
from facet.inventory.permissions import InventoryPermission
from facet.inventory.services import PieceChange, PriceChange, StoredPhoto
from facet.inventory.tests.factories import AT, actor, piece, store
from facet.kernel.errors import Invalid, NotPermitted

pytestmark = pytest.mark.django_db
READER = [InventoryPermission.VIEW_PIECES]


@pytest.fixture
def ring():
    return piece("D1", store(), price_basis="fixed", tag_price_cents=1_280_000, labour_kind="", labour_value=0)


def events():
    return list(apps.get_model("audit", "Event").objects.order_by("pk").values_list("action", "facts"))


def change(tag="D1", who=None, **facts):
    services.change_piece(actor=who or actor(), tag=tag, change=PieceChange(**facts), at=AT)


def reprice(tag="D1", who=None, **facts):
    wanted = PriceChange(**{"price_basis": "fixed", "reason": "金价上调", **facts})
    services.reprice_piece(actor=who or actor(), tag=tag, change=wanted, at=AT)


def test_change_piece_writes_what_differs_and_hides_free_text_in_the_record(ring):
    change("d1 ", colour="玫瑰金", circumference_tenths=520, engraving="给小敏", note="")

    row = Piece.objects.get()
    assert (row.colour, row.circumference_tenths, row.engraving, row.note) == ("玫瑰金", 520, "给小敏", "")
    assert events() == [
        (
            "inventory.piece_changed",
            {
                "before": {"colour": "", "circumference_tenths": None, "engraving": ""},
                "after": {"colour": "玫瑰金", "circumference_tenths": 520, "engraving": "…"},
            },
        )
    ]


def test_change_piece_to_the_same_writes_nothing(ring):
    change(colour="", is_new_product=False)
    assert events() == []


def test_change_piece_renamed_is_found_by_its_new_name(ring):
    change(legal_name="18K金钻石戒指", legal_name_en="18K gold diamond ring")
    assert PieceName.objects.get().sounds == "18kjinzuanshijiezhi 18kjzsjz"
    assert [hit.tag for hit in selectors.search_pieces(actor(), "zsjz", store_id=ring.store_id)] == ["D1"]


def test_change_piece_refuses_without_writing(ring):
    piece("D2", ring.store, epc="AAAA1111")
    refusals = [
        (lambda: change(epc="aaaa1111"), EpcTaken),
        (lambda: change(epc="not hex!"), TagUnfit),
        (lambda: change(legal_name=""), Invalid),
        (lambda: change("D9"), PieceUnknown),
        (lambda: change(colour="x", who=actor(permissions=READER)), NotPermitted),
    ]
    for attempt, refusal in refusals:
        with pytest.raises(refusal):
            attempt()
    assert events() == []
    change(epc="bbbb2222")
    assert Piece.objects.get(tag="D1").epc == "BBBB2222"


def test_reprice_piece_keeps_the_price_before(ring):
    reprice(tag_price_cents=1_380_000)
    reprice(tag_price_cents=1_330_000, reason="对标同街")
    reprice(tag_price_cents=1_330_000, reason="again, nothing changes")

    assert Piece.objects.get().tag_price_cents == 1_330_000
    assert TagPriceChange.objects.count() == 2
    history = selectors.price_history(selectors.piece_card(actor(), "D1"))
    assert [(each.price_cents, each.reason, each.actor_name) for each in history] == [
        (1_280_000, "", ""),
        (1_380_000, "金价上调", "周晓敏"),
        (1_330_000, "对标同街", "周晓敏"),
    ]
    assert [action for action, _ in events()] == ["inventory.piece_repriced"] * 2


def test_reprice_piece_to_another_basis_changes_labour_with_it(ring):
    reprice(price_basis="by_weight", labour_kind="per_gram", labour_value=5_000)
    row = Piece.objects.get()
    found = (row.price_basis, row.tag_price_cents, row.labour_kind, row.labour_value)
    assert found == (
        "by_weight",
        None,
        "per_gram",
        5_000,
    )
    reprice(price_basis="components")
    assert Piece.objects.get().labour_kind == "per_gram"


def test_reprice_piece_refuses_without_writing(ring):
    refusals = [
        (lambda: reprice(tag_price_cents=None), PieceUnfit),
        (lambda: reprice(tag_price_cents=5, reason=" "), Invalid),
        (lambda: reprice(price_basis="by_moon"), Invalid),
        (lambda: reprice(tag_price_cents=5, who=actor(permissions=READER)), NotPermitted),
    ]
    Piece.objects.filter(tag="D1").update(price_item=None)
    refusals.append((lambda: reprice(price_basis="by_weight"), PieceUnfit))
    for attempt, refusal in refusals:
        with pytest.raises(refusal):
            attempt()
    assert not TagPriceChange.objects.exists()


def test_price_history_of_a_piece_never_repriced_is_what_it_came_with(ring):
    history = selectors.price_history(selectors.piece_card(actor(), "D1"))
    assert [(each.price_cents, each.at) for each in history] == [(1_280_000, ring.received_at)]


def test_retag_piece_keeps_the_old_tag_taken_for_ever(ring):
    assert services.retag_piece(actor=actor(), tag="D1", new_tag="d1-b", reason="吊牌破损", at=AT) == "D1-B"

    assert Piece.objects.get().tag == "D1-B"
    assert RetiredTag.objects.get().tag == "D1"
    assert [each.card.tag for each in selectors.where_is(actor(), "D1").pieces] == ["D1-B"]
    with pytest.raises(TagTaken):
        services.retag_piece(actor=actor(), tag="D1-B", new_tag="D1", reason="改回", at=AT)
    assert services.retag_piece(actor=actor(), tag="D1-B", new_tag="D1-B", reason="同", at=AT) == "D1-B"


def test_retag_piece_refuses_without_writing(ring):
    piece("D2", ring.store)
    for new_tag, reason, refusal in [("D2", "错", TagTaken), ("D3", " ", Invalid), ("D/3", "错", TagUnfit)]:
        with pytest.raises(refusal):
            services.retag_piece(actor=actor(), tag="D1", new_tag=new_tag, reason=reason, at=AT)
    assert Piece.objects.filter(tag="D1").exists()
    assert not RetiredTag.objects.exists()


def test_add_photo_shows_the_first_on_lists_and_takes_each_once(ring):
    for sha256 in ("a" * 64, "b" * 64, "a" * 64):
        services.add_photo(actor=actor(), tag="D1", photo=StoredPhoto(sha256=sha256, width=800, height=600), at=AT)
    assert Piece.objects.get().photo == "a" * 64
    assert list(PiecePhoto.objects.order_by("pk").values_list("sha256", "width")) == [("a" * 64, 800), ("b" * 64, 800)]
    assert len(events()) == 2
