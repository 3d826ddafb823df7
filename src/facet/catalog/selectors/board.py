"""The price board as people look at it: what holds, what changed, who has confirmed it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from facet.catalog.models import BoardConfirmation, BoardPrice, BoardPublication, PriceItem
from facet.catalog.permissions import CatalogPermission
from facet.catalog.rules.board import LARGE_CHANGE_BP
from facet.catalog.selectors.prices import COLUMNS, BoardPriceFacts, board_prices_by_id, price_id_at
from facet.kernel import clock
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors

LIMIT_POLICY = "catalog.board_change_bp"


@dataclass(frozen=True, slots=True)
class PriceGroupRef:
    """A price group that the viewer may look at, with the stores in it that he may see."""

    id: int
    code: str
    name: str
    name_en: str
    stores: tuple[organisation_selectors.StoreRow, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One line of the board. Units: cents per gram; `change_cents` is retail since the day began, None if new."""

    item_id: int
    code: str
    name: str
    name_en: str
    metal: str
    fineness_e4: int
    base_code: str
    premium_bp: int
    price: BoardPriceFacts | None
    change_cents: int | None


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """One act of publishing, and when a store confirmed it (None: not yet, or no store was asked about)."""

    id: int
    price_group_id: int
    valid_from: datetime
    published_at: datetime
    published_by: str
    largest_change_bp: int
    approval_id: int | None
    note: str
    confirmed_at: datetime | None = None
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True)
class StoreConfirmation:
    """A store of the price group, and whether it has confirmed what is in force."""

    store_id: int
    code: str
    name: str
    name_en: str
    confirmed_at: datetime | None
    confirmed_by: str


def price_groups(viewer: Actor) -> list[PriceGroupRef]:
    """The price groups that `viewer` may look at, by code; the whole chain's for those who reach it.

    Queries: 2.
    """
    stores = organisation_selectors.stores_of(viewer, CatalogPermission.VIEW_CATALOG)
    groups = all_groups()
    if not viewer.scope(CatalogPermission.VIEW_CATALOG).chain_wide:
        groups = groups.filter(pk__in={store.price_group_id for store in stores})
    return [
        PriceGroupRef(pk, code, name, name_en, tuple(store for store in stores if store.price_group_id == pk))
        for pk, code, name, name_en in groups.order_by("code").values_list("pk", "code", "name", "name_en")
    ]


def price_group_by_code(code: str) -> PriceGroupRef:
    """One price group, without its stores. Raises: NotFound. Queries: 1."""
    row = all_groups().filter(code=code).values_list("pk", "code", "name", "name_en").first()
    if row is None:
        raise NotFound(key=code)
    return PriceGroupRef(*row)


def stores_in_group(price_group_id: int) -> frozenset[int]:
    """The ids of the group's open stores, whoever asks: for services. Queries: 1."""
    return frozenset(all_groups().filter(pk=price_group_id, stores__is_open=True).values_list("stores__pk", flat=True))


def board_lines(price_group_id: int, *, at: datetime, since: datetime) -> list[BoardLine]:
    """Every line of the board at `at` with its change since `since`, in the board's order. Queries: 2."""
    items = PriceItem.objects.filter(is_active=True).select_related("base_item").order_by("order", "pk")
    rows = list(items.annotate(now=price_id_at(price_group_id, at=at), before=price_id_at(price_group_id, at=since)))
    prices = board_prices_by_id({pk for row in rows for pk in (row.now, row.before) if pk})
    return [_line(row, prices.get(row.now), prices.get(row.before)) for row in rows]


def publication_in_force(price_group_id: int, *, at: datetime, store_id: int | None = None) -> PublicationFacts | None:
    """The latest publication that holds at `at`, and `store_id`'s confirmation of it. Queries: 1."""
    rows = _publications(store_id).filter(price_group_id=price_group_id, valid_from__lte=at)
    return next(map(_publication, rows.order_by("-valid_from", "-pk")[:1]), None)


def upcoming_publications(price_group_id: int, *, at: datetime) -> list[PublicationFacts]:
    """What has been published and does not hold yet, the next first. Queries: 1."""
    rows = _publications(None).filter(price_group_id=price_group_id, valid_from__gt=at)
    return [_publication(row) for row in rows.order_by("valid_from", "pk")]


def publication_by_id(publication_id: int) -> PublicationFacts:
    """One publication. Raises: NotFound. Queries: 1."""
    row = _publications(None).filter(pk=publication_id).first()
    if row is None:
        raise NotFound(key=str(publication_id))
    return _publication(row)


def published_prices(publication: PublicationFacts) -> list[tuple[BoardPriceFacts, BoardPriceFacts | None]]:
    """What a publication says, each price with the one that held just before. Queries: 2."""
    rows = BoardPrice.objects.filter(publication_id=publication.id).order_by("price_item__order", "pk")
    now = [BoardPriceFacts(*row) for row in rows.values_list(*COLUMNS)]
    earlier = Q(valid_from__lt=publication.valid_from) | Q(valid_from=publication.valid_from, pk__lt=OuterRef("pk"))
    mine = BoardPrice.objects.filter(publication_id=publication.id)
    older = BoardPrice.objects.filter(
        earlier, price_group_id=publication.price_group_id, price_item_id=OuterRef("price_item_id")
    ).order_by("-valid_from", "-pk")
    ids = mine.annotate(older=Subquery(older.values("pk")[:1])).values("older")
    held = {row[1]: BoardPriceFacts(*row) for row in BoardPrice.objects.filter(pk__in=ids).values_list(*COLUMNS)}
    return [(facts, held.get(facts.price_item_id)) for facts in now]


def confirmations(group: PriceGroupRef, publication_id: int | None) -> list[StoreConfirmation]:
    """The group's stores that the viewer may see, those that have not confirmed first. Queries: 1, or 0."""
    done: dict[int, tuple[datetime, str]] = {}
    if publication_id is not None and group.stores:
        rows = BoardConfirmation.objects.filter(publication_id=publication_id)
        for store_id, moment, name in rows.values_list("store_id", "confirmed_at", "confirmed_by_name"):
            done[store_id] = (moment, name)
    answers = [
        StoreConfirmation(store.id, store.code, store.name, store.name_en, *done.get(store.id, (None, "")))
        for store in group.stores
    ]
    return sorted(answers, key=lambda answer: (answer.confirmed_at is not None, answer.code))


def change_limit_bp(at: datetime) -> int:
    """Above which change of a price a second person must agree. Units: basis points. Queries: 2."""
    day = clock.local_date(at, organisation_selectors.chain_facts().time_zone)
    limit = organisation_selectors.policy_value(LIMIT_POLICY, store_id=None, on=day, default=LARGE_CHANGE_BP)
    return int(limit)


def publications_queryset(viewer: Actor) -> QuerySet[BoardPublication]:
    """Everything ever published in the groups `viewer` may look at, for the history list."""
    rows = BoardPublication.objects.select_related("price_group", "approval__decided_by")
    reach = viewer.scope(CatalogPermission.VIEW_CATALOG)
    if reach.store_ids is None:
        return rows
    return rows.filter(price_group__in=all_groups().filter(stores__in=reach.store_ids).values("pk"))


def all_groups() -> QuerySet[Any]:
    """Price groups are the organisation's rows; a publication's key leads down to them."""
    return BoardPublication._meta.get_field("price_group").related_model._default_manager.all()  # type: ignore[union-attr]


def _publications(store_id: int | None) -> QuerySet[Any, Any]:
    mine = BoardConfirmation.objects.filter(publication=OuterRef("pk"), store_id=store_id or 0)
    return BoardPublication.objects.annotate(
        confirmed=Subquery(mine.values("confirmed_at")[:1]), confirmer=Subquery(mine.values("confirmed_by_name")[:1])
    ).values_list(
        "pk",
        "price_group_id",
        "valid_from",
        "published_at",
        "published_by_name",
        "largest_change_bp",
        "approval_id",
        "note",
        F("confirmed"),
        Coalesce("confirmer", Value("")),
    )


def _publication(row: tuple[Any, ...]) -> PublicationFacts:
    return PublicationFacts(*row)


def _line(item: PriceItem, now: BoardPriceFacts | None, before: BoardPriceFacts | None) -> BoardLine:
    change = now.retail_cents_per_gram - before.retail_cents_per_gram if now and before else None
    return BoardLine(
        item_id=item.pk,
        code=item.code,
        name=item.name,
        name_en=item.name_en,
        metal=item.metal,
        fineness_e4=item.fineness_e4,
        base_code=item.base_item.code if item.base_item else "",
        premium_bp=item.premium_bp,
        price=now,
        change_cents=change,
    )
