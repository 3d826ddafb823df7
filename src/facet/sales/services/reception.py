"""Who came in, and what was asked for and was not there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from facet.audit import services as audit_services
from facet.catalog import selectors as catalog_selectors
from facet.kernel import operations
from facet.kernel.clock import business_date
from facet.kernel.errors import Invalid, NotPermitted, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow
from facet.sales.models import AskedFor, Reception
from facet.sales.permissions import SalesPermission
from facet.sales.rules.reception import Outcome, check_visit, check_wish
from facet.sales.selectors.places import store_in_reach


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitIn:
    """One visit. `staff` is who served, by code; "" is the actor."""

    store: str
    outcome: str
    party: int = 1
    staff: str = ""
    member: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WishIn:
    """What was asked for: a category by code or a style, and what is known of size, weight and price."""

    store: str
    category: str = ""
    style: str = ""
    size_tenths: int = 0
    weight_band: str = ""
    price_band: str = ""
    quantity: int = 1
    member: int | None = None
    note: str = ""


@unit_of_work
def note_visit(*, actor: Actor, operation: OperationKey, visit: VisitIn, at: datetime) -> Reception:
    """Write a visit down. Raises: NotPermitted, NotFound, Invalid."""
    act = operations.begin(operation, kind="sales.note_visit", actor=actor, at=at)
    if act.done:
        return Reception.objects.get(pk=act.id)
    place = _place(actor, visit.store)
    check_visit(outcome=visit.outcome, party=visit.party)
    row = _visit(actor, act.id, visit, place, at)
    _tell(actor, "sales.visit_noted", row, place, at, outcome=visit.outcome)
    act.finish(visit=str(row.pk))
    return row


@unit_of_work
def note_asked_for(*, actor: Actor, operation: OperationKey, wish: WishIn, at: datetime) -> AskedFor:
    """Write down what was asked for and was not there; it is a visit, too. Raises: NotPermitted, NotFound, Invalid."""
    act = operations.begin(operation, kind="sales.note_asked_for", actor=actor, at=at)
    if act.done:
        return AskedFor.objects.get(pk=act.id)
    place = _place(actor, wish.store)
    check_wish(
        category=wish.category, style=wish.style, weight_band=wish.weight_band, price_band=wish.price_band
    )  # fmt: skip
    if not 1 <= wish.quantity <= 100:
        raise Invalid(field="quantity", reason=gettext_noop("Between 1 and 100."))
    category = catalog_selectors.category_by_code(wish.category).id if wish.category else None
    visit = VisitIn(store=wish.store, outcome=Outcome.ASKED.value, member=wish.member)
    row = AskedFor(
        id=act.id, store_id=place.id, business_date=business_date(at, place.time_zone), asked_at=at,
        staff_id=_staff_id(actor), member_id=wish.member, reception=_visit(actor, act.id, visit, place, at),
        category_id=category, style_code=wish.style.strip().upper()[:32], size_tenths=wish.size_tenths,
        weight_band=wish.weight_band, price_band=wish.price_band, quantity=wish.quantity, note=wish.note,
    )  # fmt: skip
    row.save()
    _tell(actor, "sales.asked_for_noted", row, place, at, category=wish.category, style=row.style_code)
    act.finish(asked_for=str(row.pk))
    return row


def _place(actor: Actor, store: str) -> StoreRow:
    _staff_id(actor)
    return store_in_reach(actor, code=store, permission=SalesPermission.RECEIVE_CUSTOMERS)


def _staff_id(actor: Actor) -> int:
    """Who writes it down: one of the staff, never a program of the house. Raises: NotPermitted."""
    if actor.staff_id is None:
        raise NotPermitted(permission=SalesPermission.RECEIVE_CUSTOMERS)
    return actor.staff_id


@joins_unit_of_work
def _visit(actor: Actor, act_id: UUID, visit: VisitIn, place: StoreRow, at: datetime) -> Reception:
    staff_id = _staff_id(actor)
    if visit.staff and visit.staff != actor.code:
        found = organisation_selectors.staff_refs([visit.staff]).get(visit.staff)
        if found is None or not found.is_active:
            raise Invalid(field="staff", reason=gettext_noop("Nobody works here under this code."))
        staff_id = found.id
    row = Reception(
        id=act_id, store_id=place.id, business_date=business_date(at, place.time_zone), came_at=at, party=visit.party,
        staff_id=staff_id, member_id=visit.member, outcome=visit.outcome, note=visit.note,
    )  # fmt: skip
    row.save()
    return row


def _tell(actor: Actor, action: str, row: object, place: StoreRow, at: datetime, **facts: object) -> None:
    audit_services.record(
        actor, action, at=at, subject=("sales.reception", str(row.pk), place.code),  # type: ignore[attr-defined]
        store=(place.id, place.name), **facts,
    )  # fmt: skip
