"""Stored-value cards at the counter: opened and loaded, frozen, moved to a name, paid out."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.loyalty.errors import StoreNeeded, ValueFrozen, ValueUnknown
from facet.loyalty.models import StoredValueAccount
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import codes
from facet.loyalty.rules.stored_value import CardKind, Value, ValueKind, ValueState, check_usable, loaded
from facet.loyalty.selectors.value_limits import value_limits
from facet.loyalty.services.stored_value import Moved, ValueMovement, load_stored_value, lock_card, post_value
from facet.members import selectors as members_selectors
from facet.members import services as members_services
from facet.members.errors import MemberUnknown
from facet.members.rules.desk import MoneyMoved


@dataclass(frozen=True, slots=True, kw_only=True)
class CardIn:
    """A card to open: named with a member, or for its bearer; what is paid in, and given on top. Fen."""

    kind: str
    member_id: int | None = None
    principal_cents: int = 0
    bonus_cents: int = 0
    store_id: int | None = None
    identity_seen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueIn:
    """Value sold at a till: the card's number, or "" for a new card of the member, else of its bearer. Fen."""

    number: str
    member_id: int | None
    principal_cents: int
    store_id: int
    identity_seen: bool
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardOpened:
    """The new card; its number is told here and to whoever may look at the card."""

    account_id: int
    balance_cents: int


@unit_of_work
def open_stored_value(*, actor: Actor, operation: OperationKey, request: CardIn, at: datetime, on: date) -> CardOpened:
    """Open a card with a number nobody can guess, and load it.

    The money is taken by the till; the sales line calls the step `load_stored_value` itself.
    Raises: NotPermitted, StoreNeeded, Invalid, MemberUnknown, ValueAboveLimit, IdentityNeeded, OperationConflict.
    """
    act = operations.begin(operation, kind="loyalty.open_stored_value", actor=actor, at=at)
    if act.done:
        return CardOpened(**act.result)
    if request.store_id is None:
        raise StoreNeeded
    require(actor, LoyaltyPermission.SELL_STORED_VALUE, store_id=request.store_id)
    value = Value(request.principal_cents, request.bonus_cents)
    if min(value.principal, value.bonus) < 0 or not value.total:
        raise Invalid(field="principal_cents", reason=gettext_noop("an amount above ¥0"))
    account = new_card(kind=request.kind, member_id=request.member_id, store_id=request.store_id, at=at)
    load_stored_value(
        actor=actor, account=account, value=value, identity_seen=request.identity_seen,
        movement=_movement(act.id, at, on, request.store_id),
    )  # fmt: skip
    _record(actor, account, "loyalty.stored_value_opened", at, cents=value.total, identity_seen=request.identity_seen)
    act.finish(account_id=account.pk, balance_cents=value.total)
    return CardOpened(**act.result)


@joins_unit_of_work
def sell_value(actor: Actor, act_id: UUID, *, request: ValueIn, at: datetime, on: date) -> Moved:
    """Load what a till takes in on a card, or on a new one. The standing of a named card's member is locked.

    Raises: NotPermitted, ValueUnknown, ValueFrozen, ValueAboveLimit, IdentityNeeded, MemberUnknown.
    """
    require(actor, LoyaltyPermission.SELL_STORED_VALUE, store_id=request.store_id)
    if request.number:
        account, action = lock_card(request.number), "loyalty.stored_value_loaded"
    else:
        kind = CardKind.NAMED if request.member_id is not None else CardKind.BEARER
        account = new_card(kind=kind, member_id=request.member_id, store_id=request.store_id, at=at)
        action = "loyalty.stored_value_opened"
    moved = load_stored_value(
        actor=actor, account=account, value=Value(request.principal_cents, 0), identity_seen=request.identity_seen,
        movement=ValueMovement(
            act_id=act_id, document=request.document, at=at, on=on, store_id=request.store_id
        ),
    )  # fmt: skip
    _record(actor, account, action, at, cents=request.principal_cents, identity_seen=request.identity_seen)
    return moved


@unit_of_work
def freeze_card(
    *, actor: Actor, operation: OperationKey, account_id: int, frozen: bool, reason: str, at: datetime
) -> None:
    """Freeze a card (lost, disputed), or make it usable again. Raises: NotPermitted, ValueUnknown, Invalid."""
    act = operations.begin(operation, kind="loyalty.freeze_card", actor=actor, at=at)
    if act.done:
        return
    account = locked_card(actor, LoyaltyPermission.MANAGE_STORED_VALUE, account_id)
    if not 0 < len(reason.strip()) <= 120:
        raise Invalid(field="reason", reason=gettext_noop("say why in a few words"))
    if account.state == ValueState.CLOSED:
        raise ValueFrozen
    account.state = (ValueState.FROZEN if frozen else ValueState.ACTIVE).value
    account.save(update_fields=["state"])
    action = "loyalty.stored_value_frozen" if frozen else "loyalty.stored_value_unfrozen"
    _record(actor, account, action, at, reason=reason)
    act.finish(account_id=account.pk)


@unit_of_work
def pay_out_card(
    *, actor: Actor, operation: OperationKey, account_id: int, reason: str, at: datetime, on: date
) -> Moved:
    """Close a card: its principal goes back to the holder, its bonus ends.

    At a till the principal leaves the drawer in cash and stands in its shift; headquarters pays by the bank.
    Raises: NotPermitted, ValueUnknown, ValueFrozen, Invalid, and at a till NoOpenShift. Locks: the shift, the card.
    """
    act = operations.begin(operation, kind="loyalty.pay_out_card", actor=actor, at=at)
    if act.done:
        return Moved(**act.result)
    require(actor, LoyaltyPermission.MANAGE_STORED_VALUE)
    desk = members_services.desk_of(actor, at=at)
    account = locked_card(actor, LoyaltyPermission.MANAGE_STORED_VALUE, account_id)
    check_usable(account.state)
    if not 0 < len(reason.strip()) <= 120:
        raise Invalid(field="reason", reason=gettext_noop("say why in a few words"))
    if not account.value.total:
        raise Invalid(field="reason", reason=gettext_noop("the card is empty"))
    account.state = ValueState.CLOSED.value
    movement = _movement(act.id, at, on, account.store_id, reason=reason)
    moved = post_value(actor, account, -account.value, kind=ValueKind.PAID_OUT, movement=movement)
    if desk and moved.principal_cents:
        desk.book(
            MoneyMoved(
                act_id=act.id, kind="stored_value_out", method="cash", cents=moved.principal_cents, at=at,
                document=f"loyalty.stored_value:{account.pk}", member_id=account.member_id, note=reason.strip(),
            )
        )  # fmt: skip
    _record(
        actor, account, "loyalty.stored_value_paid_out", at, reason=reason, paid_cents=-moved.principal_cents,
        ended_cents=-moved.bonus_cents,
    )  # fmt: skip
    act.finish(**_plain(moved))
    return moved


@unit_of_work
def name_card(*, actor: Actor, operation: OperationKey, account_id: int, member_id: int, at: datetime, on: date) -> int:
    """Move a bearer card's value to a new named card of a member; gives the new card's id.

    Raises: NotPermitted, ValueUnknown, ValueFrozen, MemberUnknown, ValueAboveLimit, Invalid. Locks: the card.
    """
    act = operations.begin(operation, kind="loyalty.name_card", actor=actor, at=at)
    if act.done:
        return int(act.result["account_id"])
    if not members_selectors.is_known_to(actor, member_id):
        raise MemberUnknown(key=member_id)
    members_services.lock_standing(member_id)
    bearer = locked_card(actor, LoyaltyPermission.MANAGE_STORED_VALUE, account_id)
    check_usable(bearer.state)
    value = bearer.value
    if bearer.kind != CardKind.BEARER or not value.total:
        raise Invalid(field="member", reason=gettext_noop("only a bearer card with value on it can be given a name"))
    loaded(Value(), value, kind=CardKind.NAMED, limits=value_limits(on))
    named = new_card(kind=CardKind.NAMED, member_id=member_id, store_id=bearer.store_id, at=at)
    named.loaded_cents, bearer.loaded_cents, bearer.state = bearer.loaded_cents, 0, ValueState.CLOSED.value
    movement = _movement(act.id, at, on, bearer.store_id)
    post_value(actor, bearer, -value, kind=ValueKind.MOVED_OUT, movement=movement)
    post_value(actor, named, value, kind=ValueKind.MOVED_IN, movement=movement)
    _record(actor, named, "loyalty.stored_value_named", at, cents=value.total, from_card=codes.masked(bearer.number))
    act.finish(account_id=named.pk)
    return named.pk


@joins_unit_of_work
def new_card(*, kind: str, member_id: int | None, store_id: int, at: datetime) -> StoredValueAccount:
    """An empty card with a fresh number. Raises: Invalid, MemberUnknown. Queries: 1 or 2."""
    if kind not in set(CardKind) or (kind == CardKind.NAMED) != (member_id is not None):
        raise Invalid(field="member", reason=gettext_noop("a named card needs a member, a bearer card has none"))
    if member_id is not None:
        members_services.lock_standing(member_id)
    return StoredValueAccount.objects.create(
        number=codes.code_of(secrets.randbits(codes.BITS)), kind=kind, member_id=member_id, store_id=store_id,
        opened_at=at,
    )  # fmt: skip


@joins_unit_of_work
def locked_card(actor: Actor, permission: str, account_id: int) -> StoredValueAccount:
    """The card, locked, in a store that `permission` reaches. Raises: NotPermitted, ValueUnknown. Queries: 1."""
    require(actor, permission)
    rows = StoredValueAccount.objects.select_for_update(of=("self",)).select_related("store")
    row = rows.filter(pk=account_id).first()
    if row is None or not actor.scope(permission).covers(row.store_id):
        raise ValueUnknown(key=account_id)
    return row


def _movement(act_id: UUID, at: datetime, on: date, store_id: int, *, reason: str = "") -> ValueMovement:
    return ValueMovement(
        act_id=act_id, document=f"loyalty.card:{act_id}", at=at, on=on, store_id=store_id, reason=reason
    )


def _plain(moved: Moved) -> dict[str, Any]:
    return {name: getattr(moved, name) for name in Moved.__dataclass_fields__}


def _record(actor: Actor, account: StoredValueAccount, action: str, at: datetime, **facts: Any) -> None:
    label = codes.masked(account.number)
    audit_services.record(
        actor, action, at=at, subject=("loyalty.stored_value", account.pk, label),
        store=(account.store_id, account.store.name), **facts,
    )  # fmt: skip
    outbox.publish(action, at=at, account_id=account.pk)
