"""A second, slower way to a whole ticket, written apart from the house's rules: exact fractions, one pass a question.

Nothing of the house is imported but the second calculator of promotions. Source: T14, F6–F8, F10, F12–F16, F20, F31,
F35, F38, F39; decisions.md §3.5, §3.8–3.10, §4.6–4.8.
"""

from fractions import Fraction
from types import SimpleNamespace

from facet.promotions.tests.rules.calculator import parts_by_line, shared
from facet.sales.tests.price_rule.tickets import AMOUNTS, BOARD, METAL

TERMS = {"loss": 100, "buy_back_loss": 200, "fee": 1_800, "missing": 3_000, "least": 9_900, "up": 10_000,
         "up_least": 15_000}  # fmt: skip
TRADE, BUY_BACK, REFERENCE = 5_000, 9_000, 9_990  # below the board; fineness of the board


def near(value):
    """To the next whole number, halves away from zero."""
    value = Fraction(value)
    return int(abs(value) + Fraction(1, 2)) * (1 if value >= 0 else -1)


def by_hand(ticket):
    """Everything that a ticket comes to, as plain numbers."""
    lines = [_priced(each, ticket["card"]) for each in ticket["goods"]]
    locked = _with_locks(lines, ticket["locks"])
    _promoted(lines, ticket["offers"])
    used = [_coupon(lines, coupon) for coupon in ticket["coupons"]]
    gold = _all_old_gold(lines, ticket["old_gold"])
    back = [_returned(each) for each in ticket["returns"]]
    said = {"lines": {one.code: _line(one) for one in lines}, "locked": locked, "coupons": used,
            "gold": gold, "returns": back}  # fmt: skip
    said |= _totals(ticket, lines, gold, back)
    said["points"] = _points(ticket["points"], lines)
    said["earning"] = _earning(lines, -sum(each for each in gold if each))
    said["shares"] = {one.code: list(shared(one.net, dict(enumerate(ticket["shares"]))).values()) for one in lines}
    said["money"] = _money(ticket, said["due"])
    return said


def _line(one):
    return (one.listed, one.metal, one.labour, one.promoted, one.coupon, one.net)


def _priced(goods, card):
    """One line at today's board, with what a person or the card takes off, the larger of each."""
    hand, board = dict(goods["hand"]), BOARD.get(goods["item"], 0)
    if card and goods["takes"] and (not card["categories"] or set(card["categories"]) & set(goods["path"])):
        kinds = ("labour", "gram") if goods["basis"] == "by_weight" else ("fixed",)
        for kind in kinds:
            hand[kind] = max(hand[kind], min(card[kind], board) if kind == "gram" else card[kind])
    one = SimpleNamespace(
        goods=goods, code=goods["code"], weight=goods["weight"] - goods["weight"] % 10, board=board, off=hand,
        promoted=0, coupon=0, stones=0, metal=0, labour=0, labour_listed=0,
    )  # fmt: skip
    if goods["basis"] == "fixed":
        one.listed = goods["tag"] * goods["quantity"]
        one.net = near(one.listed * (1 - Fraction(hand["fixed"], 10_000)))
        return one
    one.stones = sum(near(Fraction(mct, 1_000) * cents) for mct, cents in goods["stones"])
    metal = near(Fraction(one.weight, 1_000) * board)
    one.metal = near(Fraction(one.weight, 1_000) * (board - hand["gram"]))
    kind, value = goods["labour"]
    exact = {"per_gram": Fraction(one.weight, 1_000) * value, "per_piece": Fraction(value),
             "percent_of_metal": Fraction(metal * value, 10_000)}[kind]  # fmt: skip
    one.labour, one.labour_listed = near(exact * (1 - Fraction(hand["labour"], 10_000))), near(exact)
    one.listed = metal + one.stones + one.labour_listed
    _sum_up(one)
    return one


def _sum_up(one):
    whole = one.metal + one.stones + one.labour
    one.net = whole - near(Fraction(whole * one.off["fixed"], 10_000))


def _with_locks(lines, locks):
    """Promised grams: the first deposit that fits a line serves it alone, in the ticket's order."""
    left, taken = {lock["id"]: lock["left"] for lock in locks}, {}
    for one in lines:
        lock = next((each for each in locks if each["item"] == one.goods["item"] and left[each["id"]]), None)
        if lock is None:
            continue
        grams = min(one.weight, left[lock["id"]])
        price = min(lock["cents"], one.board) if lock["lower"] else lock["cents"]
        rest = one.weight - grams
        one.listed += near(Fraction(grams, 1_000) * price) + near(Fraction(rest, 1_000) * one.board)
        one.listed -= near(Fraction(one.weight, 1_000) * one.board)
        cut = max(0, price - one.off["gram"])
        one.metal = near(Fraction(grams, 1_000) * cut) + near(Fraction(rest, 1_000) * (one.board - one.off["gram"]))
        _sum_up(one)
        left[lock["id"]] -= grams
        taken[lock["id"]] = taken.get(lock["id"], 0) + grams
    return taken


def _promoted(lines, offers):
    cart = [
        SimpleNamespace(
            code=one.code, net_cents=one.net, list_cents=one.listed, style=one.goods["style"], path=one.goods["path"],
            quantity=one.goods["quantity"], weight_mg=one.weight, cost_cents=one.goods["cost"], metal_cents=one.metal,
            labour_cents=one.labour, by_weight=one.goods["basis"] == "by_weight", takes_discount=one.goods["takes"],
            by_hand=any(one.goods["hand"].values()),
        )
        for one in lines
    ]  # fmt: skip
    grams = {offer.code for offer in offers if offer.terms.kind == "gram"}
    parts = parts_by_line(cart, offers)
    for one in lines:
        for code, cents in parts[one.code]:
            one.net, one.promoted = one.net - cents, one.promoted + cents
            if one.goods["basis"] == "by_weight":
                one.metal -= cents if code in grams else 0
                one.labour -= 0 if code in grams else cents


def _coupon(lines, coupon):
    """Takes the coupon off the lines; whether it could be used."""
    fits = [one for one in lines if not coupon["classes"] or one.goods["class"] in coupon["classes"]]
    if sum(one.net for one in fits) < coupon["least"]:
        return False
    bases = {one.code: _coupon_base(one, coupon["benefit"]) for one in sorted(fits, key=lambda one: one.code)}
    whole = sum(bases.values())
    if whole <= 0:
        return False
    off = coupon["value"] if coupon["benefit"] == "amount" else near(Fraction(whole * coupon["value"], 10_000))
    if coupon["cap"] and coupon["benefit"] != "amount":
        off = min(off, coupon["cap"])
    for code, cents in shared(min(off, whole), bases).items():
        one = next(each for each in lines if each.code == code)
        one.net, one.coupon = one.net - cents, one.coupon + cents
    return True


def _coupon_base(one, benefit):
    if not one.goods["takes"]:
        return 0
    if benefit == "labour" or one.goods["basis"] == "by_weight":
        return max(0, min(one.labour, one.net))
    return max(0, one.net)


def _all_old_gold(lines, wanted):
    """What each piece of old gold is credited with (below zero), None where it is not taken: grams count once."""
    left, taken_for = {}, []
    for each in wanted:
        metal = METAL[each["item"]]
        if metal not in left:
            mine = [one for one in lines if one.goods["basis"] == "by_weight" and METAL[one.goods["item"]] == metal]
            cents = sum(one.net for one in mine)
            left[metal] = [sum(one.goods["weight"] for one in mine), cents, sum(one.net for one in lines) - cents]
        taken_for.append(_old_gold(each, left[metal], BOARD[each["item"]]))
    return taken_for


def _old_gold(each, left, board):
    """F12–F16, and what of the new goods is left for the next piece."""
    grams, by_weight, other = left
    net, way = each["gross"] - each["other"], each["way"]
    if way == "upgrade":
        need = near(Fraction(each["paid"] * TERMS["up_least"], 10_000))
        if each["paid"] <= 0 or by_weight + other < need:
            return None
        rest = by_weight + other - need
        left[1:] = [min(by_weight, rest), max(0, rest - by_weight)]
        return -near(Fraction(each["paid"] * TERMS["up"], 10_000)) or None
    if way == "buy_back":
        fine = near(Fraction(net * each["fine"], 10_000) * (1 - Fraction(TERMS["buy_back_loss"], 10_000)))
        return -near(Fraction(fine * (board - BUY_BACK), 1_000)) or None  # bought for money: it meets no new goods
    credited = near(Fraction(net * each["fine"], REFERENCE) * (1 - Fraction(TERMS["loss"], 10_000)))
    if (way == "grams" and (each["fine"] < TERMS["least"] or not grams)) or (
        way == "value" and not by_weight + other):  # fmt: skip
        return None
    missing = max(0, net - grams) if grams else 0
    matched = min(credited, grams) if way == "grams" else credited
    price = board if way == "grams" else board - TRADE
    worth = near(Fraction(matched * price, 1_000)) + near(Fraction((credited - matched) * (board - BUY_BACK), 1_000))
    worth -= near(Fraction(net * TERMS["fee"], 1_000)) + near(Fraction(missing * TERMS["missing"], 1_000))
    return _kept(-worth, left, matched, net)


def _kept(credit, left, matched, net):
    if credit >= 0:
        return None
    if left[0]:
        left[0] = max(0, left[0] - max(matched, net))
    return credit


def _returned(each):
    """(amounts, rounding) of what comes back: the cumulative share less what came before, sign turned."""
    whole = each["weight"] if each["by_weight"] else each["quantity"]
    done = each["before"] + (each["wanted"] or whole - each["before"])
    parts = {}
    for name in AMOUNTS:
        total = each["amounts"][name]
        parts[name] = -(near(Fraction(total * done, whole)) - near(Fraction(total * each["before"], whole)))
    net, was = each["amounts"]["net_cents"], near(Fraction(each["amounts"]["net_cents"] * each["before"], whole))
    if not each["rounding"] or not net:
        return parts, 0
    given = near(Fraction(-each["rounding"] * was, net))
    return parts, near(Fraction(-each["rounding"] * (was - parts["net_cents"]), net)) - given


def _totals(ticket, lines, gold, back):
    returned = sum(parts["net_cents"] for parts, _ in back)
    old = sum(each for each in gold if each)
    net = sum(one.net for one in lines) + returned + sum(ticket["services"])
    gross = sum(one.listed for one in lines) + sum(parts["list_cents"] for parts, _ in back) + sum(ticket["services"])
    rounding = sum(cents for _, cents in back)
    due = net + old + sum(ticket["deposits"]) + rounding
    step = {"": 1, "jiao": 10, "yuan": 100}[ticket["round_off"]]
    cut = due - due // step * step if due > 0 else 0
    base = net + rounding - cut + old
    base = max(0, base) if old else base
    before = near(base / Fraction(113, 100))
    return {
        "gross": gross, "net": net, "due": due - cut, "rounding": rounding - cut, "old": old, "returned": returned,
        "tax": (base, before, base - before, near(base / Fraction(113, 100) * Fraction(5, 100))),
    }  # fmt: skip


def _points(points, lines):
    """F31: (fen, points, base) that points may pay at most."""
    base = 0
    for one in lines:
        if one.goods["takes"]:
            labour = max(0, min(one.labour, one.net))
            base += labour if one.goods["basis"] == "by_weight" else max(0, one.net)
    if points["available"] < points["least"]:
        return (0, 0, base)
    bundles = []
    for size, worth in points["steps"]:
        if worth >= _value(size, bundles, points):
            bundles.insert(0, (size, worth))
    cents = min(int(Fraction(base * points["share"], 10_000)), _value(points["available"], bundles, points))
    return (cents, _fewest(cents, bundles, points), base)


def _value(count, bundles, points):
    if not bundles:
        return int(Fraction(count * points["cents"], points["points"]))
    (size, worth), *rest = bundles
    return count // size * worth + _value(count % size, rest, points)


def _fewest(cents, bundles, points):
    """The least number of points that pays `cents`: as few large bundles as leave a rest smaller than one of them."""
    if not bundles:
        exact = Fraction(cents * points["points"], points["cents"])
        return int(exact) + (exact != int(exact))
    (size, worth), *rest = bundles
    times = 0
    while (more := _fewest(max(0, cents - times * worth), rest, points)) >= size:
        times += 1
    return times * size + more


def _earning(lines, old):
    """What each line earns on: old gold lowers the lines by weight first, then the rest, by amount."""
    bases = {one.code: one.net for one in sorted(lines, key=lambda one: one.code)}
    first = {one.code: one.net if one.goods["basis"] == "by_weight" else 0 for one in lines}
    first = {code: first[code] for code in bases}
    gold = min(old, sum(first.values()))
    _lower(bases, gold, first)
    _lower(bases, old - gold, dict(bases))
    return bases


def _lower(bases, cents, weights):
    cents = min(cents, sum(weights.values()))
    for code, part in shared(cents, weights).items() if cents > 0 else ():
        bases[code] -= part


def _money(ticket, due):
    """What is booked: tenders that add up to what is due, change out of cash; or refunds the way it was paid."""
    if due < 0:
        left, booked = -due, {}
        ways = [way for way in ticket["paid"] if way[0] != "cash"] + [way for way in ticket["paid"] if way[0] == "cash"]
        for method, cents in ways:
            booked[method] = booked.get(method, 0) + min(left, cents)
            left -= min(left, cents)
        booked["cash"] = booked.get("cash", 0) + left
        return {method: -cents for method, cents in booked.items() if cents}
    parts = []
    for share in ticket["tenders"]:
        parts.append((due - sum(parts)) * share // 2_000)
    booked = {"wechat": sum(parts), "cash": due - sum(parts)}
    return {method: cents for method, cents in booked.items() if cents}
