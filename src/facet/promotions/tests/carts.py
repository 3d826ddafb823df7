"""Random carts and offers, by hypothesis and by dice."""

import random
from datetime import date, datetime

from facet.promotions.rules.cart import Buyer, CartLine, Context
from facet.promotions.rules.terms import Conditions, Guard, Kind, Left, Offer, Scope, Terms

NOON = datetime(2026, 12, 24, 12, 0)
YEAR = Conditions(begins=date(2026, 1, 1), until=date(2027, 1, 1))
CATEGORIES = ("ring", "chain", "bar", "charm")


def ring(code="D1", cents=800_000, **facts):
    return CartLine(**{"code": code, "net_cents": cents, "list_cents": cents, "path": ("jewelry", "ring"), **facts})


def gold(code="G1", *, weight_mg=10_000, metal=980_000, labour=38_000, **facts):
    cents = metal + labour
    return CartLine(
        **{"code": code, "net_cents": cents, "list_cents": cents, "path": ("gold", "chain"), "weight_mg": weight_mg,
           "by_weight": True, "metal_cents": metal, "labour_cents": labour, **facts}
    )  # fmt: skip


def offer(kind, value=0, code="P1", left=None, **facts):
    """One offer, open all year; `id` follows the code."""
    terms = Terms(**{"kind": kind, "value": value, "conditions": YEAR, **facts})
    return Offer(id=sum(map(ord, code)), code=code, name=code, terms=terms, left=left or Left())


def here(now=NOON, **facts):
    return Context(**{"now": now, "store": "S01", "store_kind": "own", "buyer": Buyer(grade="gold"), **facts})


def random_line(dice: random.Random, number: int) -> CartLine:
    category = dice.choice(CATEGORIES)
    by_hand = dice.random() < 0.1
    if category in {"chain", "bar"}:
        metal, labour = dice.randint(1, 3_000_000), dice.choice((0, dice.randint(1, 90_000)))
        return gold(
            f"L{number}", weight_mg=dice.randint(1, 6_000) * 10, metal=metal, labour=labour, path=("gold", category),
            takes_discount=category != "bar", by_hand=by_hand, cost_cents=metal // 2,
        )  # fmt: skip
    cents = dice.randint(1, 2_000_000)
    return ring(
        f"L{number}", cents, path=("jewelry", category), quantity=dice.choice((1, 1, 1, 3)), by_hand=by_hand,
        style=dice.choice(("", "s1", "s2")), cost_cents=cents // 2,
    )  # fmt: skip


def random_terms(dice: random.Random) -> Terms:
    kind = dice.choice(list(Kind))
    some = lambda: Scope(categories=frozenset({dice.choice(CATEGORIES)}))  # noqa: E731 -- a die with a name
    percent = kind in {Kind.PERCENT, Kind.LABOUR, Kind.PIECES, Kind.SECOND_PIECE}
    value = dice.randint(1, 10_000) if percent else dice.randint(1, 60_000)
    return Terms(
        kind=kind, conditions=YEAR, value=20_000 if kind == Kind.POINTS else value,
        from_cents=dice.choice((0, 0, dice.randint(60_000, 2_000_000))) or (100_000 if kind == Kind.SPEND_SAVE else 0),
        steps=kind in {Kind.SPEND_SAVE, Kind.GIFT} and dice.random() < 0.5, most_steps=dice.choice((0, 2)),
        pieces=2 if kind == Kind.PIECES else 0, excess_over_mg=dice.choice((0, 20_000)) if kind == Kind.GRAM else 0,
        gift_sku="GIFT" if kind == Kind.GIFT else "", gift_quantity=1 if kind == Kind.GIFT else 0,
        coupon="B200" if kind == Kind.COUPON else "", coupon_quantity=int(kind == Kind.COUPON),
        scope=dice.choice((Scope(), some())), target=some() if kind == Kind.ADD_ON else Scope(),
        parts=(some(), some()) if kind == Kind.BUNDLE else (), group=dice.choice(("", "", "A")),
        priority=dice.choice((0, 0, 5)), with_manual=dice.random() < 0.3,
        guard=dice.choice((Guard(), Guard(floor_bp=9_000), Guard(margin_bp=8_000))),
    )  # fmt: skip


def random_case(seed: int):
    """(cart, offers) of up to five lines and four offers."""
    dice = random.Random(seed)
    cart = [random_line(dice, number) for number in range(dice.randint(1, 5))]
    offers = []
    for number in range(dice.randint(1, 4)):
        left = Left(budget_cents=dice.choice((None, None, 20_000)), gifts=dice.choice((None, 1)))
        offers.append(Offer(id=number, code=f"P{number}", name=f"P{number}", terms=random_terms(dice), left=left))
    return cart, offers
