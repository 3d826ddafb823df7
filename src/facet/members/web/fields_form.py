"""The chain's own fields as a part of another form of the file."""

from typing import Any

from django.http import HttpRequest

from facet.kernel.transactions import viewing
from facet.members import selectors
from facet.members.rules.field import FieldKind
from facet.members.web.person_forms import OwnFieldsForm


class FieldsPart(OwnFieldsForm):
    """The fields alone: the operation is the whole form's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["operation_id"]


def fields_form(request: HttpRequest, member_id: int) -> FieldsPart:
    """Every field in use with what the file says; personal ones start empty."""
    with viewing(request.actor):
        rows = selectors.field_values(request.actor, member_id)
    said = [row for row in rows if row.value and not row.field.is_personal]
    initial = {
        f"field_{row.field.code}": row.value.split(",") if row.field.kind is FieldKind.MULTI else row.value
        for row in said
    }  # fmt: skip
    filled = frozenset(row.field.code for row in rows if row.value)
    return FieldsPart(request.POST or None, kept=[row.field for row in rows], filled=filled, initial=initial)


def required_fields_form(request: HttpRequest) -> FieldsPart:
    """The required fields alone, for a new file."""
    kept = [field for field in selectors.kept_fields() if field.is_required]
    return FieldsPart(request.POST or None, kept=kept)
