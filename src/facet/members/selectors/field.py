"""Fields of the chain's own, and what files say in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Cast

from facet.kernel import sealed
from facet.kernel.permissions import Actor
from facet.members.errors import MemberUnknown
from facet.members.models import FieldValue, Member, MemberField
from facet.members.permissions import MembersPermission
from facet.members.rules.field import FieldChoice, FieldDef, FieldKind, search_text
from facet.members.selectors.reach import within

MASK = "***"
_MOST_FOUND = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldValueRow:
    """What a file says in one field: the stored form, `***` where the field is personal, "" for nothing."""

    field: FieldDef
    value: str


def all_fields() -> list[FieldDef]:
    """Every field, in its order, those out of use too. Queries: 1."""
    return [_definition(row) for row in MemberField.objects.order_by("order", "pk")]


def kept_fields() -> list[FieldDef]:
    """The fields in use, in their order. Queries: 1."""
    return [_definition(row) for row in MemberField.objects.filter(is_active=True).order_by("order", "pk")]


def field_values(viewer: Actor, member_id: int) -> list[FieldValueRow]:
    """Each field in use with what the member's file says, personal ones masked.

    Raises: MemberUnknown, also beyond the viewer's reach. Queries: 3.
    """
    if not Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS), pk=member_id).exists():
        raise MemberUnknown(key=member_id)
    said = {row.field_id: row for row in FieldValue.objects.filter(member_id=member_id)}
    rows = []
    for field in kept_fields():
        row = said.get(field.id)
        rows.append(FieldValueRow(field=field, value=("" if row is None else MASK if field.is_personal else row.plain)))
    return rows


def field_token(field_id: int, text: str) -> bytes:
    """The blind index of one value of a personal field."""
    return sealed.token(f"members.field.{field_id}", text)


def having(code: str, text: str) -> list[int]:
    """The ids of members whose file says `text` in the searchable field `code`, at most 1000. Queries: 2."""
    field = MemberField.objects.filter(code=code, is_active=True, is_searchable=True).first()
    if field is None or not text:
        return []
    rows = FieldValue.objects.filter(field=field)
    if field.is_personal:
        rows = rows.filter(token=field_token(field.pk, search_text(text)))
    elif field.kind == FieldKind.TEXT:
        rows = rows.filter(plain__icontains=text)
    else:
        rows = rows.filter(plain__in=_spelled(_definition(field), text))
    return list(rows.order_by("-member_id").values_list("member_id", flat=True)[:_MOST_FOUND])


def values_of(member_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """What each file says by field code, in the clear; for services of the house. Queries: 1 for each 500."""
    found: dict[int, dict[str, str]] = {}
    wanted = sorted(set(member_ids))
    for begin in range(0, len(wanted), 500):
        rows = FieldValue.objects.filter(member__in=wanted[begin : begin + 500]).select_related("field")
        for row in rows:
            value = row.sealed if row.field.is_personal else row.plain
            found.setdefault(row.member_id, {})[row.field.code] = value or ""
    return found


def saying(members: QuerySet[Any], field: FieldDef, *, value: Any) -> QuerySet[Any]:
    """Those of `members` whose file says `value` in `field`: a text, a choice's code, or bounds with low and high.

    Numbers are compared as numbers, dates as their ISO texts. Queries: 0.
    """
    rows = FieldValue.objects.filter(field_id=field.id)
    if field.is_personal:
        rows = rows.filter(token=field_token(field.id, search_text(value)))
    elif field.kind == FieldKind.NUMBER:
        rows = _between(rows.annotate(number=Cast("plain", BigIntegerField())), "number", value.low, value.high)
    elif field.kind == FieldKind.DATE:
        first, last = (day.isoformat() if day else None for day in (value.first, value.last))
        rows = _between(rows, "plain", first, last)
    elif field.kind == FieldKind.TEXT:
        rows = rows.filter(plain__icontains=value)
    else:
        among = Q(plain=value) | Q(plain__startswith=f"{value},") | Q(plain__endswith=f",{value}")
        rows = rows.filter(among | Q(plain__contains=f",{value},"))
    return members.filter(pk__in=rows.values("member"))


def _between(rows: QuerySet[Any], path: str, low: Any, high: Any) -> QuerySet[Any]:
    rows = rows if low is None else rows.filter(**{f"{path}__gte": low})
    return rows if high is None else rows.filter(**{f"{path}__lte": high})


def _spelled(field: FieldDef, text: str) -> list[str]:
    """The stored forms that `text` may mean: itself, or the code of a choice with that name."""
    wanted = text.strip().casefold()
    codes = [each.code for each in field.choices if wanted in {each.name.casefold(), each.name_en.casefold()}]
    yes_no = {"是": "yes", "否": "no"}.get(wanted, wanted)
    return [*codes, yes_no, text.strip()]


def _definition(row: MemberField) -> FieldDef:
    return FieldDef(
        id=row.pk, code=row.code, name=row.name, name_en=row.name_en, kind=FieldKind(row.kind), hint=row.hint,
        hint_en=row.hint_en, choices=tuple(FieldChoice(*each) for each in row.choices), is_personal=row.is_personal,
        is_required=row.is_required, is_searchable=row.is_searchable, order=row.order, is_active=row.is_active,
    )  # fmt: skip
