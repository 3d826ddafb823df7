"""Stored words in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext

from facet.members.rules.words import ALLERGIES


def allergy_words(stored: Iterable[str]) -> tuple[str, ...]:
    """Allergies as people read them; what was typed freely stays as it is. Queries: 0."""
    return tuple(gettext(ALLERGIES[each]) if each in ALLERGIES else each for each in stored if each)
