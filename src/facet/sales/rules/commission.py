"""What a salesperson earns on a line: by the gram, by the takings, by the labour, or a fixed sum instead. Pure.

The rules of a plan are tried from the top, fixed sums per piece first: the first that fits a person
counts, alone. The line's whole commission is cut by the shares of F35, largest remainder. A return
books the exact negatives of what was stored. Units: cents, mg, basis points.
Source: F36, P26, R329; docs/algorithms/commission.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import (
    BASIS,
    basis_points_of,
    cut_to_centigram,
    divide_half_away,
    share,
    split_by_largest_remainder,
)


class Pays(StrEnum):
    """What a rule pays for."""

    PER_GRAM = "per_gram"  # rate: cents for each gram
    PERCENT = "percent"  # rate: basis points of net
    LABOUR = "labour"  # rate: basis points of the labour that was charged
    PER_PIECE = "per_piece"  # rate: cents for each piece, instead of everything else


PAYS_LABELS: dict[str, str] = {
    Pays.PER_GRAM: gettext_noop("Yuan a gram"),
    Pays.PERCENT: gettext_noop("Percent of the takings"),
    Pays.LABOUR: gettext_noop("Percent of the labour"),
    Pays.PER_PIECE: gettext_noop("Yuan a piece, instead of the rest"),
}
MOST_RATE = {Pays.PER_GRAM: 100_000, Pays.PERCENT: BASIS, Pays.LABOUR: BASIS, Pays.PER_PIECE: 10_000_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionRule:
    """One line of a plan; what it does not name holds for all. `category` holds with everything under it."""

    id: int
    pays: str
    rate: int
    store_id: int | None = None
    role: str = ""
    category: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldFacts:
    """What a rule looks at. `labour_cents` is what was charged, after the discount on it."""

    store_id: int
    net_cents: int
    weight_mg: int
    labour_cents: int
    quantity: int
    path: tuple[str, ...] = ()
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earner:
    """One salesperson of a ticket."""

    staff_id: int
    share_bp: int
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """What one person earns on one line: `whole_cents` is the line's under her rule, `cents` her part."""

    staff_id: int
    rule: CommissionRule
    whole_cents: int
    cents: int


def check_rate(pays: str, rate: int) -> None:
    """Raises: Invalid for an unknown kind or a rate nobody means."""
    if pays not in PAYS_LABELS:
        raise Invalid(field="pays", reason=gettext_noop("Choose one of the list."))
    if not 0 <= rate <= MOST_RATE[Pays(pays)]:
        raise Invalid(field="rate", reason=gettext_noop("This rate is out of all proportion."))


def charged_labour(*, labour_cents: int, discount_cents: int) -> int:
    """The labour that was charged: a discount comes off the labour first. Units: cents."""
    return max(0, labour_cents - max(0, discount_cents))


def fits(rule: CommissionRule, line: SoldFacts, *, roles: frozenset[str]) -> bool:
    """Whether a rule holds for this line and this person."""
    return (
        rule.store_id in {None, line.store_id}
        and (not rule.role or rule.role in roles)
        and (not rule.category or rule.category in line.path)
        and (not rule.style or rule.style == line.style)
    )


def rule_for(rules: Sequence[CommissionRule], line: SoldFacts, *, roles: frozenset[str]) -> CommissionRule | None:
    """The rule that counts: a fixed sum per piece before all others, else the first that fits."""
    ordered = sorted(rules, key=lambda rule: rule.pays != Pays.PER_PIECE)
    return next((rule for rule in ordered if fits(rule, line, roles=roles)), None)


def whole_cents(rule: CommissionRule, line: SoldFacts) -> int:
    """What the whole line pays under a rule, rounded once. Weights count as they price: cut to 0.01 g."""
    if rule.pays == Pays.PER_GRAM:
        return divide_half_away(rule.rate * cut_to_centigram(line.weight_mg), 1000)
    if rule.pays == Pays.PERCENT:
        return basis_points_of(line.net_cents, rule.rate)
    if rule.pays == Pays.LABOUR:
        return basis_points_of(line.labour_cents, rule.rate)
    return rule.rate * line.quantity


def commissions(rules: Sequence[CommissionRule], line: SoldFacts, *, people: Sequence[Earner]) -> list[Commission]:
    """What each person earns on a line; who has no rule earns nothing. One rule for all adds up to it exactly."""
    shares = [person.share_bp for person in people]
    found = []
    for place, person in enumerate(people):
        rule = rule_for(rules, line, roles=person.roles)
        if rule is None:
            continue
        whole = whole_cents(rule, line)
        cents = split_by_largest_remainder(whole, shares)[place]
        found.append(Commission(staff_id=person.staff_id, rule=rule, whole_cents=whole, cents=cents))
    return found


def taken_back(given: Mapping[int, int], taken: Mapping[int, int], *, returned: int, whole: int) -> dict[int, int]:
    """What each person loses now: negatives of what was stored, cumulative, exact with the last return.

    `given` and `taken` are by person; `taken` is what earlier returns took, positive. `returned` of `whole`
    has come back with this time.
    """
    staff = sorted(given)
    total = share(sum(given.values()), returned, whole)
    if not any(given.values()):
        return dict.fromkeys(staff, 0)
    targets = split_by_largest_remainder(total, [given[each] for each in staff])
    return {each: taken.get(each, 0) - target for each, target in zip(staff, targets, strict=True)}


def trace_of(rule: CommissionRule, line: SoldFacts, *, share_bp: int, whole: int) -> dict[str, Any]:
    """How an amount came about, for the page that explains it."""
    bases = {
        Pays.PER_GRAM.value: cut_to_centigram(line.weight_mg), Pays.PERCENT.value: line.net_cents,
        Pays.LABOUR.value: line.labour_cents, Pays.PER_PIECE.value: line.quantity,
    }  # fmt: skip
    return {"pays": rule.pays, "rate": rule.rate, "base": bases[rule.pays], "whole": whole, "share_bp": share_bp}
