"""Deposits as lists, pages and tills read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor
from facet.members import selectors as members_selectors
from facet.members.selectors import MemberForSale
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow
from facet.sales.errors import DepositClosed, DepositOfAnother
from facet.sales.models import Deposit, DepositEntry, Sale
from facet.sales.permissions import SalesPermission
from facet.sales.rules.deposit_lines import Settling, UsedDeposit
from facet.sales.rules.deposit_settings import NAMES, DepositTerms, deposit_terms
from facet.sales.rules.deposits import DepositState, Due, EntryKind, PriceLock, Split, settled, unpaid
from facet.sales.rules.ticket_lines import OtherLine
from facet.sales.selectors.sale import visible_sales


def terms_of_deposits(store_id: int, *, on: date) -> DepositTerms:
    """The terms of one store on one day. Queries: 1."""
    return deposit_terms(organisation_selectors.policy_values(NAMES, store_id=store_id, on=on))


def visible_deposits(viewer: Actor) -> QuerySet[Deposit]:
    """The deposits within the viewer's reach. Queries: 0."""
    reach = viewer.scope(SalesPermission.VIEW_DEPOSITS)
    rows = Deposit.objects.all()
    return rows if reach.store_ids is None else rows.filter(store_id__in=reach.store_ids)


def usable_deposit(viewer: Actor, number: str) -> Deposit:
    """The deposit under `number` that the viewer may put on a ticket, whatever store took it.

    Raises: NotFound, for those beyond reach too. Queries: 1.
    """
    row = Deposit.objects.select_related("piece").filter(number=number.strip().upper()).first()
    if row is None or not viewer.may(SalesPermission.USE_DEPOSIT, store_id=row.store_id):
        raise NotFound(key=number)
    return row


def used_deposits(viewer: Actor, numbers: Sequence[str], *, member: int | None, on: date) -> list[UsedDeposit]:
    """The deposits that a ticket names, in its order, as they stand now. Queries: 0 without any, else 1.

    Raises: NotFound, DepositClosed, DepositOfAnother, Invalid where one is named twice.
    """
    if not numbers:
        return []
    wanted = [number.strip().upper() for number in numbers]
    if len(set(wanted)) != len(wanted):
        raise Invalid(field="deposits_used", reason=gettext_noop("One deposit stands on the ticket twice."))
    rows = {row.number: row for row in Deposit.objects.select_related("piece").filter(number__in=wanted)}
    used = []
    for number in wanted:
        row = rows.get(number)
        if row is None or not viewer.may(SalesPermission.USE_DEPOSIT, store_id=row.store_id):
            raise NotFound(key=number)
        if row.state != DepositState.OPEN:
            raise DepositClosed(number=number)
        if row.member_id != member:
            raise DepositOfAnother(number=number)
        used.append(_used(row, on=on))
    return used


def _used(row: Deposit, *, on: date) -> UsedDeposit:
    return UsedDeposit(
        id=row.pk, number=row.number, kind=row.kind, member_id=row.member_id, store_id=row.store_id,
        balance_cents=row.balance_cents, price_cents=row.price_cents, piece_id=row.piece_id,
        tag=row.piece.tag if row.piece else "", lock=lock_of(row, on=on),
    )  # fmt: skip


def lock_of(row: Deposit, *, on: date) -> PriceLock | None:
    """The promised price that still holds on a day, None where there is none. Queries: 0."""
    if not (row.lock_item_id and row.lock_left_mg and row.lock_until and on <= row.lock_until):
        return None
    return PriceLock(
        item_id=row.lock_item_id, left_mg=row.lock_left_mg, cents_per_gram=row.lock_cents_per_gram,
        is_lower=row.lock_lower,
    )  # fmt: skip


def tickets_paid_in(others: Sequence[OtherLine]) -> set[UUID]:
    """The tickets whose money goes back with the deposits that these lines settle. Queries: 0, or 1."""
    ids = [line.facts.deposit_id for line in others if isinstance(line.facts, Settling)]
    if not ids:
        return set()
    paid = DepositEntry.objects.filter(deposit__in=ids, kind=EntryKind.PAID.value)
    return set(paid.values_list("sale", flat=True))


def dues_of(deposits: Sequence[Deposit]) -> Mapping[int, list[Due]]:
    """The instalments of layaways that are not covered yet, by deposit. Queries: 1.

    `deposits` carry their instalments (`prefetch_related("instalments")`) or cost one query each.
    """
    found = {}
    for row in deposits:
        every = sorted(
            (Due(each.number, each.due_on, each.amount_cents) for each in row.instalments.all()),
            key=lambda due: due.number,
        )
        if left := unpaid(every, price_cents=row.price_cents, paid_cents=row.paid_cents):
            found[row.pk] = left
    return found


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One movement with the ticket behind it, and its number where the viewer may open it."""

    entry: DepositEntry
    ticket: str
    sale_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositPage:
    """One deposit with everything that moved it."""

    deposit: Deposit
    store: StoreRow
    member: MemberForSale
    member_name: str
    entries: Sequence[EntryRow]
    dues: Sequence[Due]  # not covered yet
    schedule: Sequence[Due]
    lock: PriceLock | None
    terms: Split | None  # what the terms say if the customer withdraws now
    may_use: bool
    may_settle: bool
    may_pay_in: bool

    @property
    def covered(self) -> set[int]:
        """The numbers of the instalments that are paid in full."""
        return {due.number for due in self.schedule} - {due.number for due in self.dues}

    @property
    def is_open(self) -> bool:
        return bool(self.deposit.state == DepositState.OPEN)


def deposit_page(viewer: Actor, *, number: str, at: datetime) -> DepositPage:
    """One deposit by its number. Raises: NotFound, for foreign ones too. Queries: 8 at most."""
    rows = visible_deposits(viewer).select_related("piece", "lock_item", "clerk", "order", "member")
    row = rows.filter(number=number.strip().upper()).first()
    if row is None:
        raise NotFound(key=number)
    member, store = members_selectors.member_for_sale(row.member_id), organisation_selectors.store_by_id(row.store_id)
    every = [Due(each.number, each.due_on, each.amount_cents) for each in row.instalments.order_by("number")]
    is_open = row.state == DepositState.OPEN
    return DepositPage(
        deposit=row,
        store=store,
        member=member,
        member_name=member.name_for(viewer),
        entries=_entries(viewer, row),
        schedule=every,
        dues=unpaid(every, price_cents=row.price_cents, paid_cents=row.paid_cents) if is_open else (),
        lock=lock_of(row, on=local_date(at, store.time_zone)),
        terms=settled(
            row.kind,
            reason="withdrawn",
            balance_cents=row.balance_cents,
            price_cents=row.price_cents,
            fee_bp=row.fee_bp,
        )
        if is_open
        else None,
        may_use=is_open and viewer.may(SalesPermission.USE_DEPOSIT, store_id=row.store_id),
        may_settle=is_open and viewer.may(SalesPermission.SETTLE_DEPOSIT, store_id=row.store_id),
        may_pay_in=is_open and viewer.may(SalesPermission.TAKE_DEPOSIT, store_id=row.store_id),
    )


def _entries(viewer: Actor, row: Deposit) -> list[EntryRow]:
    """The movements with their tickets' numbers. Queries: 3."""
    entries = list(row.entries.select_related("by", "store").order_by("number"))
    sales = {each.sale for each in entries}
    numbers = dict(Sale.objects.filter(pk__in=sales).values_list("pk", "number"))
    seen = set(visible_sales(viewer).filter(pk__in=sales).values_list("pk", flat=True))
    return [EntryRow(each, numbers.get(each.sale, ""), each.sale if each.sale in seen else None) for each in entries]


def deposits_of_member(viewer: Actor, *, member_id: int) -> list[Deposit]:
    """A member's deposits in the viewer's reach, open ones first, at most 50. Queries: 1."""
    rows = visible_deposits(viewer).filter(member=member_id).select_related("store", "piece")
    return sorted(rows.order_by("-opened_at")[:50], key=lambda row: row.state != DepositState.OPEN)


def open_deposits_of(viewer: Actor, *, member_id: int) -> list[Deposit]:
    """What a member may use on a ticket here, whatever store took it, the oldest first. Queries: 1."""
    rows = Deposit.objects.filter(member=member_id, state=DepositState.OPEN.value).select_related("store", "piece")
    return [row for row in rows.order_by("pk") if viewer.may(SalesPermission.USE_DEPOSIT, store_id=row.store_id)]
