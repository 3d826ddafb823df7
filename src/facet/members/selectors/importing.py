"""What an import would do: who is new, who changes, what is wrong. Writes nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid
from facet.kernel.importing import ImportRow, RowError
from facet.kernel.permissions import Actor
from facet.members.models import Card, Member
from facet.members.permissions import MembersPermission
from facet.members.rules import contacts
from facet.members.rules.columns import person_of, plain
from facet.members.rules.field import FieldDef
from facet.members.rules.file import Person, differences
from facet.members.rules.import_rows import (
    OWN,
    Opening,
    cell_error,
    fields_of_row,
    opening_facts,
    person_of_row,
    taken_error,
    twin_error,
    unknown_error,
)
from facet.members.rules.readings import folded
from facet.members.rules.words import TokenKind
from facet.members.selectors.field import kept_fields, values_of
from facet.members.selectors.reach import reaches
from facet.members.selectors.search import holding
from facet.organisation import selectors as organisation_selectors

_ZONE = "Asia/Shanghai"  # the calendar that files are written in
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Change:
    """A file that a row changes: the row's line, the person after it, and what differs, masked."""

    line: int
    member_id: int
    person: Person
    differences: dict[str, dict[str, str]]
    fields: dict[str, str] = field(default_factory=dict)  # of the chain's own, only those that differ


@dataclass(slots=True)
class Plan:
    """Every row in one of four heaps."""

    new: list[Opening] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)
    states: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Known:
    """Everything the rows name, looked up at once."""

    stores: dict[str, int]
    default_store: int | None
    clerks: dict[str, int]
    by_number: dict[str, Member]
    by_phone: dict[str, list[Member]]
    card_holders: dict[str, str]
    fields: list[FieldDef]
    said: dict[int, dict[str, str]]  # member → code → what the file says
    seen_people: dict[tuple[str, str], int] = field(default_factory=dict)
    seen_cards: dict[str, int] = field(default_factory=dict)


class _Wrong(Exception):
    """The row cannot be taken in."""

    def __init__(self, error: RowError) -> None:
        self.error = error


def plan_import(actor: Actor, rows: Sequence[ImportRow], *, at: datetime) -> Plan:
    """What taking in `rows` would do, row by row.

    A row with a member number changes that member, one with the phone and name of a member her;
    every other row is new. Queries: 2, 4 for each 500 rows, and 2 where the chain has fields of its own.
    """
    known, plan, today = _look_up(actor, rows), Plan(), local_date(at, _ZONE)
    for row in rows:
        try:
            _place(actor, row, known, plan, today)
        except _Wrong as wrong:
            plan.errors.append(wrong.error)
    return plan


def _place(actor: Actor, row: ImportRow, known: _Known, plan: Plan, today: date) -> None:
    member = _meant(actor, row, known)
    before = person_of(member) if member else None
    try:
        person = person_of_row(row, today=today, before=before)
        own = fields_of_row(row, known.fields, is_new=member is None)
    except Invalid as refusal:
        raise _Wrong(cell_error(row, refusal)) from refusal
    _once(row, "name", known.seen_people, (person.phone or str(row.line), folded(person.name)))
    if member is None or before is None:
        plan.new.append(replace(_opening(row, known, person, today), fields=own))
        plan.states[row.line] = "new"
        return
    said = known.said.get(member.pk, {})
    own = {code: value for code, value in own.items() if value != said.get(code, "")}
    if (found := differences(plain(before), plain(person))) or own:
        plan.changes.append(Change(row.line, member.pk, person, found, own))
        plan.states[row.line] = "changed"
    else:
        plan.unchanged += 1
        plan.states[row.line] = "unchanged"


def _meant(actor: Actor, row: ImportRow, known: _Known) -> Member | None:
    """The member that the row is about, None for a new one."""
    if number := row.values.get("number"):
        member = known.by_number.get(number.upper())
        if member is None or not _in_hand(actor, member):
            raise _Wrong(unknown_error(row, "number"))
        return member
    holders = known.by_phone.get(_phone(row), [])
    same = [each for each in holders if folded(each.name or "") == folded(row.values.get("name") or "")]
    if same and _in_hand(actor, same[0]):
        return same[0]
    if holders and not row.values.get("another_person"):
        raise _Wrong(taken_error(row, "phone", by=holders[0].number))
    return None


def _in_hand(actor: Actor, member: Member) -> bool:
    return reaches(
        actor, MembersPermission.IMPORT_MEMBERS, clerk_id=member.clerk_id, home_store_id=member.home_store_id
    )


def _opening(row: ImportRow, known: _Known, person: Person, today: date) -> Opening:
    store = known.stores.get(row.values["store"].casefold()) if row.values.get("store") else known.default_store
    if store is None:
        raise _Wrong(unknown_error(row, "store"))
    card = row.values.get("card_number") or ""
    if card in known.card_holders:
        raise _Wrong(taken_error(row, "card_number", by=known.card_holders[card]))
    if card:
        _once(row, "card_number", known.seen_cards, card)
    referrer = _named(row, "referrer", known.by_number)
    return Opening(
        line=row.line,
        person=person,
        store_id=store,
        clerk_id=_named(row, "clerk", known.clerks),
        referrer_id=referrer.pk if referrer else None,
        card_number=card,
        opened_on=min(row.values.get("opened_on") or today, today),
        **opening_facts(row.values),
    )


def _named(row: ImportRow, column: str, among: dict[str, Any]) -> Any:
    code = row.values.get(column)
    if code and code.upper() not in among:
        raise _Wrong(unknown_error(row, column))
    return among[code.upper()] if code else None


def _once(row: ImportRow, column: str, seen: dict[Any, int], key: Any) -> None:
    first = seen.setdefault(key, row.line)
    if first != row.line:
        raise _Wrong(twin_error(row, column, first=first))


def _phone(row: ImportRow) -> str:
    try:
        return contacts.normal_phone(row.values.get("phone") or "")
    except Invalid:
        return ""


def _look_up(actor: Actor, rows: Sequence[ImportRow]) -> _Known:
    stores = organisation_selectors.stores_of(actor, MembersPermission.IMPORT_MEMBERS)
    clerks = organisation_selectors.staff_refs({code.upper() for code in _all(rows, "clerk")})
    by_phone: dict[str, list[Member]] = defaultdict(list)
    for member in _in_parts({_phone(row) for row in rows} - {""}, _phone_holders):
        by_phone[member.phone or ""].append(member)
    numbers = {number.upper() for column in ("number", "referrer") for number in _all(rows, column)}
    members = list(_in_parts(numbers, lambda part: Member.objects.filter(number__in=part)))
    cards = _in_parts(
        _all(rows, "card_number"), lambda part: Card.objects.filter(number__in=part).select_related("member")
    )
    fields = kept_fields() if any(key.startswith(OWN) for row in rows[:1] for key in row.values) else []
    there = [*members, *(each for holders in by_phone.values() for each in holders)]
    return _Known(
        fields=fields,
        said=values_of([member.pk for member in there]) if fields else {},
        stores={name.casefold(): store.id for store in stores for name in (store.code, store.name)},
        default_store=next((store.id for store in stores if store.id == actor.store_id), None),
        clerks={code: clerk.id for code, clerk in clerks.items() if clerk.is_active},
        by_number={member.number: member for member in members},
        by_phone=by_phone,
        card_holders={card.number: card.member.number for card in cards},
    )


def _phone_holders(part: Sequence[str]) -> Any:
    held = holding([(TokenKind.PHONE, phone.lstrip("+")) for phone in part]).values("member_id")
    return Member.objects.filter(pk__in=held).order_by("pk")


def _all(rows: Sequence[ImportRow], column: str) -> set[str]:
    return {value for row in rows if (value := row.values.get(column))}


def _in_parts(wanted: set[str], ask: Callable[[Sequence[str]], Any]) -> Iterator[Any]:
    ordered = sorted(wanted)
    for begin in range(0, len(ordered), _AT_ONCE):
        yield from ask(ordered[begin : begin + _AT_ONCE])
