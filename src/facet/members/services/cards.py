"""Cards and their types: issued, replaced, lost, frozen and back, expired, renewed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from facet.audit import services as audit_services
from facet.catalog import selectors as catalog_selectors
from facet.kernel import operations, outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.members.errors import CardInUse, CardNumberTaken, CardStateForbids, CardTypeTaken
from facet.members.models import Card, CardEvent, CardType, Member
from facet.members.permissions import MembersPermission
from facet.members.rules import cards as rules
from facet.members.rules.cards import FIRST_TYPE, CardAct
from facet.members.rules.numbers import shown_card
from facet.members.rules.timeline import Happening
from facet.members.rules.words import CARD_STATES, CardState, Happened
from facet.members.services.locking import lock_file
from facet.members.services.numbers import next_card_numbers
from facet.members.services.timeline import record_event

_TITLES = {
    CardAct.ISSUED: gettext_noop("Got the card {number}"),
    CardAct.REPLACED: gettext_noop("Got the card {number} for the old one"),
    CardAct.LOST: gettext_noop("Reported the card {number} lost"),
    CardAct.FROZEN: gettext_noop("The card {number} was frozen"),
    CardAct.UNFROZEN: gettext_noop("The card {number} is in use again"),
    CardAct.EXPIRED: gettext_noop("The card {number} expired"),
    CardAct.RENEWED: gettext_noop("The card {number} was renewed"),
}
_REASON_LENGTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class CardTypeIn:
    """One kind of card as headquarters defines it. `categories`: ids of catalog categories, none: all."""

    code: str
    name: str
    name_en: str = ""
    valid_months: int | None = None
    colour: str = "gold"
    price_level: int = 0
    labour_discount_bp: int = 0
    categories: tuple[int, ...] = ()
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CardIn:
    """A card to be given: its type by code ("" the first), a printed number or "" for a made one, and why."""

    card_type: str = ""
    number: str = ""
    reason: str = ""


@joins_unit_of_work
def card_type_of(code: str) -> CardType:
    """The card type `code`, or the first one in use; a new chain gets its first type here.

    Raises: NotFound. Queries: 1, or 2 the first time of all.
    """
    types = CardType.objects.filter(is_active=True)
    if code:
        found = types.filter(code=code).first()
        if found is None:
            raise NotFound(key=code)
        return found
    return (
        types.order_by("order", "pk").first() or CardType.objects.get_or_create(code="standard", defaults=FIRST_TYPE)[0]
    )


@joins_unit_of_work
def define_card_types(types: list[dict[str, object]]) -> None:
    """Lay down the chain's card types by code; for the demonstration and the first set-up."""
    for order, each in enumerate(types):
        CardType.objects.update_or_create(code=each["code"], defaults={"order": order, **each})


@unit_of_work
def save_card_type(
    *, actor: Actor, operation: OperationKey, wanted: CardTypeIn, type_id: int | None, at: datetime
) -> int:
    """Define a card type, or change one (`type_id`); cards that are out keep their last day. Gives the id.

    Raises: NotPermitted, NotFound, CardTypeTaken, Invalid.
    """
    act = operations.begin(operation, kind="members.save_card_type", actor=actor, at=at)
    if act.done:
        return int(act.result["type_id"])
    require(actor, MembersPermission.MANAGE_CARDS)
    _check_type(wanted)
    row = CardType.objects.select_for_update().filter(pk=type_id).first() if type_id else CardType()
    if row is None:
        raise NotFound(key=type_id)
    if CardType.objects.filter(code=wanted.code).exclude(pk=row.pk).exists():
        raise CardTypeTaken(type_code=wanted.code)
    before = _type_facts(row) if row.pk else {}
    for column in (
        "code",
        "name",
        "name_en",
        "valid_months",
        "colour",
        "price_level",
        "labour_discount_bp",
        "is_active",
    ):
        setattr(row, column, getattr(wanted, column))
    row.order = row.order if row.pk else CardType.objects.count()
    row.save()
    row.categories.set(_known_categories(wanted.categories))
    audit_services.record(
        actor, "members.card_type_saved", at=at, subject=("members.card_type", row.pk, row.code),
        before=before, after=_type_facts(row),
    )  # fmt: skip
    act.finish(type_id=row.pk)
    return row.pk


def _check_type(wanted: CardTypeIn) -> None:
    if not wanted.code.isascii() or not wanted.code.isidentifier() or len(wanted.code) > 16:
        raise Invalid(field="code", reason=gettext_noop("up to 16 letters, digits and underscores, no space"))
    if not wanted.name.strip():
        raise Invalid(field="name", reason=gettext_noop("must not be empty"))
    if wanted.valid_months is not None and not 1 <= wanted.valid_months <= 240:
        raise Invalid(field="valid_months", reason=gettext_noop("must be 1 to 240 months, or empty for life"))
    if not 0 <= wanted.price_level <= 9 or not 0 <= wanted.labour_discount_bp <= 10_000:
        raise Invalid(field="labour_discount_bp", reason=gettext_noop("price level 0 to 9, discount 0 to 100 %"))
    if wanted.colour not in rules.COLOURS:
        raise Invalid(field="colour", reason=gettext_noop("Choose one of the list."))


def _known_categories(ids: tuple[int, ...]) -> list[int]:
    known = set(catalog_selectors.category_facts())
    if unknown := set(ids) - known:
        raise NotFound(key=", ".join(str(each) for each in sorted(unknown)))
    return sorted(ids)


def _type_facts(row: CardType) -> dict[str, Any]:
    return {
        "name": row.name, "valid_months": row.valid_months, "price_level": row.price_level,
        "labour_discount_bp": row.labour_discount_bp, "is_active": row.is_active,
    }  # fmt: skip


@unit_of_work
def issue_card(*, actor: Actor, operation: OperationKey, member_id: int, wanted: CardIn, at: datetime) -> str:
    """Give a member without a card in use one. Gives its number.

    Raises: NotPermitted, MemberUnknown, MemberArchived, NotFound (type), CardInUse, CardNumberTaken, Invalid.
    Locks: the file.
    """
    act = operations.begin(operation, kind="members.issue_card", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    in_use = member.cards.filter(state=CardState.ACTIVE).first()
    if in_use:
        raise CardInUse(number=shown_card(in_use.number))
    card = _new_card(actor, member, wanted, at)
    _note(actor, member, card, CardAct.ISSUED, at, wanted.reason)
    act.finish(number=card.number)
    return card.number


@unit_of_work
def replace_card(*, actor: Actor, operation: OperationKey, member_id: int, wanted: CardIn, at: datetime) -> str:
    """Put a new card in the place of the member's latest one; the old number stays found. Gives the new number.

    Without a type the new card has the old one's. Raises: NotPermitted, MemberUnknown, MemberArchived,
    NotFound (type, or no card to replace), CardNumberTaken, Invalid. Locks: the file.
    """
    act = operations.begin(operation, kind="members.replace_card", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    old = _latest(member)
    if old is None:
        raise NotFound(key=member.number)
    wanted = CardIn(card_type=wanted.card_type or old.card_type.code, number=wanted.number, reason=wanted.reason)
    old.state = CardState.REPLACED.value
    old.save(update_fields=["state"])
    card = _new_card(actor, member, wanted, at)
    old.replaced_by = card
    old.save(update_fields=["replaced_by"])
    _event(actor, old, CardAct.REPLACED, at, wanted.reason)
    _note(actor, member, card, CardAct.REPLACED, at, wanted.reason, old=old.number)
    act.finish(number=card.number)
    return card.number


@dataclass(frozen=True, slots=True)
class CardChange:
    """What is done to a card, and why."""

    do: CardAct
    reason: str = ""


@unit_of_work
def change_card(
    *, actor: Actor, operation: OperationKey, member_id: int, card_id: int, change: CardChange, at: datetime
) -> str:
    """Report a card lost, freeze it, bring it back, or renew it. Gives the new state.

    Raises: NotPermitted, MemberUnknown, MemberArchived, NotFound (card), CardStateForbids, CardInUse, Invalid.
    Locks: the file.
    """
    act = operations.begin(operation, kind="members.change_card", actor=actor, at=at)
    if act.done:
        return str(act.result["state"])
    do = change.do
    if do in {CardAct.ISSUED, CardAct.REPLACED, CardAct.EXPIRED}:
        raise Invalid(field="do", reason=gettext_noop("Choose one of the list."))
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    card = member.cards.select_related("card_type").filter(pk=card_id).first()
    if card is None:
        raise NotFound(key=card_id)
    _step(member, card, do, today=local_date(at, member.home_store.time_zone))
    _note(actor, member, card, do, at, change.reason)
    act.finish(state=card.state)
    return card.state


def _step(member: Member, card: Card, do: CardAct, *, today: date) -> None:
    if not rules.may(do, CardState(card.state)):
        raise CardStateForbids(number=shown_card(card.number), state=CARD_STATES[CardState(card.state)])
    target = rules.STEPS[do][1]
    if target == CardState.ACTIVE:
        other = member.cards.filter(state=CardState.ACTIVE).exclude(pk=card.pk).first()
        if other:
            raise CardInUse(number=shown_card(other.number))
    if do == CardAct.RENEWED:
        card.expires_on = rules.renewed_until(card.expires_on, today=today, valid_months=card.card_type.valid_months)
    card.state = target.value
    card.save(update_fields=["state", "expires_on"])


@unit_of_work
def expire_cards(*, actor: Actor, card_ids: list[int], on: date, at: datetime) -> int:
    """End cards whose last day is before `on`; gives how many. Safe to repeat. Raises: NotPermitted."""
    require(actor, MembersPermission.MANAGE_CARDS)
    rows = Card.objects.select_for_update(of=("self",)).select_related("member")
    ended = list(rows.filter(pk__in=card_ids, state=CardState.ACTIVE, expires_on__lt=on).order_by("pk"))
    for card in ended:
        card.state = CardState.EXPIRED.value
        card.save(update_fields=["state"])
        _note(actor, card.member, card, CardAct.EXPIRED, at, "", on=on)
    return len(ended)


def _latest(member: Member) -> Card | None:
    """The card in use, or else the one issued last."""
    rows = member.cards.select_related("card_type").exclude(state=CardState.REPLACED).order_by("-issued_on", "-pk")
    return rows.filter(state=CardState.ACTIVE).first() or rows.first()


def _new_card(actor: Actor, member: Member, wanted: CardIn, at: datetime) -> Card:
    if len(wanted.reason) > _REASON_LENGTH:
        raise Invalid(field="reason", reason=gettext_noop("at most 120 characters"))
    card_type = card_type_of(wanted.card_type)
    number = wanted.number.replace(" ", "").upper() or next_card_numbers()[0]
    if wanted.number and (not number.isascii() or not number.isalnum() or not 4 <= len(number) <= 20):
        raise Invalid(field="number", reason=gettext_noop("4 to 20 letters and digits, as printed on the card"))
    if wanted.number and Card.objects.filter(number=number).exists():
        raise CardNumberTaken(number=number)
    today = local_date(at, member.home_store.time_zone)
    return Card.objects.create(
        number=number, member=member, card_type=card_type, state=CardState.ACTIVE.value, issued_on=today,
        issued_store_id=actor.store_id or member.home_store_id,
        expires_on=rules.last_day(today, card_type.valid_months),
    )  # fmt: skip


def _event(actor: Actor, card: Card, do: CardAct, at: datetime, reason: str) -> None:
    CardEvent.objects.create(
        card=card, at=at, what=do.value, by_key=actor.key, by_name=actor.name[:64], store_id=actor.store_id,
        reason=reason.strip()[:_REASON_LENGTH],
    )  # fmt: skip


def _note(  # noqa: PLR0917 -- everything that one act leaves behind
    actor: Actor, member: Member, card: Card, do: CardAct, at: datetime, reason: str, **facts: Any
) -> None:
    """The card's history, the timeline, the audit and the event."""
    on = facts.pop("on", None) or local_date(at, member.home_store.time_zone)
    _event(actor, card, CardAct.ISSUED if do == CardAct.REPLACED else do, at, reason)
    record_event(
        member.pk,
        Happening(
            kind=Happened.FILE, at=at, on=on, title=_TITLES[do], icon="credit-card",
            facts={"number": shown_card(card.number)}, store_id=actor.store_id,
        ),
    )  # fmt: skip
    action = f"members.card_{do.value}"
    audit_services.record(
        actor, action, at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name), card=card.number, reason=reason.strip(), **facts,
    )  # fmt: skip
    outbox.publish(action, at=at, member_id=member.pk, card_id=card.pk)
