"""What a purchase on credit earns: its points wait and come with what is repaid. Pure.

Units: fen and whole points. Source: decisions.md §4.2, docs/algorithms/points.md §11.
"""

from dataclasses import dataclass

from facet.kernel.money import share


@dataclass(frozen=True, slots=True)
class Repaid:
    """How far one purchase on credit is repaid: `paid_cents` of the `charged_cents` that goods still stand for.

    `is_closed`: the member owes nothing at all any more.
    """

    charged_cents: int
    paid_cents: int
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Of a purchase's points on credit: those given so far, and those that no repayment will bring."""

    released: int
    lapsed: int


def waiting_part(points: int, *, owed_cents: int, of_cents: int) -> int:
    """How many of a ticket's points wait, where `owed_cents` of the `of_cents` that earn are on credit."""
    if owed_cents <= 0 or of_cents <= 0:
        return 0
    return share(points, min(owed_cents, of_cents), of_cents)


def standing_of(points: int, *, taken_back: int, repaid: Repaid) -> Standing:
    """What of `points` is due to be given by now; what was written off lapses once nothing is owed.

    Cumulative, so that any number of repayments gives `points` − `taken_back` exactly when all is repaid.
    """
    left = points - taken_back
    if repaid.charged_cents <= 0:  # all goods are back, or their price was made good
        return Standing(left, 0)
    released = share(left, min(repaid.paid_cents, repaid.charged_cents), repaid.charged_cents)
    return Standing(released, left - released if repaid.is_closed else 0)
