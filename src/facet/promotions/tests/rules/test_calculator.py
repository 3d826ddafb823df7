"""The engine against a second calculator, written apart from it. Source: T14, ux.md §2.11."""

import pytest

from facet.kernel.testing.counts import tries
from facet.promotions.rules.engine import evaluate
from facet.promotions.tests.carts import here, random_case
from facet.promotions.tests.rules.calculator import off_by_line

CARTS = tries(2_000, proof=50_000)


@pytest.mark.proof
def test_the_engine_agrees_with_a_second_calculator_on_random_carts():
    wrong = []
    for seed in range(CARTS):
        cart, offers = random_case(seed)
        result = evaluate(cart, offers, context=here())
        engine = {line.code: sum(part.cents for _, part in result.taken_of(line.code)) for line in cart}
        if engine != off_by_line(cart, offers):
            wrong.append(seed)

    assert not wrong, wrong[:10]
