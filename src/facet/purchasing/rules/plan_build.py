"""A whole plan from its facts: one row for each kind of goods that sells, is asked for, or is missing. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from facet.kernel.money import divide_half_away, split_by_largest_remainder
from facet.purchasing.rules.forecast import GRAINS, Forecast, Method, forecast
from facet.purchasing.rules.forecast_shape import Horizon, demand_e6, week_shape, year_shape
from facet.purchasing.rules.lost_sales import lost_e6
from facet.purchasing.rules.plan import Cut, Position, Proposal, Terms, propose, safety_pieces
from facet.purchasing.rules.plan_budget import Budget, Claim, within_budget

MOST_HISTORY = 24  # periods that a row shows


class Kind(NamedTuple):
    """What a row is of: the group's code, the category's id, the weight band, the price band."""

    group: str
    category: int
    weight: str
    price: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What one piece costs and weighs, and who usually brings it. Units: cents, mg."""

    cents: int
    mg: int
    supplier_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a plan is worked out from, as of `on`.

    `sold`: pieces by period, the oldest first, `first` the place in the year of the first; `weekdays`: pieces sold
    by weekday, Monday first. `branches`: the root of each category, whose shape of the year it shares. `asked`: times
    asked for in vain, `out_bp`: share of store days without goods, both of the last ninety days. `lead_days`: how long
    suppliers really take, by supplier's id; where it is unknown the plan's own days count.
    """

    on: date
    grain: str
    first: int
    sold: Mapping[Kind, Sequence[int]]
    weekdays: Sequence[int]
    branches: Mapping[int, int]
    positions: Mapping[Kind, Position] = field(default_factory=dict)
    units: Mapping[tuple[int, str, str], Unit] = field(default_factory=dict)
    asked: Mapping[Kind, int] = field(default_factory=dict)
    out_bp: Mapping[tuple[str, int], int] = field(default_factory=dict)
    lead_days: Mapping[int, int] = field(default_factory=dict)

    def unit(self, kind: Kind) -> Unit:
        """What a piece of `kind` costs and weighs, and who brings it."""
        return self.units.get(kind[1:], Unit(0, 0, None))


@dataclass(slots=True)
class PlannedRow:
    """One row of the plan with everything its reason is told from."""

    kind: Kind
    unit: Unit
    position: Position
    proposal: Proposal
    said: Forecast
    history: Sequence[int]
    trace: dict[str, Any]
    buy: int
    cut: Cut


def build_plan(facts: Facts, terms: Terms, *, budget: Budget) -> list[PlannedRow]:
    """The rows of a plan, those that cost most first; a budget cuts last what is covered best."""
    shapes, week = _shapes(facts), week_shape(facts.weekdays)
    weights: dict[tuple[int, int | None], int] = {}  # by days and branch: suppliers differ in the days they take
    rows = []
    for kind in sorted({*facts.sold, *facts.asked}):
        branch = facts.branches[kind.category]
        said = forecast(facts.sold.get(kind, ()), GRAINS[facts.grain], first=facts.first, shape=shapes[branch])
        own = _own_terms(facts, terms, kind)
        horizon = Horizon(facts.on, own.days, facts.grain)
        key = own.days, branch if said.method == Method.SHAPED else None
        if key not in weights:
            weights[key] = horizon.weight(shapes[branch] if key[1] is not None else None, week)
        demand = demand_e6(said.next_e6, horizon, weight=weights[key])
        if demand or facts.asked.get(kind):
            rows.append(_row(facts, own, horizon, kind=kind, said=said, demand=demand))
    _cut(rows, budget)
    return sorted(rows, key=lambda row: (-row.buy * row.unit.cents, row.kind))


def _own_terms(facts: Facts, terms: Terms, kind: Kind) -> Terms:
    """The plan's terms with the days that the usual supplier of `kind` was measured to take."""
    measured = facts.lead_days.get(facts.unit(kind).supplier_id or 0)
    return terms if measured is None else replace(terms, lead_days=measured)


def _shapes(facts: Facts) -> dict[int, tuple[int, ...] | None]:
    """The shape of the year of each branch, from the periods that no method is tested on."""
    season, held = GRAINS[facts.grain].season, GRAINS[facts.grain].held
    totals: dict[int, list[int]] = {branch: [] for branch in facts.branches.values()}
    for kind, series in facts.sold.items():
        total = totals[facts.branches[kind.category]]
        total += [0] * (len(series) - len(total))
        for at, value in enumerate(series):
            total[at] += value
    return {
        branch: year_shape(total[: max(season, len(total) - held)], first=facts.first, season=season)
        for branch, total in totals.items()
    }


def _row(facts: Facts, terms: Terms, horizon: Horizon, *, kind: Kind, said: Forecast, demand: int) -> PlannedRow:
    asked, out = facts.asked.get(kind, 0), facts.out_bp.get((kind.group, kind.category), 0)
    lost = lost_e6(demand_e6=demand, days=terms.days, asked=asked, out_bp=out)
    error = said.squared_e12
    safety = safety_pieces(
        squared_e12=error, days=terms.days, period_days_e4=horizon.period_days_e4, service_bp=terms.service_bp
    )
    position = facts.positions.get(kind, Position())
    found = propose(demand_e6=demand, lost_e6=lost, safety=safety, position=position, terms=terms)
    series, unit = facts.sold.get(kind, ()), facts.unit(kind)
    trace = {
        "rate_e6": divide_half_away(demand, terms.days) if terms.days else 0, "days": terms.days, "held": said.held,
        "lead_days": terms.lead_days, "measured": unit.supplier_id in facts.lead_days,
        "asked": asked, "out_bp": out, "service_bp": terms.service_bp, "wanted_e6": found.wanted_e6,
        "most": found.most, "ageing_days": terms.ageing_days, "safety_dropped": found.safety_dropped,
        "aged": position.aged, "after_age": found.buy, "sold": sum(series), "next_e6": _next(said),
    }  # fmt: skip
    return PlannedRow(kind, unit, position, found, said, series[-MOST_HISTORY:], trace, found.buy, found.cut)


def _next(said: Forecast) -> int:
    """What is said of the next period, its season put in."""
    chosen = said.of(said.method)
    return chosen.next_e6 if chosen else said.next_e6


def _cut(rows: Sequence[PlannedRow], budget: Budget) -> None:
    claims = [
        Claim(row.buy, row.unit.cents, row.unit.mg, row.position.available, row.proposal.demand_e6) for row in rows
    ]
    for row, granted in zip(rows, within_budget(claims, budget), strict=True):
        if granted < row.buy:
            row.buy, row.cut = granted, Cut.BUDGET


def shared_out(pieces: int, weights: Mapping[Kind, int]) -> dict[Kind, int]:
    """Pieces of which only part of the kind is known, shared among the kinds they may be by what each sells."""
    kinds = sorted(weights)
    if not kinds:
        return {}
    sold = [weights[kind] for kind in kinds] if sum(weights.values()) else [1] * len(kinds)
    return dict(zip(kinds, split_by_largest_remainder(pieces, sold), strict=True))
