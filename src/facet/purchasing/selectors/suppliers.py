"""Suppliers: what was agreed, what they ask, how they deliver."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from facet.kernel.permissions import Actor, require
from facet.purchasing.errors import SupplierUnknown
from facet.purchasing.models import PurchaseOrder, SupplierPrice, SupplierTerms
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.orders import OPEN
from facet.purchasing.rules.suppliers import ENOUGH_ORDERS, LOOK_BACK_DAYS, Delivered, Evaluation, LabourPrice, evaluate
from facet.purchasing.rules.words import OrderState

VIEW = PurchasingPermission.VIEW_SUPPLIERS
OPEN_STATES = [state.value for state in OPEN]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What was agreed with a supplier; what stands here before anybody wrote it down. Units: days."""

    payment_days: int = 30
    currency: str = "CNY"
    lead_days: int = 14
    priced_later: bool = False
    language: str = "zh-hans"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """One row of a price list as it is shown. Units: cents by `labour_per`."""

    thing: str
    thing_en: str
    code: str
    is_style: bool
    labour_per: str
    labour_cents: int
    valid_from: date
    counts: bool  # today, rather than an older or a coming row


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierPage:
    """One supplier. `email` only for those who keep suppliers; None hides it."""

    id: int
    code: str
    name: str
    name_en: str
    is_active: bool
    terms: Terms
    has_terms: bool
    has_email: bool
    email: str | None
    note: str | None
    evaluation: Evaluation
    prices: tuple[PriceRow, ...]
    open_orders: int
    open_cents: int


def partners() -> QuerySet[Any]:
    """Every partner who delivers, a traversal downwards. Queries: 0."""
    model: Any = SupplierTerms._meta.get_field("supplier").related_model
    return model._default_manager.filter(kind="supplier")  # type: ignore[no-any-return]


def supplier_row(code: str) -> Any:
    """The active supplier `code`, for services. Raises: SupplierUnknown. Queries: 1."""
    row = partners().filter(code=code.strip(), is_active=True).first()
    if row is None:
        raise SupplierUnknown(key=code)
    return row


def suppliers_queryset(viewer: Actor) -> QuerySet[Any]:
    """Suppliers with what is open and how they deliver. Raises: NotPermitted. Queries: 0."""
    require(viewer, VIEW)
    open_ = Q(purchase_orders__state__in=OPEN_STATES)
    came = Q(purchase_orders__first_received_at__isnull=False)
    rows: QuerySet[Any] = (
        partners()
        .select_related("purchase_terms")
        .annotate(
            open_orders=Count("purchase_orders", filter=open_),
            open_cents=Sum("purchase_orders__amount_cents", filter=open_, default=0),
            last_order=Max("purchase_orders__created_at"),
            deliveries=Count("purchase_orders", filter=came),
        )
    )
    return rows


def supplier_choices(viewer: Actor) -> list[tuple[str, str, str]]:
    """(code, name, English name) of the active suppliers. Raises: NotPermitted. Queries: 1."""
    require(viewer, VIEW)
    return list(partners().filter(is_active=True).order_by("code").values_list("code", "name", "name_en"))


def supplier_page(viewer: Actor, code: str, *, at: datetime, on: date) -> SupplierPage:
    """One supplier with terms, prices and evaluation. Raises: NotPermitted, SupplierUnknown. Queries: 3."""
    require(viewer, VIEW)
    row = suppliers_queryset(viewer).filter(code=code).first()
    if row is None:
        raise SupplierUnknown(key=code)
    kept = getattr(row, "purchase_terms", None)
    manages = viewer.may(PurchasingPermission.MANAGE_SUPPLIERS)
    return SupplierPage(
        id=row.pk, code=row.code, name=row.name, name_en=row.name_en, is_active=row.is_active,
        terms=_terms(kept), has_terms=kept is not None, has_email=bool(kept and kept.email),
        email=(kept.email or "") if kept and manages else None,
        note=(kept.note or "") if kept and manages else None,
        evaluation=evaluation_of(row.pk, at=at, on=on),
        prices=tuple(_price_rows(row.pk, on=on)),
        open_orders=row.open_orders, open_cents=row.open_cents,
    )  # fmt: skip


def terms_of(supplier_id: int) -> Terms:
    """What was agreed, or what counts without an agreement. Queries: 1."""
    return _terms(SupplierTerms.objects.filter(supplier=supplier_id).first())


def _terms(row: Any) -> Terms:
    if row is None:
        return Terms()
    return Terms(
        payment_days=row.payment_days, currency=row.currency, lead_days=row.lead_days, priced_later=row.priced_later,
        language=row.language,
    )  # fmt: skip


def labour_prices(supplier_id: int) -> list[LabourPrice]:
    """The whole price list of a supplier. Queries: 1."""
    rows = SupplierPrice.objects.filter(supplier=supplier_id)
    columns = ("category_id", "style_id", "labour_per", "labour_cents", "valid_from", "pk")
    return [LabourPrice(*row) for row in rows.values_list(*columns)]


def _price_rows(supplier_id: int, *, on: date) -> list[PriceRow]:
    rows = (
        SupplierPrice.objects.filter(supplier=supplier_id)
        .select_related("category", "style")
        .order_by("style_id", "category_id", "-valid_from", "-pk")
    )
    found, seen = [], set()
    for row in rows:
        thing: Any = row.style or row.category
        key = (row.style_id, row.category_id)
        counts = row.valid_from <= on and key not in seen
        if counts:
            seen.add(key)
        found.append(
            PriceRow(
                thing=thing.name, thing_en=thing.name_en, code=thing.code, is_style=row.style_id is not None,
                labour_per=row.labour_per, labour_cents=row.labour_cents, valid_from=row.valid_from, counts=counts,
            )
        )  # fmt: skip
    return found


def evaluation_of(supplier_id: int, *, at: datetime, on: date) -> Evaluation:
    """How a supplier delivered over the last year. Queries: 1."""
    return evaluations([supplier_id], at=at, on=on).get(supplier_id, evaluate([]))


def evaluations(supplier_ids: Sequence[int], *, at: datetime, on: date) -> dict[int, Evaluation]:
    """How each supplier delivered over the last year, from the orders that were sent. Queries: 1."""
    since = at - timedelta(days=LOOK_BACK_DAYS)
    rows = (
        PurchaseOrder.objects.filter(supplier__in=supplier_ids, sent_at__gte=since)
        .exclude(state=OrderState.CANCELLED.value)
        .annotate(
            ordered=Sum("lines__quantity", default=0),
            came=Sum("lines__received_quantity", default=0),
            refused=Sum("lines__rejected_quantity", default=0),
        )
        .filter(Q(first_received_at__isnull=False) | Q(due_on__lt=on))
        .values_list(
            "supplier_id", "ordered", "came", "refused", "sent_at", "first_received_at", "due_on", "state",
            "store__time_zone",
        )
    )  # fmt: skip
    found: dict[int, list[Delivered]] = {}
    for supplier_id, ordered, came, refused, sent_at, first, due_on, state, zone in rows:
        came_on = first.astimezone(ZoneInfo(zone)).date() if first else None
        found.setdefault(supplier_id, []).append(
            Delivered(
                ordered=ordered, received=came, rejected=refused,
                lead_days=(first - sent_at).days if first and sent_at else None,
                late_days=max(0, ((came_on or on) - due_on).days),
                is_closed=state == OrderState.CLOSED,
            )
        )  # fmt: skip
    return {supplier_id: evaluate(orders) for supplier_id, orders in found.items()}


def lead_days_of(supplier_ids: Sequence[int], *, at: datetime, on: date) -> dict[int, int]:
    """Days from order to goods: measured where at least three deliveries were, else as agreed. Queries: 2."""
    agreed = dict(SupplierTerms.objects.filter(supplier__in=supplier_ids).values_list("supplier_id", F("lead_days")))
    measured = evaluations(supplier_ids, at=at, on=on)
    found = {}
    for supplier_id in supplier_ids:
        days = _measured(measured.get(supplier_id))
        found[supplier_id] = int(agreed.get(supplier_id, Terms().lead_days)) if days is None else days
    return found


def measured_lead_days(supplier_ids: Sequence[int], *, at: datetime, on: date) -> dict[int, int]:
    """Days that nine of ten deliveries took, of the suppliers with at least three in a year. Queries: 1."""
    found = {key: _measured(known) for key, known in evaluations(supplier_ids, at=at, on=on).items()}
    return {key: days for key, days in found.items() if days is not None}


def _measured(known: Evaluation | None) -> int | None:
    return known.lead_days_long if known is not None and known.orders >= ENOUGH_ORDERS else None
