"""Reading one value out of a stored rule, or refusing it by the field's name. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import TypeGuard

from facet.kernel.errors import gettext_noop
from facet.loyalty.errors import ProgrammeInvalid

LARGEST_BP = 1_000_000  # × 100
LARGEST_POINTS = 1_000_000
LARGEST_CENTS = 10**12

Json = Mapping[str, object]


def rows_of(rules: Json, key: str, *, within: str = "") -> list[tuple[str, Json]]:
    """The rules under `key`, each with its name for refusals ("windows 2"). Raises: ProgrammeInvalid."""
    rows = rules.get(key, [])
    if not isinstance(rows, list) or len(rows) > 200 or not all(isinstance(row, Mapping) for row in rows):
        raise ProgrammeInvalid(where=f"{within}{key}", reason=gettext_noop("must be a list of at most 200 rules"))
    return [(f"{within}{key} {number}", row) for number, row in enumerate(rows, start=1)]


def section(rules: Json, key: str, *, known: set[str]) -> Json:
    """The rules under `key` as one section, {} where there is none. Raises: ProgrammeInvalid."""
    found = rules.get(key, {})
    if not isinstance(found, Mapping):
        raise ProgrammeInvalid(where=key, reason=gettext_noop("must be a section with fields"))
    if unknown := set(found) - known:
        raise ProgrammeInvalid(where=f"{key} {', '.join(sorted(unknown))}", reason=gettext_noop("unknown rule"))
    return found


def is_whole(value: object, bounds: tuple[int, int]) -> TypeGuard[int]:
    """Whether `value` is a whole number within `bounds`, both included."""
    return isinstance(value, int) and not isinstance(value, bool) and bounds[0] <= value <= bounds[1]


def whole(item: Json, key: str, *, where: str, bounds: tuple[int, int], default: int | None = None) -> int:
    """A whole number within `bounds`; `default` where there is none. Raises: ProgrammeInvalid."""
    value = item.get(key, default)
    if not is_whole(value, bounds):
        raise ProgrammeInvalid(where=f"{where} {key}", reason=gettext_noop("must be a whole number within its bounds"))
    return value


def text(item: Json, key: str, *, where: str, needed: bool = True) -> str:
    """A text of at most 60 characters. Raises: ProgrammeInvalid."""
    value = item.get(key, "")
    if not isinstance(value, str) or len(value) > 60 or (needed and not value.strip()):
        raise ProgrammeInvalid(where=f"{where} {key}", reason=gettext_noop("must be a text of at most 60 characters"))
    return value


def truth(item: Json, key: str, *, where: str) -> bool:
    """A yes or no, no by default. Raises: ProgrammeInvalid."""
    value = item.get(key, False)
    if not isinstance(value, bool):
        raise ProgrammeInvalid(where=f"{where} {key}", reason=gettext_noop("must be yes or no"))
    return value


def day(item: Json, key: str, *, where: str) -> date:
    """A calendar day. Raises: ProgrammeInvalid."""
    try:
        return date.fromisoformat(str(item.get(key)))
    except ValueError:
        raise ProgrammeInvalid(
            where=f"{where} {key}", reason=gettext_noop("must be a day such as 2026-12-24")
        ) from None


def optional_days(item: Json, *, where: str) -> tuple[date | None, date | None]:
    """`begins` and `until`, half-open, each None where it is open. Raises: ProgrammeInvalid."""
    begins = day(item, "begins", where=where) if item.get("begins") else None
    until = day(item, "until", where=where) if item.get("until") else None
    if begins and until and begins >= until:
        raise ProgrammeInvalid(where=where, reason=gettext_noop("ends before it begins"))
    return begins, until


def codes(item: Json, key: str, *, where: str, known: set[str]) -> frozenset[str]:
    """Names out of `known`. Raises: ProgrammeInvalid."""
    values = item.get(key, [])
    if not isinstance(values, list) or not set(map(str, values)) <= known:
        raise ProgrammeInvalid(
            where=f"{where} {key}", reason=gettext_noop("names something the programme does not know")
        )
    return frozenset(map(str, values))


def wholes(item: Json, key: str, *, where: str, bounds: tuple[int, int], default: tuple[int, ...]) -> tuple[int, ...]:
    """At most ten whole numbers. Raises: ProgrammeInvalid."""
    values = item.get(key, list(default))
    if not isinstance(values, list) or len(values) > 10 or not all(is_whole(value, bounds) for value in values):
        raise ProgrammeInvalid(
            where=f"{where} {key}", reason=gettext_noop("must be at most ten whole numbers within their bounds")
        )
    return tuple(values)
