"""The sentence at the head of the home page."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from facet.kernel.permissions import Actor
from facet.shell.rules.day import day_facts
from facet.shell.web.panels import now


@dataclass(frozen=True, slots=True)
class Greeting:
    """`hello` is the heading, `line` the day's one fact and what to do first."""

    hello: str
    line: str


def greeting(actor: Actor, todos: int) -> Greeting:
    """What the house says to `actor` now."""
    at = timezone.localtime(now())
    return Greeting(_hello(at).format(name=actor.name), f"{_day(at)}{_next_step(todos)}")


def _hello(at: datetime) -> str:
    if at.hour < 11:
        return gettext("Good morning, {name}")
    if at.hour < 13:
        return gettext("Good day, {name}")
    if at.hour < 18:
        return gettext("Good afternoon, {name}")
    return gettext("Good evening, {name}")


def _day(at: datetime) -> str:
    facts = day_facts(at.date())
    names = {"weekday": date_format(at, "l"), "lunar": facts.lunar, "days": facts.days_to_next}
    names["festival"] = gettext(facts.festivals[0]) if facts.festivals else ""
    names["next"] = gettext(facts.next_festival) if facts.next_festival else ""
    chinese = (get_language() or "").startswith("zh")
    if facts.festivals and facts.next_festival:
        text = gettext("Today is {festival}, {weekday}; {days} days to {next}. ")
    elif facts.festivals:
        text = gettext("Today is {festival}, {weekday}. ")
    elif facts.next_festival:
        text = (
            gettext("Today is {weekday}, lunar {lunar}; {days} days to {next}. ")
            if chinese
            else gettext("Today is {weekday}; {days} days to {next}. ")
        )
    else:
        text = gettext("Today is {weekday}, lunar {lunar}. ") if chinese else gettext("Today is {weekday}. ")
    return text.format(**names)


def _next_step(todos: int) -> str:
    if not todos:
        return gettext("Nothing waits for you.")
    text = ngettext("Do the {n} thing on the left first.", "Do the {n} things on the left first.", todos)
    return text.format(n=todos)
