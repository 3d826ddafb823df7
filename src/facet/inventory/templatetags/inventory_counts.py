"""How the verdicts of a count look and sound in templates."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext

from facet.inventory.rules.count import VERDICT_WORDS, Verdict
from facet.kernel.errors import gettext_noop

register = template.Library()

LOOKS = {
    Verdict.FOUND: ("ok", "circle-check"),
    Verdict.MISPLACED: ("warn", "arrows-exchange"),
    Verdict.MISSING: ("danger", "alert-triangle"),
    Verdict.SOLD_MEANWHILE: ("plain", "receipt"),
    Verdict.MOVED_MEANWHILE: ("plain", "route"),
    Verdict.ELSEWHERE: ("warn", "arrows-exchange"),
    Verdict.OTHER_STORE: ("warn", "building-store"),
    Verdict.SOLD_BEFORE: ("danger", "receipt"),
    Verdict.FOUND_AGAIN: ("ok", "zoom-check"),
    Verdict.OFF_BOOK: ("danger", "ban"),
    Verdict.UNKNOWN: ("danger", "help-circle"),
    Verdict.BULK: ("warn", "scale"),
    Verdict.BULK_UNCOUNTED: ("warn", "scale-outline"),
}
BOOK_WORDS = {
    Verdict.MISSING: gettext_noop("Book it as lost"),
    Verdict.FOUND_AGAIN: gettext_noop("Book it back in"),
    Verdict.MISPLACED: gettext_noop("Move it where it was seen"),
    Verdict.ELSEWHERE: gettext_noop("Move it where it was seen"),
    Verdict.BULK: gettext_noop("Book the difference"),
}


@register.simple_tag
def count_look(verdict: str) -> dict[str, str]:
    """A verdict's colour, sign and word, for a badge."""
    tone, icon = LOOKS[Verdict(verdict)]
    return {"tone": tone, "icon": icon, "word": gettext(VERDICT_WORDS[Verdict(verdict)])}


@register.simple_tag
def book_word(verdict: str) -> str:
    """What booking this difference does."""
    return gettext(BOOK_WORDS[Verdict(verdict)])


@register.simple_tag
def filled(text: str, facts: Mapping[str, str]) -> str:
    """An English sentence in the reader's language, filled with its facts."""
    return gettext(text).format(**facts)
