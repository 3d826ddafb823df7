"""What the screens say about a member: grade, honorific, rings, consents, the next step."""

import functools
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext

from facet.catalog.rules.ring_sizes import local_number, ring_size
from facet.kernel import clock, registry
from facet.kernel.errors import Invalid
from facet.members.rules.field import FieldDef, FieldKind
from facet.members.rules.next_step import NextStep
from facet.members.rules.words import CONSENT_CHANNELS, HONORIFICS, ConsentChannel
from facet.members.selectors import MemberFile
from facet.members.selectors.field import MASK

_CONSENT_ICONS = {
    ConsentChannel.SMS: {"icon": "message"},
    ConsentChannel.WECHAT: {"icon": "brand-wechat"},
    ConsentChannel.PHONE: {"icon": "phone"},
    ConsentChannel.EMAIL: {"icon": "mail"},
}


def grade(code: str, lifetime: int = 0) -> dict[str, Any]:
    """The grade as loyalty explains it (slot "member.grade"); without loyalty its bare code."""
    explain = registry.offered("member.grade", "loyalty")
    return (explain(code, lifetime) if explain else None) or {"name": code}


def grade_word(code: str) -> str:
    """The grade's name, remembered for the length of a minute: lists ask for it on every row."""
    return _grade_word(code, get_language() or "", int(clock.now().timestamp()) // 60)


@functools.lru_cache(maxsize=64)
def _grade_word(code: str, _language: str, _minute: int) -> str:
    return str(grade(code)["name"])


def honorific(gender: str) -> str:
    """Ms, Mr, or nothing where we do not know."""
    return gettext(HONORIFICS[gender]) if gender else ""


def ring_words(tenths: int | None) -> str:
    """52.0 mm as number 12, as a jeweller says it."""
    if tenths is None:
        return ""
    facts = {"mm": f"{tenths // 10}.{tenths % 10}"}
    try:
        facts["size"] = str(ring_size(circumference_um=tenths * 100).eu)
    except Invalid:
        return gettext("Ring {mm} mm").format(**facts)
    return gettext("Ring no. {size}, {mm} mm").format(**facts)


def millimetres(tenths: int) -> str:
    """520 → 52.0."""
    return f"{tenths // 10}.{tenths % 10}"


def ring_numbers(tenths: int, table: list[tuple[str, int]]) -> list[str]:
    """A finger in every way of counting: mm, ISO, EU, US, Japan, China; blanks outside ISO 41–76."""
    try:
        size = ring_size(circumference_um=tenths * 100)
    except Invalid:
        return [millimetres(tenths), "", "", "", "", ""]
    whole, rest = divmod(size.us_quarters, 4)
    american = f"{whole}{('', '¼', '½', '¾')[rest]}"
    japanese = f"{size.japan_halves // 2}{'½' if size.japan_halves % 2 else ''}"
    return [millimetres(tenths), str(size.iso), str(size.eu), american, japanese, local_number(tenths, table)]


def field_words(field: FieldDef, value: str) -> str:
    """What a file says in a field of the chain's own, in the reader's words."""
    if field.kind in {FieldKind.CHOICE, FieldKind.MULTI} and value != MASK:
        english = (get_language() or "").startswith("en")
        names = {each.code: each.name_en if english and each.name_en else each.name for each in field.choices}
        return (", " if english else "、").join(names.get(each, each) for each in value.split(",") if each)
    return {"yes": gettext("Yes"), "no": gettext("No")}.get(value, value) if field.kind == FieldKind.YES_NO else value


def consent_badges(consents: dict[ConsentChannel, bool]) -> list[tuple[str, str, str]]:
    """Each answered channel as (tone, icon, words)."""
    said = {True: gettext("{channel}: agreed"), False: gettext("{channel}: not agreed")}
    return [
        ("ok" if agreed else "plain", _CONSENT_ICONS[channel]["icon"] if agreed else "ban",
         said[agreed].format(channel=gettext(CONSENT_CHANNELS[channel])))
        for channel, agreed in consents.items()
    ]  # fmt: skip


def preference_words(file: MemberFile) -> str:
    """What the member likes, in the reader's language."""
    english = (get_language() or "").startswith("en")
    words = (name_en if english and name_en else name for name, name_en in file.preferences)
    return (", " if english else "、").join(words)


def step_words(step: NextStep) -> dict[str, Any]:
    """The next step as it is read."""
    return {
        "icon": step.icon, "text": gettext(step.text).format(**step.facts), "url": step.url,
        "verb": gettext(step.verb) if step.verb else "",
    }  # fmt: skip


def days_ago(day: date | None, today: date) -> str:
    """How long ago, in words."""
    if day is None:
        return gettext("Not yet")
    days = (today - day).days
    if days <= 0:
        return gettext("Today")
    return gettext("Yesterday") if days == 1 else gettext("{days} days ago").format(days=days)


def habit_words(file: MemberFile) -> str:
    """Whether the member stays away longer than she used to."""
    if file.last_visit_on is None:
        return gettext("No visit on record")
    if not file.usual_gap_days or file.days_silent is None:
        return file.last_visit_on.isoformat()
    facts = {"gap": file.usual_gap_days}
    if file.days_silent * 2 > file.usual_gap_days * 3:
        return gettext("Usually every {gap} days: overdue").format(**facts)
    return gettext("Usually every {gap} days: normal").format(**facts)
