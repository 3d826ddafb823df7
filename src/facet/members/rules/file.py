"""What may be written into a member's file: one form for each value, and what an edit changes. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from facet.kernel.errors import Invalid, gettext_noop
from facet.members.rules import areas, contacts, names
from facet.members.rules.words import GENDERS, Channel, ConsentChannel

OLDEST = date(1900, 1, 1)
_LENGTHS = {"name": 60, "wechat": 40, "street": 160, "note": 2000, "occupation": 40, "id_number": 30, "email": 120}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The facts of a person, as they are kept. `phone` is E.164; `ring_tenths` 0.1 mm around, inside."""

    name: str
    phone: str = ""
    gender: str = ""
    birth_date: date | None = None
    is_lunar_birthday: bool = False
    email: str = ""
    wechat: str = ""
    street: str = ""
    admin_code: str = ""
    id_number: str = ""
    note: str = ""
    occupation: str = ""
    occupation_kind: str = ""  # a code of the dictionary "occupation"; services look it up
    is_birth_year_known: bool = True  # else only month and day of `birth_date` count
    allergies: tuple[str, ...] = ()
    ring_tenths: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberIn:
    """A file to be opened. Codes and numbers name the rest; "" takes the default.

    `even_if_similar` says that a possible duplicate is another person.
    """

    person: Person
    store_code: str = ""
    clerk_code: str = ""
    channel: Channel = Channel.STORE
    referrer_number: str = ""
    card_type: str = ""
    card_number: str = ""
    consents: tuple[tuple[ConsentChannel, bool], ...] = ()
    preferences: tuple[int, ...] = ()  # ids of catalog.DictionaryEntry
    even_if_similar: bool = False
    fields: Mapping[str, Any] | None = None  # the chain's own, by code; None: nobody asked for them


PERSON_FIELDS = tuple(each.name for each in fields(Person))


def checked(person: Person, *, today: date) -> Person:
    """`person` with every value in its one form. Raises: Invalid, naming the field."""
    for field, most in _LENGTHS.items():
        if len(getattr(person, field)) > most:
            raise Invalid(field=field, reason=gettext_noop("This is too long."))
    name = names.tidy_name(person.name)
    if not name or not any(each.isalpha() for each in name):
        raise Invalid(field="name", reason=gettext_noop("Write the name, family name first."))
    if person.gender and person.gender not in GENDERS:
        raise Invalid(field="gender", reason=gettext_noop("Choose one of the list."))
    if person.birth_date and not OLDEST <= person.birth_date <= today:
        raise Invalid(field="birth_date", reason=gettext_noop("A birth date lies between 1900 and today."))
    if person.admin_code and not areas.area_name(person.admin_code):
        raise Invalid(field="area", reason=gettext_noop("This area code is not known."))
    if person.ring_tenths is not None and not 300 <= person.ring_tenths <= 900:
        raise Invalid(field="ring_tenths", reason=gettext_noop("A finger is 30 to 90 mm around."))
    tidy = replace(
        person,
        name=name,
        phone=contacts.normal_phone(person.phone) if person.phone else "",
        email=contacts.normal_email(person.email) if person.email else "",
        id_number=contacts.normal_id_number(person.id_number) if person.id_number else "",
        allergies=tuple(dict.fromkeys(each.strip().replace(",", " ") for each in person.allergies if each.strip())),
        is_lunar_birthday=person.is_lunar_birthday and person.birth_date is not None,
        is_birth_year_known=person.is_birth_year_known or person.birth_date is None,
    )
    if not (tidy.phone or tidy.wechat or tidy.email):
        raise Invalid(field="phone", reason=gettext_noop("Write a phone number, or WeChat or e-mail instead."))
    return tidy


def birth_decade(born: date | None) -> int | None:
    """1988-05-14 → 1980: all that stands in the clear."""
    return born.year // 10 * 10 if born else None


def age_on(born: date, today: date) -> int:
    """Full years. R009."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


_MASKS: Mapping[str, Callable[[str], str]] = {
    "name": names.masked_name,
    "phone": contacts.masked_phone,
    "email": contacts.masked_email,
    "wechat": contacts.masked,
    "id_number": contacts.masked,
    "birth_date": lambda text: f"****{text[4:]}" if text else "",
    "street": lambda text: "***" if text else "",
    "note": lambda text: "***" if text else "",
    "occupation": lambda text: "***" if text else "",
    "allergies": lambda text: "***" if text else "",
}


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What an edit changed, field by field, personal data masked: what the audit record keeps."""
    changed = (field for field in after if before.get(field, "") != after[field])
    return {
        field: {"before": _shown(field, before.get(field, "")), "after": _shown(field, after[field])}
        for field in changed
    }


def _shown(field: str, value: str) -> str:
    mask = _MASKS.get(field)
    return mask(value) if mask else value
