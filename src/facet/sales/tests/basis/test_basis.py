"""A piece the other way round: F6 and F7 hold, never below the floor, a second person above the limit. Source: R332."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.audit.models import Event
from facet.catalog.rules.pricing import LineDiscount
from facet.inventory.models import Piece
from facet.inventory.tests import factories as inventory
from facet.kernel.errors import ApprovalNeeded, Invalid, NotPermitted
from facet.organisation import services as organisation_services
from facet.sales import services
from facet.sales.models import BasketLine, Sale, SaleLine
from facet.sales.rules.agreed_errors import BasisNotSwitched, BelowFloor
from facet.sales.rules.basis import Switch
from facet.sales.rules.basis_request import BasisRequest
from facet.sales.rules.request import LineRequest
from facet.sales.selectors.basis import BASIS_APPROVAL, basis_wish, basis_wish_of, own_price, switched_line
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop, key

pytestmark = pytest.mark.django_db(transaction=True)
GOLD = 2_887_048  # 28.36 g × (980.00 + 38.00); its metal alone 27,792.80
MAY = factories.LIMITS | {"basis_switch_bp": 500}


def fixed(cents: int, why: str = "customer") -> BasisRequest:
    return BasisRequest(price_basis="fixed", price_cents=cents, why=why)


def by_weight(labour: int = 0, why: str = "tag") -> BasisRequest:
    return BasisRequest(price_basis="by_weight", labour_cents=labour, why=why)


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 10_000))
def test_the_floor_is_a_share_of_the_own_price_and_never_below_the_metal(own: int, metal: int, bp: int) -> None:
    switch = Switch(asked=fixed(1), was="by_weight", own_cents=own, metal_cents=metal)
    floor = switch.floor_cents(bp)
    assert floor >= metal
    assert floor == metal or abs(floor * 10_000 - own * bp) <= 5_000


@pytest.mark.parametrize(
    ("net", "bp"), [(10_000, 1), (12_000, 1), (9_999, 1), (9_500, 500), (9_499, 501), (9_001, 999)]
)
def test_how_far_below_the_own_price_is_rounded_up_and_never_nothing(net: int, bp: int) -> None:
    switch = Switch(asked=fixed(1), was="by_weight", own_cents=10_000, metal_cents=0)
    assert switch.below_bp(net) == bp


@pytest.fixture
def shop() -> Shop:
    shop = factories.shop(with_member=False)
    # a fixed-price gold pendant of 4.00 g: its metal is worth 3,920.00, its tag says 4,300.00
    shop.pieces["P1"] = inventory.piece(
        "P1", shop.store, price_basis="fixed", tag_price_cents=430_000, net_weight_mg=4_000, gross_weight_mg=4_000,
        labour_kind="per_piece", labour_value=0, cost_cents=380_000,
    )  # fmt: skip
    return shop


def line(tag: str, asked: BasisRequest, **facts: Any) -> LineRequest:
    return LineRequest(tag=tag, basis=asked, **facts)


@pytest.mark.parametrize(
    ("tag", "asked", "amounts"),
    [
        ("G1", fixed(2_800_000), (2_800_000, 0, 0)),
        ("P1", by_weight(3_800), (407_200, 392_000, 15_200)),  # F6: 4.00 × 980 + 4.00 × 38
        ("P1", by_weight(0), (392_000, 392_000, 0)),
    ],
)
def test_both_ways_are_f6_and_f7(shop, tag, asked, amounts):
    sold = shop.sell(lines=(line(tag, asked),), actor=shop.actor(limits=factories.LIMITS | {"basis_switch_bp": 9_000}))
    [row] = SaleLine.objects.filter(sale=sold.sale)
    assert (row.net_cents, row.metal_cents, row.labour_cents) == amounts
    assert (row.price_basis, sum(step["amount_cents"] for step in row.steps)) == (asked.price_basis, amounts[0])
    assert row.agreed == {
        "kind": "basis", "was": "by_weight" if tag == "G1" else "fixed", "why": asked.why, "by": "CS01",
        "own_cents": GOLD if tag == "G1" else 430_000,
    }  # fmt: skip


def test_above_the_limit_a_second_person_says_yes_and_the_yes_counts_for_this_switch_alone(shop):
    asked = fixed(2_800_000)
    with pytest.raises(ApprovalNeeded) as refused:
        shop.sell(lines=(line("G1", asked),))
    assert (refused.value.facts["code"], Sale.objects.count()) == ("G1", 0)

    priced = switched_line(shop.actor(), "G1", asked=asked, price_group_id=shop.store.price_group_id, prices_at=AT)
    wish = basis_wish(priced, store_id=shop.store.pk)
    assert (wish.limit, wish.wanted, wish.amount) == ("basis_switch_bp", 302, 87_048)
    yes = organisation_services.request_approval(
        actor=shop.actor(),
        operation=key(),
        kind=BASIS_APPROVAL,
        store_id=shop.store.pk,
        wish=wish,
        reason="老客",
        at=AT,
    )
    boss = shop.actor(
        shop.manager, limits=MAY,
        grants=shop.actor().grants | {"organisation.approve": shop.actor().grants["sales.quote"]},
    )  # fmt: skip
    organisation_services.decide_approval(actor=boss, approval_id=yes, approve=True, note="", at=AT)
    with pytest.raises(Exception, match="approv"):
        shop.sell(lines=(line("G1", fixed(2_790_000), approval=yes),))
    assert not Sale.objects.exists()
    sold = shop.sell(lines=(line("G1", asked, approval=yes),))
    assert (sold.sale.due_cents, sold.lines[0].approval_id) == (2_800_000, yes)


@pytest.mark.parametrize(
    ("tag", "asked"),
    [
        ("G1", fixed(2_779_279)),  # a cent below its metal
        ("D1", fixed(1)),
        ("P1", fixed(500_000)),
        ("P1", by_weight(-1)),
        ("G1", fixed(0)),
        ("G1", fixed(2_800_000, why="because")),
        ("D1", by_weight(100)),  # its metal has no gold price
    ],
)
def test_what_the_house_does_not_allow_is_refused_and_nothing_is_sold(shop, tag, asked):
    everything = shop.actor(limits=factories.LIMITS | {"basis_switch_bp": 10_000})
    with pytest.raises((BelowFloor, BasisNotSwitched, Invalid)):
        shop.sell(lines=(line(tag, asked),), actor=everything)
    assert not Sale.objects.exists()


def test_the_floor_is_ninety_percent_of_the_own_price_and_names_itself(shop):
    Piece.objects.filter(tag="P1").update(tag_price_cents=500_000)
    with pytest.raises(BelowFloor) as refused:
        shop.sell(lines=(line("P1", by_weight(3_800)),), actor=shop.actor(limits={"basis_switch_bp": 10_000}))
    assert (refused.value.facts["floor"], refused.value.facts["price"]) == ("4,500.00", "4,072.00")


def test_below_its_cost_it_is_not_sold_and_the_cost_is_not_told(shop):
    Piece.objects.filter(tag="P1").update(cost_cents=420_000)
    with pytest.raises(BelowFloor) as refused:
        shop.sell(lines=(line("P1", by_weight(3_800)),), actor=shop.actor(limits={"basis_switch_bp": 10_000}))
    assert "4,200" not in str(refused.value.facts)


def test_an_agreed_price_takes_no_discount(shop):
    asked = line("G1", fixed(2_880_000), discount=LineDiscount(fixed_bp=100))
    with pytest.raises(Invalid) as refused:
        shop.sell(lines=(asked,))
    assert refused.value.facts["field"] == "discount"


def test_without_the_right_a_switch_is_refused(shop):
    grants = {code: reach for code, reach in shop.actor().grants.items() if code != "sales.switch_basis"}
    with pytest.raises(NotPermitted):
        shop.sell(lines=(line("G1", fixed(2_880_000)),), actor=shop.actor(grants=grants, limits=MAY))
    assert not Sale.objects.exists()


def test_the_open_ticket_keeps_who_switched_and_back_again(shop):
    basket = services.open_basket(actor=shop.actor(), store="S01", till="T1", at=AT)
    services.add_line(actor=shop.actor(), basket_id=basket.pk, code="G1", at=AT)
    services.change_line(
        actor=shop.actor(), basket_id=basket.pk, line_no=1, at=AT, changes={"discount": LineDiscount(labour_bp=500)}
    )
    switch = {"actor": shop.actor(), "basket_id": basket.pk, "line_no": 1, "at": AT}
    with pytest.raises(BelowFloor):
        services.switch_basis(**switch, asked=fixed(100))
    assert BasketLine.objects.get().facts == {}
    services.switch_basis(**switch, asked=fixed(2_880_000))
    row = BasketLine.objects.get()
    assert (row.facts["basis"]["price_cents"], row.discount) == (2_880_000, {})
    event = Event.objects.get(action="sales.price_basis_switched")
    assert (event.facts["tag"], event.facts["own_cents"], event.facts["net_cents"]) == ("G1", GOLD, 2_880_000)
    services.switch_basis(**switch, asked=None)
    assert BasketLine.objects.get().facts == {}
    without = {code: reach for code, reach in shop.actor().grants.items() if code != "sales.switch_basis"}
    with pytest.raises(NotPermitted):
        services.switch_basis(**{**switch, "actor": shop.actor(grants=without)}, asked=fixed(2_880_000))
    assert BasketLine.objects.get().facts == {}


def test_the_form_knows_the_own_price_the_metal_and_the_floor(shop):
    facts = {"price_group_id": shop.store.price_group_id, "floor_bp": 9_000, "prices_at": AT + timedelta(minutes=1)}
    own = own_price(shop.actor(), "P1", **facts)
    assert (own.line.list_cents, own.metal_cents, own.floor_cents, own.to) == (430_000, 392_000, 392_000, "by_weight")
    assert own_price(shop.actor(), "G1", **facts).floor_cents == 2_779_280
    assert own_price(shop.actor(), "D1", **facts).to == ""


def test_a_program_asks_with_the_line_it_will_sell(shop):
    wish = basis_wish_of(shop.actor(), store_id=shop.store.pk, tag="G1", asked=fixed(2_800_000), at=AT)
    assert wish.subject.endswith("G1")
    with pytest.raises(BelowFloor):
        basis_wish_of(shop.actor(), store_id=shop.store.pk, tag="G1", asked=fixed(1), at=AT)
    with pytest.raises(Invalid):
        basis_wish_of(shop.actor(), store_id=shop.store.pk, tag="G1", asked=None, at=AT)
