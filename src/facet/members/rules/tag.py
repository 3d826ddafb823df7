"""Words by which staff sort members. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop

MOST_AT_ONCE = 500  # members that one act tags


class TagTone(StrEnum):
    """The colour of a badge; the word beside it says the same."""

    PLAIN = "plain"
    GOLD = "gold"
    OK = "ok"
    WARN = "warn"


TAG_TONES = {
    TagTone.PLAIN: gettext_noop("Grey"),
    TagTone.GOLD: gettext_noop("Gold"),
    TagTone.OK: gettext_noop("Green"),
    TagTone.WARN: gettext_noop("Amber"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TagIn:
    """A word of the managed list."""

    name: str
    name_en: str = ""
    tone: TagTone = TagTone.PLAIN
    order: int = 0
    is_active: bool = True


def checked_tag(request: TagIn) -> TagIn:
    """`request` in its one form. Raises: Invalid, naming the field."""
    name, name_en = request.name.strip(), request.name_en.strip()
    if not 1 <= len(name) <= 16:
        raise Invalid(field="name", reason=gettext_noop("Write a word of at most 16 characters."))
    if len(name_en) > 32:
        raise Invalid(field="name_en", reason=gettext_noop("This is too long."))
    return TagIn(name=name, name_en=name_en, tone=request.tone, order=request.order, is_active=request.is_active)
