"""Stored value as sales moves it: loaded when a card is sold, spent as a tender, back with a return. Steps.

Each takes the card's lock itself, after the members' standings and before coupons (decisions.md D7).
Source: decisions.md §4.11, P9, R317.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty.errors import NothingSpent, ValueUnknown
from facet.loyalty.models import StoredValueAccount, StoredValueEntry
from facet.loyalty.rules import codes
from facet.loyalty.rules import stored_value as rules
from facet.loyalty.rules.proof import Purpose, Wanted
from facet.loyalty.rules.stored_value import CardKind, Value, ValueKind
from facet.loyalty.selectors.value_limits import value_limits
from facet.loyalty.services.proof import take_proof_if_asked


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueMovement:
    """Which act moves value, for which document, when and where. `on` is the store's calendar day."""

    act_id: UUID
    document: str
    at: datetime
    on: date
    store_id: int | None
    line_no: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What moved on a card, signed, and what is on it now. Fen."""

    account_id: int
    entry_id: int
    principal_cents: int
    bonus_cents: int
    balance_cents: int


@joins_unit_of_work
def load_stored_value(
    *, actor: Actor, account: StoredValueAccount, value: Value, movement: ValueMovement, identity_seen: bool = False,
    kind: ValueKind = ValueKind.LOADED,
) -> Moved:  # fmt: skip
    """Put `value` on a locked card: what was paid as principal, what is given on top as bonus.

    Raises: ValueAboveLimit, IdentityNeeded, ValueFrozen. Queries: 6.
    """
    rules.check_usable(account.state)
    limits = value_limits(movement.on)
    rules.loaded(account.value, value, kind=account.kind, limits=limits)
    if value.principal:
        paid = account.loaded_cents
        if account.member_id:
            paid = sum(
                StoredValueAccount.objects.filter(member=account.member_id).values_list("loaded_cents", flat=True)
            )
        rules.check_identity(paid_cents=paid, more=value.principal, seen=identity_seen, limits=limits)
        account.loaded_cents += value.principal
    return post_value(actor, account, value, kind=kind, movement=movement)


@joins_unit_of_work
def spend_stored_value(
    *, actor: Actor, number: str, member_id: int | None, cents: int, proof_id: int | None, movement: ValueMovement
) -> Moved:
    """Pay `cents` from a card, principal first. A named card asks for its member's proof; a bearer card is one.

    Raises: ValueUnknown, ValueFrozen, ValueShort, the proof's refusals. Locks: the card, the proof. Queries: 5 to 8.
    """
    account = lock_card(number)
    if account.kind == CardKind.NAMED and account.member_id != member_id:
        raise ValueUnknown(key=codes.masked(account.number))
    rules.check_usable(account.state)
    if cents <= 0:
        raise ValueError("a tender is more than nothing")
    taken = rules.spend(account.value, cents)
    if account.member_id is not None:
        wanted = Wanted(account.member_id, Purpose.STORED_VALUE.value, cents, movement.document)
        take_proof_if_asked(
            proof_id=proof_id, wanted=wanted, worth_cents=cents, act_id=movement.act_id, at=movement.at,
            on=movement.on, store_id=movement.store_id,
        )  # fmt: skip
    return post_value(actor, account, -taken, kind=ValueKind.SPENT, movement=movement)


@joins_unit_of_work
def return_stored_value(
    *, actor: Actor, spent_document: str, line_no: int, returned: int, whole: int, movement: ValueMovement
) -> Moved | None:
    """Give back what a document spent from a card until `returned` of `whole` is back; None where nothing is due.

    A frozen card takes it, a closed one as well: the money is the holder's. Raises: NothingSpent.
    Locks: the card. Queries: 6. Source: P2, D6.
    """
    spent = StoredValueEntry.objects.filter(document=spent_document, line_no=line_no, kind=ValueKind.SPENT).first()
    if spent is None:
        raise NothingSpent(document=spent_document)
    account = StoredValueAccount.objects.select_for_update().get(pk=spent.account_id)
    earlier = StoredValueEntry.objects.filter(reverses=spent).values_list("principal_cents", "bonus_cents")
    already = sum((Value(*each) for each in earlier), Value())
    back = rules.given_back(
        Value(-spent.principal_cents, -spent.bonus_cents), returned=returned, whole=whole, already=already
    )
    if not back.total:
        return None
    account.state = rules.ValueState.ACTIVE.value if account.state == rules.ValueState.CLOSED else account.state
    return post_value(actor, account, back, kind=ValueKind.SPENT_BACK, movement=movement, reverses_id=spent.pk)


@joins_unit_of_work
def post_value(
    actor: Actor, account: StoredValueAccount, value: Value, *, kind: ValueKind, movement: ValueMovement,
    reverses_id: int | None = None,
) -> Moved:  # fmt: skip
    """Write one ledger line of a locked card and the card after it. Queries: 2."""
    after = account.value + value
    account.principal_cents, account.bonus_cents = after.principal, after.bonus
    account.save(update_fields=["principal_cents", "bonus_cents", "loaded_cents", "state"])
    entry = StoredValueEntry.objects.create(
        account=account, operation_id=movement.act_id, line_no=movement.line_no, kind=kind.value,
        recorded_at=movement.at, reverses_id=reverses_id, principal_cents=value.principal, bonus_cents=value.bonus,
        principal_after=after.principal, bonus_after=after.bonus, document=movement.document,
        store_id=movement.store_id, reason=movement.reason, by=actor.key,
    )  # fmt: skip
    return Moved(
        account_id=account.pk, entry_id=entry.pk, principal_cents=value.principal, bonus_cents=value.bonus,
        balance_cents=after.total,
    )  # fmt: skip


@joins_unit_of_work
def lock_card(number: str) -> StoredValueAccount:
    """The card of that number, locked; a mistyped number is refused unasked. Raises: ValueUnknown. Queries: 1."""
    code = codes.read(number)
    row = code and StoredValueAccount.objects.select_for_update().filter(number=code).first()
    if not row:
        raise ValueUnknown(key=number)
    return row
