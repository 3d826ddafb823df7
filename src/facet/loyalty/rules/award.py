"""Points beside ticket lines: why they are given, how they wait, what of them goes back. Pure.

Source: decisions.md §4.5, F33, docs/algorithms/referral.md.
"""

from enum import StrEnum

from facet.kernel.errors import gettext_noop
from facet.loyalty.rules.kinds import EntryKind


class AwardKind(StrEnum):
    """Why points are given."""

    PURCHASE = "purchase"  # a ticket's own points, waiting
    REFERRED = "referred"  # a referrer's share of a friend's purchase
    RECRUIT = "recruit"  # a referrer's fixed points for one recruit
    REGISTRATION = "registration"
    BIRTHDAY = "birthday"
    OCCASION = "occasion"
    FIRST_PURCHASE = "first_purchase"
    SURVEY = "survey"
    GRANTED = "granted"


class AwardState(StrEnum):
    """Where an award stands."""

    WAITING = "waiting"
    GIVEN = "given"
    VOID = "void"  # taken back while it waited, all of it


AWARD_LABELS = {
    AwardKind.PURCHASE: gettext_noop("Points from a purchase"),
    AwardKind.REFERRED: gettext_noop("Share of a friend's purchase"),
    AwardKind.RECRUIT: gettext_noop("For bringing a member"),
    AwardKind.REGISTRATION: gettext_noop("Welcome points"),
    AwardKind.BIRTHDAY: gettext_noop("Birthday points"),
    AwardKind.OCCASION: gettext_noop("Company occasion"),
    AwardKind.FIRST_PURCHASE: gettext_noop("First purchase"),
    AwardKind.SURVEY: gettext_noop("Survey answered"),
    AwardKind.GRANTED: gettext_noop("Granted to many"),
}
STATE_LABELS = {
    AwardState.WAITING: gettext_noop("Pending"),
    AwardState.GIVEN: gettext_noop("Given"),
    AwardState.VOID: gettext_noop("Taken back"),
}
ENTRY_OF = {
    AwardKind.PURCHASE: EntryKind.EARNED,
    AwardKind.REFERRED: EntryKind.REFERRED,
    AwardKind.RECRUIT: EntryKind.RECRUIT,
    AwardKind.REGISTRATION: EntryKind.REGISTRATION,
    AwardKind.BIRTHDAY: EntryKind.BIRTHDAY,
    AwardKind.OCCASION: EntryKind.OCCASION,
    AwardKind.FIRST_PURCHASE: EntryKind.FIRST_PURCHASE,
    AwardKind.SURVEY: EntryKind.SURVEY,
    AwardKind.GRANTED: EntryKind.GRANTED,
}


def split_taking(left_waiting: int, points: int) -> tuple[int, int]:
    """(from what waits, from the ledger) of `points` to take back: what waits goes first."""
    waiting = min(left_waiting, points)
    return waiting, points - waiting
