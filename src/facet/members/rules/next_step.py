"""The one next thing to do for a member, in one sentence. Pure. Source: ux.md §2.8, look.md "Say the next step"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from facet.kernel.errors import gettext_noop
from facet.members.rules.lunar import days_to_birthday

BIRTHDAY_AHEAD = 14
SILENT_AFTER = 90  # days, where no habit is known yet
HABIT_PERCENT = 150  # of the usual gap
POINTS_AHEAD = 60
WORTH_A_WORD = 500  # points; fewer buy nothing
LOG = gettext_noop("Log contact")


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One thing worth doing. The heaviest candidate is shown.

    `text` and `verb` are English msgids; `facts` fill the places of `text`. `url` leads to where it is done.
    """

    weight: int
    text: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    icon: str = "bulb"
    url: str = ""
    verb: str = ""


def birthday_step(born: date | None, *, is_lunar: bool, today: date) -> NextStep | None:
    """A birthday within two weeks; the nearer, the heavier."""
    ahead = days_to_birthday(born, is_lunar=is_lunar, today=today, most=BIRTHDAY_AHEAD) if born else None
    if ahead is None:
        return None
    if ahead == 0:
        return NextStep(weight=100, icon="cake", text=gettext_noop("The birthday is today. A good wish costs nothing."))
    text = gettext_noop("The birthday is in {days} days. A greeting in good time is worth a visit.")
    return NextStep(weight=90 - ahead, icon="cake", text=text, facts={"days": ahead})


def silence_step(days_silent: int | None, usual_gap: int | None) -> NextStep | None:
    """A member who stays away longer than she used to, or longer than a season where nothing is known."""
    if days_silent is None:
        return None
    if usual_gap:
        if days_silent * 100 < usual_gap * HABIT_PERCENT or days_silent < 30:
            return None
        text = gettext_noop("Last here {days} days ago, usually every {gap} days. A call is due.")
        return NextStep(weight=50, icon="clock-pause", text=text, facts={"days": days_silent, "gap": usual_gap})
    if days_silent < SILENT_AFTER:
        return None
    text = gettext_noop("Last here {days} days ago. A call or an invitation is due.")
    return NextStep(weight=40, icon="clock-pause", text=text, facts={"days": days_silent})


def occasion_step(label: str, on: date, *, today: date, lead_days: int, url: str) -> NextStep | None:
    """A day that she keeps, from its lead on; the nearer, the heavier. `label` is already in the reader's words."""
    ahead = (on - today).days
    if not 0 <= ahead <= lead_days:
        return None
    text = gettext_noop("{what} on {day}. Suggest something that fits.")
    facts = {"what": label, "day": on.isoformat()}
    return NextStep(weight=89 - min(ahead, 30), icon="calendar-heart", text=text, facts=facts, url=url, verb=LOG)


def follow_up_step(topic: str, promised: date, *, today: date, url: str) -> NextStep:
    """A promise that is due: it outweighs whatever nobody promised."""
    text = gettext_noop("You promised to come back to her about {topic}, for {day}.")
    weight = 95 if promised < today else 92
    facts = {"topic": topic, "day": promised.isoformat()}
    return NextStep(weight=weight, icon="phone-call", text=text, facts=facts, url=url, verb=LOG)


def senior_silence_step(days: int, limit: int, *, url: str) -> NextStep | None:
    """A member of a senior grade whom nobody has seen or spoken to. Source: R042."""
    if days < limit:
        return None
    text = gettext_noop("A senior member, and nobody has seen or spoken to her for {days} days. Call her.")
    return NextStep(weight=70, icon="clock-pause", text=text, facts={"days": days}, url=url, verb=LOG)


def points_step(points: int, ends_on: date, *, today: date, url: str) -> NextStep | None:
    """Points that end within two months are a reason to come in."""
    ahead = (ends_on - today).days
    if not 0 <= ahead <= POINTS_AHEAD or points < WORTH_A_WORD:
        return None
    text = gettext_noop("{points} points end on {day}. Tell her what they buy.")
    facts = {"points": f"{points:,}", "day": ends_on.isoformat()}
    return NextStep(weight=66 - ahead // 10, icon="coins", text=text, facts=facts, url=url, verb=LOG)


def heaviest(candidates: Sequence[NextStep | None]) -> NextStep | None:
    """The one to show, None when nothing waits."""
    known = [each for each in candidates if each is not None]
    return max(known, key=lambda each: each.weight, default=None)
