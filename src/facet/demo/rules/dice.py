"""Chance that comes out the same each time: every question has dice of its own. Pure."""

from random import Random


def dice(*what: object) -> Random:
    """The dice for one question, such as the seed, "piece" and its number."""
    return Random(":".join(map(str, what)))  # noqa: S311 -- invented people and goods, no secret
