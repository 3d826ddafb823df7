"""Deposits on tickets: taken, used once, settled, given back with the goods. F20, F21, §3.5, §4.2, §4.10."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from facet.inventory.errors import PieceReserved
from facet.inventory.models import Piece, Reservation
from facet.kernel.errors import ApprovalNeeded, DomainError, NotFound
from facet.organisation import services as organisation_services
from facet.sales import services
from facet.sales.errors import (
    DepositClosed,
    DepositNotTaken,
    DepositOfAnother,
    DepositShort,
    EarnestTooMuch,
    MemberNeeded,
)
from facet.sales.models import Deposit, DepositEntry, Sale, SaleLine, Tender
from facet.sales.rules.deposit_request import DepositRequest, OpensDeposit, SettlesDeposit
from facet.sales.rules.returns import ReturnRequest
from facet.sales.selectors.books import CHECKS
from facet.sales.selectors.deposits import deposit_page
from facet.sales.selectors.till_others import settlement_wanted
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, BOARD_CENTS, Shop, key, paid

pytestmark = pytest.mark.django_db(transaction=True)
GOLD, RING = 2_887_048, 1_280_000


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


def opens(cents: int, **facts: Any) -> DepositRequest:
    wanted = OpensDeposit(**{"price_cents": 3_000_000, "subject": "足金手镯", **facts})
    return DepositRequest(amount_cents=cents, opens=wanted)


def took(shop: Shop, wanted: DepositRequest, *tags: str, **facts: Any) -> Deposit:
    shop.sell(*tags, deposits=(wanted,), **facts)
    return Deposit.objects.order_by("-pk").first()


def settles(row: Deposit, reason: str = "withdrawn", **facts: Any) -> DepositRequest:
    approval = facts.pop("approval", None)
    return DepositRequest(number=row.number, settles=SettlesDeposit(reason=reason, **facts), approval=approval)


def counts() -> list[int]:
    return [model.objects.count() for model in (Deposit, DepositEntry, Sale, SaleLine, Tender)]


def books_agree() -> None:
    for check in CHECKS:
        assert check.run() == [], check.key


def with_board(shop: Shop, cents: int, *, hours: int = 1) -> None:
    at = AT + timedelta(hours=hours)
    factories.board_price(shop.store.price_group, shop.pieces["G1"].price_item, retail=cents, at=at)


def test_money_comes_in_as_no_revenue_and_ties_with_the_ticket(shop):
    sold = shop.sell(deposits=(opens(500_000),))
    row = Deposit.objects.get()
    assert (row.number, row.kind, row.balance_cents, row.state) == ("S01-D00001", "earnest", 500_000, "open")
    assert (sold.sale.net_cents, sold.sale.other_cents, sold.sale.due_cents) == (0, 500_000, 500_000)
    assert sold.sale.points_earned == 0
    shop.member.standing.refresh_from_db()
    assert (shop.member.standing.spend_cents, shop.member.standing.visits) == (0, 0)
    books_agree()


def test_worked_example_f20_with_the_lock_and_without(shop):
    Piece.objects.filter(tag="G1").update(net_weight_mg=20_360, gross_weight_mg=20_360, labour_value=3_000)
    with_board(shop, 87_000, hours=-1)
    row = took(shop, opens(500_000, lock_item="AU999", lock_mg=20_000))
    with_board(shop, 89_500)
    later = AT + timedelta(days=2)
    request = shop.request("G1", tenders=(paid("deposit", 500_000, row.number), paid("cash", 1_333_300)))
    without = services.quote_sale(actor=shop.actor(), request=request, at=later).totals.due_cents
    sold = services.complete_sale(
        actor=shop.actor(), operation=key(), request=replace(request, deposits_used=(row.number,)), at=later
    ).sale
    assert (without - 500_000, sold.net_cents) == (1_383_300, 1_833_300)
    assert [step["amount_cents"] for step in sold.lines.get().steps] == [1_740_000, 32_220, 61_080]
    row.refresh_from_db()
    assert (row.balance_cents, row.state, row.lock_left_mg) == (0, "closed", 0)
    assert sold.points_earned > 0  # a deposit earns when the goods are fetched
    books_agree()


def test_after_its_days_a_lock_no_longer_counts_but_the_money_does(shop):
    row = took(shop, opens(500_000, lock_item="AU999", lock_mg=50_000))
    with_board(shop, BOARD_CENTS + 1_000)
    request = shop.request("G1", deposits_used=(row.number,))
    within = services.quote_sale(actor=shop.actor(), request=request, at=AT + timedelta(days=15)).totals.due_cents
    after = services.quote_sale(actor=shop.actor(), request=request, at=AT + timedelta(days=16)).totals.due_cents
    assert (within, after) == (GOLD, GOLD + 28_360)


def test_a_promised_price_counts_only_with_its_money(shop):
    row = took(shop, opens(500_000, lock_item="AU999", lock_mg=50_000))
    before = counts()
    with pytest.raises(DepositNotTaken):
        shop.sell("G1", deposits_used=(row.number,))
    assert counts() == before


def test_the_kept_piece_is_refused_to_others_and_sold_to_its_member(shop):
    row = took(shop, opens(500_000, piece="G1"))
    hold = Reservation.objects.get(released_at=None)
    assert (hold.holder, hold.holder_label) == (f"deposit:{row.number}", row.number)
    with pytest.raises(PieceReserved):
        shop.sell("G1", member=None)
    shop.sell(
        "G1", deposits_used=(row.number,),
        tenders=(paid("deposit", 500_000, row.number), paid("cash", GOLD - 500_000)),
    )  # fmt: skip
    assert not Reservation.objects.filter(released_at=None).exists()


@pytest.mark.parametrize(
    ("wanted", "facts", "refusal"),
    [
        (opens(600_001, kind="earnest"), {}, EarnestTooMuch),
        (opens(500_000), {"member": None}, MemberNeeded),
        (opens(500_000, order="S01-O00009"), {}, NotFound),
        (opens(100_000, kind="layaway", piece="D1", instalments=5), {}, DepositNotTaken),
        (opens(500_000), {"tenders": (paid("credit", 500_000),)}, DomainError),
        (DepositRequest(number="S01-D00009", amount_cents=1), {}, NotFound),
    ],
)
def test_refusals_write_nothing(shop, wanted, facts, refusal):
    before = counts()
    with pytest.raises(refusal):
        shop.sell(deposits=(wanted,), **facts)
    assert counts() == before


def test_it_pays_once_and_only_its_member(shop):
    row = took(shop, opens(500_000))
    stranger = factories.members.member(home=shop.store, clerk=shop.clerk)
    tenders = (paid("deposit", 500_000, row.number), paid("cash", RING - 500_000))
    with pytest.raises(DepositOfAnother):
        shop.sell("D1", member=stranger.pk, tenders=tenders)
    with pytest.raises(DepositShort):
        shop.sell("D1", tenders=(paid("deposit", RING, row.number),))
    shop.sell("D1", tenders=tenders)
    with pytest.raises(DepositClosed):
        shop.sell("G1", tenders=(paid("deposit", 500_000, row.number), paid("cash", GOLD - 500_000)))
    assert [entry.amount_cents for entry in row.entries.order_by("number")] == [500_000, -500_000]


def test_goods_that_come_back_fill_the_deposit_again(shop):
    row = took(shop, opens(500_000))
    sold = shop.sell("D1", tenders=(paid("deposit", 500_000, row.number), paid("wechat", RING - 500_000))).sale
    boss = shop.actor(limits=factories.LIMITS | {"refund_cents": 10**9})
    back = ReturnRequest(sale=sold.pk, line_no=1, reason="wrong_sale")
    request = shop.request(
        lines=(), returns=(back,), tenders=(paid("deposit", 500_000), paid("wechat", RING - 500_000))
    )
    services.complete_sale(actor=boss, operation=key(), request=request, at=AT)
    row.refresh_from_db()
    assert (row.balance_cents, row.state, row.closed_at) == (500_000, "open", None)
    assert row.entries.order_by("-number").first().kind == "given_back"
    books_agree()


def test_a_layaway_is_paid_in_parts_kept_and_cancelled_by_f21(shop):
    Piece.objects.filter(tag="D1").update(tag_price_cents=1_260_000)
    row = took(shop, opens(252_000, kind="layaway", piece="D1", instalments=5))
    assert list(row.instalments.order_by("number").values_list("amount_cents", flat=True)) == [201_600] * 5
    for _ in range(2):
        shop.sell(deposits=(DepositRequest(number=row.number, amount_cents=201_600),))
    row.refresh_from_db()
    assert row.balance_cents == 655_200
    boss = shop.actor(limits=factories.LIMITS | {"refund_cents": 10**9})
    request = shop.request(lines=(), deposits=(settles(row),), tenders=(paid("wechat", 592_200),))
    sold = services.complete_sale(actor=boss, operation=key(), request=request, at=AT).sale
    row.refresh_from_db()
    assert (sold.due_cents, row.balance_cents, row.state) == (-592_200, 0, "closed")
    assert sorted(row.entries.values_list("kind", "amount_cents"))[0] == ("kept", -63_000)
    assert not Reservation.objects.filter(released_at=None).exists()
    books_agree()


def test_a_laid_away_ring_costs_what_was_agreed_whatever_its_tag_says(shop):
    row = took(shop, opens(256_000, kind="layaway", piece="D1", instalments=2))
    for _ in range(2):
        shop.sell(deposits=(DepositRequest(number=row.number, amount_cents=512_000),))
    Piece.objects.filter(tag="D1").update(tag_price_cents=1_500_000)
    sold = shop.sell("D1", deposits_used=(row.number,), tenders=(paid("deposit", RING, row.number),)).sale
    assert sold.net_cents == RING


def test_keeping_a_deposit_needs_a_second_person_and_the_yes_works_for_it_alone(shop):
    row = took(shop, opens(500_000))
    grants = {k: v for k, v in shop.actor().grants.items() if k != "sales.settle_beyond_terms"}
    clerk = shop.actor(grants=grants)
    before = counts()
    with pytest.raises(ApprovalNeeded):
        shop.sell(actor=clerk, deposits=(settles(row),), tenders=())
    assert counts() == before
    view = services.quote_sale(actor=clerk, request=shop.request(lines=(), deposits=(settles(row),)), at=AT)

    wanted = settlement_wanted(clerk, view.others[0], shop.store.pk)
    asked = organisation_services.request_approval(
        actor=clerk, operation=key(), kind=wanted.kind, store_id=shop.store.pk, wish=wanted.wish, reason="x", at=AT
    )
    everything = {**shop.actor().grants, "organisation.approve": shop.actor().grants["sales.quote"]}
    manager = shop.actor(shop.manager, grants=everything, limits={"refund_cents": 10**9})
    organisation_services.decide_approval(actor=manager, approval_id=asked, approve=True, note="", at=AT)
    with pytest.raises(DomainError):
        shop.sell(actor=clerk, deposits=(settles(row, "agreed", refund_cents=1, approval=asked),), tenders=())
    sold = shop.sell(actor=clerk, deposits=(settles(row, approval=asked),), tenders=()).sale
    row.refresh_from_db()
    assert (sold.due_cents, row.state, row.entries.count()) == (0, "closed", 2)


def test_the_same_act_again_gives_the_same_deposit(shop):
    operation = key()
    for _ in range(2):
        shop.sell(deposits=(opens(500_000),), operation=operation)
    assert (Deposit.objects.count(), DepositEntry.objects.count()) == (1, 1)


def test_the_page_asks_eight_times_however_many_entries_there_are(shop, django_assert_max_num_queries):
    shop.sell(deposits=(opens(500_000),))
    for _ in range(3):
        with django_assert_max_num_queries(8):
            page = deposit_page(shop.actor(), number="S01-D00001", at=AT)
        shop.sell(deposits=(DepositRequest(number="S01-D00001", amount_cents=10_000),))
    assert len(page.entries) == 3
