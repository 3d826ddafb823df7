"""The nightly look for senior members whom nobody has spoken to. Source: R042."""

from datetime import date, datetime

from facet.kernel.permissions import Actor
from facet.members import selectors, services

MOST = 300  # to-dos a night: what remains comes the night after
AT_ONCE = 100


def find_silence(*, actor: Actor, on: date, at: datetime) -> int:
    """Close the to-dos of members who were touched since, then open new ones. Gives how many were opened.

    May run twice: a stretch of silence has one to-do.
    """
    while ended := selectors.silences_to_end(most=AT_ONCE):
        services.end_silences(actor=actor, member_ids=list(dict.fromkeys(ended)), at=at)
    found = selectors.silences_to_open(on=on, most=MOST)
    return sum(
        services.open_silences(actor=actor, found=found[first : first + AT_ONCE], at=at)
        for first in range(0, len(found), AT_ONCE)
    )
