"""From the stored JSON of a rule version to a Programme, refusing what does not hold together. Pure."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from facet.kernel.errors import gettext_noop
from facet.kernel.money import BASIS
from facet.loyalty.errors import ProgrammeInvalid
from facet.loyalty.rules import parsing_sections as sections
from facet.loyalty.rules.kinds import PointsClass
from facet.loyalty.rules.programme import (
    EVERY,
    Bonus,
    GradeFacts,
    GroupBonus,
    MemberDay,
    Programme,
    SpendingStep,
    Window,
    Worth,
)
from facet.loyalty.rules.reading import (
    LARGEST_BP,
    LARGEST_CENTS,
    LARGEST_POINTS,
    Json,
    codes,
    day,
    is_whole,
    optional_days,
    rows_of,
    text,
    truth,
    whole,
)

CODE = re.compile(r"[a-z][a-z0-9_-]{0,15}")
FACTOR = (1, LARGEST_BP)
KEYS = {
    "rates", "windows", "member_days", "bonuses", "years_kept", "worth", "group_bonuses", "steps", "steps_by_year",
    "rewards", "referral", "cash", "pending", "transfer", "expiry", "basis",
    "earning_base",
}  # fmt: skip


def parse_programme(rules: Json, ladder: Sequence[GradeFacts], *, version_id: int = 0, number: int = 0) -> Programme:
    """The programme that `rules` and `ladder` describe. Raises: ProgrammeInvalid."""
    if unknown := set(rules) - KEYS:
        raise ProgrammeInvalid(where=", ".join(sorted(unknown)), reason=gettext_noop("unknown rule"))
    grades = {grade.code for grade in ladder}
    return Programme(
        version_id=version_id,
        number=number,
        rates=_rates(rules.get("rates", {})),
        windows=tuple(_window(item, where, grades) for where, item in rows_of(rules, "windows")),
        member_days=tuple(_member_day(item, where, grades) for where, item in rows_of(rules, "member_days")),
        bonuses=tuple(_bonus(item, where) for where, item in rows_of(rules, "bonuses")),
        worth=_worth(rules.get("worth")),
        ladder=checked_ladder(ladder),
        group_bonuses=tuple(_group_bonus(item, where) for where, item in rows_of(rules, "group_bonuses")),
        steps=_steps(rules),
        steps_by_year=truth(rules, "steps_by_year", where="steps"),
        rewards=sections.rewards(rules),
        referral=sections.referral(rules),
        cash=sections.cash(rules),
        pending=sections.pending(rules),
        transfer=sections.transfer(rules),
        expiry=sections.expiry(rules),
        basis=sections.basis(rules),
        earning_base=sections.earning_base(rules),
    )


def checked_ladder(ladder: Sequence[GradeFacts]) -> tuple[GradeFacts, ...]:
    """The ladder by threshold: it begins at 0, no two steps share a code or a threshold."""
    steps = sorted(ladder, key=lambda grade: grade.threshold)
    if not steps or steps[0].threshold != 0:
        raise ProgrammeInvalid(where="ladder", reason=gettext_noop("the first grade must begin at 0 points"))
    for field in ("code", "threshold"):
        values = [getattr(grade, field) for grade in steps]
        if len(set(values)) != len(values):
            raise ProgrammeInvalid(where=f"ladder {field}", reason=gettext_noop("two grades have the same value"))
    for grade in steps:
        if not CODE.fullmatch(grade.code) or not grade.name or not 0 < grade.coefficient_bp <= LARGEST_BP:
            raise ProgrammeInvalid(
                where=f"ladder {grade.code}",
                reason=gettext_noop("needs a code of small Latin letters and digits, a name and a multiplier above 0"),
            )
    return tuple(steps)


def _rates(rates: object) -> dict[str, int]:
    known = set(PointsClass)
    if (
        not isinstance(rates, Mapping)
        or not set(rates) <= known
        or not all(is_whole(rate, (0, LARGEST_BP)) for rate in rates.values())
    ):
        raise ProgrammeInvalid(
            where="rates", reason=gettext_noop("must give known classes of goods a rate within its bounds")
        )
    return {str(name): rate for name, rate in rates.items()}


def _window(item: Json, where: str, grades: set[str]) -> Window:
    window = Window(
        name=text(item, "name", where=where),
        name_en=text(item, "name_en", where=where, needed=False),
        begins=day(item, "begins", where=where),
        until=day(item, "until", where=where),
        factor_bp=whole(item, "factor_bp", where=where, bounds=FACTOR),
        yearly=item.get("yearly", False) is True,
        classes=codes(item, "classes", where=where, known=set(PointsClass)),
        grades=codes(item, "grades", where=where, known=grades),
    )
    if not window.begins < window.until or (window.yearly and (window.until - window.begins).days > 366):
        raise ProgrammeInvalid(where=where, reason=gettext_noop("ends before it begins, or lasts longer than its year"))
    return window


def _member_day(item: Json, where: str, grades: set[str]) -> MemberDay:
    every = text(item, "every", where=where)
    if every not in EVERY:
        raise ProgrammeInvalid(where=f"{where} every", reason=gettext_noop("must be month, digit, week or lunar"))
    return MemberDay(
        name=text(item, "name", where=where),
        name_en=text(item, "name_en", where=where, needed=False),
        every=every,
        day=whole(item, "day", where=where, bounds=EVERY[every]),
        factor_bp=whole(item, "factor_bp", where=where, bounds=FACTOR),
        classes=codes(item, "classes", where=where, known=set(PointsClass)),
        grades=codes(item, "grades", where=where, known=grades),
    )


def _bonus(item: Json, where: str) -> Bonus:
    begins, until = optional_days(item, where=where)
    return Bonus(
        name=text(item, "name", where=where),
        name_en=text(item, "name_en", where=where, needed=False),
        points=whole(item, "points", where=where, bounds=(1, LARGEST_POINTS)),
        style_code=text(item, "style_code", where=where, needed=False),
        begins=begins,
        until=until,
    )


def _group_bonus(item: Json, where: str) -> GroupBonus:
    begins, until = optional_days(item, where=where)
    bonus = GroupBonus(
        name=text(item, "name", where=where),
        name_en=text(item, "name_en", where=where, needed=False),
        group_code=text(item, "group_code", where=where),
        factor_bp=whole(item, "factor_bp", where=where, bounds=(BASIS, LARGEST_BP), default=BASIS),
        points=whole(item, "points", where=where, bounds=(0, LARGEST_POINTS), default=0),
        begins=begins,
        until=until,
    )
    if bonus.factor_bp == BASIS and not bonus.points:
        raise ProgrammeInvalid(where=where, reason=gettext_noop("gives neither a multiplier above 1 nor points"))
    return bonus


def _steps(rules: Json) -> tuple[SpendingStep, ...]:
    steps = sorted(
        (
            SpendingStep(
                whole(item, "from_cents", where=where, bounds=(1, LARGEST_CENTS)),
                whole(item, "factor_bp", where=where, bounds=(BASIS, LARGEST_BP)),
            )
            for where, item in rows_of(rules, "steps")
        ),
        key=lambda step: step.from_cents,
    )
    for lower, higher in pairwise(steps):
        if lower.from_cents == higher.from_cents or lower.factor_bp > higher.factor_bp:
            raise ProgrammeInvalid(where="steps", reason=gettext_noop("a higher step must not earn less"))
    return tuple(steps)


def _worth(worth: object) -> Worth:
    if not isinstance(worth, Mapping):
        raise ProgrammeInvalid(where="worth", reason=gettext_noop("must say how many points are worth how many cents"))
    return Worth(
        points=whole(worth, "points", where="worth", bounds=(1, LARGEST_POINTS)),
        cents=whole(worth, "cents", where="worth", bounds=(1, LARGEST_POINTS)),
        expected_bp=whole(worth, "expected_bp", where="worth", bounds=(0, BASIS)),
    )
