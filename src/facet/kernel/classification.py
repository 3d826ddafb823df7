"""Every column is classed: `scrub` may not leave the house in the clear, `keep` may.

A model carries `classified = classify(scrub="…", keep="…")`; an unclassed column fails the
build (tests/architecture). Copies of the database and personal-data exports use the same lists.
Source: decisions.md D10.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Classification:
    """The columns of one model by what may happen to them in a copy."""

    scrub: frozenset[str]
    keep: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        return self.scrub | self.keep


def classify(*, scrub: str = "", keep: str = "") -> Classification:
    """Field names, parted by spaces, as Django's `field.name` gives them."""
    lists = Classification(frozenset(scrub.split()), frozenset(keep.split()))
    if both := lists.scrub & lists.keep:
        raise ValueError(f"classed twice: {sorted(both)}")
    return lists
