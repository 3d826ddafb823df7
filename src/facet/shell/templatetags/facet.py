"""The filters and tags that every template may use without loading.

Integers in, text out. Filters give "" for None, so that an empty cell stays empty.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from facet.kernel.wording import named
from facet.shell.rules import numbers

register = template.Library()

SPRITE = "build/icons.svg"
TONES = frozenset({"ok", "warn", "danger", "gold", "action", "plain"})


def _number(name: str, render: Callable[[int], str]) -> None:
    """Register `render` as the filter `name`; None and "" stay empty, anything else must be whole."""

    def convert(value: Any) -> str:
        return "" if value is None or value == "" else render(int(value))

    register.filter(name, convert)


_number("yuan", numbers.yuan)  # cents → 12,345.00
_number("money", numbers.money)  # cents → ¥12,345.00
_number("grams", numbers.thousandths)  # mg → 3.98
_number("carats", numbers.thousandths)  # mct → 0.50
_number("percent", numbers.percent)  # basis points → 16.7%
_number("times", numbers.times)  # basis points → 1.5
_number("whole", numbers.whole)  # 18640 → 18,640
_number("points", numbers.whole)
_number("signed_yuan", partial(numbers.yuan, plus=True))
_number("signed_grams", partial(numbers.thousandths, plus=True))
_number("signed_percent", partial(numbers.percent, plus=True))
_number("signed_points", partial(numbers.whole, plus=True))
register.filter("phone", numbers.phone)
register.filter("named", named)  # a row's name in the reader's language


@register.filter
def local(moment: datetime | date | None, form: str = "minute") -> str:
    """A moment in the reader's time zone as digits: `minute`, `second`, `date`, `time`, `short`, or `day`."""
    if not moment:
        return ""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    formats = {
        "minute": "%Y-%m-%d %H:%M" if isinstance(moment, datetime) else "%Y-%m-%d",
        "second": "%Y-%m-%d %H:%M:%S",
        "date": "%Y-%m-%d",
        "time": "%H:%M",
        "short": "%m-%d",
        "day": "%Y-%m-%d",
    }
    text = moment.strftime(formats[form])
    return f"{text} {weekday(moment)}" if form == "day" else text


@register.filter
def weekday(day: date | None) -> str:
    """The day of the week in the reader's language: 星期六, Saturday."""
    if isinstance(day, datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    return date_format(day, "l") if day else ""


@register.filter
def initial(name: str) -> str:
    """The character that stands in a person's circle."""
    return (name or "").strip()[:1].upper()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A Tabler outline icon from our own sprite; never alone, so hidden from readers."""
    return format_html(
        '<span class="rb-icon{}" aria-hidden="true"><svg viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-linecap="round" stroke-linejoin="round" focusable="false"><use href="{}#{}"></use></svg></span>',
        f" {extra}" if extra else "",
        static(SPRITE),
        name,
    )


@register.simple_tag
def badge(tone: str, icon_name: str, text: object) -> SafeString:
    """A word with its icon in one of the tones ok, warn, danger, gold, action, plain."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"badge: {tone!r} is no tone; choose from {sorted(TONES)}")
    return format_html(
        '<span class="fc-badge{}">{}{}</span>',
        "" if tone == "plain" else f" fc-badge--{tone}",
        icon(icon_name) if icon_name else "",
        text,
    )


@register.simple_tag
def big_yuan(cents: int) -> SafeString:
    """Money as a figure: the yuan large, its sign and the cents small."""
    whole, _, rest = numbers.yuan(abs(cents)).partition(".")
    return format_html("{}<small>¥</small>{}<small>.{}</small>", numbers.MINUS if cents < 0 else "", whole, rest)


@register.simple_tag
def movement(value: int | str | None, kind: str = "percent") -> SafeString:
    """A change with arrow, sign and the locale's colour. `kind`: percent (basis points), yuan, grams, points."""
    if value is None or value == "":
        return SafeString("")
    value = int(value)
    render = {"percent": numbers.percent, "yuan": numbers.yuan, "grams": numbers.thousandths, "points": numbers.whole}[
        kind
    ]
    if not value:
        return format_html('<em class="fc-change muted num">{}</em>', gettext("level"))
    tone, arrow = ("up", "▲") if value > 0 else ("down", "▼")
    return format_html('<em class="fc-change {} num">{} {}</em>', tone, arrow, render(value, plus=True))


@register.inclusion_tag("shell/components/field.html")
def field(bound: BoundField, unit: str = "", icon: str = "") -> dict[str, Any]:
    """Label, control, hint and error of one form field, joined for readers."""
    widget = bound.field.widget
    kind = "text"
    if isinstance(widget, CheckboxSelectMultiple | RadioSelect):
        kind = "choices"
    elif isinstance(widget, CheckboxInput):
        kind = "check"
    elif isinstance(widget, FileInput):
        kind = "file"
    attrs: dict[str, str | bool] = (
        {} if kind in {"check", "choices"} else {"class": f"fc-input {widget.attrs.get('class', '')}".strip()}
    )
    return {"bound": bound, "kind": kind, "control": bound.as_widget(attrs=attrs), "unit": unit, "icon": icon}


@register.inclusion_tag("shell/components/empty_state.html")
def empty_state(icon: str, text: str, url: str = "", label: str = "") -> dict[str, str]:
    """Nothing here yet: what this is in one sentence, and the one thing to do."""
    return {"icon": icon, "text": text, "url": url, "label": label}


@register.simple_tag
def html_lang() -> str:
    """The page's language as BCP 47: zh-Hans, zh-Hant or en."""
    head, _, tail = (get_language() or "zh-hans").partition("-")
    return f"{head}-{tail.title()}" if tail else head


@register.simple_tag(takes_context=True)
def block_again(context: template.Context, name: str) -> SafeString:
    """The block `name` once more, as the page filled it: the title is also the first heading."""
    blocks = context.render_context[BLOCK_CONTEXT_KEY]
    block = blocks.get_block(name)
    return SafeString(block.render(context)) if block else SafeString("")


@register.simple_tag
def ribbon_band(tab: Any, quick: tuple[Any, ...]) -> SafeString:
    """One band of the ribbon. The same words and counts give the same HTML, so it is drawn once and kept."""
    return _band(tab, quick, get_language() or "")


@lru_cache(maxsize=1024)
def _band(tab: Any, quick: tuple[Any, ...], _language: str) -> SafeString:
    return render_to_string("shell/components/band.html", {"tab": tab, "quick": quick})
