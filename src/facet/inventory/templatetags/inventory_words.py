"""Words that inventory's templates need besides the shell's."""

from django import template
from django.utils.translation import gettext

from facet.catalog.rules.categories import DictionaryKind
from facet.catalog.rules.pricing import BASIS_LABELS, PriceBasis
from facet.catalog.rules.starting_words import WORDS
from facet.catalog.rules.weights import METAL_LABELS, Metal
from facet.inventory.web.fields import spoken
from facet.kernel.money import BASIS, divide_half_away

register = template.Library()

GEM_NAMES = {code: (name, name_en) for code, name, name_en in WORDS[DictionaryKind.GEM]}


@register.filter
def words(text: str) -> str:
    """An English word of a rule, in the reader's language."""
    return gettext(text) if text else ""


@register.filter
def tenths(value: int | None) -> str:
    """0.1 mm as mm: 520 → 52."""
    if value is None:
        return ""
    whole, rest = divmod(value, 10)
    return f"{whole}.{rest}" if rest else str(whole)


@register.filter
def permille(fineness_e4: int) -> str:
    """Ten-thousandths as parts per thousand: 9990 → 999, 9999 → 999.9."""
    whole, rest = divmod(fineness_e4, 10)
    return f"{whole}.{rest}" if rest else str(whole)


@register.simple_tag
def localname(name: str, name_en: str) -> str:
    """A thing's name in the reader's language."""
    return spoken(name, name_en)


@register.filter
def metal(code: str) -> str:
    """The metal's word in the reader's language."""
    return gettext(METAL_LABELS[Metal(code)]) if code in set(Metal) else code


@register.filter
def basis(code: str) -> str:
    """How a price comes about, in words."""
    return gettext(BASIS_LABELS[PriceBasis(code)]) if code in set(PriceBasis) else code


@register.filter
def gem(code: str) -> str:
    """The gem's name in the reader's language, the code where the dictionary of a new chain lacks it."""
    return spoken(*GEM_NAMES.get(code, (code, code)))


@register.filter
def measure(value_bp: int, places: int) -> str:
    """A measure in basis points with so many decimals, rounded once: 16333 → 1.63."""
    scaled = divide_half_away(value_bp * 10**places, BASIS)
    sign, size = "-" if scaled < 0 else "", abs(scaled)
    return f"{sign}{size // 10**places}.{size % 10**places:0{places}d}"
