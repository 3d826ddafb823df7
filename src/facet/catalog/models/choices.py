"""Enumerations as plain texts, so that migrations never import the rules."""

from collections.abc import Mapping
from enum import StrEnum


def choices(labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """A field's choices from a table of labels."""
    return [(str(value), label) for value, label in labels.items()]


def values(kind: type[StrEnum]) -> list[str]:
    """What a column may hold."""
    return [str(value) for value in kind]
