"""Fields that the chain defines itself, and what may stand in each. Pure. Source: R342."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from facet.kernel.errors import Invalid, gettext_noop

_CODE = re.compile(r"[a-z][a-z0-9_]{1,31}")
LONGEST_TEXT = 200
LARGEST_NUMBER = 10**12
MOST_CHOICES = 60


class FieldKind(StrEnum):
    """What may stand in a field."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    MULTI = "multi"
    YES_NO = "yes_no"


FIELD_KINDS = {
    FieldKind.TEXT: gettext_noop("Text"),
    FieldKind.NUMBER: gettext_noop("Whole number"),
    FieldKind.DATE: gettext_noop("Date"),
    FieldKind.CHOICE: gettext_noop("One of a list"),
    FieldKind.MULTI: gettext_noop("Several of a list"),
    FieldKind.YES_NO: gettext_noop("Yes or no"),
}
WITH_CHOICES = frozenset({FieldKind.CHOICE, FieldKind.MULTI})


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One answer of a list; `code` is what is stored."""

    code: str
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldIn:
    """A field to be kept. Its code and kind never change once it is made; `is_personal` seals its values."""

    code: str
    name: str
    name_en: str = ""
    kind: FieldKind = FieldKind.TEXT
    hint: str = ""
    hint_en: str = ""
    choices: tuple[FieldChoice, ...] = ()
    is_personal: bool = False
    is_required: bool = False
    is_searchable: bool = False
    order: int = 0
    is_active: bool = True


def checked_field(request: FieldIn) -> FieldIn:
    """`request` if it describes a field. Raises: Invalid, naming what is wrong."""
    if not _CODE.fullmatch(request.code):
        reason = gettext_noop("Write small letters, digits and underscores, beginning with a letter.")
        raise Invalid(field="code", reason=reason)
    if not 1 <= len(request.name.strip()) <= 32:
        raise Invalid(field="name", reason=gettext_noop("Write a name of at most 32 characters."))
    for name in ("name_en", "hint", "hint_en"):
        if len(getattr(request, name)) > (32 if name == "name_en" else 120):
            raise Invalid(field=name, reason=gettext_noop("This is too long."))
    if (request.kind in WITH_CHOICES) != bool(request.choices):
        raise Invalid(field="choices", reason=gettext_noop("A list field has choices, another field has none."))
    codes = [each.code for each in request.choices]
    if len(set(codes)) != len(codes) or len(codes) > MOST_CHOICES or not all(_CODE.fullmatch(each) for each in codes):
        raise Invalid(field="choices", reason=gettext_noop("Each choice has a code of its own, at most 60 of them."))
    return replace(request, name=request.name.strip(), name_en=request.name_en.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDef:
    """One field as the house keeps it."""

    id: int
    code: str
    name: str
    name_en: str
    kind: FieldKind
    hint: str
    hint_en: str
    choices: tuple[FieldChoice, ...]
    is_personal: bool
    is_required: bool
    is_searchable: bool
    order: int
    is_active: bool


def stored_value(definition: FieldDef, value: Any) -> str:
    """`value` in the one form in which it is kept; "" for nothing. Raises: Invalid under `field_<code>`.

    Dates are ISO, yes and no are "yes" and "no", several choices are parted by commas in the field's order.
    """
    if value is None or (not value and isinstance(value, str | list | tuple)):
        if definition.is_required:
            raise _wrong(definition, gettext_noop("This field must be filled in."))
        return ""
    return _READERS[definition.kind](definition, value)


def _wrong(definition: FieldDef, reason: str) -> Invalid:
    return Invalid(field=f"field_{definition.code}", reason=reason)


def _text(definition: FieldDef, value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong(definition, gettext_noop("Write a text."))
    if len(value.strip()) > LONGEST_TEXT:
        raise _wrong(definition, gettext_noop("This is too long."))
    return value.strip()


def _number(definition: FieldDef, value: Any) -> str:
    text = str(value).strip().replace(",", "")
    if isinstance(value, bool | float) or not re.fullmatch(r"-?\d{1,13}", text) or abs(int(text)) > LARGEST_NUMBER:
        raise _wrong(definition, gettext_noop("Write a whole number, such as 12."))
    return str(int(text))


def _date(definition: FieldDef, value: Any) -> str:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value).strip())
    except ValueError:
        raise _wrong(definition, gettext_noop("Write the date as 2026-02-14.")) from None
    if not 1900 <= day.year <= 2190:
        raise _wrong(definition, gettext_noop("A date lies between 1900 and 2190."))
    return day.isoformat()


def _codes_by_word(definition: FieldDef) -> Mapping[str, str]:
    """What may be written for each choice: its code, or its name in either language."""
    spoken = {word.casefold(): each.code for each in definition.choices for word in (each.name, each.name_en) if word}
    return spoken | {each.code: each.code for each in definition.choices}


def _choice(definition: FieldDef, value: Any) -> str:
    code = _codes_by_word(definition).get(str(value).strip().casefold())
    if code is None:
        raise _wrong(definition, gettext_noop("Choose one of the list."))
    return code


def _multi(definition: FieldDef, value: Any) -> str:
    parts = re.split(r"[,，、;]", value) if isinstance(value, str) else list(value)
    chosen = {_choice(definition, each) for each in parts if str(each).strip()}
    return ",".join(each.code for each in definition.choices if each.code in chosen)


def _yes_no(definition: FieldDef, value: Any) -> str:
    word = {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    said = word.strip().casefold()
    if said in {"yes", "true", "1", "是", "有"}:
        return "yes"
    if said in {"no", "false", "0", "否", "无"}:
        return "no"
    raise _wrong(definition, gettext_noop("Answer yes or no."))


_READERS = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.MULTI: _multi,
    FieldKind.YES_NO: _yes_no,
}


def search_text(stored: str) -> str:
    """What a searchable value is looked up by: the whole value, without case and blanks."""
    return re.sub(r"\s+", "", stored).casefold()
