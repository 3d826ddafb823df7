"""Random tickets as plain data: what the house's rules and the calculator beside them are both given.

Units: fen, milligrams, thousandths of a carat, basis points. Nothing here computes a price.
"""

import random

from facet.promotions.rules.terms import Left, Offer
from facet.promotions.tests.carts import random_terms

BOARD = {1: 98_000, 2: 31_050}  # item → fen a gram
METAL = {1: "au", 2: "pt"}
LABOUR = ("per_gram", "per_piece", "percent_of_metal")
CLASSES = ("gold", "diamond", "craft")
AMOUNTS = ("metal_cents", "labour_cents", "stones_cents", "list_cents", "discount_cents", "net_cents", "cost_cents")


def random_ticket(seed: int) -> dict:
    """One ticket: up to five lines of goods, the other kinds beside them, and how it is paid."""
    dice = random.Random(seed)
    goods = [_goods(dice, number) for number in range(dice.choice((0, 1, 1, 2, 3, 4, 5)))]
    dice.shuffle(goods)
    return {
        "goods": goods,
        "card": _card(dice),
        "locks": _locks(dice),
        "offers": _offers(dice),
        "coupons": [_coupon(dice) for _ in range(dice.choice((0, 0, 1, 1, 2)))],
        "returns": [_returned(dice, number) for number in range(dice.choice((0, 0, 0, 1, 2)))],
        "old_gold": [_old_gold(dice) for _ in range(dice.choice((0, 0, 0, 1, 2)))],
        "services": [dice.randint(1, 80_000) for _ in range(dice.choice((0, 0, 1)))],
        "deposits": [dice.choice((-1, 1)) * dice.randint(1, 500_000) for _ in range(dice.choice((0, 0, 0, 1)))],
        "round_off": dice.choice(("", "jiao", "yuan")),
        "points": _points(dice),
        "tenders": [dice.randint(0, 1_000) for _ in range(dice.randint(0, 3))],
        "cash_over": dice.choice((0, 0, dice.randint(1, 10_000))),
        "paid": [(dice.choice(("cash", "wechat", "terminal")), dice.randint(1, 900_000))
                 for _ in range(dice.randint(0, 3))],
        "shares": dice.choice(((10_000,), (7_000, 3_000), (5_000, 3_000, 2_000), (3_334, 3_333, 3_333))),
    }  # fmt: skip


def _goods(dice: random.Random, number: int) -> dict:
    basis = dice.choice(("by_weight", "by_weight", "fixed", "fixed", "components"))
    item = dice.choice((1, 1, 2)) if basis != "fixed" else 0
    is_bar = basis == "by_weight" and dice.random() < 0.25
    if basis == "by_weight":
        path = ("gold", "bar" if is_bar else "chain")
    else:
        path = ("jewelry", dice.choice(("ring", "charm")))
    hand = {"fixed": 0, "labour": 0, "gram": 0}
    if not is_bar and dice.random() < 0.2:
        if basis == "by_weight":
            hand |= {"labour": dice.randint(1, 10_000), "gram": dice.choice((0, dice.randint(1, 5_000)))}
        else:
            hand["fixed"] = dice.randint(1, 10_000)
    return {
        "code": f"L{number}", "basis": basis, "item": item, "path": path, "takes": not is_bar, "hand": hand,
        "weight": dice.randint(1, 60_000), "quantity": dice.choice((1, 1, 3)) if basis == "fixed" else 1,
        "tag": dice.choice((99_900, dice.randint(1, 2_000_000))) if basis == "fixed" else 0,
        "class": dice.choice(CLASSES),
        "labour": (dice.choice(LABOUR), dice.choice((0, dice.randint(1, 9_000)))),
        "stones": [(dice.randint(1, 2_000), dice.randint(1, 2_000_000)) for _ in range(dice.randint(0, 3))]
        if basis == "components" else [],
        "cost": dice.randint(0, 900_000), "style": dice.choice(("", "s1", "s2")),
    }  # fmt: skip


def _card(dice: random.Random) -> dict | None:
    if dice.random() < 0.5:
        return None
    return {
        "fixed": dice.choice((0, dice.randint(1, 3_000))), "labour": dice.choice((0, dice.randint(1, 5_000))),
        "gram": dice.choice((0, dice.randint(1, 2_000))), "categories": dice.choice(((), ("ring",), ("gold",))),
    }  # fmt: skip


def _locks(dice: random.Random) -> list[dict]:
    return [
        {"id": number, "item": dice.choice((1, 2)), "left": dice.randint(1, 60_000),
         "cents": dice.randint(20_000, 110_000), "lower": dice.random() < 0.5}
        for number in range(1, dice.choice((1, 1, 1, 2, 3)))
    ]  # fmt: skip


def _offers(dice: random.Random) -> list[Offer]:
    return [
        Offer(id=number, code=f"P{number}", name=f"P{number}", terms=random_terms(dice),
              left=Left(budget_cents=dice.choice((None, None, 20_000)), gifts=dice.choice((None, 1))))
        for number in range(dice.randint(0, 4))
    ]  # fmt: skip


def _coupon(dice: random.Random) -> dict:
    benefit = dice.choice(("amount", "percent", "labour"))
    return {
        "benefit": benefit, "value": dice.randint(1, 60_000 if benefit == "amount" else 10_000),
        "cap": dice.choice((0, dice.randint(1, 50_000))), "least": dice.choice((0, dice.randint(1, 900_000))),
        "classes": frozenset(dice.sample(CLASSES, dice.choice((0, 1, 2)))),
    }  # fmt: skip


def _returned(dice: random.Random, number: int) -> dict:
    """A line of an earlier ticket, part of which came back before."""
    by_weight = dice.random() < 0.3
    pieces, weight = dice.randint(1, 9), dice.randint(10, 90_000)
    whole = weight if by_weight else pieces
    before = dice.choice((0, 0, dice.randint(0, whole - 1)))
    wanted = dice.choice((0, dice.randint(1, whole - before)))
    return {
        "number": number, "by_weight": by_weight, "quantity": pieces, "weight": weight, "before": before,
        "wanted": wanted, "ticket_net": 0, "rounding": -dice.choice((0, dice.randint(1, 99))),
        "amounts": {name: dice.randint(0, 2_000_000) for name in AMOUNTS},
    }  # fmt: skip


def _old_gold(dice: random.Random) -> dict:
    gross = dice.randint(1_000, 40_000)
    return {
        "way": dice.choice(("grams", "value", "upgrade", "buy_back")), "item": dice.choice((1, 1, 2)), "gross": gross,
        "other": dice.choice((0, dice.randint(0, gross - 1))), "fine": dice.choice((7_500, 9_900, 9_990, 10_000)),
        "maker": dice.choice(("own", "other")), "paid": dice.choice((0, dice.randint(1, 1_500_000))),
    }  # fmt: skip


def _points(dice: random.Random) -> dict:
    return {
        "available": dice.choice((0, dice.randint(0, 90_000))), "least": dice.choice((0, 1_000)),
        "points": 100, "cents": dice.choice((50, 100, 130)), "share": dice.choice((3_000, 10_000)),
        "steps": dice.choice(((), ((1_000, 1_000), (5_000, 6_000)), ((1_000, 300), (5_000, 9_999)))),
    }  # fmt: skip
