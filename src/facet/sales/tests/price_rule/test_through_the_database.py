"""Random tickets through the database: priced as by hand, paid in every way, brought back to nothing. Source: T14, T15.

Promotions with budgets, coupons, promised grams with the deposit that pays, points as cash at their most, a value card:
the stored lines are the calculator's, and after the full return every account stands where it stood.
"""

import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.models import Sum

from facet.catalog.models import Category
from facet.catalog.rules.pricing import LineDiscount
from facet.catalog.tests import factories as catalog
from facet.inventory.models import Piece, PieceStone
from facet.inventory.tests import factories as inventory
from facet.kernel.permissions import house
from facet.kernel.testing.counts import tries
from facet.loyalty.models import Coupon
from facet.loyalty.tests import spending
from facet.promotions import services as promotions_services
from facet.promotions.models import PromotionSlice, PromotionTicket, PromotionUse, PromotionVersion
from facet.promotions.rules.terms import Kind, Limits
from facet.promotions.selectors.books import quota_books
from facet.sales import services
from facet.sales.models import Deposit, Sale, StaffShare, Tender
from facet.sales.rules.deposit_request import DepositRequest, OpensDeposit
from facet.sales.rules.request import CouponRequest, LineRequest, SaleRequest
from facet.sales.rules.returns import ReturnRequest
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, key, paid
from facet.sales.tests.price_rule.calculator import by_hand
from facet.sales.tests.price_rule.tickets import BOARD, random_ticket
from facet.sales.tests.tenders.wallet import POINTS, books_agree, wallet

pytestmark = pytest.mark.django_db
TICKETS = tries(40, proof=300)
BARE = {"card": None, "returns": [], "old_gold": [], "services": [], "deposits": []}
SEED_RATE = {"available": POINTS, "least": 1_000, "points": 100, "cents": 100, "share": 3_000, "steps": ()}


@pytest.fixture
def purse():
    """A shop with two metals on the board and the goods' categories, and a member who can pay in every way."""
    shop = factories.shop()
    platinum = catalog.price_item("PT950", metal="platinum")
    early = datetime(2026, 1, 1, tzinfo=UTC)
    catalog.board(shop.store.price_group, (platinum, BOARD[2], BOARD[2] - 5_000, None), at=early)
    for root, child, facts in (
        ("gold", "chain", {}), ("gold", "bar", {"allows_discount": False}), ("jewelry", "ring", {}),
        ("jewelry", "charm", {}),
    ):  # fmt: skip
        above = inventory.category(root, root)
        above.refresh_from_db()
        Category.objects.add_child(
            above, {"code": child, "name": child, "points_class": "gold", "price_basis": "by_weight", **facts}
        )
    return wallet(shop)


def ticket_of(seed: int) -> dict[str, Any]:
    """What can stand in a database: discounts by hand stay, gifts and coupons need rows of their own."""
    ticket = random_ticket(seed) | BARE | {"points": SEED_RATE}
    ticket["offers"] = [offer for offer in ticket["offers"] if offer.terms.kind not in {Kind.GIFT, Kind.COUPON}]
    ticket["goods"] = [each | {"class": "gold", "quantity": 1} for each in ticket["goods"]]
    ticket["locks"] = [each | {"item": 1} for each in ticket["locks"][:1]]
    ticket["coupons"] = [each | {"classes": frozenset()} for each in ticket["coupons"]]
    used = by_hand(ticket)["coupons"]
    return ticket | {"coupons": [each for each, works in zip(ticket["coupons"], used, strict=True) if works]}


def put_in(purse: Any, ticket: dict[str, Any], seed: int) -> dict[str, Any]:
    """Everything of the ticket as rows; gives what the request adds to its lines."""
    shop = purse.shop
    kinds = {row.code: row for row in Category.objects.all()}
    for each in ticket["goods"]:
        inventory.piece(
            f"S{seed}{each['code']}", shop.store, category=kinds[each["path"][-1]], price_basis=each["basis"],
            price_item=catalog.PriceItem.objects.get(code={1: "AU999", 2: "PT950"}[each["item"]])
            if each["item"] else None,
            net_weight_mg=each["weight"], gross_weight_mg=each["weight"] + 1, tag_price_cents=each["tag"] or None,
            labour_kind=each["labour"][0], labour_value=each["labour"][1], cost_cents=each["cost"],
        )  # fmt: skip
        if each["stones"]:
            _stones(f"S{seed}{each['code']}", each["stones"])
    for number, offer in enumerate(ticket["offers"]):
        code, limits = f"S{seed}P{number}", Limits(budget_cents=offer.left.budget_cents or 0)
        wanted = promotions_services.PromotionIn(code=code, name=code, terms=replace(offer.terms, limits=limits))
        promotions_services.save_promotion(actor=house("test"), operation=key(), wanted=wanted, at=AT)
        promotions_services.publish_promotion(actor=house("test"), operation=key(), code=code, at=AT)
    codes = [_coupon(purse, each, f"S{seed}C{number}") for number, each in enumerate(ticket["coupons"])]
    return {"coupons": tuple(CouponRequest(code=code) for code in codes), "round_off": ticket["round_off"],
            "deposits_used": tuple(_deposit(shop, lock) for lock in ticket["locks"])}  # fmt: skip


def _stones(tag: str, stones: list[tuple[int, int]]) -> None:
    piece = Piece.objects.get(tag=tag)
    for order, (mct, cents) in enumerate(stones, start=1):
        PieceStone.objects.create(piece=piece, line_no=order, kind="diamond", carat_mct=mct, price_cents_per_ct=cents)


def _coupon(purse: Any, each: dict[str, Any], code: str) -> str:
    kind = spending.coupon_type(
        code=code, benefit=each["benefit"], value=each["value"], cap_cents=each["cap"], min_spend_cents=each["least"],
        stacks=True,
    )  # fmt: skip
    return spending.coupon(kind, member=purse.shop.member).code


def _deposit(shop: Any, lock: dict[str, Any]) -> str:
    """A prepayment whose promise was made on another day, at another price."""
    wanted = OpensDeposit(price_cents=10**9, subject="足金", lock_item="AU999", lock_mg=lock["left"], kind="prepayment")
    shop.sell(deposits=(DepositRequest(amount_cents=50_000, opens=wanted),))
    row = Deposit.objects.order_by("-pk").first()
    Deposit.objects.filter(pk=row.pk).update(lock_cents_per_gram=lock["cents"], lock_lower=lock["lower"])
    return row.number


def tenders_of(purse: Any, due: int, more: dict[str, Any], points: int) -> list[Any]:
    """The deposit first, as many points as may pay, some of the card, the rest by WeChat."""
    ways = [("deposit", 50_000, number) for number in more["deposits_used"]]
    ways += [("points", points, ""), ("stored_value", 20_000, purse.card.number), ("wechat", due, "")]
    tenders, left = [], due
    for method, most, reference in ways:
        if part := min(most, left):
            tenders.append(paid(method, part, reference))
            left -= part
    return tenders


def state(purse: Any) -> dict[str, Any]:
    """Everything that a sale moves, as sums."""
    sums = (
        (Sale, "due_cents"), (Sale, "net_cents"), (Sale, "points_earned"), (Tender, "amount_cents"),
        (StaffShare, "net_cents"), (StaffShare, "weight_mg"), (PromotionTicket, "cents"), (PromotionTicket, "uses"),
        (PromotionTicket, "mall_cents"), (PromotionUse, "cents"), (PromotionSlice, "used_cents"),
        (Deposit, "balance_cents"), (Coupon, "taken_cents"),
    )  # fmt: skip
    found = {(model.__name__, name): model.objects.aggregate(n=Sum(name))["n"] or 0 for model, name in sums}
    return found | purse.state() | {
        "stock": Piece.objects.filter(state="in_stock").count(),
        "coupons": Coupon.objects.filter(state="issued").count(),
    }  # fmt: skip


def sell(purse: Any, ticket: dict[str, Any], more: dict[str, Any], seed: int) -> Any:
    """The ticket is sold for what the calculator says."""
    said = by_hand(ticket)
    hands = {"fixed": "fixed_bp", "labour": "labour_bp", "gram": "gram_cents"}
    lines = tuple(
        LineRequest(
            tag=f"S{seed}{each['code']}",
            discount=LineDiscount(**{hands[name]: value for name, value in each["hand"].items()}),
        )
        for each in ticket["goods"]
    )
    tenders = tenders_of(purse, said["due"], more, said["points"][0])
    everything = dict.fromkeys(factories.LIMITS, 10**6)
    sold = purse.shop.sell(lines=lines, tenders=tuple(tenders), actor=purse.shop.actor(limits=everything), **more)
    stored = {
        line.code.removeprefix(f"S{seed}"): (line.list_cents, line.metal_cents, line.labour_cents, line.net_cents)
        for line in sold.lines
    }
    assert stored == {code: (*parts[:3], parts[-1]) for code, parts in said["lines"].items()}, seed
    assert (sold.sale.due_cents, sold.sale.rounding_cents) == (said["due"], said["rounding"]), seed
    assert sum(each.net_cents for each in sold.shares) == sold.sale.net_cents
    return sold, tenders


def take_back(purse: Any, sold: Any, tenders: list[Any]) -> None:
    """All of it, in one return, the way it was paid."""
    lines = tuple(ReturnRequest(sale=sold.sale.pk, line_no=line.line_no, reason="wrong_sale") for line in sold.lines)
    refunds = tuple(paid(each.method, each.amount_cents, each.reference) for each in tenders)
    shop = purse.shop
    request = SaleRequest(store=shop.store.code, till=shop.till.code, returns=lines, tenders=refunds)
    boss = shop.actor(shop.manager, limits=factories.LIMITS | {"refund_cents": 10**12})
    services.complete_sale(actor=boss, operation=key(), request=request, at=AT)


@pytest.mark.proof
def test_tickets_cost_what_was_worked_out_by_hand_and_leave_nothing_when_they_come_back(purse):
    sold_any = 0
    for seed in random.Random(14).sample(range(10**6), TICKETS):
        ticket = ticket_of(seed)
        if not ticket["goods"]:
            continue
        more = put_in(purse, ticket, seed)
        before = state(purse)

        sold, tenders = sell(purse, ticket, more, seed)
        assert state(purse) != before
        take_back(purse, sold, tenders)

        assert state(purse) == before, seed
        PromotionVersion.objects.filter(state="published").update(state="stopped")
        sold_any += 1

    assert sold_any > TICKETS // 2
    assert not quota_books()
    books_agree()
