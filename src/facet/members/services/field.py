"""Fields of the chain's own: defining them, and writing what a file says in them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.members.errors import CodeTaken, FieldNotKept, NothingOnFile
from facet.members.models import FieldValue, Member, MemberField
from facet.members.permissions import MembersPermission
from facet.members.rules.field import FieldDef, FieldIn, checked_field, search_text, stored_value
from facet.members.selectors.field import field_token, kept_fields
from facet.members.services.locking import lock_file
from facet.members.services.noting import note_act

_FIXED = ("kind", "is_personal")


@unit_of_work
def save_field(*, actor: Actor, operation: OperationKey, request: FieldIn, is_new: bool, at: datetime) -> int:
    """Make a field of the chain's own, or change one; its kind and class stay once it is made.

    Raises: NotPermitted, Invalid, CodeTaken, NotFound. Locks: the field.
    """
    act = operations.begin(operation, kind="members.save_field", actor=actor, at=at)
    if act.done:
        return int(act.result["field_id"])
    require(actor, MembersPermission.MANAGE_FIELDS)
    wanted = checked_field(request)
    field = MemberField.objects.select_for_update().filter(code=wanted.code).first()
    if is_new and field is not None:
        raise CodeTaken(key=wanted.code)
    if not is_new:
        _refuse_change(field, wanted)
    field = field or MemberField(code=wanted.code)
    columns = asdict(wanted) | {"choices": [[each.code, each.name, each.name_en] for each in wanted.choices]}
    for column, value in columns.items():
        setattr(field, column, value)
    field.save()
    audit_services.record(actor, "members.field_saved", at=at, subject=("members.field", field.pk, field.code),
                          **columns)  # fmt: skip
    act.finish(field_id=field.pk)
    return field.pk


def _refuse_change(field: MemberField | None, wanted: FieldIn) -> None:
    if field is None:
        raise NotFound(key=wanted.code)
    for name in _FIXED:
        if getattr(field, name) != getattr(wanted, name):
            raise Invalid(field=name, reason=gettext_noop("This stays as it was made; make another field instead."))
    gone = {each[0] for each in field.choices} - {each.code for each in wanted.choices}
    if gone and field.values.exists():
        raise Invalid(field="choices", reason=gettext_noop("A choice that files use cannot be taken away."))


@unit_of_work
def set_fields(
    *, actor: Actor, operation: OperationKey, member_id: int, values: Mapping[str, Any], at: datetime
) -> None:
    """Write what the file says in fields of the chain's own, by code; what is not named stays.

    Raises: NotPermitted, MemberUnknown, MemberArchived, FieldNotKept, Invalid (`field_<code>`). Locks: the file.
    """
    act = operations.begin(operation, kind="members.set_fields", actor=actor, at=at)
    if act.done:
        return
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    if changes := write_fields(member, values):
        note_act(actor, "members.fields_set", member, at=at, changes=changes)
    act.finish()


@unit_of_work
def reveal_field(*, actor: Actor, member_id: int, code: str, at: datetime) -> str:
    """What the file says in a personal field, in the clear; that it was shown is remembered.

    Raises: NotPermitted, MemberUnknown, FieldNotKept, NothingOnFile.
    """
    member = lock_file(actor, MembersPermission.REVEAL_CONTACT, member_id, archived_too=True)
    field = next((each for each in kept_fields() if each.code == code and each.is_personal), None)
    if field is None:
        raise FieldNotKept(key=code)
    row = FieldValue.objects.filter(member=member, field_id=field.id).first()
    if row is None or not row.sealed:
        raise NothingOnFile
    note_act(actor, "members.contact_revealed", member, at=at, field=f"field_{code}", reason="")
    return str(row.sealed)


@joins_unit_of_work
def required_too(values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` with an empty one for each required field that is missing, so that it is refused by name. Queries: 1."""
    return {field.code: "" for field in kept_fields() if field.is_required} | dict(values)


@joins_unit_of_work
def write_fields(member: Member, values: Mapping[str, Any], *, as_stored: bool = False) -> dict[str, dict[str, str]]:
    """Write `values` by field code; gives what changed, personal values masked.

    `as_stored`: the values stood there before and are put back unasked, also an empty one that is required now.

    Raises: FieldNotKept, Invalid. Queries: 2, and 2 for each value that changed.
    """
    kept = {field.code: field for field in kept_fields()}
    if unknown := values.keys() - kept.keys():
        raise FieldNotKept(key=min(unknown))
    present = {row.field_id: row for row in FieldValue.objects.filter(member=member)}
    changes: dict[str, dict[str, str]] = {}
    for code, value in values.items():
        field, stored = kept[code], value if as_stored else stored_value(kept[code], value)
        row = present.get(field.id)
        before = (row.sealed if field.is_personal else row.plain) or "" if row else ""
        if stored != before:
            _write(member, field, row, stored)
            changes[field.name] = _told(field, before, stored)
    return changes


@joins_unit_of_work
def fill_fields(said: Sequence[tuple[int, Mapping[str, str]]]) -> None:
    """Write what new files say, by member and code, as it is stored. Queries: 2, none without any."""
    if not said:
        return
    kept = {field.code: field for field in kept_fields()}
    FieldValue.objects.bulk_create(
        _filled(member_id, kept[code], stored)
        for member_id, values in said
        for code, stored in values.items()
        if stored
    )


def _filled(member_id: int, field: FieldDef, stored: str) -> FieldValue:
    if not field.is_personal:
        return FieldValue(member_id=member_id, field_id=field.id, plain=stored)
    token = field_token(field.id, search_text(stored)) if field.is_searchable else None
    return FieldValue(member_id=member_id, field_id=field.id, sealed=stored, token=token)


def _write(member: Member, field: FieldDef, row: FieldValue | None, stored: str) -> None:
    if not stored:
        if row is not None:
            row.delete()
        return
    row = row or FieldValue(member=member, field_id=field.id)
    if field.is_personal:
        row.sealed = stored
        row.token = field_token(field.id, search_text(stored)) if field.is_searchable else None
    else:
        row.plain = stored
    row.save()


def _told(field: FieldDef, before: str, after: str) -> dict[str, str]:
    if field.is_personal:
        return {"before": "***" if before else "", "after": "***" if after else ""}
    return {"before": before, "after": after}
