"""The gold price at a glance: one line for every page's foot, and the stores that have not confirmed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from facet.catalog.models import BoardConfirmation, BoardPrice, BoardPublication, PriceItem
from facet.catalog.permissions import CatalogPermission
from facet.catalog.selectors.board import publications_queryset
from facet.kernel.permissions import Actor, require


@dataclass(frozen=True, slots=True)
class GoldLine:
    """The board's first price where `store_id` stands, since when, and whether the store knows it."""

    name: str
    name_en: str
    retail_cents: int
    valid_from: datetime
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A store that has not confirmed the prices in force."""

    store_id: int
    code: str
    name: str
    name_en: str
    valid_from: datetime


def gold_line(store_id: int | None, *, at: datetime) -> GoldLine | None:
    """The first line of the board for a store; without a store, of the first price group. Queries: 1."""
    publications = BoardPublication.objects.filter(valid_from__lte=at)
    if store_id is not None:
        publications = publications.filter(price_group__stores=store_id)
    first = PriceItem.objects.filter(is_active=True).order_by("order", "pk")
    price = BoardPrice.objects.filter(
        price_group=OuterRef("price_group"), price_item=Subquery(first.values("pk")[:1]), valid_from__lte=at
    ).order_by("-valid_from", "-pk")
    mine = BoardConfirmation.objects.filter(publication=OuterRef("pk"), store_id=store_id or 0)
    row = (
        publications.annotate(
            item=Subquery(first.values("name")[:1]),
            item_en=Subquery(first.values("name_en")[:1]),
            retail=Subquery(price.values("retail_cents_per_gram")[:1]),
            confirmed=Subquery(mine.values("confirmed_at")[:1]),
        )
        .order_by("price_group_id", "-valid_from", "-pk")
        .values_list("item", "item_en", "retail", "valid_from", "confirmed")
        .first()
    )
    return GoldLine(*row) if row and row[2] is not None else None


def publications_since(viewer: Actor, moment: datetime, *, at: datetime) -> int:
    """How many boards came into force after `moment` and by `at`. Queries: 1. Raises: NotPermitted."""
    require(viewer, CatalogPermission.VIEW_CATALOG)
    return publications_queryset(viewer).filter(valid_from__gt=moment, valid_from__lte=at).order_by().count()


def unconfirmed_stores(viewer: Actor, *, permission: str, before: datetime) -> list[Unconfirmed]:
    """The open stores within the reach of `permission` that have confirmed neither what was in force
    at `before` nor anything newer, by code. Queries: 1."""
    reach = viewer.scope(permission)
    latest = BoardPublication.objects.filter(price_group=OuterRef("price_group"), valid_from__lte=before)
    latest = latest.order_by("-valid_from", "-pk")
    rows = (
        _stores()
        .annotate(latest=Subquery(latest.values("pk")[:1]), since=Subquery(latest.values("valid_from")[:1]))
        .filter(is_open=True, latest__isnull=False)
    )
    if reach.store_ids is not None:
        rows = rows.filter(pk__in=reach.store_ids)
    done = BoardConfirmation.objects.filter(
        store=OuterRef("pk"),
        publication__price_group=OuterRef("price_group"),
        publication__valid_from__gte=OuterRef("since"),
    )
    columns = ("pk", "code", "name", "name_en", "since")
    return [Unconfirmed(*row) for row in rows.filter(~Exists(done)).order_by("code").values_list(*columns)]


def _stores() -> QuerySet[Any]:
    """Stores are the organisation's rows; a confirmation's key leads down to them."""
    return BoardConfirmation._meta.get_field("store").related_model._default_manager.all()  # type: ignore[union-attr]


def may_hear_of_stores(viewer: Actor) -> str:
    """The right for which `viewer` is told about other stores' confirmations, "" for none. Queries: 0."""
    if viewer.may(CatalogPermission.SET_BOARD_PRICE):
        return str(CatalogPermission.SET_BOARD_PRICE)
    return str(CatalogPermission.CONFIRM_BOARD_PRICE) if viewer.may(CatalogPermission.CONFIRM_BOARD_PRICE) else ""
