"""A member's file as one viewer may see it: in full, or the limited card. Source: decisions.md D8, R023."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, FilteredRelation, Max, Min, Q, Sum
from django.db.models.functions import Coalesce

from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor
from facet.kernel.wording import named
from facet.members.errors import MemberUnknown
from facet.members.models import Consent, Member, MemberEvent
from facet.members.permissions import MembersPermission
from facet.members.rules import contacts, names
from facet.members.rules.columns import person_of
from facet.members.rules.file import Person
from facet.members.rules.numbers import shown_card
from facet.members.rules.words import CardState, ConsentChannel, ConsentPurpose, State
from facet.members.selectors.called import called, called_masked
from facet.members.selectors.merging import files_of
from facet.members.selectors.reach import reaches, visible, within

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitedCard:
    """What every clerk of the chain may know to serve a member well: no history, nothing to reach her by."""

    id: int
    number: str
    name: str  # 陈**
    initial: str
    gender: str
    masked_phone: str
    grade_code: str
    points_available: int
    ring_tenths: int | None
    allergies: tuple[str, ...]
    birth_month: int | None
    home_store: str
    clerk_name: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """What a member bought, net of returns. Units: cents, pieces, mg."""

    cents: int
    pieces: int
    weight_mg: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFile:
    """The head of the file. Personal data is in the clear here: the template masks, `masked_*` helps."""

    id: int
    number: str
    person: Person
    initial: str
    masked_phone: str
    state: State
    version: int
    card_number: str
    card_type: str
    card_type_en: str
    card_expires_on: date | None
    opened_on: date
    opened_store: str
    home_store: str
    clerk_name: str
    clerk_code: str
    channel: str
    referrer_id: int | None
    referrer_number: str
    area: str
    grade_code: str
    points_available: int
    points_owed: int
    points_lifetime: int
    credit_open_cents: int
    visits: int
    last_visit_on: date | None
    usual_gap_days: int | None  # between visits, once there were three
    last_year: Trade
    all_time: Trade
    consents: dict[ConsentChannel, bool]
    preferences: tuple[tuple[str, str], ...]  # name, English name; the dearest first
    no_profiling: bool
    today: date  # in the home store

    @property
    def is_active(self) -> bool:
        return self.state == State.ACTIVE

    @property
    def days_silent(self) -> int | None:
        """Days since the last visit, None before the first."""
        return (self.today - self.last_visit_on).days if self.last_visit_on else None


def member_file(viewer: Actor, member_id: int, *, at: datetime) -> MemberFile | LimitedCard:
    """The file within the viewer's reach, the limited card beyond it.

    Raises: MemberUnknown, also for members the viewer may not know of. Queries: 4, or 1 for the card.
    """
    row = _row(viewer, member_id)
    if not reaches(viewer, MembersPermission.VIEW_MEMBERS, clerk_id=row.clerk_id, home_store_id=row.home_store_id):
        return _limited(row)
    today = local_date(at, row.home_store.time_zone)
    trade = _trade(member_id, today)
    return MemberFile(
        id=row.pk,
        number=row.number,
        person=replace(person_of(row), name=called(row.name)),
        initial=names.initial_of(row.name or ""),
        masked_phone=contacts.masked_phone(row.phone or ""),
        state=State(row.state),
        version=row.version,
        card_number=shown_card(row.card_number or ""),
        card_type=row.card_type_name or "",
        card_type_en=row.card_type_name_en or "",
        card_expires_on=row.card_expires_on,
        opened_on=row.opened_on,
        opened_store=named(row.opened_store),
        home_store=named(row.home_store),
        clerk_name=row.clerk.name if row.clerk else "",
        clerk_code=row.clerk.code if row.clerk else "",
        channel=row.channel,
        referrer_id=row.referrer_id,
        referrer_number=row.referrer.number if row.referrer else "",
        area=row.area,
        grade_code=row.standing.grade_code,
        points_available=row.standing.points_available,
        points_owed=row.standing.points_owed,
        points_lifetime=row.standing.points_lifetime,
        credit_open_cents=row.standing.credit_open_cents,
        visits=row.standing.visits,
        last_visit_on=row.standing.last_visit_on,
        usual_gap_days=_usual_gap(trade),
        last_year=Trade(cents=trade["year_cents"], pieces=trade["year_pieces"], weight_mg=trade["year_mg"]),
        all_time=Trade(cents=trade["all_cents"], pieces=trade["all_pieces"], weight_mg=trade["all_mg"]),
        consents=consents_of(member_id),
        preferences=tuple(_likes(row.pk)),
        no_profiling=row.no_profiling,
        today=today,
    )


def preference_ids(viewer: Actor, member_id: int) -> list[int]:
    """The dictionary entries that the member likes, within the viewer's reach. Queries: 1."""
    likes = Member.preferences.through.objects.filter(
        member__in=Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS), pk=member_id)
    )
    return list(likes.order_by("pk").values_list("dictionaryentry_id", flat=True))


def _likes(member_id: int) -> Any:
    """(name, English name) of what the member likes, the dearest first. Queries: 1."""
    between = Member.preferences.through.objects.filter(member_id=member_id).order_by("pk")
    return between.values_list("dictionaryentry__name", "dictionaryentry__name_en")


def consents_of(member_id: int) -> dict[ConsentChannel, bool]:
    """The latest answer about news and offers for each channel that was ever asked. Queries: 1."""
    answers = (
        Consent.objects.filter(member_id=member_id, purpose=ConsentPurpose.MARKETING)
        .order_by("pk")
        .values_list("channel", "is_granted")
    )
    return {ConsentChannel(channel): granted for channel, granted in answers}


def _row(viewer: Actor, member_id: int) -> Any:
    row = (
        Member.objects.filter(visible(viewer), pk=member_id)
        .select_related("standing", "clerk", "home_store", "opened_store", "referrer")
        .annotate(card_in_use=FilteredRelation("cards", condition=Q(cards__state=CardState.ACTIVE)))
        .annotate(
            card_number=F("card_in_use__number"),
            card_expires_on=F("card_in_use__expires_on"),
            card_type_name=F("card_in_use__card_type__name"),
            card_type_name_en=F("card_in_use__card_type__name_en"),
        )
        .first()
    )
    if row is None:
        raise MemberUnknown(key=member_id)
    return row


def _limited(row: Any) -> LimitedCard:
    person = person_of(row)
    return LimitedCard(
        id=row.pk,
        number=row.number,
        name=called_masked(person.name),
        initial=names.initial_of(person.name),
        gender=person.gender,
        masked_phone=contacts.masked_phone(person.phone),
        grade_code=row.standing.grade_code,
        points_available=row.standing.points_available,
        ring_tenths=person.ring_tenths,
        allergies=person.allergies,
        birth_month=person.birth_date.month if person.birth_date else None,
        home_store=named(row.home_store),
        clerk_name=row.clerk.name if row.clerk else "",
        is_active=row.is_active,
    )


def _trade(member_id: int, today: date) -> dict[str, Any]:
    lately = Q(on__gt=today - YEAR)
    visit = Q(visits__gt=0)
    sums = {
        "all_cents": Sum("amount_cents"),
        "all_pieces": Sum("pieces"),
        "all_mg": Sum("weight_mg"),
        "year_cents": Sum("amount_cents", filter=lately),
        "year_pieces": Sum("pieces", filter=lately),
        "year_mg": Sum("weight_mg", filter=lately),
    }
    return MemberEvent.objects.filter(member_id__in=files_of(member_id)).aggregate(
        **{name: Coalesce(total, 0) for name, total in sums.items()},
        days=Count("on", filter=visit, distinct=True),
        first=Min("on", filter=visit),
        last=Max("on", filter=visit),
    )


def _usual_gap(trade: dict[str, Any]) -> int | None:
    """The mean number of days between visits; two visits are no habit yet."""
    if trade["days"] < 3:
        return None
    return int((trade["last"] - trade["first"]).days // (trade["days"] - 1))
