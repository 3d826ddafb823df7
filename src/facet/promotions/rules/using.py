"""What a ticket uses of its promotions, as it is stored, and what a return takes back of that. Pure.

Nothing is worked out again from today's terms: returns take the stored fen, pro rata (P23, F28).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facet.promotions.rules.benefits import times_of
from facet.promotions.rules.engine import Applied, Result
from facet.promotions.rules.terms import Kind, Offer, Terms

GIFT = "gift"
CARRIES = "carries"  # a line that only makes a promotion hold


@dataclass(frozen=True, slots=True, kw_only=True)
class UseLine:
    """One line of one promotion on a ticket. Units: fen."""

    line_no: int
    code: str
    cents: int
    base_cents: int
    part: str
    set_no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UseIn:
    """One promotion as a ticket used it."""

    offer: Offer
    lines: tuple[UseLine, ...]
    gifts: int = 0
    coupons: int = 0
    factor_bp: int = 0

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines)


def uses_of(
    result: Result, *, line_nos: Mapping[str, int], net_cents: Mapping[str, int], gifts: Mapping[int, int]
) -> list[UseIn]:
    """What `result` uses on a ticket whose goods stand on `line_nos`; `gifts` are gift lines by offer id."""
    left = dict(net_cents)
    uses = []
    for each in result.applied:
        lines = _lines(each, line_nos, left)
        if each.offer.id in gifts:
            sku = each.offer.terms.gift_sku
            lines.append(UseLine(line_no=gifts[each.offer.id], code=sku, cents=0, base_cents=0, part=GIFT))
        for taken in each.taken:
            left[taken.code] -= taken.cents
        uses.append(UseIn(offer=each.offer, lines=tuple(lines), gifts=each.gifts, coupons=each.coupons,
                          factor_bp=each.factor_bp))  # fmt: skip
    return uses


def _lines(each: Applied, line_nos: Mapping[str, int], left: Mapping[str, int]) -> list[UseLine]:
    taken = {part.code: part for part in each.taken}
    lines = []
    for code in sorted({*each.lines, *taken}, key=lambda code: line_nos[code]):
        part = taken.get(code)
        lines.append(
            UseLine(
                line_no=line_nos[code], code=code, base_cents=left[code], cents=part.cents if part else 0,
                part=part.part if part else CARRIES, set_no=part.set_no if part else 0,
            )
        )  # fmt: skip
    return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLine:
    """One stored line of a promotion: wholly back by now or not, and whether it comes back with this return."""

    code: str
    cents: int
    base_cents: int
    part: str
    set_no: int
    is_back: bool
    is_coming: bool


def needed_back(terms: Terms, lines: Sequence[HeldLine], *, gifts: int = 0) -> list[str]:
    """The codes that must come back as well: the rest of a broken set, a gift or an add-on that holds no more."""
    coming = [line for line in lines if line.is_coming]
    if not coming:
        return []
    if terms.kind == Kind.BUNDLE:
        broken = {line.set_no for line in coming}
        return [line.code for line in lines if line.set_no in broken and not line.is_back]
    if terms.kind not in {Kind.GIFT, Kind.ADD_ON}:
        return []
    given = [line for line in lines if (line.part == GIFT if terms.kind == Kind.GIFT else line.cents > 0)]
    rest = [line for line in lines if line not in given]
    kept = sum(line.base_cents for line in rest if not line.is_back)
    times = gifts // terms.gift_quantity if terms.gift_quantity and terms.steps else 1
    holds = kept > 0 and kept >= terms.from_cents * times
    return [] if holds else [line.code for line in given if not line.is_back]


def coupons_back(terms: Terms, lines: Sequence[HeldLine], *, given: int, already: int) -> int:
    """How many of the `given` coupons what is kept no longer carries, less those that went back `already`."""
    kept = sum(line.base_cents for line in lines if not line.is_back)
    holds = kept > 0 and kept >= terms.from_cents
    carried = terms.coupon_quantity * times_of(terms, kept) if holds else 0
    return max(given - already - carried, 0)


def codes_in_words(codes: Iterable[str]) -> str:
    """Codes as a sentence lists them, each once."""
    return ", ".join(sorted(set(codes)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedLine:
    """One sold line that comes back: `returned` of `whole` so far, this time included."""

    document: str
    line_no: int
    returned: int
    whole: int

    @property
    def is_whole(self) -> bool:
        return self.returned == self.whole
