"""Lending somebody to another store for some days."""

from dataclasses import dataclass
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel.clock import business_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation.errors import AlreadyLent, HasLeft, OwnLoan
from facet.organisation.models import LegalEntity, Loan, Staff, Store
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.rules.loans import check_days, check_stores

LEND = OrganisationPermission.LEND_STAFF


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanIn:
    """The store that borrows, by code, and the first and last business day there."""

    store: str
    first_on: date
    last_on: date


@unit_of_work
def lend_staff(*, actor: Actor, staff_id: int, request: LoanIn, at: datetime) -> int:
    """Lend somebody: from the first day through the last, the roles of the home store hold in the other store, too.

    The same again changes nothing. Gives the id. Raises: NotPermitted, NotFound, HasLeft, OwnLoan, Invalid,
    AlreadyLent. Locks: the person. Source: R329.
    """
    staff = _locked(actor, staff_id)
    store = _store(actor, request.store)
    if staff.store is None:
        raise Invalid(field="store", reason=gettext_noop("Only people with a home store are lent."))
    check_stores(
        home_id=staff.store.pk, store_id=store.pk, home_franchisee=_franchisee(staff.store),
        franchisee=_franchisee(store),
    )  # fmt: skip
    check_days(first_on=request.first_on, last_on=request.last_on, today=business_date(at, store.time_zone))
    others = Loan.objects.filter(
        staff=staff, ended_at=None, first_on__lte=request.last_on, last_on__gte=request.first_on
    )  # fmt: skip
    other = others.select_related("store").order_by("first_on").first()
    if other is not None:
        if (other.store_id, other.first_on, other.last_on) == (store.pk, request.first_on, request.last_on):
            return other.pk
        raise AlreadyLent(store=other.store.name, first=other.first_on.isoformat(), last=other.last_on.isoformat())
    loan = Loan.objects.create(
        staff=staff, store=store, first_on=request.first_on, last_on=request.last_on, lent_by_id=actor.staff_id,
        lent_at=at,
    )  # fmt: skip
    _record(actor, "organisation.staff_lent", staff, loan, at=at)
    return loan.pk


@unit_of_work
def end_loan(*, actor: Actor, staff_id: int, loan_id: int, at: datetime) -> None:
    """End a loan before its last day, with the next click; one that is over or ended changes nothing.

    Raises: NotPermitted, NotFound, HasLeft, OwnLoan. Locks: the person.
    """
    staff = _locked(actor, staff_id)
    loan = Loan.objects.select_related("store").filter(staff=staff, pk=loan_id).first()
    if loan is None or not actor.scope(LEND).covers(loan.store_id):
        raise NotFound(key=str(loan_id))
    if loan.ended_at is not None or business_date(at, loan.store.time_zone) > loan.last_on:
        return
    loan.ended_at = at
    loan.save(update_fields=["ended_at"])
    _record(actor, "organisation.loan_ended", staff, loan, at=at)


def _locked(actor: Actor, staff_id: int) -> Staff:
    """The person, locked, whose home store the actor may lend from."""
    require(actor, LEND)
    if actor.staff_id == staff_id:
        raise OwnLoan
    reach = actor.scope(LEND)
    people = Staff.objects.select_for_update(of=("self",)).select_related("store__entity")
    staff = people.filter(pk=staff_id).first()
    if staff is None or not reach.covers(staff.store_id) or (staff.store_id is None and not reach.chain_wide):
        raise NotFound(key=str(staff_id))
    if staff.left_on is not None:
        raise HasLeft(name=staff.name)
    return staff


def _store(actor: Actor, code: str) -> Store:
    """The open store that borrows; one out of reach is as unknown. Raises: NotFound."""
    store = Store.objects.select_related("entity").filter(code=code, is_open=True).first()
    if store is None or not actor.scope(LEND).covers(store.pk):
        raise NotFound(key=code)
    return store


def _franchisee(store: Store) -> int | None:
    return store.entity_id if store.entity.kind == LegalEntity.Kind.FRANCHISEE else None


def _record(actor: Actor, action: str, staff: Staff, loan: Loan, *, at: datetime) -> None:
    audit_services.record(
        actor, action, at=at, subject=("organisation.staff", staff.pk, staff.code),
        store=(loan.store_id, loan.store.name), first_on=loan.first_on.isoformat(), last_on=loan.last_on.isoformat(),
    )  # fmt: skip
