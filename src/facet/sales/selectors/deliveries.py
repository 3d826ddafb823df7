"""Deliveries as lists, pages, tickets and home cards read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from facet.kernel.clock import local_date
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.members import selectors as members_selectors
from facet.members.selectors import MemberForSale
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow
from facet.sales.models import Delivery, DeliveryLine, DeliveryPhoto, DeliveryStep, Sale, SaleLine
from facet.sales.permissions import SalesPermission
from facet.sales.rules.deliveries import OPEN_STATES, STATE_WORDS, DeliveryState, is_late, steps_of
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.signatures import SignedAct
from facet.sales.selectors.sale import visible_sales
from facet.sales.selectors.signatures import SignaturePage, signatures_on

GOODS = (LineKind.PIECE.value, LineKind.BULK.value, LineKind.GIFT.value)


def visible_deliveries(viewer: Actor) -> QuerySet[Delivery]:
    """The deliveries within the viewer's reach: sold there, or fetched there. Queries: 0."""
    reach = viewer.scope(SalesPermission.VIEW_DELIVERIES)
    rows = Delivery.objects.all()
    if reach.store_ids is None:
        return rows
    return rows.filter(Q(store_id__in=reach.store_ids) | Q(to_store_id__in=reach.store_ids))


def delivery_to_work(viewer: Actor, row: Delivery) -> None:
    """Refuse work on a delivery beyond reach, or without the right. Raises: NotFound, NotPermitted. Queries: 0."""
    stores = [row.store_id, *([row.to_store_id] if row.to_store_id else [])]
    rights = (SalesPermission.VIEW_DELIVERIES, SalesPermission.WORK_DELIVERIES)
    if not any(viewer.may(right, store_id=store) for right in rights for store in stores):
        raise NotFound(key=row.number)
    if not any(viewer.may(SalesPermission.WORK_DELIVERIES, store_id=store) for store in stores):
        require(viewer, SalesPermission.WORK_DELIVERIES, store_id=row.store_id)


def undelivered(sale: Sale) -> dict[int, int]:
    """Line number → how many of its goods stand on no delivery, came not back. Queries: 2."""
    lines = list(
        sale.lines.filter(kind__in=GOODS, quantity__gt=0)
        .annotate(on_way=Coalesce(Sum("deliveries__quantity"), 0))
        .order_by("line_no")
    )
    back = {
        row["returns"]: -row["n"]
        for row in sale.lines.model.objects.filter(returns__in=lines).values("returns").annotate(n=Sum("quantity"))
    }
    return {line.line_no: max(0, line.quantity - line.on_way - back.get(line.pk, 0)) for line in lines}


def deliveries_of_sale(viewer: Actor, *, sale: Sale) -> list[Delivery]:
    """The deliveries of a ticket in reach, the oldest first. Queries: 1."""
    return list(visible_deliveries(viewer).filter(sale=sale).order_by("pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPage:
    """One delivery with its goods, stages and people."""

    delivery: Delivery
    store: StoreRow
    to_store: StoreRow | None
    member: MemberForSale | None
    member_name: str
    lines: Sequence[DeliveryLine]
    steps: Sequence[DeliveryStep]
    next_states: Sequence[tuple[str, str]]  # state, words
    is_late: bool
    may_open_ticket: bool
    photos: Sequence[DeliveryPhoto]
    signs: Sequence[SignaturePage]
    may_prove: bool

    @property
    def is_open(self) -> bool:
        return self.delivery.state in OPEN_STATES


def delivery_page(viewer: Actor, *, number: str, at: datetime) -> DeliveryPage:
    """One delivery by its number. Raises: NotFound, for foreign ones too. Queries: 10 at most."""
    rows = visible_deliveries(viewer).select_related("sale", "clerk")
    row = rows.filter(number=number.strip().upper()).first()
    if row is None:
        raise NotFound(key=number)
    store = organisation_selectors.store_by_id(row.store_id)
    member = members_selectors.member_for_sale(row.member_id) if row.member_id else None
    stores = (row.store_id, row.to_store_id)
    may_work = any(viewer.may(SalesPermission.WORK_DELIVERIES, store_id=each) for each in stores if each)
    return DeliveryPage(
        delivery=row,
        store=store,
        to_store=organisation_selectors.store_by_id(row.to_store_id) if row.to_store_id else None,
        member=member,
        member_name=member.name_for(viewer) if member else "",
        lines=list(row.lines.select_related("line").order_by("line__line_no")),
        steps=list(row.steps.select_related("by").order_by("number")),
        next_states=[(state, STATE_WORDS[state]) for state in steps_of(row.kind, row.state)] if may_work else [],
        is_late=is_late(row.state, row.due_on, on=local_date(at, store.time_zone)),
        may_open_ticket=visible_sales(viewer).filter(pk=row.sale_id).exists(),
        photos=list(row.photos.select_related("added_by").order_by("number")),
        signs=signatures_on(row.number, {SignedAct.RECEIVED: may_work and row.state != DeliveryState.RETURNED}),
        may_prove=may_work and row.state != DeliveryState.RETURNED,
    )


def delivery_photo_sum(viewer: Actor, *, number: str, photo: int) -> str:
    """Under which sum the proof of a delivery in reach is stored. Raises: NotFound. Queries: 1."""
    rows = visible_deliveries(viewer).filter(number=number.strip().upper())
    found = DeliveryPhoto.objects.filter(delivery__in=rows, number=photo).first()
    if found is None:
        raise NotFound(key=f"{number} {photo}")
    return str(found.sha256)


def due_deliveries(viewer: Actor, *, store_id: int, on: date) -> list[Delivery]:
    """Open deliveries of a store that are due by `on`, sold or fetched there, the oldest first, at most 10.

    With goods, salesperson and member, as a reminder names them (R228–R231). Queries: 3.
    """
    here = Q(store=store_id) | Q(to_store=store_id)
    rows = visible_deliveries(viewer).filter(here, state__in=OPEN_STATES, due_on__lte=on)
    rows = rows.select_related("clerk", "member").prefetch_related("lines__line")
    return list(rows.order_by("due_on", "pk")[:10])


def open_deliveries_of(member_id: int) -> list[Delivery]:
    """A member's goods that are not with her yet, whatever store sold them. Queries: 1."""
    return list(Delivery.objects.filter(member=member_id, state__in=OPEN_STATES).order_by("pk"))


def goods_to_deliver(viewer: Actor, *, sale_id: UUID) -> tuple[Sale, list[tuple[SaleLine, int]]]:
    """A ticket in reach, and each line with how much of it can be put on a delivery. Queries: 4. Raises: NotFound."""
    sale = visible_sales(viewer).filter(pk=sale_id).first()
    if sale is None:
        raise NotFound(key=str(sale_id))
    left = undelivered(sale)
    lines = sale.lines.filter(line_no__in=[number for number, most in left.items() if most]).order_by("line_no")
    return sale, [(line, left[line.line_no]) for line in lines]
