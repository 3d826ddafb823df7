"""Quotes: written, sold at what they promised, expired, withdrawn, put on a ticket. Source: R332, pitfalls §3.Z."""

from datetime import timedelta
from typing import Any

import pytest

from facet.audit.models import Event
from facet.catalog.rules.pricing import LineDiscount
from facet.inventory import services as inventory_services
from facet.inventory.models import Piece, Reservation
from facet.inventory.services import BulkIn
from facet.inventory.tests import factories as inventory
from facet.kernel.errors import ApprovalNeeded, Invalid, NotFound, NotPermitted, OperationConflict
from facet.kernel.permissions import house
from facet.members.tests import factories as members
from facet.organisation import selectors as organisation_selectors
from facet.sales import services
from facet.sales.errors import PriceChanged
from facet.sales.models import Basket, Quotation, QuotationLine, Sale, SaleLine
from facet.sales.rules.agreed_errors import QuotationClosed, QuotationOfAnother, QuotationTaken
from facet.sales.rules.request import CouponRequest, LineRequest
from facet.sales.selectors.quotations import gone_from, list_quotations, quotation_page
from facet.sales.selectors.till import current_basket, till_view
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop, key, paid

pytestmark = pytest.mark.django_db(transaction=True)
GOLD, RING = 2_887_048, 1_280_000
LATER = AT + timedelta(days=2)
OVER = AT + timedelta(days=4)


def dearer(shop: Shop, cents: int = 105_000) -> None:
    """Gold costs more from an hour after the quote on."""
    factories.board_price(shop.store.price_group, inventory.price_item(), retail=cents, at=AT + timedelta(hours=1))


def till_of(shop: Shop) -> Any:
    return organisation_selectors.till_facts(store_code=shop.store.code, till_code=shop.till.code)


def beads() -> None:
    inventory.lot("BEAD-01")
    wanted = BulkIn(store="S01", place="C01", sku="BEAD-01", quantity=10, weight_mg=30_000)
    inventory_services.receive_bulk(actor=house("test"), operation=key(), request=wanted, at=AT)


def test_a_quote_keeps_sums_and_board_price_and_keeps_no_piece(shop, quoted):
    row = quoted("G1", "D1", lines=(LineRequest(tag="G1"), LineRequest(tag="D1", discount=LineDiscount(fixed_bp=500))))

    assert row.number == "S01-20261121-Q001"
    assert (row.list_cents, row.discount_cents, row.due_cents) == (GOLD + RING, 64_000, GOLD + RING - 64_000)
    assert (row.pieces, row.weight_mg, row.member_id) == (2, 31_560, shop.member.pk)
    lines = list(row.lines.order_by("line_no"))
    assert [(line.code, line.net_cents) for line in lines] == [("G1", GOLD), ("D1", RING - 64_000)]
    assert (lines[0].board_price_id is not None, lines[0].board_cents_per_gram) == (True, 98_000)
    assert sum(step["amount_cents"] for step in lines[0].steps) == GOLD
    assert row.valid_until.isoformat() == "2026-11-24T16:00:00+00:00"
    assert not Reservation.objects.exists()
    event = Event.objects.get(action="sales.quotation_opened")
    assert row.number in event.subject_label


def test_numbers_run_per_store_and_day(shop, quoted):
    assert [quoted("G1").number, quoted("G1").number] == ["S01-20261121-Q001", "S01-20261121-Q002"]
    assert quoted("G1", at=AT + timedelta(days=1)).number == "S01-20261122-Q001"


def test_the_same_act_again_is_the_same_quote_and_another_body_is_refused(shop):
    operation = key(a=1)
    wanted = services.QuotationIn(request=shop.request("G1"))
    first = services.open_quotation(actor=shop.actor(), operation=operation, wanted=wanted, at=AT)
    again = services.open_quotation(actor=shop.actor(), operation=operation, wanted=wanted, at=LATER)
    assert (first.pk, Quotation.objects.count()) == (again.pk, 1)
    other = type(operation)(id=operation.id, digest="0" * 64)
    with pytest.raises(OperationConflict):
        services.open_quotation(actor=shop.actor(), operation=other, wanted=wanted, at=AT)


def test_a_quoted_ticket_costs_what_it_promised_whatever_the_board_and_the_tag_say(shop, quoted):
    row = quoted("G1", "D1")
    dearer(shop)
    Piece.objects.filter(tag="D1").update(tag_price_cents=1_500_000)

    sold = shop.sell("G1", "D1", quotation=row.number, at=LATER)

    assert sold.sale.due_cents == GOLD + RING
    quoted_board = row.lines.get(code="G1").board_price_id
    assert [(line.agreed, line.board_price_id) for line in sold.lines] == [
        ({"kind": "quotation", "number": row.number}, quoted_board),
        ({"kind": "quotation", "number": row.number}, None),
    ]
    row.refresh_from_db()
    assert (row.state, row.sale, row.closed_at) == ("used", sold.sale.pk, LATER)
    assert Event.objects.filter(action="sales.quotation_sold").count() == 1


def test_goods_beside_the_quote_cost_todays_price(shop, quoted):
    row = quoted("D1")
    dearer(shop)
    sold = shop.sell("D1", "G1", quotation=row.number, at=LATER)
    assert [line.net_cents for line in sold.lines] == [RING, 2_977_800 + 107_768]
    assert [line.agreed is None for line in sold.lines] == [False, True]


def test_a_discount_on_top_ends_the_promise_of_its_line(shop, quoted):
    row = quoted("D1")
    Piece.objects.filter(tag="D1").update(tag_price_cents=1_500_000)
    line = LineRequest(tag="D1", discount=LineDiscount(fixed_bp=1_000))
    sold = shop.sell(lines=(line,), quotation=row.number, at=LATER)
    assert (sold.sale.due_cents, sold.lines[0].agreed) == (1_350_000, None)


def test_after_its_days_todays_prices_count_and_the_shown_total_guards(shop, quoted):
    row = quoted("G1")
    dearer(shop)
    request = shop.request("G1", quotation=row.number, expected_total_cents=GOLD, tenders=(paid("wechat", GOLD),))
    with pytest.raises(PriceChanged):
        services.complete_sale(actor=shop.actor(), operation=key(), request=request, at=OVER)
    assert not Sale.objects.exists()

    sold = shop.sell("G1", quotation=row.number, at=OVER)
    assert (sold.sale.due_cents, sold.lines[0].agreed) == (2_977_800 + 107_768, None)


def test_a_discount_beyond_the_limit_needs_its_yes_when_the_quote_is_written(shop):
    line = LineRequest(tag="D1", discount=LineDiscount(fixed_bp=1_500))
    wanted = services.QuotationIn(request=shop.request(lines=(line,)))
    with pytest.raises(ApprovalNeeded):
        services.open_quotation(actor=shop.actor(), operation=key(), wanted=wanted, at=AT)
    assert not Quotation.objects.exists()

    boss = shop.actor(shop.manager, limits=factories.LIMITS | {"discount_bp": 2_000})
    row = services.open_quotation(actor=boss, operation=key(), wanted=wanted, at=AT)
    sold = shop.sell("D1", quotation=row.number, at=LATER)  # the clerk sells what the manager promised
    assert sold.sale.due_cents == 1_088_000


def test_a_quote_is_sold_once(shop, quoted):
    row = quoted("G1", "D1")
    shop.sell("G1", quotation=row.number, at=LATER)
    with pytest.raises(QuotationClosed) as refused:
        shop.sell("D1", quotation=row.number, at=LATER)
    assert refused.value.facts["number"] == row.number
    assert Sale.objects.count() == 1


def test_a_ticket_without_any_of_its_goods_leaves_it_open(shop, quoted):
    row = quoted("D1")
    shop.sell("G1", quotation=row.number, at=LATER)
    row.refresh_from_db()
    assert (row.state, row.sale) == ("open", None)


def test_a_members_quote_is_hers_alone(shop, quoted):
    row = quoted("D1")
    other = members.member(home=shop.store, clerk=shop.clerk)
    for member in (other.pk, None):
        with pytest.raises(QuotationOfAnother):
            shop.sell("D1", quotation=row.number, member=member, at=LATER)
    assert not Sale.objects.exists()


@pytest.mark.parametrize(
    ("facts", "customer", "field"),
    [
        ({"coupons": (CouponRequest(code="X"),)}, "", "lines"),
        ({"deposits_used": ("S01-D00001",)}, "", "lines"),
        ({"lines": ()}, "", "lines"),
        ({}, "王女士", "customer"),
    ],
)
def test_a_quote_refuses_what_it_cannot_promise_and_names_the_field(shop, facts, customer, field):
    wanted = services.QuotationIn(request=shop.request("G1", **facts), customer=customer)
    with pytest.raises(Invalid) as refused:
        services.open_quotation(actor=shop.actor(), operation=key(), wanted=wanted, at=AT)
    assert refused.value.facts["field"] == field
    assert (Quotation.objects.count(), QuotationLine.objects.count()) == (0, 0)


def test_withdrawing_says_why_and_ends_it(shop, quoted):
    row = quoted("D1")
    with pytest.raises(Invalid):
        services.withdraw_quotation(actor=shop.actor(), operation=key(), number=row.number, reason=" ", at=LATER)
    services.withdraw_quotation(actor=shop.actor(), operation=key(), number=row.number, reason="买了别家的", at=LATER)
    row.refresh_from_db()
    assert (row.state, row.reason, row.closed_by_id) == ("withdrawn", "买了别家的", shop.clerk.pk)
    with pytest.raises(QuotationClosed):
        shop.sell("D1", quotation=row.number, at=LATER)


def test_without_the_right_nothing_is_written_and_another_stores_quote_is_unknown(shop, quoted):
    row = quoted("D1")
    nobody = shop.actor(grants={})
    wanted = services.QuotationIn(request=shop.request("D1"))
    with pytest.raises(NotPermitted):
        services.open_quotation(actor=nobody, operation=key(), wanted=wanted, at=AT)
    other = factories.shop(code="S02", with_member=False)
    far = other.actor()
    with pytest.raises(NotFound):
        quotation_page(far, number=row.number, at=AT)
    with pytest.raises(NotFound):
        services.withdraw_quotation(actor=far, operation=key(), number=row.number, reason="x", at=AT)
    with pytest.raises(NotFound):
        services.use_quotation(actor=far, till=till_of(other), number=row.number, at=AT)
    assert (Quotation.objects.count(), list_quotations(far, state="", store="", most=50, at=AT)) == (1, [])


def basket_with(shop: Shop, *tags: str, member: bool = True) -> Basket:
    basket = services.open_basket(actor=shop.actor(), store="S01", till="T1", at=AT)
    for tag in tags:
        services.add_line(actor=shop.actor(), basket_id=basket.pk, code=tag, at=AT)
    if member:
        services.set_people(actor=shop.actor(), basket_id=basket.pk, member_id=shop.member.pk, at=AT)
    return basket


def test_the_open_ticket_becomes_a_quote_and_gives_its_pieces_back(shop):
    basket = basket_with(shop, "G1", "D1", member=False)
    row = services.quote_basket(actor=shop.actor(), operation=key(), basket_id=basket.pk, customer="王女士", at=AT)
    basket.refresh_from_db()
    assert (row.due_cents, row.customer, basket.state) == (GOLD + RING, "王女士", "abandoned")
    assert not Reservation.objects.filter(released_at=None).exists()


def test_a_quote_goes_back_on_a_ticket_at_its_prices_and_the_ticket_sells_it(shop, quoted):
    row = quoted("G1", "D1")
    dearer(shop)
    basket = services.use_quotation(actor=shop.actor(), till=till_of(shop), number=row.number, at=LATER)
    view = till_view(shop.actor(), till=till_of(shop), at=LATER + timedelta(hours=2))  # past the ticket's half hour
    assert [(line.code, line.priced.net_cents, line.priced.promised) for line in view.lines] == [
        ("G1", GOLD, row.number), ("D1", RING, row.number),
    ]  # fmt: skip
    assert (view.member.id, view.quoted.totals.due_cents) == (shop.member.pk, GOLD + RING)

    page = quotation_page(shop.actor(), number=row.number, at=LATER)
    assert (page.basket, page.gone, page.may_use) == (basket.number, [], False)
    with pytest.raises(QuotationTaken) as refused:
        services.use_quotation(actor=shop.actor(), till=till_of(shop), number=row.number, at=LATER)
    assert refused.value.facts["ticket"] == basket.number
    with pytest.raises(QuotationTaken):
        services.withdraw_quotation(actor=shop.actor(), operation=key(), number=row.number, reason="x", at=LATER)

    services.abandon_basket(actor=shop.actor(), basket_id=basket.pk, at=LATER)
    again = services.use_quotation(actor=shop.actor(), till=till_of(shop), number=row.number, at=LATER)
    sold = shop.sell("G1", "D1", quotation=row.number, basket=again.pk, at=LATER)
    row.refresh_from_db()
    assert (sold.sale.due_cents, row.state) == (GOLD + RING, "used")


def test_a_sold_piece_is_named_and_the_rest_is_sold_without_it(shop, quoted):
    row = quoted("G1", "D1")
    shop.sell("D1", at=LATER)
    page = quotation_page(shop.actor(), number=row.number, at=LATER)
    assert [(each.line.code, each.gone) for each in page.gone] == [("D1", "sold")]
    assert (page.left_cents, page.now_cents) == (GOLD, GOLD)
    with pytest.raises(Exception, match="D1"):
        services.use_quotation(actor=shop.actor(), till=till_of(shop), number=row.number, at=LATER)
    assert current_basket(shop.actor(), till=till_of(shop)) is None
    services.use_quotation(actor=shop.actor(), till=till_of(shop), number=row.number, leave_out=["D1"], at=LATER)
    assert list(Basket.objects.get(quotation=row).lines.values_list("tag", flat=True)) == ["G1"]


def test_the_page_shows_todays_price_beside_the_quoted_one(shop, quoted, django_assert_max_num_queries):
    row = quoted("G1", "D1")
    dearer(shop)
    with django_assert_max_num_queries(30):
        page = quotation_page(shop.actor(), number=row.number, at=LATER)
    assert [(each.line.net_cents, each.now_cents, each.by_cents) for each in page.lines] == [
        (GOLD, 3_085_568, 198_520), (RING, RING, 0),
    ]  # fmt: skip
    assert (page.state, page.by_cents, page.may_use) == ("open", 198_520, True)
    assert quotation_page(shop.actor(), number=row.number, at=OVER).state == "expired"


def test_bulk_goods_are_promised_by_quantity_and_weight(shop, quoted):
    beads()
    line = LineRequest(sku="BEAD-01", quantity=2, weight_mg=6_000)
    row = quoted(lines=(line,))
    before = row.due_cents
    dearer(shop)
    assert shop.sell(lines=(line,), quotation=row.number, at=LATER).sale.due_cents == before
    assert SaleLine.objects.get().agreed["number"] == row.number
    assert gone_from(shop.actor(), list(row.lines.all()), store_id=shop.store.pk, holder="", at=LATER) == {}


def test_lists_are_filtered_by_what_a_quote_is_now(shop, quoted, django_assert_num_queries):
    first, second, third = quoted("G1"), quoted("D1"), quoted("D1", at=LATER)
    services.withdraw_quotation(actor=shop.actor(), operation=key(), number=second.number, reason="x", at=AT)

    def numbers(state: str) -> list[str]:
        rows = list_quotations(shop.actor(), state=state, store="", most=50, at=OVER)
        return [row["number"] for row in rows]

    assert (numbers("open"), numbers("expired")) == ([third.number], [first.number])
    assert (numbers("withdrawn"), numbers("used")) == ([second.number], [])
    with django_assert_num_queries(1):
        assert len(numbers("")) == 3


def test_two_tills_sell_one_quote_once(shop, quoted, together):
    """Bulk goods are there for both; only the quote's own lock can say who was first."""
    beads()
    line = LineRequest(sku="BEAD-01", quantity=2, weight_mg=6_000)
    row = quoted(lines=(line,))
    request = shop.request(lines=(line,), quotation=row.number, tenders=(paid("wechat", row.due_cents),))
    works = [
        lambda: services.complete_sale(actor=shop.actor(), operation=key(), request=request, at=LATER) for _ in range(6)
    ]
    answers = together(works)
    assert sum(isinstance(each, QuotationClosed) for each in answers) == 5, answers
    assert Sale.objects.count() == 1


def test_two_tills_take_one_quote_up_and_one_gets_it(shop, quoted, together):
    row = quoted("G1", "D1")
    till = till_of(shop)
    works = [
        lambda: services.use_quotation(actor=shop.actor(), till=till, number=row.number, at=LATER) for _ in range(4)
    ]
    answers = together(works)
    assert sum(isinstance(each, QuotationTaken) for each in answers) == 3, answers
    assert Basket.objects.filter(quotation=row).count() == 1
