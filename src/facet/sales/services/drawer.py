"""Money beside tickets: pay-ins and pay-outs of a till, each with what it settles, in the drawer's own shift."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.clock import business_date, local_date
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import Act, OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.loyalty import services as loyalty_services
from facet.members import services as members_services
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import TillFacts
from facet.sales.errors import NoOpenShift
from facet.sales.models import DrawerEntry, Shift
from facet.sales.permissions import SalesPermission
from facet.sales.rules.drawer import OUT, DrawerKind, entry_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerIn:
    """One sum that comes in or goes out, above zero; whose debt or which value card it is for. Units: cents.

    A sale of stored value names a card to load, or none to open a new one: `member`'s, else its bearer's.
    """

    store: str
    till: str
    kind: str
    method: str
    amount_cents: int
    member: int | None = None
    card: str = ""
    note: str = ""
    identity_seen: bool = False


@unit_of_work
def pay_in(*, actor: Actor, operation: OperationKey, request: DrawerIn, at: datetime) -> DrawerEntry:
    """Take money in beside tickets, or out of the drawer; a debt is settled or a card loaded with it, or nothing is.

    Raises: NotPermitted, NotFound, Invalid, NoOpenShift, and what credit and value cards refuse.
    Locks: operation, the shift, the member's standing, the card. Source: decisions.md §3.5, D7.
    """
    act = operations.begin(operation, kind="sales.pay_in", actor=actor, at=at)
    if act.done:
        return DrawerEntry.objects.get(pk=act.id)
    place = organisation_selectors.till_facts(store_code=request.store, till_code=request.till)
    require(actor, _right(request.kind), store_id=place.store_id)
    cents = entry_cents(kind=request.kind, method=request.method, amount_cents=request.amount_cents, note=request.note)
    shift = Shift.objects.select_for_update().filter(till_id=place.till_id, closed_at=None).first()
    if shift is None:
        raise NoOpenShift
    settle = _SETTLES.get(request.kind, _nothing)
    entry = DrawerEntry(
        id=act.id, shift=shift, store_id=place.store_id, till_id=place.till_id,
        business_date=business_date(at, place.time_zone), kind=request.kind, method=request.method,
        amount_cents=cents, document=settle(actor, act, request, place, at), member_id=request.member,
        note=request.note, by_id=actor.staff_id, recorded_at=at,
    )  # fmt: skip
    entry.save()
    action = "sales.money_paid_out" if cents < 0 else "sales.money_paid_in"
    audit_services.record(
        actor, action, at=at, subject=("sales.shift", shift.pk, f"{place.store_code} {place.till_code}"),
        store=(place.store_id, place.store_name), kind=request.kind, method=request.method, amount_cents=cents,
    )  # fmt: skip
    act.finish(entry=str(entry.pk))
    return entry


def _right(kind: str) -> str:
    return SalesPermission.PAY_OUT if kind in OUT else SalesPermission.PAY_IN


def _nothing(actor: Actor, act: Act, request: DrawerIn, place: TillFacts, at: datetime) -> str:
    return ""


@joins_unit_of_work
def _repay(actor: Actor, act: Act, request: DrawerIn, place: TillFacts, at: datetime) -> str:
    """Take it off what the member owes."""
    if request.member is None:
        raise Invalid(field="member", reason=gettext_noop("Name the member who pays back."))
    repayment = members_services.Repayment(
        member_id=request.member, amount_cents=request.amount_cents, tender=request.method, reason=request.note
    )
    done = members_services.take_repayment(actor, act, request=repayment, at=at)
    return f"members.credit:{done.entry_id}"


@joins_unit_of_work
def _load(actor: Actor, act: Act, request: DrawerIn, place: TillFacts, at: datetime) -> str:
    """Put it on a value card, an old one or a new one."""
    sold = loyalty_services.sell_value(
        actor, act.id,
        request=loyalty_services.ValueIn(
            number=request.card, member_id=request.member, principal_cents=request.amount_cents,
            store_id=place.store_id, identity_seen=request.identity_seen, document=f"sales.pay_in:{act.id}",
        ),
        at=at, on=local_date(at, place.time_zone),
    )  # fmt: skip
    return f"loyalty.stored_value:{sold.account_id}"


Settle = Callable[[Actor, Act, DrawerIn, TillFacts, datetime], str]
_SETTLES: Mapping[str, Settle] = {
    DrawerKind.CREDIT_REPAYMENT.value: _repay,
    DrawerKind.STORED_VALUE_SOLD.value: _load,
}
