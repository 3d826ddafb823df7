"""A store's business day as it is closed: money by way of paying, shifts, what is unclear, what goes to the bank."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce

from facet.kernel.permissions import Actor, require
from facet.sales.models import (
    BankDeposit,
    DayClose,
    DrawerEntry,
    Payment,
    PendingSale,
    Sale,
    SaleLine,
    Shift,
    ShiftCount,
    Tender,
)
from facet.sales.permissions import SalesPermission
from facet.sales.rules.day import MethodDay, methods_of, ties
from facet.sales.rules.drawer import DRAWER_LABELS, SAFE, for_the_bank
from facet.sales.rules.kinds import METHOD_LABELS, REVENUE, Method
from facet.sales.rules.paying import OPEN_STATES, PAYMENT_LABELS, PaymentState
from facet.sales.rules.pending import PendingState


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySums:
    """What a store's tickets of one day come to. Units: cents, pieces, mg."""

    tickets: int
    due_cents: int
    net_cents: int
    returned_cents: int
    labour_cents: int
    pieces: int
    weight_mg: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRow:
    """One shift of the day. Units: cents. `difference_cents` is None until it is counted."""

    id: int
    till: str
    by: str
    opened_at: datetime
    closed_at: datetime | None
    difference_cents: int | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnclearPayment:
    """One charge of the day without an answer or a ticket, by name. Words are English, translated where shown."""

    id: UUID
    till: str
    asked_at: datetime
    by: str
    method: str
    state: str
    amount_cents: int
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedSale:
    """A sale made without the server that was refused at its return: money lies there, no ticket says so. Cents."""

    id: UUID
    number: str
    till: str
    sold_at: datetime
    total_cents: int
    cash_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerRow:
    """One pay-in or pay-out. Units: cents, in is positive. Words are English, translated where shown."""

    id: UUID
    at: datetime
    till: str
    kind: str
    method: str
    amount_cents: int
    member: str
    note: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMoney:
    """One store's day, as it stands. Units: cents."""

    day: date
    figures: DaySums
    methods: Sequence[MethodDay]
    drawer: Sequence[DrawerRow]
    drawer_cents: int
    shifts: Sequence[ShiftRow]
    payments: Sequence[UnclearPayment]
    refused: Sequence[RefusedSale]
    for_bank_cents: int
    deposits: Sequence[BankDeposit]
    closes: Sequence[DayClose]

    @property
    def open_shifts(self) -> list[ShiftRow]:
        return [shift for shift in self.shifts if shift.closed_at is None]

    @property
    def refused_cents(self) -> int:
        """What was taken for refused sales: a surplus that no ticket explains until they are settled."""
        return sum(row.total_cents for row in self.refused)

    @property
    def is_counted(self) -> bool:
        """Whether every drawer of the day was counted; before that a difference would only be what is still there."""
        return bool(self.shifts) and not self.open_shifts

    @property
    def expected_cents(self) -> int:
        return self.figures.due_cents + self.drawer_cents

    @property
    def difference_cents(self) -> int:
        return sum(row.difference_cents for row in self.methods)

    @property
    def deposited_cents(self) -> int:
        return sum(row.amount_cents for row in self.deposits)

    @property
    def left_for_bank_cents(self) -> int:
        return self.for_bank_cents - self.deposited_cents

    @property
    def close(self) -> DayClose | None:
        """The close that counts, the last one."""
        return self.closes[-1] if self.closes else None

    @property
    def late_tickets(self) -> int:
        """Tickets that came after the close."""
        return self.figures.tickets - self.close.tickets if self.close else 0


def day_money(viewer: Actor, *, store_id: int, day: date) -> DayMoney:
    """One store's day as it stands now. Queries: 11. Raises: NotPermitted, ValueError for books that do not tie."""
    if not viewer.may(SalesPermission.CLOSE_DAY, store_id=store_id):
        require(viewer, SalesPermission.VIEW_RESULTS, store_id=store_id)
    sales = Sale.objects.filter(store_id=store_id, business_date=day)
    figures, drawer = _sums(sales), _drawer(store_id, day)
    drawer_cents = sum(row.amount_cents for row in drawer)
    tenders = Tender.objects.filter(sale__in=sales).values_list("method").annotate(Sum("amount_cents")).order_by()
    counted = _counted(store_id, day)
    methods = methods_of(tickets=dict(tenders), drawer=_by_method(drawer), counted=counted)
    if not ties(methods, due_cents=figures.due_cents, drawer_cents=drawer_cents):
        raise ValueError(f"the tenders of store {store_id} on {day} are not what its tickets had due")
    return DayMoney(
        day=day, figures=figures, methods=methods, drawer=[_shown(row) for row in drawer], drawer_cents=drawer_cents,
        shifts=_shifts(store_id, day), payments=unclear_payments(viewer, store_id=store_id, day=day),
        refused=_refused(store_id, day),
        for_bank_cents=for_the_bank(
            counted_less_float_cents=counted.get(Method.CASH.value, 0),
            safe_entries=[row.amount_cents for row in drawer if row.kind in SAFE],
        ),
        deposits=list(
            BankDeposit.objects.filter(store_id=store_id, business_date=day)
            .select_related("carried_by", "by").order_by("recorded_at", "pk")
        ),
        closes=list(
            DayClose.objects.filter(store_id=store_id, business_date=day).select_related("closed_by").order_by("number")
        ),
    )  # fmt: skip


def unclear_payments(
    viewer: Actor, *, store_id: int, day: date | None = None, till_id: int | None = None
) -> list[UnclearPayment]:
    """Charges of a store, or of one till, that wait to be settled, up to the end of `day`. Queries: 1."""
    rows = Payment.objects.filter(store_id=store_id, state__in=OPEN_STATES).select_related("till", "asked_by")
    if till_id is not None:
        rows = rows.filter(till_id=till_id)
    if day is not None:
        rows = rows.filter(asked_at__date__lte=day)
    return [
        UnclearPayment(
            id=row.pk, till=row.till.code, asked_at=row.asked_at, by=row.asked_by.name if row.asked_by else "",
            method=METHOD_LABELS[row.method], state=PAYMENT_LABELS[PaymentState(row.state)],
            amount_cents=row.amount_cents, reference=row.reference,
        )
        for row in rows.order_by("asked_at", "pk")
    ]  # fmt: skip


def _refused(store_id: int, day: date) -> list[RefusedSale]:
    """Refused sales of a store that nobody has settled, up to the end of `day`. Queries: 1."""
    rows = PendingSale.objects.filter(store_id=store_id, state=PendingState.CONFLICT, sold_at__date__lte=day)
    return [
        RefusedSale(
            id=row.pk, number=row.number, till=row.till.code, sold_at=row.sold_at, total_cents=row.total_cents,
            cash_cents=row.cash_cents,
        )
        for row in rows.select_related("till").order_by("sold_at", "pk")
    ]  # fmt: skip


def drawer_entries(viewer: Actor, *, shift_id: int) -> list[DrawerRow]:
    """The pay-ins and pay-outs of one shift in a store where the viewer may take money in. Queries: 1."""
    rows = DrawerEntry.objects.filter(shift_id=shift_id).select_related("till", "by", "member")
    reach = viewer.scope(SalesPermission.PAY_IN)
    if reach.store_ids is not None:
        rows = rows.filter(store_id__in=reach.store_ids)
    return [_shown(row) for row in rows.order_by("-recorded_at", "pk")]


def _sums(sales: QuerySet[Sale]) -> DaySums:
    row = sales.aggregate(
        n=Count("id"), due=Sum("due_cents"), net=Sum("net_cents"), back=Sum("returned_cents"), pieces=Sum("pieces"),
        weight=Sum("weight_mg"),
    )  # fmt: skip
    labour = SaleLine.objects.filter(sale__in=sales, kind__in=[kind.value for kind in REVENUE]).aggregate(
        cents=Coalesce(Sum("labour_cents"), 0)
    )
    return DaySums(
        tickets=row["n"], due_cents=row["due"] or 0, net_cents=row["net"] or 0, returned_cents=row["back"] or 0,
        labour_cents=labour["cents"], pieces=row["pieces"] or 0, weight_mg=row["weight"] or 0,
    )  # fmt: skip


def _drawer(store_id: int, day: date) -> list[DrawerEntry]:
    rows = DrawerEntry.objects.filter(store_id=store_id, business_date=day).select_related("till", "by", "member")
    return list(rows.order_by("recorded_at", "pk"))


def _by_method(drawer: Sequence[DrawerEntry]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for row in drawer:
        sums[row.method] = sums.get(row.method, 0) + row.amount_cents
    return sums


def _counted(store_id: int, day: date) -> dict[str, int]:
    """What was counted in the day's shifts, by way of paying; cash without the floats. Queries: 2."""
    shifts = Shift.objects.filter(store_id=store_id, business_date=day, closed_at__isnull=False)
    counts = ShiftCount.objects.filter(shift__in=shifts).values_list("method").annotate(Sum("counted_cents")).order_by()
    floats = shifts.aggregate(cents=Coalesce(Sum("float_cents"), 0))["cents"]
    found = dict(counts)
    if Method.CASH.value in found:
        found[Method.CASH.value] -= floats
    return found


def _shifts(store_id: int, day: date) -> list[ShiftRow]:
    rows = (
        Shift.objects.filter(store_id=store_id, business_date=day)
        .select_related("till", "opened_by")
        .annotate(difference=Sum("counts__difference_cents"))
        .order_by("opened_at", "pk")
    )
    return [
        ShiftRow(
            id=row.pk, till=row.till.code, by=row.opened_by.name, opened_at=row.opened_at, closed_at=row.closed_at,
            difference_cents=row.difference if row.closed_at else None, note=row.note,
        )
        for row in rows
    ]  # fmt: skip


def _shown(row: DrawerEntry) -> DrawerRow:
    return DrawerRow(
        id=row.pk, at=row.recorded_at, till=row.till.code, kind=DRAWER_LABELS[row.kind],
        method=METHOD_LABELS[row.method], amount_cents=row.amount_cents,
        member=row.member.number if row.member else "", note=row.note, by=row.by.name if row.by else "",
    )  # fmt: skip
