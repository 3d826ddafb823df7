"""The facts of a programme beside counting tickets: gifts, referral, points as cash, expiry, what grades rest on. Pure.

Each section has a default that means what versions meant before it existed: nothing given, nothing paid.
Source: decisions.md §4.1, 4.4–4.6; docs/algorithms/points.md §1.
"""

from dataclasses import dataclass
from datetime import date

from facet.loyalty.rules.kinds import BASIS_LABELS, BasisKind


@dataclass(frozen=True, slots=True)
class Occasion:
    """Points once for every member of a group (empty: everybody) on a company occasion, half-open. Source: R072."""

    name: str
    name_en: str
    begins: date
    until: date
    points: int
    group_code: str = ""

    def open_on(self, day: date) -> bool:
        return self.begins <= day < self.until


@dataclass(frozen=True, slots=True)
class SpecialConsumption:
    """Points on top for a ticket of a special kind; all conditions must hold. Source: R073.

    `min_cents` of earning base (of the class, where one is named); `first` wants the member's
    first purchase of that class ever (of anything, where none is named).
    """

    name: str
    name_en: str
    points: int
    min_cents: int = 0
    points_class: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class Rewards:
    """Fixed points for what is no ticket line; 0 gives none."""

    registration: int = 0
    birthday: int = 0
    survey: int = 0
    first_purchase: int = 0
    occasions: tuple[Occasion, ...] = ()
    special: tuple[SpecialConsumption, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferralLevel:
    """What one level of referrer gets: once for the recruit, and a share of each purchase's base points."""

    fixed_points: int
    percent_bp: int


@dataclass(frozen=True, slots=True)
class Referral:
    """Levels from the nearest referrer up; none is off. A third level needs `third_level_confirmed`.

    The fixed part waits until the first purchase has been kept for `return_window_days`. Source: §4.5, R335.
    """

    levels: tuple[ReferralLevel, ...] = ()
    return_window_days: int = 7
    third_level_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class PointsAsCash:
    """`points` pay `cents` from `min_points` available on, at most `share_bp` of what may be paid so.

    `steps` are bundles (points, cents), taken largest first before the plain rate. `excluded` names
    the price kinds that never take points. Off where `cents` is 0. Source: §4.6, F31.
    """

    min_points: int = 0
    points: int = 100
    cents: int = 0
    share_bp: int = 0
    steps: tuple[tuple[int, int], ...] = ()
    excluded: frozenset[str] = frozenset({"by_weight", "bar"})

    @property
    def is_on(self) -> bool:
        return self.cents > 0


@dataclass(frozen=True, slots=True)
class Pending:
    """For how many days earned points wait until they can be used; 0: none."""

    days: int = 0


@dataclass(frozen=True, slots=True)
class Transfer:
    """Whether members of one household may give points to each other."""

    in_household: bool = False


@dataclass(frozen=True, slots=True)
class Expiry:
    """Points of year N end on 31 December of N + `years_kept`.

    Members are told `notice_days` before; points that come back to an ended lot live `grace_days`.
    """

    years_kept: int = 1
    notice_days: tuple[int, ...] = (60, 30, 7)
    grace_days: int = 30


@dataclass(frozen=True, slots=True)
class GradeBasis:
    """What the thresholds of the ladder are compared with, and how gently a grade is lost.

    `months` is the period that counts (None: all time). A grade reached is safe for
    `protection_days`; below its threshold it lasts `grace_days` more. Without `downgrade` time
    never lowers. Units of thresholds: points, yuan or visits. Source: decisions.md §4.1, R035–R038, R336.
    """

    kind: BasisKind = BasisKind.LIFETIME
    months: int | None = None
    protection_days: int = 0
    grace_days: int = 0
    downgrade: bool = False

    @property
    def label(self) -> str:
        """What it rests on, in English for gettext."""
        return BASIS_LABELS[self.kind]
