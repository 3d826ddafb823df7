"""From the stored JSON of a rule version to a Programme, refusing what does not hold together. Pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeGuard

from facet.kernel.errors import gettext_noop
from facet.loyalty.errors import ProgrammeInvalid
from facet.loyalty.rules.kinds import PointsClass
from facet.loyalty.rules.programme import Bonus, GradeFacts, MemberDay, Programme, Window, Worth

LARGEST_BP = 1_000_000  # × 100
CODE = re.compile(r"[a-z][a-z0-9_-]{0,15}")
LARGEST_POINTS = 1_000_000
KEYS = {"rates", "windows", "member_days", "bonuses", "years_kept", "worth"}

Json = Mapping[str, object]


def parse_programme(rules: Json, ladder: Sequence[GradeFacts], *, version_id: int = 0, number: int = 0) -> Programme:
    """The programme that `rules` and `ladder` describe. Raises: ProgrammeInvalid."""
    if unknown := set(rules) - KEYS:
        raise ProgrammeInvalid(where=", ".join(sorted(unknown)), reason=gettext_noop("unknown rule"))
    codes = {grade.code for grade in ladder}
    return Programme(
        version_id=version_id,
        number=number,
        rates=_rates(rules.get("rates", {})),
        windows=tuple(_window(item, f"windows {i}", codes) for i, item in _rows(rules, "windows")),
        member_days=tuple(_member_day(item, f"member_days {i}", codes) for i, item in _rows(rules, "member_days")),
        bonuses=tuple(_bonus(item, f"bonuses {i}") for i, item in _rows(rules, "bonuses")),
        years_kept=_whole(rules, "years_kept", "years_kept", 0, 20),
        worth=_worth(rules.get("worth")),
        ladder=checked_ladder(ladder),
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


def _rows(rules: Json, key: str) -> list[tuple[int, Json]]:
    rows = rules.get(key, [])
    if not isinstance(rows, list) or len(rows) > 200 or not all(isinstance(row, Mapping) for row in rows):
        raise ProgrammeInvalid(where=key, reason=gettext_noop("must be a list of at most 200 rules"))
    return list(enumerate(rows, start=1))


def _is_whole(value: object, low: int, high: int) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _whole(item: Json, key: str, where: str, low: int, high: int) -> int:
    value = item.get(key)
    if not _is_whole(value, low, high):
        raise ProgrammeInvalid(where=f"{where} {key}", reason=gettext_noop("must be a whole number within its bounds"))
    return value


def _text(item: Json, key: str, where: str, *, needed: bool = True) -> str:
    value = item.get(key, "")
    if not isinstance(value, str) or len(value) > 60 or (needed and not value.strip()):
        raise ProgrammeInvalid(where=f"{where} {key}", reason=gettext_noop("must be a text of at most 60 characters"))
    return value


def _day(item: Json, key: str, where: str) -> date:
    try:
        return date.fromisoformat(str(item.get(key)))
    except ValueError:
        raise ProgrammeInvalid(
            where=f"{where} {key}", reason=gettext_noop("must be a day such as 2026-12-24")
        ) from None


def _codes(item: Json, key: str, where: str, known: set[str]) -> frozenset[str]:
    values = item.get(key, [])
    if not isinstance(values, list) or not set(map(str, values)) <= known:
        raise ProgrammeInvalid(
            where=f"{where} {key}", reason=gettext_noop("names something the programme does not know")
        )
    return frozenset(map(str, values))


def _rates(rates: object) -> dict[str, int]:
    known = set(PointsClass)
    if (
        not isinstance(rates, Mapping)
        or not set(rates) <= known
        or not all(_is_whole(rate, 0, LARGEST_BP) for rate in rates.values())
    ):
        raise ProgrammeInvalid(
            where="rates", reason=gettext_noop("must give known classes of goods a rate within its bounds")
        )
    return {str(name): rate for name, rate in rates.items()}


def _window(item: Json, where: str, grades: set[str]) -> Window:
    window = Window(
        name=_text(item, "name", where),
        name_en=_text(item, "name_en", where, needed=False),
        begins=_day(item, "begins", where),
        until=_day(item, "until", where),
        factor_bp=_whole(item, "factor_bp", where, 1, LARGEST_BP),
        yearly=item.get("yearly", False) is True,
        classes=_codes(item, "classes", where, set(PointsClass)),
        grades=_codes(item, "grades", where, grades),
    )
    if not window.begins < window.until or (window.yearly and (window.until - window.begins).days > 366):
        raise ProgrammeInvalid(where=where, reason=gettext_noop("ends before it begins, or lasts longer than its year"))
    return window


def _member_day(item: Json, where: str, grades: set[str]) -> MemberDay:
    every = _text(item, "every", where)
    if every not in ("month", "week"):
        raise ProgrammeInvalid(where=f"{where} every", reason=gettext_noop("must be month or week"))
    return MemberDay(
        name=_text(item, "name", where),
        name_en=_text(item, "name_en", where, needed=False),
        every=every,
        day=_whole(item, "day", where, 1, 31 if every == "month" else 7),
        factor_bp=_whole(item, "factor_bp", where, 1, LARGEST_BP),
        classes=_codes(item, "classes", where, set(PointsClass)),
        grades=_codes(item, "grades", where, grades),
    )


def _bonus(item: Json, where: str) -> Bonus:
    return Bonus(
        name=_text(item, "name", where),
        name_en=_text(item, "name_en", where, needed=False),
        points=_whole(item, "points", where, 1, LARGEST_POINTS),
        style_code=_text(item, "style_code", where, needed=False),
        begins=_day(item, "begins", where) if item.get("begins") else None,
        until=_day(item, "until", where) if item.get("until") else None,
    )


def _worth(worth: object) -> Worth:
    if not isinstance(worth, Mapping):
        raise ProgrammeInvalid(where="worth", reason=gettext_noop("must say how many points are worth how many cents"))
    return Worth(
        points=_whole(worth, "points", "worth", 1, LARGEST_POINTS),
        cents=_whole(worth, "cents", "worth", 1, LARGEST_POINTS),
        expected_bp=_whole(worth, "expected_bp", "worth", 0, 10_000),
    )
