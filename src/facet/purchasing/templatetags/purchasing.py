"""Words that purchasing's templates need besides the shell's."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext

from facet.catalog.rules.weights import METAL_LABELS, Metal
from facet.purchasing.rules.words import (
    CHANNEL_WORDS,
    FIXED_WITH_WORDS,
    INVOICE_WORDS,
    LABOUR_WORDS,
    MISMATCH_WORDS,
    SENDING_WORDS,
    USE_WORDS,
)
from facet.purchasing.web.fields import spoken

register = template.Library()


@register.filter
def words(text: str) -> str:
    """An English word of a rule, in the reader's language."""
    return gettext(text) if text else ""


@register.filter
def labour_word(code: str) -> str:
    """The words "per gram" or "per piece"."""
    return gettext(LABOUR_WORDS[code]) if code in LABOUR_WORDS else code  # type: ignore[index]  # a StrEnum's text


@register.filter
def metal_word(code: str) -> str:
    """The metal's word in the reader's language."""
    return gettext(METAL_LABELS[Metal(code)]) if code in set(Metal) else code


_LISTS: Mapping[str, Mapping[Any, str]] = {
    "channel": CHANNEL_WORDS, "use": USE_WORDS, "invoice": INVOICE_WORDS, "fixed": FIXED_WITH_WORDS,
    "mismatch": MISMATCH_WORDS, "sending": SENDING_WORDS,
}  # fmt: skip


@register.filter
def coded(code: str, kind: str) -> str:
    """The word of a code of one of the closed lists: `page.channel|coded:"channel"`."""
    found = {str(key): word for key, word in _LISTS[kind].items()}
    return gettext(found[code]) if code in found else code


@register.filter
def permille(fineness_e4: int) -> str:
    """Ten-thousandths as parts per thousand: 9990 → 999, 9999 → 999.9."""
    whole, rest = divmod(fineness_e4, 10)
    return f"{whole}.{rest}" if rest else str(whole)


@register.simple_tag
def localname(name: str, name_en: str) -> str:
    """A thing's name in the reader's language."""
    return spoken(name, name_en)
