"""Areas, departments, companies, price groups, partners, tills: how the house hangs together."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.organisation.models import (
    ApiToken,
    Area,
    Chain,
    Department,
    LegalEntity,
    MallContract,
    Partner,
    PriceGroup,
    Staff,
    Store,
    Till,
)
from facet.organisation.permissions import OrganisationPermission

VIEW = OrganisationPermission.VIEW_STORES


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One area or department in tree order. `depth` counts from 1; `count` are stores or people in it itself."""

    id: int
    code: str
    name: str
    name_en: str
    depth: int
    parent: str
    count: int
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class ContractRow:
    """One mall contract of a counter with its differing rates, in basis points."""

    id: int
    number: str
    mall: str
    mall_code: str
    deduction_bp: int
    settlement_day: int
    valid_from: date
    valid_until: date | None
    terms: tuple[tuple[str, str, int], ...]  # category code, campaign, basis points


@dataclass(frozen=True, slots=True)
class TillRow:
    """One till or tablet."""

    id: int
    code: str
    name: str
    kind: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class ChainFacts:
    """The chain's own name and calendar."""

    name: str
    name_en: str
    time_zone: str
    hotline: str


def chain_facts() -> ChainFacts:
    """The chain, or what stands for it before it is named. Queries: 1."""
    row = Chain.objects.first()
    return (
        ChainFacts(row.name, row.name_en, row.time_zone, row.hotline)
        if row
        else ChainFacts("", "", "Asia/Shanghai", "")
    )


def areas(viewer: Actor) -> list[NodeRow]:
    """The areas in tree order with their stores within reach. Raises: NotPermitted. Queries: 1."""
    require(viewer, VIEW)
    reach = viewer.scope(VIEW)
    counted = Q() if reach.store_ids is None else Q(stores__in=reach.store_ids)
    return _tree(Area.objects.annotate(inside=Count("stores", filter=counted)))


def area_path(code: str) -> str:
    """The path of an area, with which the paths of everything below it begin; "" when unknown. Queries: 1."""
    return Area.objects.filter(code=code).values_list("path", flat=True).first() or ""


def departments(viewer: Actor) -> list[NodeRow]:
    """The departments in tree order with their people within reach. Raises: NotPermitted. Queries: 1."""
    require(viewer, VIEW)
    reach = viewer.scope(VIEW)
    counted = Q(staff__is_active=True)
    if reach.store_ids is not None:
        counted &= Q(staff__store_id__in=reach.store_ids)
    return _tree(Department.objects.annotate(inside=Count("staff", filter=counted)))


def entities_queryset(viewer: Actor) -> QuerySet[LegalEntity]:
    """The companies: all for the chain, else those of the stores within reach. Raises: NotPermitted."""
    require(viewer, VIEW)
    reach = viewer.scope(VIEW)
    if reach.store_ids is None:
        return LegalEntity.objects.annotate(store_count=Count("stores"))
    theirs = Store.objects.filter(pk__in=reach.store_ids).values("entity_id")
    rows = LegalEntity.objects.filter(pk__in=theirs)
    return rows.annotate(store_count=Count("stores", filter=Q(stores__in=reach.store_ids)))


def price_groups_queryset(viewer: Actor) -> QuerySet[PriceGroup]:
    """The price groups, by code. Raises: NotPermitted."""
    require(viewer, VIEW)
    return PriceGroup.objects.annotate(store_count=Count("stores")).order_by("code")


def partners_queryset(viewer: Actor) -> QuerySet[Partner]:
    """The houses we deal with: headquarters' business. Raises: NotPermitted."""
    require(viewer, VIEW)
    return Partner.objects.all() if viewer.scope(VIEW).store_ids is None else Partner.objects.none()


def get_store(viewer: Actor, *, code: str) -> Store:
    """One store within reach, with what it belongs to. Raises: NotFound. Queries: 1."""
    reach = viewer.scope(VIEW)
    row = Store.objects.select_related("entity", "area", "price_group").filter(code=code).first()
    if row is None or not reach.covers(row.pk):
        raise NotFound(key=code)
    return row


def mall_contracts(store_id: int) -> list[ContractRow]:
    """The contracts of one counter, newest first. Queries: 2."""
    rows = MallContract.objects.filter(store_id=store_id).select_related("mall").prefetch_related("terms")
    return [
        ContractRow(
            row.pk, row.number, row.mall.name, row.mall.code, row.deduction_bp, row.settlement_day,
            row.valid_from, row.valid_until,
            tuple(sorted((term.category_code, term.campaign, term.deduction_bp) for term in row.terms.all())),
        )
        for row in rows.order_by("-valid_from", "-pk")
    ]  # fmt: skip


def mall_deduction_bp(store_id: int, *, on: date, category_codes: tuple[str, ...] = (), campaign: str = "") -> int:
    """What the mall keeps on `on`, in basis points: the narrowest term that fits, 0 without a contract.

    `category_codes` run from the top of the catalogue down to the piece's own. Queries: 2.
    """
    for row in mall_contracts(store_id):
        if row.valid_from <= on and (row.valid_until is None or row.valid_until >= on):
            fits = [
                (bool(name) + bool(category), category_codes.index(category) if category else -1, rate)
                for category, name, rate in row.terms
                if category in {"", *category_codes} and name in {"", campaign}
            ]
            return max(fits)[2] if fits else row.deduction_bp
    return 0


def tills_of(store_id: int) -> list[TillRow]:
    """The tills and tablets of one store, by code. Queries: 1."""
    rows = Till.objects.filter(store_id=store_id).order_by("code")
    return [TillRow(row.pk, row.code, row.name, row.kind, row.is_active) for row in rows]


def tills_queryset(viewer: Actor) -> QuerySet[Till]:
    """The tills of the stores within reach of managing devices."""
    reach = viewer.scope(OrganisationPermission.MANAGE_DEVICES)
    rows = Till.objects.select_related("store")
    return rows if reach.store_ids is None else rows.filter(store_id__in=reach.store_ids)


def tokens_queryset(staff_id: int) -> QuerySet[ApiToken]:
    """The tokens that act as one person, newest first."""
    return ApiToken.objects.filter(staff_id=staff_id).order_by("-created_at", "-pk")


def staff_of_store(viewer: Actor, *, store_id: int) -> list[Staff]:
    """Who works in a store within reach, by code. Queries: 1."""
    if not viewer.scope(VIEW).covers(store_id):
        return []
    return list(Staff.objects.filter(store_id=store_id, is_active=True).select_related("department").order_by("code"))


def _tree(rows: QuerySet[Any]) -> list[NodeRow]:
    ordered = list(rows.order_by("path"))
    codes = {row.path: row.code for row in ordered}
    return [
        NodeRow(
            row.pk, row.code, row.name, row.name_en, row.depth, codes.get(row.path[: -row.steplen], ""), row.inside,
            getattr(row, "is_active", True),
        )
        for row in ordered
    ]  # fmt: skip
