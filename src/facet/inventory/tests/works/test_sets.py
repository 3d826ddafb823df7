"""Sets: sold as a whole at the set's price, singly by policy, shown as broken."""

import pytest

from facet.inventory import services
from facet.inventory.errors import PieceElsewhere, SetNotPossible, SetNotWhole, SetUnknown, TagTaken, WorkNotPossible
from facet.inventory.models import Piece, PieceSet, PieceSetLine
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.sets import SetState, set_shares, set_state
from facet.inventory.selectors.for_sale import pieces_for_sale
from facet.inventory.selectors.sets import list_sets, set_page, tags_of_set
from facet.inventory.services.sets import change_set, end_set
from facet.inventory.tests.factories import AT, actor, in_work, piece, store
from facet.inventory.tests.works.acts import as_set, split
from facet.kernel.errors import Invalid, NotPermitted

pytestmark = pytest.mark.django_db

FIXED = {"price_basis": "fixed", "labour_kind": "", "labour_value": 0}


@pytest.fixture
def here():
    row = store()
    piece("RING", row, tag_price_cents=200_000, **FIXED)
    piece("EAR", row, tag_price_cents=100_000, **FIXED)
    piece("PEND", row, tag_price_cents=100_001, **FIXED)
    return row


def sell(here, *tags):
    in_work(
        lambda: services.issue_pieces(services.lock_pieces(tags), actor=actor(), store_id=here.pk, document="T", at=AT)
    )


def change(**facts):
    wanted = {"name": "龙凤", "name_en": "", "policy": "singly", "price_cents": None} | facts
    change_set(actor=actor(), tag="SET-1", at=AT, **wanted)


def test_a_whole_set_costs_its_price_to_the_fen(here):
    as_set("RING", "EAR", "PEND", price_cents=360_000)
    found = pieces_for_sale(actor(), ["RING", "EAR", "PEND"])
    assert [each.tag_price_cents for each in found] == [179_999, 90_000, 90_001]
    assert sum(each.tag_price_cents for each in found) == 360_000
    assert tags_of_set(actor(), "set-1") == ("RING", "EAR", "PEND")
    assert [each.tag_price_cents for each in pieces_for_sale(actor(), ["RING", "EAR"])] == [200_000, 100_000]


def test_one_piece_of_a_whole_only_set_is_refused_and_nothing_is_sold(here):
    as_set("RING", "EAR", "PEND")
    with pytest.raises(SetNotWhole, match="EAR, PEND"):
        sell(here, "RING")
    assert set(Piece.objects.values_list("state", flat=True)) == {"in_stock"}
    sell(here, "RING", "EAR", "PEND")
    assert set_page(actor(), "SET-1").state == "sold"


def test_by_policy_one_is_sold_and_the_set_is_shown_as_broken(here):
    as_set("RING", "EAR", "PEND", policy="singly", price_cents=360_000)
    sell(here, "EAR")
    page = set_page(actor(), "SET-1")
    assert (page.state, [line.state for line in page.lines]) == ("broken", ["in_stock", "sold", "in_stock"])
    # What is left costs what its own tags say.
    assert [each.tag_price_cents for each in pieces_for_sale(actor(), ["RING", "PEND"])] == [200_000, 100_001]


def test_terms_change_and_a_dissolved_set_frees_its_pieces(here):
    as_set("RING", "EAR")
    change(price_cents=150_000)
    assert list(PieceSetLine.objects.order_by("line_no").values_list("share_cents", flat=True)) == [100_000, 50_000]
    end_set(actor=actor(), tag="SET-1", reason="拆开卖", at=AT)
    assert not Piece.objects.exclude(in_set=None).exists()
    assert set_page(actor(), "SET-1").state == "ended"
    assert as_set("RING", "PEND", tag="SET-2") == "SET-2"
    with pytest.raises(SetUnknown):
        change()


def test_refusals_write_nothing(here):
    far = store("S02", "湖滨店")
    piece("FAR", far)
    looker = actor(permissions=[InventoryPermission.VIEW_PIECES])
    as_set("RING", "EAR")
    for refusal, act in (
        (SetNotPossible, lambda: as_set("PEND", tag="SET-2")),
        (SetNotPossible, lambda: as_set("RING", "PEND", tag="SET-2")),
        (TagTaken, lambda: as_set("PEND", "PEND2", tag="SET-1")),
        (TagTaken, lambda: as_set("PEND", "FAR", tag="RING")),
        (PieceElsewhere, lambda: as_set("PEND", "FAR", tag="SET-2")),
        (Invalid, lambda: as_set("PEND", "FAR", tag="SET-2", name=" ")),
        (Invalid, lambda: as_set("PEND", "FAR", tag="SET-2", policy="half")),
        (Invalid, lambda: end_set(actor=actor(), tag="SET-1", reason="", at=AT)),
        (SetUnknown, lambda: end_set(actor=actor(far.pk), tag="SET-1", reason="x", at=AT)),
        (NotPermitted, lambda: end_set(actor=looker, tag="SET-1", reason="x", at=AT)),
        (WorkNotPossible, lambda: split("RING", 10_000, 18_360)),
    ):  # fmt: skip
        with pytest.raises(refusal):
            act()
    assert PieceSet.objects.count() == 1


@pytest.mark.parametrize(
    ("pieces", "ended", "state"),
    [
        ([("in_stock", 1), ("in_stock", 1)], False, "whole"),
        ([("in_stock", 1), ("in_stock", 2)], False, "parted"),
        ([("in_stock", 1), ("outside", 1)], False, "parted"),
        ([("in_stock", 1), ("sold", 1)], False, "broken"),
        ([("outside", 1), ("lost", 1)], False, "broken"),
        ([("sold", 1), ("sold", 2)], False, "sold"),
        ([("sold", 1), ("sold", 2)], True, "ended"),
    ],
)
def test_how_a_set_stands(pieces, ended, state):
    assert set_state(pieces, ended=ended) == SetState(state)


def test_shares_without_tag_prices_are_alike():
    assert set_shares(100, [0, 0, 0]) == [34, 33, 33]
    with pytest.raises(SetNotPossible):
        set_shares(2, [1, 1, 1])


def test_page_and_list_ask_the_same_however_many_sets(here, django_assert_num_queries):
    piece("A", here)
    for number, tags in enumerate((("RING", "EAR"), ("PEND", "A")), start=1):
        as_set(*tags, tag=f"SET-{number}")
        with django_assert_num_queries(2):
            assert len(set_page(actor(), "SET-1").lines) == 2
        with django_assert_num_queries(2):
            assert len(list_sets(actor())) == number
