"""Who sold how much of a ticket: shares add up to the whole, to the last fen. Pure.

Source: F35, P26; docs/algorithms/ticket.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import BASIS, split_by_largest_remainder
from facet.sales.rules.request import PersonShare

DEFAULT_MAIN_BP = 7_000  # with one assistant; policy "sales.main_share_bp" overrides


@dataclass(frozen=True, slots=True)
class Part:
    """One person's part of one line. Units: cents, milligrams, hundredths of a percent of a piece."""

    net_cents: int
    weight_mg: int
    pieces_bp: int


def check_shares(people: Sequence[PersonShare]) -> None:
    """Refuse shares that do not make a whole, are not positive, or name one person twice."""
    if any(person.share_bp <= 0 for person in people) or sum(person.share_bp for person in people) != BASIS:
        raise Invalid(field="salespeople", reason=gettext_noop("The shares must be positive and add up to 100 %."))
    if len({person.staff for person in people}) != len(people):
        raise Invalid(field="salespeople", reason=gettext_noop("One person is named twice."))


def default_shares(staff: Sequence[str], *, main_bp: int = DEFAULT_MAIN_BP) -> tuple[PersonShare, ...]:
    """The usual split: all to one, or the main salesperson's part and the rest evenly."""
    if len(staff) == 1:
        return (PersonShare(staff=staff[0], share_bp=BASIS),)
    rest = split_by_largest_remainder(BASIS - main_bp, [1] * (len(staff) - 1))
    return tuple(PersonShare(staff=code, share_bp=bp) for code, bp in zip(staff, [main_bp, *rest], strict=True))


def parts_of_line(*, net_cents: int, weight_mg: int, quantity: int, shares_bp: Sequence[int]) -> list[Part]:
    """One line cut between people by largest remainder; every column adds up exactly."""
    columns = (
        split_by_largest_remainder(net_cents, shares_bp),
        split_by_largest_remainder(weight_mg, shares_bp),
        split_by_largest_remainder(quantity * BASIS, shares_bp),
    )
    return [Part(*values) for values in zip(*columns, strict=True)]


def parts_back(given: Sequence[Part], taken: Sequence[Part], *, so_far: Part, shares_bp: Sequence[int]) -> list[Part]:
    """What each person gives back of a line: of what they were `given`, less what earlier returns took.

    `so_far` is how much of the line has come back including this time. The parts add up to what
    came back, and after the last return to what was given, person by person. Source: P26, F36.
    """
    columns = []
    for name in ("net_cents", "weight_mg", "pieces_bp"):
        weights = [abs(getattr(part, name)) for part in given]
        targets = split_by_largest_remainder(getattr(so_far, name), weights if any(weights) else shares_bp)
        columns.append([target - getattr(part, name) for target, part in zip(targets, taken, strict=True)])
    return [Part(*values) for values in zip(*columns, strict=True)]
