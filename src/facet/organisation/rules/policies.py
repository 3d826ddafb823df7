"""Rules of the house that a chain may set: what they are called, what they may be. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from facet.kernel.errors import Invalid, gettext_noop

KINDS = frozenset({"int", "yuan", "percent", "grams", "points", "choice", "yes_no", "text"})


@dataclass(frozen=True, slots=True)
class Setting:
    """Slot "setting": one rule of the house and its default.

    Whole numbers throughout: yuan in cents, percent in basis points, grams in mg. `choices` are
    (value, English label) pairs. `per_store` allows a store a value of its own.
    """

    key: str
    title: str
    hint: str
    kind: str
    default: Any
    low: int = 0
    high: int = 10**12
    choices: Sequence[tuple[str, str]] = ()
    per_store: bool = False
    group: str = ""
    order: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.key}: no such kind of setting: {self.kind}")


@dataclass(frozen=True, slots=True)
class Version:
    """One value with the day from which it counts; `store_id` None for the chain. `id` breaks a tie."""

    id: int
    value: Any
    store_id: int | None
    valid_from: date


def value_on(versions: Sequence[Version], *, store_id: int | None, on: date, default: Any) -> Any:
    """The value in force on `on`: the store's own before the chain's, the newest before older ones."""
    inside = [each for each in versions if each.valid_from <= on and each.store_id in {None, store_id}]
    if not inside:
        return default
    return max(inside, key=lambda each: (each.store_id is not None, each.valid_from, each.id)).value


def checked(setting: Setting, value: Any) -> Any:
    """`value` when the setting allows it. Raises: Invalid."""
    if setting.kind == "choice":
        if value not in {each for each, _ in setting.choices}:
            raise Invalid(field="value", reason=gettext_noop("choose one of the values offered"))
    elif setting.kind == "yes_no":
        if not isinstance(value, bool):
            raise Invalid(field="value", reason=gettext_noop("say yes or no"))
    elif setting.kind == "text":
        if not isinstance(value, str) or len(value) > 200:
            raise Invalid(field="value", reason=gettext_noop("a text of at most 200 characters"))
    elif isinstance(value, bool) or not isinstance(value, int) or not setting.low <= value <= setting.high:
        raise Invalid(field="value", reason=gettext_noop("a whole number within the bounds"))
    return value
