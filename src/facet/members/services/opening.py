"""Opening a file: the person, the standing, the card, what search needs, and the consents."""

from dataclasses import dataclass
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.members.errors import CardNumberTaken, MemberUnknown, PossibleDuplicate
from facet.members.models import Card, CardType, Consent, Member, Standing
from facet.members.permissions import MembersPermission
from facet.members.rules.cards import last_day
from facet.members.rules.columns import columns_of
from facet.members.rules.file import MemberIn, Person, checked
from facet.members.rules.timeline import Happening
from facet.members.rules.words import CardState, Happened, State
from facet.members.selectors.duplicates import possible_duplicates
from facet.members.services.cards import card_type_of
from facet.members.services.field import required_too, write_fields
from facet.members.services.locking import set_preferences
from facet.members.services.numbers import next_card_numbers, next_member_numbers
from facet.members.services.occupation import check_occupation
from facet.members.services.timeline import record_event
from facet.members.services.tokens import write_tokens
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a file gave: no personal data."""

    member_id: int
    number: str
    card_number: str


@dataclass(frozen=True, slots=True)
class _Care:
    """Who opens the file, where, and who will care for the member."""

    store: StoreRow
    clerk_id: int | None
    referrer: Member | None
    opened_on: date


@unit_of_work
def create_member(*, actor: Actor, operation: OperationKey, request: MemberIn, at: datetime) -> Opened:
    """Open a file with a card; the same operation again opens nothing more.

    Name and phone are enough. Raises: NotPermitted, NotFound (store, clerk, card type), MemberUnknown
    (referrer), Invalid, FieldNotKept, PossibleDuplicate, CardNumberTaken, OperationConflict.
    """
    act = operations.begin(operation, kind="members.create", actor=actor, at=at)
    if act.done:
        return Opened(**act.result)
    require(actor, MembersPermission.CREATE_MEMBERS)
    store = _store(actor, request.store_code)
    care = _Care(store, _clerk(actor, request.clerk_code), _referrer(request), local_date(at, store.time_zone))
    person = checked(request.person, today=care.opened_on)
    check_occupation(person.occupation_kind)
    if not request.even_if_similar:
        _refuse_duplicates(actor, person)
    member = _write(person, request, care, at)
    if request.fields is not None:
        write_fields(member, required_too(request.fields))
    card = _issue(member, request, care)
    _consents(member, request, actor, at)
    record_event(
        member.pk,
        Happening(
            kind=Happened.FILE, at=at, on=care.opened_on, title=gettext_noop("Joined at {store}"),
            facts={"store": store.name}, store_id=store.id,
        ),
    )  # fmt: skip
    audit_services.record(
        actor, "members.member_created", at=at, subject=("members.member", member.pk, member.number),
        store=(store.id, store.name), channel=member.channel, card=card.number, similar=request.even_if_similar,
    )  # fmt: skip
    outbox.publish("members.member_created", at=at, member_id=member.pk, store_id=store.id, clerk_id=care.clerk_id)
    act.finish(member_id=member.pk, number=member.number, card_number=card.number)
    return Opened(member.pk, member.number, card.number)


def _store(actor: Actor, code: str) -> StoreRow:
    for store in organisation_selectors.stores_of(actor, MembersPermission.CREATE_MEMBERS):
        if store.code == code or (not code and store.id == actor.store_id):
            return store
    if code:
        raise NotFound(key=code)
    raise Invalid(field="store", reason=gettext_noop("Choose the store that opens the file."))


def _clerk(actor: Actor, code: str) -> int | None:
    if not code:
        return actor.staff_id if actor.store_id else None
    clerk = organisation_selectors.staff_refs([code]).get(code)
    if clerk is None or not clerk.is_active:
        raise NotFound(key=code)
    return clerk.id


def _referrer(request: MemberIn) -> Member | None:
    if not request.referrer_number:
        return None
    referrer = Member.objects.filter(number=request.referrer_number, state=State.ACTIVE).first()
    if referrer is None:
        raise MemberUnknown(key=request.referrer_number)
    return referrer


def _refuse_duplicates(actor: Actor, person: Person) -> None:
    similar = possible_duplicates(actor, name=person.name, phone=person.phone, birth_date=person.birth_date)
    if similar:
        raise PossibleDuplicate(numbers=", ".join(each.member.number for each in similar))


def _write(person: Person, request: MemberIn, care: _Care, at: datetime) -> Member:
    member = Member.objects.create(
        number=next_member_numbers()[0],
        opened_on=care.opened_on,
        opened_store_id=care.store.id,
        home_store_id=care.store.id,
        clerk_id=care.clerk_id,
        channel=request.channel,
        referrer=care.referrer,
        created_at=at,
        **columns_of(person),
    )
    Standing.objects.create(member=member)
    write_tokens([member])
    if request.preferences:
        set_preferences(member, request.preferences)
    return member


def _issue(member: Member, request: MemberIn, care: _Care) -> Card:
    card_type: CardType = card_type_of(request.card_type)
    number = request.card_number or next_card_numbers()[0]
    if request.card_number and Card.objects.filter(number=number).exists():
        raise CardNumberTaken(number=number)
    return Card.objects.create(
        number=number,
        member=member,
        card_type=card_type,
        state=CardState.ACTIVE,
        issued_on=care.opened_on,
        issued_store_id=care.store.id,
        expires_on=last_day(care.opened_on, card_type.valid_months),
    )


def _consents(member: Member, request: MemberIn, actor: Actor, at: datetime) -> None:
    Consent.objects.bulk_create(
        Consent(member=member, channel=channel, is_granted=granted, given_at=at, recorded_by=actor.key,
                store_id=member.opened_store_id)
        for channel, granted in request.consents
    )  # fmt: skip
