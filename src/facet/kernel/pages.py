"""Small things every screen needs: a refusal as a sentence, the operation of a form."""

from typing import Any

from django.utils.translation import gettext

from facet.kernel.errors import DomainError


def sentence(refusal: DomainError) -> str:
    """The refusal in the reader's language, its facts filled in."""
    facts = {name: _translated(value) for name, value in refusal.facts.items()}
    return gettext(refusal.text).format(**facts)


def _translated(value: Any) -> Any:
    return gettext(value) if isinstance(value, str) and value else value
