"""Whole tickets against a second calculator, and in any order. Source: T14, P24, F6–F39.

Every kind of line, the card's prices, promised grams, promotions, coupons, old gold, returns, rounding off, points as
cash, tax, the split between people and the money itself: every number of the two answers must be the same.
"""

import random

import pytest

from facet.kernel.testing.counts import tries
from facet.sales.tests.price_rule.calculator import by_hand
from facet.sales.tests.price_rule.house_way import by_the_house
from facet.sales.tests.price_rule.tickets import random_ticket

TICKETS = tries(600, proof=50_000)
MIXED = tries(200, proof=5_000)


@pytest.mark.proof
def test_random_tickets_come_to_the_same_by_the_rules_and_by_hand():
    wrong = {}
    for seed in range(TICKETS):
        house, hand = by_the_house(random_ticket(seed)), by_hand(random_ticket(seed))
        if house != hand:
            wrong[seed] = [(name, house[name], hand[name]) for name in house if house[name] != hand[name]]

    assert not wrong, f"{len(wrong)} of {TICKETS}, first: {next(iter(wrong.items()))}"


@pytest.mark.proof
def test_in_which_order_goods_were_scanned_and_promotions_written_cannot_matter():
    """Promised grams aside: of two chains, the one that was scanned first takes them."""
    wrong = []
    for seed in range(MIXED):
        ticket = random_ticket(seed) | {"locks": []}
        dice = random.Random(seed)
        mixed = {name: dice.sample(ticket[name], len(ticket[name])) for name in ("goods", "offers")}
        if by_the_house(ticket | mixed) != by_the_house(ticket):
            wrong.append(seed)

    assert not wrong, wrong[:10]


def test_the_tickets_hold_every_kind_of_thing():
    """A generator that never makes a coupon count proves nothing about coupons."""
    answers = [by_the_house(random_ticket(seed)) for seed in range(300)]
    lines = [line for answer in answers for line in answer["lines"].values()]

    assert any(promoted for *_, promoted, _coupon, _net in lines)
    assert any(coupon for *_, coupon, _net in lines)
    for name in ("locked", "gold", "returns", "returned", "old", "rounding"):
        assert sum(bool(answer[name]) for answer in answers) > 5, name
    assert any(answer["due"] < 0 for answer in answers)
    assert any(answer["points"][0] for answer in answers)
    assert any(len(answer["money"]) > 1 for answer in answers)
