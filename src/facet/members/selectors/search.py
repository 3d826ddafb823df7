"""Finding a member by what a clerk types or hears. Source: docs/algorithms/member_search.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from facet.kernel import sealed
from facet.kernel.permissions import Actor
from facet.kernel.wording import named
from facet.members.models import Card, Member, MemberToken
from facet.members.permissions import MembersPermission
from facet.members.rules import contacts, names
from facet.members.rules.readings import folded
from facet.members.rules.tokens import Entry, Text, entry_of
from facet.members.rules.words import State, TokenKind
from facet.members.selectors.called import called, called_masked
from facet.members.selectors.reach import reaches, visible, within

MOST_FOUND = 8
_MOST_CANDIDATES = 1_000  # a short entry asks the newest members only
_MOST_OPENED = 60  # where the index is coarser than the entry
_OFTEN_SHARED = {TokenKind.NAME, TokenKind.PINYIN, TokenKind.INITIALS}


@dataclass(frozen=True, slots=True)
class FoundMember:
    """One row of a search: enough to tell people apart, no more than the viewer may know.

    Beyond the viewer's reach `name` is masked (陈**) and there is no last visit; the phone is masked for everybody.
    """

    id: int
    number: str
    name: str
    initial: str
    gender: str
    masked_phone: str
    grade_code: str
    birth_month: int | None
    is_lunar_birthday: bool
    last_visit_on: date | None
    last_store: str
    clerk_name: str
    home_store: str
    in_reach: bool


def token_of(text: Text) -> bytes:
    """The blind index of one text."""
    return sealed.token(f"members.{text[0].value}", text[1])


def find_members(viewer: Actor, text: str) -> list[FoundMember]:
    """At most eight active members that `text` may mean, the viewer's own first, then the latest visitors.

    `text` is a phone or its end, a name or part, pinyin or initials, a member's or card number, an
    e-mail, or a birthday (5-14). Queries: 3 at most, 0 for an entry that is too short.
    """
    entry = entry_of(text)
    if entry.is_too_short:
        return []
    card_holders = _card_holders(entry)
    own = _own(viewer, entry)
    rest = _found(viewer, entry, card_holders) if len(own) < MOST_FOUND else []
    rows = {row.pk: row for row in (*own, *rest) if row.pk in card_holders or _fits(row, entry)}
    return [found_row(viewer, row) for row in list(rows.values())[:MOST_FOUND]]


def found_row(viewer: Actor, row: Member) -> FoundMember:
    """`row` as the viewer may see it; its relations are loaded."""
    whole = reaches(viewer, MembersPermission.VIEW_MEMBERS, clerk_id=row.clerk_id, home_store_id=row.home_store_id)
    name, standing = row.name or "", row.standing
    return FoundMember(
        id=row.pk,
        number=row.number,
        name=called(name) if whole else called_masked(name),
        initial=names.initial_of(name),
        gender=row.gender,
        masked_phone=contacts.masked_phone(row.phone or ""),
        grade_code=standing.grade_code,
        birth_month=int(row.birth_date[5:7]) if row.birth_date else None,
        is_lunar_birthday=row.is_lunar_birthday,
        last_visit_on=standing.last_visit_on if whole else None,
        last_store=named(standing.last_store) if whole else "",
        clerk_name=row.clerk.name if row.clerk else "",
        home_store=named(row.home_store),
        in_reach=whole,
    )


def rows_with_relations() -> QuerySet[Member]:
    """Members with everything `found_row` touches, in one query."""
    return Member.objects.select_related("standing__last_store", "clerk", "home_store")


def holding(texts: Iterable[Text]) -> QuerySet[MemberToken]:
    """The tokens of any of `texts`."""
    asked = list(texts)
    return MemberToken.objects.filter(
        kind__in={kind.value for kind, _ in asked}, token__in=[token_of(text) for text in asked]
    )


def _own(viewer: Actor, entry: Entry) -> list[Member]:
    """The viewer's own members first, complete however common the entry is."""
    reach = viewer.scope(MembersPermission.VIEW_MEMBERS)
    if not reach.own or entry.number or entry.texts[0][0] not in _OFTEN_SHARED:
        return []
    has_token = Exists(holding(entry.texts).filter(member_id=OuterRef("pk")))
    rows = rows_with_relations().filter(within(viewer, MembersPermission.VIEW_MEMBERS), has_token, state=State.ACTIVE)
    return list(_latest_first(rows)[: _limit(entry)])


def _found(viewer: Actor, entry: Entry, card_holders: set[int]) -> list[Member]:
    candidates = holding(entry.texts).values_list("member_id", flat=True)[:_MOST_CANDIDATES]
    asked = Q(pk__in={*card_holders, *candidates} if card_holders else candidates)
    if _is_member_number(entry):
        asked = Q(number=entry.number)
    rows = rows_with_relations().filter(visible(viewer), asked, state=State.ACTIVE)
    own_first = within(viewer, MembersPermission.VIEW_MEMBERS)
    if own_first:
        rows = rows.annotate(distance=Case(When(own_first, then=Value(0)), default=Value(1)))
    return list(_latest_first(rows, *(["distance"] if own_first else []))[: _limit(entry)])


def _card_holders(entry: Entry) -> set[int]:
    if not entry.number or _is_member_number(entry):
        return set()
    return set(Card.objects.filter(number=entry.number).values_list("member_id", flat=True))


def _is_member_number(entry: Entry) -> bool:
    return bool(entry.number) and not entry.texts


def _latest_first(rows: QuerySet[Member], *before: str) -> QuerySet[Member]:
    return rows.order_by(*before, F("standing__last_visit_on").desc(nulls_last=True), "-pk")


def _limit(entry: Entry) -> int:
    return _MOST_OPENED if entry.name_has or entry.phone_ends else MOST_FOUND


def _fits(row: Member, entry: Entry) -> bool:
    if entry.name_has and entry.name_has not in folded(row.name or ""):
        return False
    return not entry.phone_ends or (row.phone or "").endswith(entry.phone_ends)
