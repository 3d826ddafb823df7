"""The facts of a points programme: rates, windows, bonuses, expiry, the grade ladder. Pure.

Source: decisions.md §4.1–4.4, 4.14; docs/algorithms/points.md §1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from facet.kernel.money import BASIS, divide_half_away
from facet.loyalty.rules.earning_base import EarningBase
from facet.loyalty.rules.sections import Expiry, GradeBasis, Pending, PointsAsCash, Referral, Rewards, Transfer
from facet.members.rules.lunar import lunar_month_day


@dataclass(frozen=True, slots=True)
class GradeFacts:
    """One step of the ladder. `coefficient_bp` 12 000 multiplies earning by 1.2."""

    code: str
    name: str
    name_en: str
    threshold: int
    coefficient_bp: int


@dataclass(frozen=True, slots=True)
class Window:
    """Days on which earning is multiplied, half-open: `until` is the first day after it.

    `yearly` repeats it by month and day. Empty `classes` or `grades` mean all of them.
    """

    name: str
    name_en: str
    begins: date
    until: date
    factor_bp: int
    yearly: bool = False
    classes: frozenset[str] = frozenset()
    grades: frozenset[str] = frozenset()

    @property
    def last(self) -> date:
        """The last day inside, through 24:00."""
        return self.until - timedelta(days=1)

    def open_on(self, day: date) -> bool:
        """Whether `day` lies inside; a yearly window may run over New Year."""
        if not self.yearly:
            return self.begins <= day < self.until
        now, first, after = ((d.month, d.day) for d in (day, self.begins, self.until))
        return first <= now < after if first < after else now >= first or now < after


@dataclass(frozen=True, slots=True)
class MemberDay:
    """A day that comes back, named by `every` and `day`.

    month: day 1–31 of the month · digit: the days that end so (8: 8th, 18th, 28th) · week: 1 is
    Monday · lunar: day 1–30 of the lunar month. Source: R325.
    """

    name: str
    name_en: str
    every: str  # one of EVERY
    day: int
    factor_bp: int
    classes: frozenset[str] = frozenset()
    grades: frozenset[str] = frozenset()

    def open_on(self, day: date) -> bool:
        match self.every:
            case "week":
                return self.day == day.isoweekday()
            case "digit":
                return self.day == day.day % 10
            case "lunar":
                return self.day == int(lunar_month_day(day)[-2:])
        return self.day == day.day


@dataclass(frozen=True, slots=True)
class Bonus:
    """Points on top for each piece of a new product or of one style; never multiplied."""

    name: str
    name_en: str
    points: int
    style_code: str = ""  # empty: any new product
    begins: date | None = None
    until: date | None = None

    def open_on(self, day: date) -> bool:
        return (self.begins is None or self.begins <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class GroupBonus:
    """More for chosen members: a factor of the period like a window's, and points once a ticket. Source: R062."""

    name: str
    name_en: str
    group_code: str
    factor_bp: int = BASIS
    points: int = 0
    begins: date | None = None
    until: date | None = None

    def open_on(self, day: date) -> bool:
        return (self.begins is None or self.begins <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class SpendingStep:
    """From `from_cents` of spending on, everything on the ticket earns × `factor_bp`. Source: R063."""

    from_cents: int
    factor_bp: int


@dataclass(frozen=True, slots=True)
class Worth:
    """What points are worth in the books: `points` for `cents`, and the share expected to be used."""

    points: int
    cents: int
    expected_bp: int


@dataclass(frozen=True, slots=True)
class Programme:
    """One version of the rules, complete: everything that counting points needs to know.

    `steps` look at the ticket's earning base, with `steps_by_year` at the member's spending of the
    calendar year, this ticket included.
    """

    version_id: int
    number: int
    rates: Mapping[str, int]  # points class → basis points of a point per yuan; absent earns nothing
    windows: tuple[Window, ...]
    member_days: tuple[MemberDay, ...]
    bonuses: tuple[Bonus, ...]
    worth: Worth
    ladder: tuple[GradeFacts, ...]  # by threshold, the first at 0
    group_bonuses: tuple[GroupBonus, ...] = ()
    steps: tuple[SpendingStep, ...] = ()  # by from_cents, factors never falling
    steps_by_year: bool = False
    rewards: Rewards = Rewards()
    referral: Referral = Referral()
    cash: PointsAsCash = PointsAsCash()
    pending: Pending = Pending()
    transfer: Transfer = Transfer()
    expiry: Expiry = Expiry()
    basis: GradeBasis = GradeBasis()
    earning_base: EarningBase = EarningBase.PAID

    @property
    def years_kept(self) -> int:
        """For how many years beyond their own points live."""
        return self.expiry.years_kept

    def grade(self, code: str) -> GradeFacts:
        """The step named `code`; a code the ladder does not know counts as its first step."""
        return next((grade for grade in self.ladder if grade.code == code), self.ladder[0])


NO_FACTOR = BASIS
EVERY = {"month": (1, 31), "digit": (0, 9), "week": (1, 7), "lunar": (1, 30)}  # how a member day comes back → its days


def expires_on(earned_on: date, years_kept: int) -> date:
    """The last day on which points earned on `earned_on` can be used.

    Points of year N end on 31 December of N + `years_kept`. Source: decisions.md §4.4.
    """
    return date(earned_on.year + years_kept, 12, 31)


def liability_cents(points: int, worth: Worth) -> int:
    """What outstanding points are expected to cost, rounded once. Source: F32."""
    return divide_half_away(points * worth.cents * worth.expected_bp, worth.points * BASIS)
