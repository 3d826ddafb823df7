"""Service jobs: customers' own pieces that are cleaned, resized, repaired or kept safe. Pure.

Source: domain.md F22–F24, requirements R319; worked tables in docs/algorithms/services.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import divide_half_away
from facet.sales.errors import JobMoved, WeightDiffers

PI_E6 = 3_141_593


class JobKind(StrEnum):
    """What is done for the customer."""

    CLEANING = "cleaning"
    RESIZING = "resizing"
    REPAIR = "repair"
    SAFEKEEPING = "safekeeping"


class JobState(StrEnum):
    """The stages of a job. Both ends give the piece back; `refused` gives it back as it came."""

    RECEIVED = "received"
    AT_BENCH = "at_bench"
    SENT = "sent"
    READY = "ready"
    HANDED_BACK = "handed_back"
    REFUSED = "refused"


class Condition(StrEnum):
    """What was seen on the piece when it came in."""

    SCRATCHED = "scratched"
    BENT = "bent"
    CRACKED = "cracked"
    STONE_LOOSE = "stone_loose"
    STONE_MISSING = "stone_missing"
    CLASP_WORN = "clasp_worn"
    TARNISHED = "tarnished"


KIND_WORDS: dict[str, str] = {
    JobKind.CLEANING: gettext_noop("Cleaning"),
    JobKind.RESIZING: gettext_noop("Resizing"),
    JobKind.REPAIR: gettext_noop("Repair"),
    JobKind.SAFEKEEPING: gettext_noop("Safekeeping"),
}
STATE_WORDS: dict[str, str] = {
    JobState.RECEIVED: gettext_noop("Piece taken in"),
    JobState.AT_BENCH: gettext_noop("At the bench"),
    JobState.SENT: gettext_noop("At a workshop outside"),
    JobState.READY: gettext_noop("Ready to be fetched"),
    JobState.HANDED_BACK: gettext_noop("Handed back"),
    JobState.REFUSED: gettext_noop("Given back undone"),
}
CONDITION_WORDS: dict[str, str] = {
    Condition.SCRATCHED: gettext_noop("Scratched"),
    Condition.BENT: gettext_noop("Bent"),
    Condition.CRACKED: gettext_noop("Cracked"),
    Condition.STONE_LOOSE: gettext_noop("Stone loose"),
    Condition.STONE_MISSING: gettext_noop("Stone missing"),
    Condition.CLASP_WORN: gettext_noop("Clasp worn"),
    Condition.TARNISHED: gettext_noop("Tarnished"),
}
LINE_NAMES: dict[str, tuple[str, str]] = {
    JobKind.CLEANING: ("首饰清洗", "Cleaning"),
    JobKind.RESIZING: ("戒圈改圈", "Resizing"),
    JobKind.REPAIR: ("首饰维修", "Repair"),
    JobKind.SAFEKEEPING: ("首饰保管", "Safekeeping"),
}
"""How the service stands on a ticket, in Chinese and English."""

STEPS: dict[str, tuple[str, ...]] = {
    JobState.RECEIVED: (JobState.AT_BENCH, JobState.SENT, JobState.READY, JobState.REFUSED),
    JobState.AT_BENCH: (JobState.SENT, JobState.READY, JobState.REFUSED),
    JobState.SENT: (JobState.AT_BENCH, JobState.READY, JobState.REFUSED),
    JobState.READY: (JobState.HANDED_BACK,),
    JobState.HANDED_BACK: (),
    JobState.REFUSED: (),
}
"""Stage → the stages that may follow it."""

OPEN_STATES = tuple(state for state, following in STEPS.items() if following)
SIGNED_STATES = (JobState.READY, JobState.HANDED_BACK, JobState.REFUSED)  # the customer may sign that she has it
WORKED_STATES = OPEN_STATES[:3]  # what can be late


def next_state(state: str, wanted: str, *, number: str) -> JobState:
    """The stage a job may take from where it stands. Raises: Invalid, JobMoved."""
    if wanted not in set(JobState):
        raise Invalid(field="state", reason=gettext_noop("Choose one of the stages offered."))
    if wanted not in STEPS[state]:
        raise JobMoved(number=number, state=STATE_WORDS[state])
    return JobState(wanted)


def is_late(state: str, due_on: date, *, on: date) -> bool:
    """Whether a piece is not ready by the day that was promised."""
    return state in WORKED_STATES and due_on < on


@dataclass(frozen=True, slots=True)
class WeightCheck:
    """A piece's weight after the work beside what it should be (F22). Units: mg."""

    expected_mg: int
    out_mg: int
    tolerance_mg: int

    @property
    def difference_mg(self) -> int:
        return self.out_mg - self.expected_mg

    @property
    def fits(self) -> bool:
        return abs(self.difference_mg) <= self.tolerance_mg


def weight_check(in_mg: int, *, added_mg: int, removed_mg: int, out_mg: int, tolerance_mg: int) -> WeightCheck:
    """F22: expected = in + added − removed."""
    return WeightCheck(in_mg + added_mg - removed_mg, out_mg, tolerance_mg)


def refuse_difference(check: WeightCheck, *, may_accept: bool, note: str) -> None:
    """A difference beyond the tolerance needs the right to accept it, and a reason. Raises: WeightDiffers."""
    if check.fits or (may_accept and note.strip()):
        return
    raise WeightDiffers(
        expected=_grams(check.expected_mg), out=_grams(check.out_mg), tolerance=_grams(check.tolerance_mg)
    )


def _grams(mg: int) -> str:
    return f"{mg / 1000:.3f}"


def resizing_metal(*, change_tenths: int, width_tenths: int, thickness_tenths: int, density_tenths: int) -> int:
    """F23: metal that a change of circumference adds, below zero where it takes some away. Units: mg.

    Tenths of a millimetre three times and tenths of g/cm³: a product of ten-thousandths of a mg.
    """
    return divide_half_away(change_tenths * width_tenths * thickness_tenths * density_tenths, 10_000)


@dataclass(frozen=True, slots=True)
class RingSize:
    """One ring size in every measure (F24). Units: hundredths of a millimetre; `japan_tenths`: 115 is 11.5."""

    diameter: int
    circumference: int
    iso: int
    eu_old: int
    us: str
    japan_tenths: int

    @property
    def diameter_mm(self) -> str:
        return f"{self.diameter / 100:.2f}"

    @property
    def circumference_mm(self) -> str:
        return f"{self.circumference / 100:.2f}"

    @property
    def japan(self) -> str:
        return f"{self.japan_tenths / 10:g}"


def ring_size(quarter: int) -> RingSize:
    """The US size `quarter` / 4 in every measure: D = 11.63 + 0.8128 × size, C = π × D, Japan D = 13 + (n − 1) / 3."""
    diameter_e5 = 1_163_000 + 20_320 * quarter
    circumference = divide_half_away(diameter_e5 * PI_E6, 10**9)
    iso = divide_half_away(diameter_e5 * PI_E6, 10**11)
    japan = divide_half_away((diameter_e5 - 1_300_000) * 6, 10**5) * 5 + 10  # to the half size
    whole, part = divmod(quarter, 4)
    us = f"{whole}{('', '¼', '½', '¾')[part]}"
    return RingSize(divide_half_away(diameter_e5, 10**3), circumference, iso, iso - 40, us, japan)


def ring_table() -> Sequence[RingSize]:
    """US 3 to 13 by halves: what counters ask for."""
    return [ring_size(quarter) for quarter in range(12, 53, 2)]
