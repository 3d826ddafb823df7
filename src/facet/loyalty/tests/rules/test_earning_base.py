"""Four earning bases over one basket: four stored results, each named. Source: P3, docs/algorithms/points.md §2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.loyalty.errors import AmountUnknown, ProgrammeInvalid
from facet.loyalty.rules.earning import EarningLine, points_of_ticket
from facet.loyalty.rules.earning_base import Amounts, EarningBase
from facet.loyalty.tests.rules.test_earning import PLAIN_DAY, programme

# A ring of 8,000 with 500 off, of which 600 are paid with points; a chain of 3,000 at its price.
RING = EarningLine(1, "diamond", 690_000, amounts=Amounts.of(690_000, gross_cents=800_000, discounted_cents=750_000))
CHAIN = EarningLine(2, "gold", 300_000, amounts=Amounts.of(300_000))


def counted(base, *lines):
    rules = programme(earning_base=base)
    return points_of_ticket(lines, programme=rules, grade=rules.grade("ordinary"), on=PLAIN_DAY)


@pytest.mark.parametrize(
    ("base", "bases", "points"),
    [
        ("paid", [690_000, 300_000], [13_800, 3_000]),
        ("discounted", [750_000, 300_000], [15_000, 3_000]),
        ("gross", [800_000, 300_000], [16_000, 3_000]),
        ("untaxed", [610_619, 265_487], [12_212, 2_654]),
    ],
)
def test_one_basket_gives_four_results(base, bases, points):
    ticket = counted(base, RING, CHAIN)

    assert [line.base_cents for line in ticket.lines] == bases
    assert [line.points for line in ticket.lines] == points
    assert ticket.lines[0].trace["amounts"] == [800_000, 750_000, 690_000, 610_619]
    assert ticket.lines[0].trace.get("base", "paid") == base


def test_steps_look_at_the_chosen_amount():
    steps = [{"from_cents": 800_000, "factor_bp": 20_000}]
    by_base = {
        base: points_of_ticket(
            [RING], programme=(rules := programme(earning_base=base, steps=steps)), grade=rules.ladder[0], on=PLAIN_DAY
        ).total
        for base in ("gross", "discounted")
    }

    assert by_base == {"gross": 32_000, "discounted": 15_000}


def test_a_line_without_the_amount_is_refused_and_counts_where_nothing_else_is_asked():
    plain = EarningLine(7, "gold", 100_00)

    assert counted("paid", plain).total == 100
    with pytest.raises(AmountUnknown) as refused:
        counted("gross", plain)
    assert refused.value.facts == {"line": 7}


def test_an_unknown_base_is_refused():
    with pytest.raises(ProgrammeInvalid):
        programme(earning_base="margin")


@given(st.integers(0, 10**9), st.integers(0, 10**8), st.integers(0, 10**8))
def test_the_wider_the_base_the_more_points(paid, otherwise, discount):
    amounts = Amounts.of(paid, gross_cents=paid + otherwise + discount, discounted_cents=paid + otherwise)
    line = EarningLine(1, "gold", paid, amounts=amounts)

    points = [counted(base, line).total for base in ("untaxed", "paid", "discounted", "gross")]

    assert points == sorted(points)
    assert Amounts.stored({"amounts": amounts.as_stored}) == amounts
    assert all(amounts.on(base) >= 0 for base in EarningBase)
