"""What a piece's tag says after a batch of repricing, and when a batch may be written. Pure.

Source: R320 (调价/改标); docs/algorithms/repricing.md, whose tables are this file's tests.
Units: cents, cents a gram, basis points.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from facet.catalog.rules.pricing import LabourKind, PriceBasis
from facet.inventory.errors import RepricingEnded
from facet.inventory.rules.states import PieceState
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import BASIS, divide_half_away

APPROVAL_KIND = "inventory.reprice"
APPROVAL_MINUTES = 3 * 24 * 60  # a batch may wait over a weekend
LIMIT = "reprice_bp"  # by how much of its price one may change a piece alone
MOST = 500  # pieces of one batch
MOST_BP = 10 * BASIS
STEPS = (1, 100, 1_000, 10_000)  # to what a new tag price is rounded
ROUNDED_FREELY = 100  # rounding to a yuan is nobody's decision


class RuleKind(StrEnum):
    """How the new price is found."""

    PERCENT = "percent"
    AMOUNT = "amount"
    MARGIN = "margin"
    LABOUR = "labour"
    EACH = "each"


class RepricingState(StrEnum):
    """How far a batch is."""

    WAITING = "waiting"
    PLANNED = "planned"
    APPLIED = "applied"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class LineFate(StrEnum):
    """What became of one piece of a batch."""

    WAITING = "waiting"
    WRITTEN = "written"
    GONE = "gone"
    CHANGED = "changed"


RULE_WORDS = {
    RuleKind.PERCENT: gettext_noop("Percent up or down"),
    RuleKind.AMOUNT: gettext_noop("Yuan up or down"),
    RuleKind.MARGIN: gettext_noop("Margin of the tag price"),
    RuleKind.LABOUR: gettext_noop("Labour per gram"),
    RuleKind.EACH: gettext_noop("A price for each piece"),
}
STATE_WORDS = {
    RepricingState.WAITING: gettext_noop("waits for approval"),
    RepricingState.PLANNED: gettext_noop("planned"),
    RepricingState.APPLIED: gettext_noop("written"),
    RepricingState.REFUSED: gettext_noop("not allowed"),
    RepricingState.CANCELLED: gettext_noop("cancelled"),
}
FATE_WORDS = {
    LineFate.WAITING: gettext_noop("waits"),
    LineFate.WRITTEN: gettext_noop("written"),
    LineFate.GONE: gettext_noop("left the stock before"),
    LineFate.CHANGED: gettext_noop("repriced by somebody else before"),
}
OPEN = frozenset({RepricingState.WAITING, RepricingState.PLANNED})
REPRICED_IN = frozenset(
    {PieceState.IN_STOCK, PieceState.IN_TRANSIT, PieceState.OUT, PieceState.OUTSIDE, PieceState.DRAFT}
)


class Why(StrEnum):
    """Why a piece of the choice keeps its price; the words of the screen."""

    NOT_FIXED = gettext_noop("priced by weight: change its labour instead")
    NOT_BY_WEIGHT = gettext_noop("has a fixed price: no labour per gram")
    NO_COST = gettext_noop("its cost is not known")
    NO_PRICE = gettext_noop("no price was given for it")
    SAME = gettext_noop("stays as it is")
    TOO_LOW = gettext_noop("the price would be nothing")
    NOT_HERE = gettext_noop("is not in stock any more")


@dataclass(frozen=True, slots=True)
class PriceRule:
    """One rule for all pieces of a batch. `value`: bp, cents or cents a gram by `kind`; `prices`: cents by tag."""

    kind: str
    value: int = 0
    round_to: int = 100
    prices: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Priced:
    """What a tag says, and what the piece cost. `cost_cents` None: unknown."""

    tag: str
    state: str
    basis: str
    tag_cents: int | None
    labour_kind: str
    labour_value: int
    cost_cents: int | None


@dataclass(frozen=True, slots=True)
class NewPrice:
    """What the tag will say: a price for a fixed piece, labour per gram for another."""

    tag_cents: int | None
    labour_value: int
    change_bp: int


def checked_rule(rule: PriceRule) -> PriceRule:
    """The rule, if it makes sense. Raises: Invalid."""
    if rule.kind not in set(RuleKind):
        raise Invalid(field="kind", reason=gettext_noop("choose one of the ways of repricing offered"))
    if rule.round_to not in STEPS:
        raise Invalid(field="round_to", reason=gettext_noop("choose one of the roundings offered"))
    low, high = {
        RuleKind.PERCENT: (1 - BASIS, MOST_BP), RuleKind.MARGIN: (0, BASIS - 1), RuleKind.LABOUR: (1, 10**7),
        RuleKind.AMOUNT: (-(10**9), 10**9), RuleKind.EACH: (0, 0),
    }[RuleKind(rule.kind)]  # fmt: skip
    if not low <= rule.value <= high:
        raise Invalid(field="value", reason=gettext_noop("this number is beyond what the rule can take"))
    if rule.kind == RuleKind.EACH and not rule.prices:
        raise Invalid(field="prices", reason=gettext_noop("give a price beside each tag"))
    return rule


def new_price(piece: Priced, rule: PriceRule) -> NewPrice | Why:
    """What `rule` makes of one piece, or why it stays. Rounded once, half away from zero, to the rule's step."""
    if piece.state not in REPRICED_IN:
        return Why.NOT_HERE
    if rule.kind == RuleKind.LABOUR:
        return _new_labour(piece, rule.value)
    if piece.basis != PriceBasis.FIXED:
        return Why.NOT_FIXED
    found = _new_tag(piece, rule)
    if isinstance(found, Why):
        return found
    before, after = piece.tag_cents or 0, found
    if after <= 0:
        return Why.TOO_LOW
    if after == before:
        return Why.SAME
    return NewPrice(after, 0, _size(before, after, rule))


def _size(before: int, after: int, rule: PriceRule) -> int:
    """How large a change counts against the limit: ten percent stay ten where only the last yuan was rounded."""
    if rule.kind == RuleKind.PERCENT and rule.round_to <= ROUNDED_FREELY:
        return abs(rule.value)
    return changed_bp(before, after)


def _new_labour(piece: Priced, value: int) -> NewPrice | Why:
    if piece.basis == PriceBasis.FIXED:
        return Why.NOT_BY_WEIGHT
    if piece.labour_kind == LabourKind.PER_GRAM and piece.labour_value == value:
        return Why.SAME
    # Labour of another kind cannot be compared in percent: such a change asks a second person by its size.
    before = piece.labour_value if piece.labour_kind == LabourKind.PER_GRAM else 0
    return NewPrice(None, value, changed_bp(before, value))


def _new_tag(piece: Priced, rule: PriceRule) -> int | Why:
    before = piece.tag_cents or 0
    if rule.kind == RuleKind.EACH:
        return rule.prices.get(piece.tag, Why.NO_PRICE)  # a person wrote it: it is not rounded
    if rule.kind == RuleKind.MARGIN:
        if not piece.cost_cents:
            return Why.NO_COST
        return _rounded(piece.cost_cents * BASIS, BASIS - rule.value, rule.round_to)
    if rule.kind == RuleKind.AMOUNT:
        return _rounded(before + rule.value, 1, rule.round_to)
    return _rounded(before * (BASIS + rule.value), BASIS, rule.round_to)


def _rounded(numerator: int, denominator: int, step: int) -> int:
    """`numerator / denominator` to the nearest whole step."""
    return divide_half_away(numerator, denominator * step) * step


def changed_bp(before: int, after: int) -> int:
    """By how many basis points a price changes, up or down; all of it where there was none."""
    return BASIS if before <= 0 else min(MOST_BP, divide_half_away(abs(after - before) * BASIS, before))


def margin_bp(price_cents: int | None, cost_cents: int | None) -> int | None:
    """The share of the tag price that is above the cost; None where either is unknown."""
    if not price_cents or cost_cents is None:
        return None
    return divide_half_away((price_cents - cost_cents) * BASIS, price_cents)


def as_lines(text: str) -> tuple[tuple[str, str], ...]:
    """Tags as scanned or pasted from a sheet: one a line, a price may stand behind it."""
    rows = [line.replace(",", " ").replace("，", " ").split() for line in text.splitlines()]
    return tuple(dict.fromkeys((row[0].upper(), row[1] if len(row) > 1 else "") for row in rows if row))


def digest_of(lines: Sequence[tuple[str, int | None, int]], *, reason: str) -> str:
    """What a second person's yes is bound to: every piece and what it will say."""
    return hashlib.sha256(json.dumps([reason, *map(list, lines)], ensure_ascii=False).encode()).hexdigest()


def refuse_unless_open(state: str, *, number: str) -> None:
    """Refuse a batch that was written or ended. Raises: RepricingEnded."""
    if RepricingState(state) not in OPEN:
        raise RepricingEnded(number=number, state=STATE_WORDS[RepricingState(state)])


def fate_of(piece: Priced, line: Priced) -> LineFate:
    """Whether the piece is still as it was when the batch was made."""
    if piece.state not in REPRICED_IN:
        return LineFate.GONE
    same = (piece.basis, piece.tag_cents, piece.labour_kind, piece.labour_value) == (
        line.basis, line.tag_cents, line.labour_kind, line.labour_value,
    )  # fmt: skip
    return LineFate.WRITTEN if same else LineFate.CHANGED
