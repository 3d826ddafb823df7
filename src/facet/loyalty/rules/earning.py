"""What a ticket earns: rate × coefficient × period factor × spending step, floored per line, plus bonuses. Pure.

Source: F27, decisions.md §4.2–4.3, docs/algorithms/points.md §2, whose tables are this file's tests.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from facet.kernel.money import BASIS
from facet.loyalty.rules.earning_base import STORED, Amounts, EarningBase, amount_on
from facet.loyalty.rules.programme import NO_FACTOR, GradeFacts, GroupBonus, MemberDay, Programme, Window
from facet.loyalty.rules.sections import SpecialConsumption

CENTS_IN_YUAN = 100
PeriodRule = Window | MemberDay | GroupBonus


@dataclass(frozen=True, slots=True)
class EarningLine:
    """One ticket line as loyalty sees it.

    `base_cents` is what was paid of it: after all discounts, tax included; `amounts` are what programmes with
    another base count on. `quantity` counts pieces for the bonus. `earns` is False for kinds that never earn
    (bars, stored value).
    """

    line_no: int
    points_class: str
    base_cents: int
    earns: bool = True
    is_new_product: bool = False
    style_code: str = ""
    quantity: int = 1
    label: str = ""  # the goods' name, for the explanation
    promotion_bp: int = NO_FACTOR  # what a promotion of the ticket multiplies; the higher of it and the day's counts
    amounts: Amounts | None = None


@dataclass(frozen=True, slots=True)
class Buyer:
    """What counting must know of the member besides her grade, all from before this ticket.

    `groups` she is in, `year_cents` of earning base in this calendar year, and the classes she
    `bought` ever (empty for somebody who never bought).
    """

    groups: frozenset[str] = frozenset()
    year_cents: int = 0
    bought: frozenset[str] = frozenset()


NOBODY = Buyer()


@dataclass(frozen=True, slots=True)
class LinePoints:
    """What one line earned, and every number it was made of. `points` includes `bonus`."""

    line_no: int
    points: int
    points_class: str
    base_cents: int
    rate_bp: int
    coefficient_bp: int
    factor_bp: int
    bonus: int
    trace: dict[str, Any] = field(default_factory=dict)
    step_bp: int = NO_FACTOR


@dataclass(frozen=True, slots=True)
class TicketPoints:
    """What a ticket earned, by line."""

    total: int
    lines: tuple[LinePoints, ...]


def points_of_ticket(
    lines: Sequence[EarningLine], *, programme: Programme, grade: GradeFacts, on: date, buyer: Buyer = NOBODY
) -> TicketPoints:
    """The points of every line for a member who was `grade` before this ticket.

    Units: whole points. The order of the lines does not matter. Points that a rule gives once a
    ticket stand on the line with the greatest base, so that they come back with its goods.
    Raises: AmountUnknown.
    """
    lines = [on_base(line, programme.earning_base) for line in lines]
    step = step_factor(lines, programme=programme, buyer=buyer)
    once = bonuses_of_ticket(lines, programme=programme, on=on, buyer=buyer)
    counted = tuple(
        _points_of_line(
            line, _Day(programme, grade, on, buyer, step), [(name, each) for at, name, each in once if at == number]
        )
        for number, line in enumerate(lines)
    )
    return TicketPoints(sum(line.points for line in counted), counted)


def on_base(line: EarningLine, base: EarningBase) -> EarningLine:
    """The line with what it earns on under `base` as its `base_cents`. Raises: AmountUnknown."""
    cents = amount_on(base, paid_cents=line.base_cents, amounts=line.amounts, line_no=line.line_no)
    return replace(line, base_cents=cents)


def multiplied_points(
    base_cents: int, *, rate_bp: int, coefficient_bp: int, factor_bp: int, step_bp: int = NO_FACTOR
) -> int:
    """floor(yuan × rate × coefficient × factor × step), cut once, at the end; never below zero."""
    if base_cents <= 0:
        return 0
    return base_cents * rate_bp * coefficient_bp * factor_bp * step_bp // (CENTS_IN_YUAN * BASIS**4)


def period_factor(
    line: EarningLine, *, programme: Programme, grade: GradeFacts, on: date, buyer: Buyer = NOBODY
) -> tuple[int, PeriodRule | None]:
    """The factor of the day for this line and where it comes from; the highest of several counts.

    Windows, member days and what a group gets are one kind of thing here: never multiplied with
    each other. Among equal factors the first rule is named. Source: decisions.md §4.3.
    """
    rules: list[PeriodRule] = [
        rule for rule in _days(programme) if rule.open_on(on) and _meant_for(rule, line.points_class, grade.code)
    ]
    rules += [each for each in group_bonuses(programme, on=on, buyer=buyer) if each.factor_bp > NO_FACTOR]
    winner = max(rules, key=lambda rule: rule.factor_bp, default=None)
    if line.promotion_bp > (winner.factor_bp if winner else NO_FACTOR):
        return line.promotion_bp, None
    return (winner.factor_bp, winner) if winner else (NO_FACTOR, None)


def _days(programme: Programme) -> list[Window | MemberDay]:
    return [*programme.windows, *programme.member_days]


def _meant_for(rule: Window | MemberDay, points_class: str, grade: str) -> bool:
    return (not rule.classes or points_class in rule.classes) and (not rule.grades or grade in rule.grades)


def group_bonuses(programme: Programme, *, on: date, buyer: Buyer) -> list[GroupBonus]:
    """What the member's groups get on `on`. Source: R062."""
    return [bonus for bonus in programme.group_bonuses if bonus.group_code in buyer.groups and bonus.open_on(on)]


def step_factor(lines: Iterable[EarningLine], *, programme: Programme, buyer: Buyer = NOBODY) -> int:
    """The factor of the highest spending step that the ticket, or with it the year, reaches. Source: R063."""
    spent = sum(line.base_cents for line in lines if _counts(line)) + (
        buyer.year_cents if programme.steps_by_year else 0
    )
    return max((step.factor_bp for step in programme.steps if step.from_cents <= spent), default=NO_FACTOR)


def bonuses_of_line(line: EarningLine, *, programme: Programme, on: date) -> list[tuple[str, int]]:
    """The named extra points of a line, per piece, all that apply. Source: decisions.md §3.10."""
    return [
        (bonus.name, bonus.points * line.quantity)
        for bonus in programme.bonuses
        if bonus.open_on(on) and (line.style_code == bonus.style_code if bonus.style_code else line.is_new_product)
    ]


def bonuses_of_ticket(
    lines: Sequence[EarningLine], *, programme: Programme, on: date, buyer: Buyer = NOBODY
) -> list[tuple[int, str, int]]:
    """What is given once a ticket: (place of the line it stands on, name, points). Source: R062, R073."""
    places = [number for number, line in enumerate(lines) if _counts(line)]
    if not places:
        return []
    found = [
        (_greatest(lines, places), each.name, each.points)
        for each in group_bonuses(programme, on=on, buyer=buyer)
        if each.points
    ]
    for special in programme.rewards.special:
        meant = [n for n in places if special.points_class in ("", lines[n].points_class)]
        if meant and _is_special(special, [lines[n] for n in meant], buyer):
            found.append((_greatest(lines, meant), special.name, special.points))
    return found


def _is_special(special: SpecialConsumption, lines: Sequence[EarningLine], buyer: Buyer) -> bool:
    if sum(line.base_cents for line in lines) < special.min_cents:
        return False
    known = special.points_class in buyer.bought if special.points_class else bool(buyer.bought)
    return not (special.first and known)


def _greatest(lines: Sequence[EarningLine], places: Sequence[int]) -> int:
    return min(places, key=lambda number: (-lines[number].base_cents, lines[number].line_no))


def _counts(line: EarningLine) -> bool:
    return line.earns and line.base_cents > 0


@dataclass(frozen=True, slots=True)
class _Day:
    programme: Programme
    grade: GradeFacts
    on: date
    buyer: Buyer
    step_bp: int


def _points_of_line(line: EarningLine, day: _Day, once: Sequence[tuple[str, int]]) -> LinePoints:
    counts, grade = _counts(line), day.grade
    rate = day.programme.rates.get(line.points_class, 0) if counts else 0
    factor, rule = period_factor(line, programme=day.programme, grade=grade, on=day.on, buyer=day.buyer)
    bonuses = [*bonuses_of_line(line, programme=day.programme, on=day.on), *once] if counts else []
    bonus = sum(points for _, points in bonuses)
    base = max(line.base_cents, 0) if line.earns else 0
    product = multiplied_points(
        base, rate_bp=rate, coefficient_bp=grade.coefficient_bp, factor_bp=factor, step_bp=day.step_bp
    )
    return LinePoints(
        line_no=line.line_no, points=bonus + product, points_class=line.points_class, base_cents=base,
        rate_bp=rate, coefficient_bp=grade.coefficient_bp, factor_bp=factor, bonus=bonus, step_bp=day.step_bp,
        trace=_trace(line, day, rule, bonuses),
    )  # fmt: skip


def _trace(line: EarningLine, day: _Day, rule: PeriodRule | None, bonuses: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """What words and a replay need beside the numbers; what is as usual is left out."""
    base = day.programme.earning_base
    usual = {
        "label": line.label,
        "grade": day.grade.code,
        "window": rule.name if rule else "",
        "bonuses": [[name, points] for name, points in bonuses],
        "earns": line.earns,
    }
    rare = {"new": line.is_new_product, "style": line.style_code, "pieces": line.quantity if line.quantity > 1 else 0,
            "promotion_bp": line.promotion_bp if line.promotion_bp > NO_FACTOR else 0,
            "groups": sorted(day.buyer.groups), STORED: line.amounts.as_stored if line.amounts else [],
            "base": "" if base == EarningBase.PAID else base.value}  # fmt: skip
    return usual | {name: value for name, value in rare.items() if value}
