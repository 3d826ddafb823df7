"""Words of loyalty for templates."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import CheckboxInput, CheckboxSelectMultiple
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from facet.loyalty.rules.kinds import CLASS_LABELS, PointsClass

register = template.Library()


@register.filter
def named(thing: Any) -> str:
    """The name of a grade, window or bonus in the reader's language: names are the chain's own words."""
    if thing is None:
        return ""
    chinese = (get_language() or "").startswith("zh")
    if isinstance(thing, str):
        return thing
    if isinstance(thing, dict):
        return str(thing["name"] if chinese or not thing["name_en"] else thing["name_en"])
    return str(thing.name if chinese or not thing.name_en else thing.name_en)


@register.filter
def class_label(name: str) -> str:
    """A class of goods in the reader's language."""
    return gettext(CLASS_LABELS[PointsClass(name)])


@register.filter
def named_in(name: str, programme: Any) -> str:
    """What a trace calls a window, day, bonus or occasion, in the reader's language by the rules that know it."""
    if programme is None or not (get_language() or "").startswith("en"):
        return name
    rules = (
        *programme.windows, *programme.member_days, *programme.bonuses, *programme.group_bonuses,
        *programme.rewards.special,
    )  # fmt: skip
    return next((each.name_en for each in rules if each.name == name and each.name_en), name)


@register.filter
def in_order(names: Iterable[str]) -> list[str]:
    """A set's members, always in the same order."""
    return sorted(names)


@register.simple_tag
def blank(bound: BoundField) -> SafeString:
    """One blank of a sentence: its control, named for readers, with its hint, its mistakes and what it was before."""
    was, now = getattr(bound.form, "was", {}).get(bound.name), bound.value()
    same = (str(was), str(bound.field.prepare_value(was)))
    changed = was is not None and ("" if now is None else str(now)) not in same
    classes = "rul-blank" + (" fc-blank--changed" if changed else "") + (" rul-blank--wrong" if bound.errors else "")
    named_for_readers: dict[str, Any] = {"aria-label": bound.label, "title": bound.help_text}
    if isinstance(bound.field.widget, CheckboxSelectMultiple):
        control = format_html(
            '<fieldset class="rul-choices"><legend>{}</legend>{}</fieldset>', bound.label, bound.as_widget()
        )
    elif isinstance(bound.field.widget, CheckboxInput):
        control = format_html(
            '<label class="fc-check" title="{}">{}<span>{}</span></label>',
            bound.help_text,
            bound.as_widget(),
            bound.label,
        )
    else:
        control = bound.as_widget(attrs={"class": classes, **named_for_readers})
    before = (
        format_html(
            '<span class="fc-was num">{}</span>', gettext("was %(value)s") % {"value": bound.field.prepare_value(was)}
        )
        if changed
        else ""
    )
    mistakes = format_html_join("", '<span class="fc-error" role="alert">{}</span>', ((each,) for each in bound.errors))
    return format_html("{}{}{}", control, before, mistakes)
