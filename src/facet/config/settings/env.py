"""The environment, read once. A missing or wrong variable stops the start and is named."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]


class EnvironmentMistake(SystemExit):
    """The house cannot start with this environment; the message says which variable and why."""


def text(name: str, default: str | None = None, *, hint: str = "") -> str:
    """The variable `name`, or `default`; without either the start is refused."""
    value = os.environ.get(name, default)
    if value is None:
        raise EnvironmentMistake(f"{name} is not set. {hint}")
    return value


def flag(name: str, default: bool) -> bool:
    """The variable `name` as yes or no."""
    value = os.environ.get(name, "yes" if default else "no").lower()
    if value not in {"1", "0", "yes", "no", "true", "false"}:
        raise EnvironmentMistake(f"{name} is {value!r}: write yes or no.")
    return value in {"1", "yes", "true"}


def number(name: str, default: int, *, most: int) -> int:
    """The variable `name` as a whole number from 0 to `most`."""
    value = os.environ.get(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) > most:
        raise EnvironmentMistake(f"{name} is {value!r}: write a whole number from 0 to {most}.")
    return int(value)


def home() -> Path:
    """Where everything that running creates lives; FACET_HOME moves it."""
    return Path(os.environ.get("FACET_HOME", ROOT / "var")).resolve()
