"""Completing a sale: everything moves together, or nothing does."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from facet.audit.models import Event
from facet.catalog.rules.pricing import LineDiscount
from facet.inventory.errors import PieceAlreadySold, PieceElsewhere, PieceUnknown
from facet.inventory.models import Piece, PieceMovement
from facet.kernel.errors import ApprovalNeeded, Invalid, NotFound, NotPermitted, OperationConflict
from facet.kernel.models import Operation, OutboxEvent
from facet.kernel.operations import OperationKey
from facet.loyalty.models import PointsAccount, PointsEntry
from facet.members.models import MemberEvent, Standing
from facet.sales import services
from facet.sales.errors import DiscountNotAllowed, NoBoardPrice, PaymentShort, PriceChanged
from facet.sales.models import Sale, SaleLine, StaffShare, StoreDay, Tender
from facet.sales.rules.request import LineRequest, PersonShare
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, key, paid

pytestmark = pytest.mark.django_db

GOLD = 28_36 * 980 + 28_36 * 38  # cents: 28.36 g at 980.00 and 38.00 a gram
RING = 1_280_000
WRITTEN = (Sale, SaleLine, Tender, StaffShare, StoreDay, PointsEntry, Operation, OutboxEvent)


def counts():
    return [model.objects.count() for model in WRITTEN] + [PieceMovement.objects.count(), Event.objects.count()]


def test_complete_sale_moves_stock_money_points_grade_staff_result_and_audit_together():
    shop = factories.shop()

    sold = shop.sell("G1", "D1")

    sale = Sale.objects.get()
    assert sale.number == "S01-20261121-0001"
    assert (sale.gross_cents, sale.net_cents, sale.due_cents) == (GOLD + RING,) * 3
    assert (sale.pieces, sale.weight_mg) == (2, 31_560)
    assert list(sale.lines.order_by("line_no").values_list("code", "net_cents", "points")) == [
        ("G1", GOLD, 28_870), ("D1", RING, 25_600),
    ]  # fmt: skip
    assert list(sale.tenders.values_list("method", "amount_cents")) == [("wechat", GOLD + RING)]
    assert list(StaffShare.objects.order_by("line__line_no").values_list("staff_id", "net_cents", "pieces_bp")) == [
        (shop.clerk.pk, GOLD, 10_000), (shop.clerk.pk, RING, 10_000),
    ]  # fmt: skip
    assert set(Piece.objects.values_list("state", flat=True)) == {"sold"}
    standing = Standing.objects.get(pk=shop.member.pk)
    assert (standing.points_available, standing.grade_code, standing.spend_cents, standing.visits) == (
        54_470, "diamond", GOLD + RING, 1,
    )  # fmt: skip
    assert PointsAccount.objects.get().available == 54_470
    assert (sold.sale.grade_before, sold.sale.grade_after) == ("ordinary", "diamond")
    assert MemberEvent.objects.filter(kind="sale", amount_cents=GOLD + RING).count() == 1
    assert Event.objects.filter(action="sales.sale_completed", subject_id=str(sale.pk)).count() == 1
    assert OutboxEvent.objects.filter(name="sales.sale_completed").count() == 1


def test_the_same_sale_again_gives_the_same_answer_and_sells_nothing_more():
    shop = factories.shop()
    operation = key()
    tenders = (paid("cash", 3_000_000),)
    first = services.complete_sale(
        actor=shop.actor(), operation=operation, request=shop.request("G1", tenders=tenders), at=AT
    )
    before = counts()

    again = services.complete_sale(
        actor=shop.actor(), operation=operation, request=shop.request("G1", tenders=tenders), at=AT + timedelta(hours=1)
    )

    assert counts() == before
    assert again.sale == first.sale
    assert [line.pk for line in again.lines] == [line.pk for line in first.lines]
    assert (first.sale.change_cents, again.people()) == (3_000_000 - GOLD, first.people())


@pytest.mark.parametrize("other", ["body", "actor"])
def test_a_used_key_with_another_body_or_actor_is_refused(other):
    shop = factories.shop()
    operation = key(one=1)
    shop.sell("G1", operation=operation)
    before = counts()
    changed = OperationKey.of(operation.id, {"one": 2}) if other == "body" else operation
    actor = shop.actor(shop.manager) if other == "actor" else shop.actor()

    with pytest.raises(OperationConflict):
        shop.sell("D1", operation=changed, actor=actor, tenders=(paid("cash", RING),))
    assert counts() == before


def test_receipt_numbers_run_by_store_and_business_day():
    shop = factories.shop()
    late = AT.replace(hour=18, minute=30)  # 02:30 the next morning in Shanghai

    first = shop.sell("G1")
    second = shop.sell("D1", at=late)

    assert [first.sale.number, second.sale.number] == ["S01-20261121-0001", "S01-20261121-0002"]


def test_splits_add_up_and_follow_the_named_shares():
    shop = factories.shop()
    people = (PersonShare(staff="CS01", share_bp=7_000), PersonShare(staff="MS01", share_bp=3_000))

    sold = shop.sell("G1", salespeople=people)

    assert sold.people() == [("CS01", 7_000, 2_020_934), ("MS01", 3_000, GOLD - 2_020_934)]


REFUSALS = [
    ("no line", {"lines": ()}, Invalid),
    ("a piece twice", {"lines": (LineRequest(tag="G1"), LineRequest(tag="g1"))}, Invalid),
    ("both codes", {"lines": (LineRequest(tag="G1", sku="B"),)}, Invalid),
    ("unknown piece", {"lines": (LineRequest(tag="NO"),)}, PieceUnknown),
    ("unknown till", {"till": "T9"}, NotFound),
    ("unknown staff", {"salespeople": (PersonShare(staff="X", share_bp=10_000),)}, Invalid),
    ("too little money", {"tenders": (paid("cash", GOLD - 1),)}, PaymentShort),
    ("no money", {"tenders": ()}, PaymentShort),
    ("another total", {"expected_total_cents": GOLD + 1}, PriceChanged),
    ("unknown quote", {"quote": uuid4()}, NotFound),
    ("percent off gold", {"lines": (LineRequest(tag="G1", discount=LineDiscount(fixed_bp=100)),)}, DiscountNotAllowed),
    ("above the limit", {"lines": (LineRequest(tag="G1", discount=LineDiscount(labour_bp=2_001)),)}, ApprovalNeeded),
    ("unknown member", {"member": 987_654}, NotFound),
]


@pytest.mark.parametrize(("facts", "refusal"), [row[1:] for row in REFUSALS], ids=[row[0] for row in REFUSALS])
def test_a_refused_sale_writes_nothing(facts, refusal):
    shop = factories.shop()
    before = counts()
    request = shop.request("G1", **{"tenders": (paid("cash", GOLD),), **facts})

    with pytest.raises(refusal):
        services.complete_sale(actor=shop.actor(), operation=key(), request=request, at=AT)
    assert counts() == before
    assert Piece.objects.get(tag="G1").state == "in_stock"


def test_a_sold_piece_is_refused_with_store_and_time():
    shop = factories.shop()
    shop.sell("G1")
    before = counts()

    with pytest.raises(PieceAlreadySold) as refusal:
        shop.sell("G1", tenders=(paid("cash", GOLD),))
    assert (refusal.value.facts["store"], refusal.value.facts["since"]) == (shop.store.name, "2026-11-21 14:30")
    assert counts() == before


def test_a_piece_of_another_store_is_refused():
    shop = factories.shop()
    factories.shop(code="S02", with_member=False)

    with pytest.raises(PieceElsewhere):
        shop.sell("G1-S02", tenders=(paid("cash", GOLD),))


def test_an_actor_of_another_store_may_not_sell_here():
    shop, other = factories.shop(), factories.shop(code="S02", with_member=False)
    before = counts()

    with pytest.raises(NotPermitted):
        shop.sell("G1", actor=other.actor(), tenders=(paid("cash", GOLD),))
    assert counts() == before


def test_gold_without_a_board_price_is_refused():
    shop = factories.shop()
    Piece.objects.filter(tag="G1").update(price_item=factories.inventory.price_item("AU750"))

    with pytest.raises(NoBoardPrice):
        shop.sell("G1", tenders=(paid("cash", GOLD),))


def test_rounding_off_is_its_own_amount_within_its_limit():
    shop = factories.shop()

    sold = shop.sell("G1", round_off="yuan", tenders=(paid("cash", 2_900_000),))

    assert (sold.sale.rounding_cents, sold.sale.due_cents) == (-48, 2_887_000)
    assert sold.sale.change_cents == 13_000


def test_rounding_off_above_the_limit_needs_a_second_person():
    shop = factories.shop()
    actor = replace(shop.actor(), limits={})

    with pytest.raises(ApprovalNeeded):
        shop.sell("G1", actor=actor, round_off="yuan", tenders=(paid("cash", 2_900_000),))


def test_a_quote_keeps_its_board_price_for_half_an_hour():
    shop = factories.shop()
    quote = services.quote_sale(actor=shop.actor(), request=shop.request("G1"), at=AT)
    factories.board_price(
        shop.store.price_group, factories.inventory.price_item(), retail=99_000, at=AT + timedelta(minutes=1)
    )
    soon, late = AT + timedelta(minutes=29), AT + timedelta(minutes=30)

    with pytest.raises(PriceChanged) as refusal:
        shop.sell("G1", at=late, quote=quote.id, expected_total_cents=GOLD, tenders=(paid("cash", GOLD),))
    assert refusal.value.facts["actual_cents"] == GOLD + 28_360
    sold = shop.sell("G1", at=soon, quote=quote.id, expected_total_cents=GOLD, tenders=(paid("cash", GOLD),))
    assert sold.sale.due_cents == GOLD


def test_a_quote_shows_what_the_sale_will_write():
    shop = factories.shop()
    lines = (LineRequest(tag="G1", discount=LineDiscount(labour_bp=2_000, gram_cents=500)), LineRequest(tag="D1"))

    quote = services.quote_sale(actor=shop.actor(), request=shop.request(lines=lines), at=AT)
    sold = shop.sell(lines=lines)

    assert [line.net_cents for line in sold.lines] == [line.net_cents for line in quote.lines]
    assert [line.points for line in sold.lines] == [quote.line_points[1], quote.line_points[2]]
    assert (sold.sale.due_cents, sold.sale.points_earned) == (quote.totals.due_cents, quote.points)
