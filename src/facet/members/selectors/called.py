"""How a person is called on screen: her name, or that she was erased. A name is never empty otherwise."""

from django.utils.translation import gettext

from facet.members.rules import names
from facet.members.rules.privacy import PLACEHOLDER


def called(name: str | None) -> str:
    """The name, in the reader's language what stands for an erased person's. Queries: 0."""
    return name or gettext(PLACEHOLDER)


def called_masked(name: str | None) -> str:
    """The name for people who may not know it. Queries: 0."""
    return names.masked_name(name) if name else gettext(PLACEHOLDER)
