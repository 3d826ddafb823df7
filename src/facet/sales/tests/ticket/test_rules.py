"""The pure rules of a ticket: totals, tenders, shares, discounts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.catalog.rules.pricing import LineDiscount
from facet.kernel.errors import Invalid
from facet.sales.errors import DiscountNotAllowed, PaidTooMuch, PaymentShort
from facet.sales.rules.discounts import beyond_limit, check_allowed, wishes
from facet.sales.rules.request import PersonShare, TenderRequest
from facet.sales.rules.splits import check_shares, default_shares, parts_of_line
from facet.sales.rules.tender import settle
from facet.sales.rules.totals import Totals, totals_of


class Line:
    def __init__(self, list_cents, net_cents):
        self.list_cents, self.net_cents = list_cents, net_cents


@pytest.mark.parametrize(
    ("round_off", "rounding", "due"), [("", 0, 908_765), ("jiao", -5, 908_760), ("yuan", -65, 908_700)]
)
def test_totals_cut_down_to_the_unit(round_off, rounding, due):
    totals = totals_of([Line(930_000, 908_765)], round_off=round_off)

    assert totals == Totals(gross_cents=930_000, net_cents=908_765, rounding_cents=rounding)
    assert (totals.due_cents, totals.discount_cents) == (due, 21_235)


def test_totals_refuse_an_unknown_unit():
    with pytest.raises(Invalid):
        totals_of([Line(1, 1)], round_off="up")


def pays(method, cents, reference=""):
    return TenderRequest(method=method, amount_cents=cents, reference=reference)


def booked(due, *tenders):
    return [(each.method, each.amount_cents, each.tendered_cents, each.change_cents) for each in settle(due, tenders)]


def test_settle_gives_change_from_cash_only():
    assert booked(10_000, pays("wechat", 4_000), pays("cash", 10_000)) == [
        ("wechat", 4_000, 4_000, 0),
        ("cash", 6_000, 10_000, 4_000),
    ]


def test_settle_refuses_too_little_and_names_what_is_missing():
    with pytest.raises(PaymentShort) as refusal:
        settle(10_000, [pays("cash", 9_999)])
    assert refusal.value.facts["missing_cents"] == 1


def test_settle_refuses_a_card_that_exceeds_what_is_due():
    with pytest.raises(PaidTooMuch):
        settle(10_000, [pays("terminal", 10_001)])


def test_settle_refuses_a_card_overpayment_hidden_behind_a_little_cash():
    with pytest.raises(PaidTooMuch):
        settle(10_000, [pays("terminal", 12_000), pays("cash", 100)])


@pytest.mark.parametrize("tender", [pays("gold", 1), pays("cash", 0), pays("cash", -5), pays("mall", 10_000)])
def test_settle_refuses_malformed_tenders(tender):
    with pytest.raises(Invalid):
        settle(10_000, [tender])


@given(
    due=st.integers(0, 10**9),
    amounts=st.lists(st.tuples(st.sampled_from(["cash", "wechat", "bank"]), st.integers(1, 10**9)), max_size=5),
)
def test_settled_tenders_add_up_to_what_is_due_or_nothing_is_settled(due, amounts):
    try:
        settled = settle(due, [pays(method, cents) for method, cents in amounts])
    except (PaymentShort, PaidTooMuch):
        return
    assert sum(each.amount_cents for each in settled) == due
    assert all(each.change_cents == 0 or each.method == "cash" for each in settled)
    assert all(0 <= each.amount_cents <= each.tendered_cents for each in settled)


def test_parts_of_a_line_in_thirds_follow_the_largest_remainder():
    parts = parts_of_line(net_cents=10_001, weight_mg=10_000, quantity=1, shares_bp=[3_334, 3_333, 3_333])

    assert [part.net_cents for part in parts] == [3_335, 3_333, 3_333]
    assert [sum(column) for column in zip(*((p.net_cents, p.weight_mg, p.pieces_bp) for p in parts), strict=True)] == [
        10_001, 10_000, 10_000,
    ]  # fmt: skip


@given(
    net=st.integers(0, 10**9), weight=st.integers(0, 10**7), quantity=st.integers(1, 100),
    shares=st.lists(st.integers(1, 10_000), min_size=1, max_size=6)
)  # fmt: skip
def test_parts_of_a_line_always_add_up(net, weight, quantity, shares):
    parts = parts_of_line(net_cents=net, weight_mg=weight, quantity=quantity, shares_bp=shares)

    assert sum(part.net_cents for part in parts) == net
    assert sum(part.weight_mg for part in parts) == weight
    assert sum(part.pieces_bp for part in parts) == quantity * 10_000


@pytest.mark.parametrize(
    "shares", [[("A", 9_999)], [("A", 5_000), ("B", 5_001)], [("A", 10_000), ("B", 0)], [("A", 5_000), ("A", 5_000)]]
)
def test_shares_must_make_a_whole_of_different_people(shares):
    with pytest.raises(Invalid):
        check_shares([PersonShare(staff=code, share_bp=bp) for code, bp in shares])


def test_default_shares_leave_seventy_percent_to_the_main_one():
    assert [(s.staff, s.share_bp) for s in default_shares(["A", "B", "C"])] == [
        ("A", 7_000),
        ("B", 1_500),
        ("C", 1_500),
    ]
    assert [(s.staff, s.share_bp) for s in default_shares(["A"])] == [("A", 10_000)]


ALLOWED = [
    ("by_weight", True, LineDiscount(labour_bp=2_000, gram_cents=1_000)),
    ("fixed", True, LineDiscount(fixed_bp=1_200)),
    ("components", True, LineDiscount(fixed_bp=1_200)),
    ("by_weight", False, LineDiscount()),
]
REFUSED = [
    ("by_weight", True, LineDiscount(fixed_bp=1)),
    ("fixed", True, LineDiscount(labour_bp=1)),
    ("fixed", True, LineDiscount(gram_cents=1)),
    ("components", True, LineDiscount(gram_cents=1)),
    ("by_weight", False, LineDiscount(labour_bp=1)),
    ("fixed", False, LineDiscount(fixed_bp=1)),
]


@pytest.mark.parametrize(("basis", "allows", "discount"), ALLOWED)
def test_discounts_of_the_right_kind_pass(basis, allows, discount):
    check_allowed(discount, code="G1", price_basis=basis, allows_discount=allows)


@pytest.mark.parametrize(("basis", "allows", "discount"), REFUSED)
def test_discounts_of_the_wrong_kind_are_refused(basis, allows, discount):
    with pytest.raises(DiscountNotAllowed):
        check_allowed(discount, code="G1", price_basis=basis, allows_discount=allows)


@pytest.mark.parametrize(("wanted", "refused"), [(1_000, None), (1_001, "discount_bp")])
def test_a_discount_at_the_limit_passes_and_one_above_needs_a_second_person(wanted, refused):
    wish = beyond_limit(LineDiscount(fixed_bp=wanted), {"discount_bp": 1_000}.get)

    assert (wish.limit if wish else None) == refused
    assert [each.limit for each in wishes(LineDiscount(fixed_bp=1, labour_bp=1, gram_cents=1))] == [
        "discount_bp", "labour_discount_bp", "gram_discount_cents",
    ]  # fmt: skip
