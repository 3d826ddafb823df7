"""What a counter sees and hears of each scan: a colour, a sign, a word, a sound, and one line that says where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from facet.inventory.services import ScanAnswer
from facet.inventory.web.fields import spoken
from facet.kernel import formats
from facet.kernel.errors import gettext_noop


@dataclass(frozen=True, slots=True)
class Look:
    """How an answer looks and sounds. `sound`: ok, low or bad."""

    tone: str  # ok, dup, move, bad
    icon: str
    word: str  # English, translated where it is shown
    sound: str


LOOKS = {
    "found": Look("ok", "circle-check", gettext_noop("Counted"), "ok"),
    "already": Look("dup", "copy", gettext_noop("Already counted"), "low"),
    "misplaced": Look("move", "arrows-exchange", gettext_noop("Not this tray"), "low"),
    "moved_meanwhile": Look("ok", "circle-check", gettext_noop("Counted, new here"), "ok"),
    "elsewhere": Look("move", "arrows-exchange", gettext_noop("Not here"), "low"),
    "other_store": Look("bad", "building-store", gettext_noop("Another store's"), "bad"),
    "sold_before": Look("bad", "receipt", gettext_noop("Sold"), "bad"),
    "sold_meanwhile": Look("dup", "receipt", gettext_noop("Just sold"), "low"),
    "found_again": Look("move", "zoom-check", gettext_noop("Was lost"), "low"),
    "off_book": Look("bad", "ban", gettext_noop("Not in stock"), "bad"),
    "unknown": Look("bad", "help-circle", gettext_noop("Unknown code"), "bad"),
    "undone": Look("dup", "arrow-back-up", gettext_noop("Taken back"), "low"),
    "waiting": Look("dup", "clock", gettext_noop("Kept here"), "low"),
}


def answer_row(each: ScanAnswer, places: Mapping[int, str], *, zone: str, here: int) -> dict[str, Any]:
    """One answer as the page shows it."""
    look = LOOKS[each.answer]
    name = spoken(each.name, each.name_en)
    grams = f"{formats.shown(each.weight_mg, 'grams')} {gettext('g')}" if each.weight_mg else ""
    return {
        "client_id": str(each.client_id),
        "answer": each.answer,
        "tone": look.tone,
        "icon": look.icon,
        "word": gettext(look.word),
        "sound": look.sound,
        "title": f"{name} {grams}".strip() or each.code,
        "line": _line(each, places, zone=zone, here=here),
        "photo": each.photo,
        "picture": each.picture,
    }


def _line(each: ScanAnswer, places: Mapping[int, str], *, zone: str, here: int) -> str:
    """Where it should be, who was first, or when it was sold."""
    time = f"{each.at.astimezone(ZoneInfo(zone)):%m-%d %H:%M}" if each.at else ""
    place = places.get(each.place_id or 0, "")
    texts = {
        "already": gettext("%(code)s, %(time)s counted by %(by)s"),
        "misplaced": gettext("%(code)s, by the books in %(place)s"),
        "elsewhere": gettext("%(code)s, by the books in %(place)s"),
        "other_store": gettext("%(code)s, call the manager"),
        "sold_before": gettext("%(code)s, sold %(time)s, call the manager"),
        "sold_meanwhile": gettext("%(code)s, sold %(time)s"),
        "found_again": gettext("%(code)s, reported missing earlier"),
        "off_book": gettext("%(code)s, call the manager"),
        "unknown": gettext("No tag of ours, check the label"),
    }
    facts = {"code": each.code, "time": time, "by": each.by, "place": place or "–"}
    return texts.get(each.answer, "%(code)s") % facts
