"""From the facts of a person to the columns of a file, and back. Pure."""

from datetime import date
from typing import Any

from facet.members.rules import areas
from facet.members.rules.file import Person, birth_decade

SEARCHED = frozenset({"name", "phone", "email", "birth_date"})  # a change asks for new tokens


def columns_of(person: Person) -> dict[str, Any]:
    """The columns of Member that say what `person` says."""
    return {
        "name": person.name,
        "phone": person.phone,
        "email": person.email,
        "wechat": person.wechat,
        "street": person.street,
        "birth_date": person.birth_date.isoformat() if person.birth_date else "",
        "id_number": person.id_number,
        "note": person.note,
        "allergies": ",".join(person.allergies),
        "occupation": person.occupation,
        "occupation_kind": person.occupation_kind,
        "is_birth_year_known": person.is_birth_year_known,
        "gender": person.gender,
        "admin_code": person.admin_code,
        "area": areas.area_name(person.admin_code),
        "birth_decade": birth_decade(person.birth_date if person.is_birth_year_known else None),
        "is_lunar_birthday": person.is_lunar_birthday,
        "ring_tenths": person.ring_tenths,
    }


def person_of(row: Any) -> Person:
    """The facts that the file `row` holds."""
    return Person(
        name=row.name or "",
        phone=row.phone or "",
        gender=row.gender,
        birth_date=date.fromisoformat(row.birth_date) if row.birth_date else None,
        is_lunar_birthday=row.is_lunar_birthday,
        email=row.email or "",
        wechat=row.wechat or "",
        street=row.street or "",
        admin_code=row.admin_code,
        id_number=row.id_number or "",
        note=row.note or "",
        occupation=row.occupation or "",
        occupation_kind=row.occupation_kind,
        is_birth_year_known=row.is_birth_year_known,
        allergies=tuple(row.allergies.split(",")) if row.allergies else (),
        ring_tenths=row.ring_tenths,
    )


def plain(person: Person) -> dict[str, str]:
    """The facts as texts, to see what changed. Left out: what derives from another field."""
    columns = columns_of(person)
    return {
        field: "" if value is None else str(value)
        for field, value in columns.items()
        if field not in {"admin_code", "birth_decade"}
    }
