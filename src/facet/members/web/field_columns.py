"""The chain's own fields as columns and conditions of lists. Source: R342."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition
from facet.members import selectors
from facet.members.rules.field import WITH_CHOICES, FieldDef, FieldKind
from facet.members.web.keeping_forms import in_words

KINDS = {FieldKind.NUMBER: "int", FieldKind.DATE: "date"}
ASKED = {FieldKind.NUMBER: "range", FieldKind.DATE: "dates", FieldKind.TEXT: "text"}
_ANSWERS = {"yes": gettext_noop("Yes"), "no": gettext_noop("No")}


def field_columns() -> tuple[list[Column], list[Condition]]:
    """One column for each field in use that is not personal, one condition for each that can be asked. Queries: 1."""
    kept = selectors.kept_fields()
    columns = [_column(field) for field in kept if not field.is_personal]
    return columns, [_condition(field) for field in kept if field.is_searchable or not field.is_personal]


def _column(field: FieldDef) -> Column:
    return Column(f"own_{field.code}", in_words(field.name, field.name_en), value=_said(field),
                  kind=KINDS.get(field.kind, "text"))  # fmt: skip


def _said(field: FieldDef) -> Callable[[Any], Any]:
    def value(row: Any) -> Any:
        plain = next((each.plain for each in row.field_values.all() if each.field_id == field.id), "")
        return shown(field, plain) if plain else None

    return value


def shown(field: FieldDef, plain: str) -> Any:
    """What is stored, as a list shows it."""
    if field.kind is FieldKind.NUMBER:
        return int(plain)
    if field.kind is FieldKind.DATE:
        return date.fromisoformat(plain)
    if field.kind is FieldKind.YES_NO:
        return gettext(_ANSWERS[plain])
    names = {each.code: in_words(each.name, each.name_en) for each in field.choices}
    return ", ".join(names.get(code, code) for code in plain.split(",")) if field.kind in WITH_CHOICES else plain


def _condition(field: FieldDef) -> Condition:
    choices = [(each.code, in_words(each.name, each.name_en)) for each in field.choices]
    if field.kind is FieldKind.YES_NO:
        choices = list(_ANSWERS.items())

    def narrowed(rows: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return selectors.saying(rows, field, value=value)

    kind = "text" if field.is_personal else ASKED.get(field.kind, "choice")
    return Condition(f"own_{field.code}", in_words(field.name, field.name_en), kind=kind, apply=narrowed,
                     choices=() if field.is_personal else tuple(choices))  # fmt: skip
