"""A second, slower way to the same sums, written apart from the engine: what the till must agree with."""

from fractions import Fraction

from facet.promotions.rules.terms import Kind

STAGE = {"gram": 0, "labour": 0, "percent": 0, "second_piece": 1, "pieces": 1, "add_on": 1, "bundle": 1}
LAST = {"amount": 2, "spend_save": 2, "gift": 3, "points": 3, "coupon": 3}


def rounded(value):
    """Half away from zero; nothing here is below it."""
    value = Fraction(value)
    return int(value + Fraction(1, 2))


def shared(total, weights):
    """Largest remainder by exact fractions, codes in order."""
    whole = sum(weights.values())
    exact = {code: Fraction(total * weight, whole) for code, weight in weights.items()}
    parts = {code: int(each) for code, each in exact.items()}
    for code in sorted(exact, key=lambda code: (parts[code] - exact[code], list(weights).index(code))):
        if sum(parts.values()) == total:
            break
        parts[code] += 1
    return parts


class Line:
    def __init__(self, line):
        self.line, self.net, self.metal, self.labour = line, line.net_cents, line.metal_cents, line.labour_cents

    def base(self, kind):
        if not self.line.takes_discount or (kind in {Kind.GRAM, Kind.LABOUR} and not self.line.by_weight):
            return 0
        part = self.metal if kind == Kind.GRAM else self.labour if self.line.by_weight else self.net
        return max(0, min(part, self.net))

    def fits(self, scope):
        path = set(self.line.path)
        asks = scope.categories or scope.styles or scope.pieces
        return not path & scope.but and (not asks or bool(path & scope.categories))


def units(lines, kind):
    found = []
    for one in lines:
        base = one.base(kind)
        if base:
            each, rest = divmod(base, one.line.quantity)
            found += [(one.line.code, each + (number < rest)) for number in range(one.line.quantity)]
    return sorted(found, key=lambda unit: (-unit[1], unit[0]))


def taken(terms, cart, left):
    """(fen off by code, gives anything) or None."""
    kind = terms.kind
    mine = [one for one in cart if one.fits(terms.scope) and (terms.with_manual or not one.line.by_hand)]
    spent = sum(one.net for one in mine)
    if not mine or spent < terms.from_cents:
        return None
    times = 1
    if terms.steps and terms.from_cents:
        times = spent // terms.from_cents
        times = min(times, terms.most_steps) if terms.most_steps else times
    if kind == Kind.GIFT:
        return None if left.gifts is not None and times * terms.gift_quantity > left.gifts else {}
    if kind in {Kind.POINTS, Kind.COUPON}:
        return {}
    off = _off(terms, mine, cart, times)
    return off if off and any(off.values()) else None


def _off(terms, mine, cart, times):
    kind, value = terms.kind, terms.value
    bases = {one.line.code: one.base(kind) for one in mine}
    if kind in {Kind.PERCENT, Kind.LABOUR}:
        return {code: rounded(Fraction(base * value, 10_000)) for code, base in bases.items()}
    if kind == Kind.PIECES:
        count = sum(one.line.quantity for one in mine if one.base(kind))
        return None if count < terms.pieces else {c: rounded(Fraction(b * value, 10_000)) for c, b in bases.items()}
    if kind in {Kind.AMOUNT, Kind.SPEND_SAVE}:
        return shared(min(value * times, sum(bases.values())), bases) if sum(bases.values()) else None
    if kind == Kind.GRAM:
        gold = {one.line.code: one.line.weight_mg for one in mine if one.base(kind)}
        over = sum(gold.values()) - terms.excess_over_mg
        if not gold or over <= 0:
            return None
        each = {code: rounded(Fraction(mg * value, 1_000)) for code, mg in gold.items()}
        each = shared(rounded(Fraction(over * value, 1_000)), gold) if terms.excess_over_mg else each
        return {code: min(cents, bases[code]) for code, cents in each.items()}
    return {Kind.SECOND_PIECE: _second, Kind.ADD_ON: _add_on, Kind.BUNDLE: _bundle}[kind](terms, mine, cart)


def _second(terms, mine, _cart):
    each, off = units(mine, terms.kind), {}
    while len(each) >= 2:
        (dear, high), (cheap, low), *each = each
        cut = rounded(Fraction(low * terms.value, 10_000))
        parts = shared(cut, {0: high, 1: low})
        for code, part in ((dear, parts[0]), (cheap, parts[1])):
            off[code] = off.get(code, 0) + part
    return off


def _add_on(terms, mine, cart):
    targets = [one for one in cart if one.fits(terms.target) and (terms.with_manual or not one.line.by_hand)]
    rest = [one for one in mine if one not in targets]
    spent, off = sum(one.net for one in rest), {}
    if not rest or spent < terms.from_cents:
        return None
    times = min(spent // terms.from_cents, terms.most_steps or 10**9) if terms.steps and terms.from_cents else 1
    for code, base in units([one for one in targets if not one.line.by_weight], terms.kind)[:times]:
        off[code] = off.get(code, 0) + max(0, base - terms.value)
    return off


def _bundle(terms, mine, _cart):
    """Two parts: try every pair, the best by the dearest of each."""
    pieces = [one for one in mine if one.line.quantity == 1 and one.base(terms.kind)]
    free, off, made = sorted(pieces, key=lambda one: (-one.base(terms.kind), one.line.code)), {}, 0
    while not terms.most_steps or made < terms.most_steps:
        chosen = _pair(terms.parts, free)
        if not chosen:
            break
        bases = {one.line.code: one.base(terms.kind) for one in sorted(chosen, key=lambda one: one.line.code)}
        off |= shared(min(terms.value, sum(bases.values())), bases)
        free, made = [one for one in free if one not in chosen], made + 1
    return off


def _pair(parts, free):
    """The first free line that fits the first part, moved on only where the second part needs it."""
    firsts = [one for one in free if one.fits(parts[0])]
    seconds = [one for one in free if one.fits(parts[1])]
    if not firsts or not seconds:
        return None
    for second in seconds:
        if second is not firsts[0]:
            return (firsts[0], second)
        if len(firsts) > 1:
            return (firsts[1], second)
    return None


def off_by_line(cart, offers):
    """Fen off by line code, all offers together."""
    return {code: sum(cents for _, cents in parts) for code, parts in parts_by_line(cart, offers).items()}


def parts_by_line(cart, offers):
    """(offer's code, fen off) by line code, in the order they were taken."""
    lines = [Line(line) for line in sorted(cart, key=lambda line: line.code)]
    alone = [(offer, _guarded(offer, lines)) for offer in sorted(offers, key=lambda each: each.code)]
    alone = [(offer, off) for offer, off in alone if off is not None]
    best = {}
    for offer, off in alone:
        rank = (offer.terms.priority, sum(off.values()))
        group = offer.terms.group or offer.code + "!"
        if group not in best or rank > best[group][0]:
            best[group] = (rank, offer)
    chosen = [offer for _, offer in best.values()]
    total = {line.code: [] for line in cart}
    for offer in sorted(chosen, key=lambda o: (-o.terms.priority, {**STAGE, **LAST}[o.terms.kind], o.code)):
        for code, cents in (_guarded(offer, lines) or {}).items():
            one = next(each for each in lines if each.line.code == code)
            one.net -= cents
            one.metal -= cents if offer.terms.kind == Kind.GRAM else 0
            one.labour -= cents if offer.terms.kind != Kind.GRAM and one.line.by_weight else 0
            total[code].append((offer.code, cents))
    return total


def _guarded(offer, lines):
    off = taken(offer.terms, lines, offer.left)
    if not off:
        return off
    guard, kept = offer.terms.guard, {}
    for one in lines:
        floor = rounded(Fraction(one.line.list_cents * guard.floor_bp, 10_000))
        if guard.margin_bp is not None:
            floor = max(floor, rounded(Fraction(one.line.cost_cents * (10_000 + guard.margin_bp), 10_000)))
        kept[one.line.code] = min(off.get(one.line.code, 0), max(0, one.net - floor))
    budget = offer.left.budget_cents
    return None if not any(kept.values()) or (budget is not None and sum(kept.values()) > budget) else kept
