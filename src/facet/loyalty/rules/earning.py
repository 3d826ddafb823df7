"""What a ticket earns: category rate × grade coefficient × period factor, floored per line, plus bonuses. Pure.

Source: F27, decisions.md §4.2–4.3, docs/algorithms/points.md §2, whose tables are this file's tests.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from facet.kernel.money import BASIS
from facet.loyalty.rules.programme import NO_FACTOR, GradeFacts, MemberDay, Programme, Window

CENTS_IN_YUAN = 100


@dataclass(frozen=True, slots=True)
class EarningLine:
    """One ticket line as loyalty sees it.

    `base_cents` is what the line earns on: after all discounts, tax included. `quantity`
    counts pieces for the bonus. `earns` is False for kinds that never earn (bars, stored value).
    """

    line_no: int
    points_class: str
    base_cents: int
    earns: bool = True
    is_new_product: bool = False
    style_code: str = ""
    quantity: int = 1
    label: str = ""  # the goods' name, for the explanation


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


@dataclass(frozen=True, slots=True)
class TicketPoints:
    """What a ticket earned, by line."""

    total: int
    lines: tuple[LinePoints, ...]


def points_of_ticket(
    lines: Sequence[EarningLine], *, programme: Programme, grade: GradeFacts, on: date
) -> TicketPoints:
    """The points of every line for a member who was `grade` before this ticket.

    Units: whole points. The order of the lines does not matter.
    """
    counted = tuple(_points_of_line(line, programme, grade, on) for line in lines)
    return TicketPoints(sum(line.points for line in counted), counted)


def multiplied_points(base_cents: int, *, rate_bp: int, coefficient_bp: int, factor_bp: int) -> int:
    """floor(yuan × rate × coefficient × factor), cut once, at the end; never below zero."""
    if base_cents <= 0:
        return 0
    return base_cents * rate_bp * coefficient_bp * factor_bp // (CENTS_IN_YUAN * BASIS**3)


def period_factor(
    line: EarningLine, *, programme: Programme, grade: GradeFacts, on: date
) -> tuple[int, Window | MemberDay | None]:
    """The factor of the day for this line and where it comes from; the highest of several counts.

    Among equal factors the first rule is named. Source: decisions.md §4.3.
    """
    rules: list[Window | MemberDay] = [*programme.windows, *programme.member_days]
    open_now = [rule for rule in rules if rule.open_on(on) and _meant_for(rule, line.points_class, grade.code)]
    winner = max(open_now, key=lambda rule: rule.factor_bp, default=None)
    return (winner.factor_bp, winner) if winner else (NO_FACTOR, None)


def _meant_for(rule: Window | MemberDay, points_class: str, grade: str) -> bool:
    return (not rule.classes or points_class in rule.classes) and (not rule.grades or grade in rule.grades)


def bonuses_of_line(line: EarningLine, *, programme: Programme, on: date) -> list[tuple[str, int]]:
    """The named extra points of a line, per piece, all that apply. Source: decisions.md §3.10."""
    return [
        (bonus.name, bonus.points * line.quantity)
        for bonus in programme.bonuses
        if bonus.open_on(on) and (line.style_code == bonus.style_code if bonus.style_code else line.is_new_product)
    ]


def _points_of_line(line: EarningLine, programme: Programme, grade: GradeFacts, on: date) -> LinePoints:
    earns = line.earns and line.base_cents > 0
    rate = programme.rates.get(line.points_class, 0) if earns else 0
    factor, rule = period_factor(line, programme=programme, grade=grade, on=on)
    bonuses = bonuses_of_line(line, programme=programme, on=on) if earns else []
    bonus = sum(points for _, points in bonuses)
    base = max(line.base_cents, 0) if line.earns else 0
    return LinePoints(
        line_no=line.line_no,
        points=bonus + multiplied_points(base, rate_bp=rate, coefficient_bp=grade.coefficient_bp, factor_bp=factor),
        points_class=line.points_class,
        base_cents=base,
        rate_bp=rate,
        coefficient_bp=grade.coefficient_bp,
        factor_bp=factor,
        bonus=bonus,
        trace={
            "label": line.label,
            "grade": grade.code,
            "window": rule.name if rule else "",
            "bonuses": [[name, points] for name, points in bonuses],
            "earns": line.earns,
        },
    )
