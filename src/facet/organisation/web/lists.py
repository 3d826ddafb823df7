"""The lists of places and partners."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.kernel.permissions import Actor
from facet.organisation import selectors
from facet.organisation.models import LegalEntity, Partner, Store
from facet.organisation.permissions import OrganisationPermission as P
from facet.organisation.web.fields import named

OPEN = ("ok", "check", gettext_noop("Open for business"))
CLOSED = ("plain", "lock", gettext_noop("Not trading"))
IN_USE = ("ok", "check", gettext_noop("In use"))
OUT_OF_USE = ("plain", "x", gettext_noop("Not in use"))
YES_NO = (("yes", gettext_noop("Yes")), ("no", gettext_noop("No")))


def word(choices: Any, value: str) -> str:
    """The translated label of `value`."""
    return gettext(str(dict(choices.choices).get(value, value)))


def search(*paths: str) -> Any:
    """A condition that looks for a text in any of `paths`."""

    def narrow(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        found = Q()
        for path in paths:
            found |= Q(**{f"{path}__icontains": text})
        return rows.filter(found)

    return narrow


def yes(path: str) -> Any:
    """A condition that asks whether `path` is true."""
    return lambda rows, value: rows.filter(**{path: value == "yes"})


def _areas(actor: Actor) -> list[tuple[str, str]]:
    return [(row.code, "　" * (row.depth - 1) + named(row)) for row in selectors.areas(actor)]


def _below(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    path = selectors.area_path(code)
    return rows.filter(area__path__startswith=path) if path else rows.none()


STORES = ListDefinition(
    key="organisation.stores",
    title=gettext_noop("Stores"),
    purpose=gettext_noop("Every branch with its company, area and price group."),
    permission=P.VIEW_STORES,
    queryset=selectors.stores_queryset,
    columns=[
        Column(
            "code",
            gettext_noop("Code"),
            value="code",
            sort="code",
            link=lambda row: reverse("organisation:store", args=[row.code]),
        ),
        Column("name", gettext_noop("Name"), value=named, sort="name"),
        Column("kind", gettext_noop("Kind"), value=lambda row: word(Store.Kind, row.kind), sort="kind"),
        Column("area", gettext_noop("Sales area"), value=lambda row: named(row.area), sort="area__path"),
        Column("entity", gettext_noop("Company"), value=lambda row: named(row.entity), sort="entity__code"),
        Column(
            "price_group",
            gettext_noop("Price group"),
            value=lambda row: named(row.price_group),
            sort="price_group__code",
        ),
        Column("hours", gettext_noop("Hours"), value=lambda row: f"{row.opens_at:%H:%M}–{row.closes_at:%H:%M}"),
        Column("phone", gettext_noop("Telephone"), value="phone"),
        Column(
            "state",
            gettext_noop("State"),
            kind="badge",
            value=lambda row: OPEN if row.is_open else CLOSED,
            sort="is_open",
        ),
    ],
    conditions=[
        Condition("search", gettext_noop("Code or name"), kind="text", apply=search("code", "name", "name_en")),
        Condition("kind", gettext_noop("Kind"), kind="choice", choices=Store.Kind.choices, apply="kind"),
        Condition("area", gettext_noop("Sales area"), kind="choice", choices=_areas, apply=_below),
        Condition("open", gettext_noop("Open for business"), kind="choice", choices=YES_NO, apply=yes("is_open")),
    ],
    order=("code", "id"),
    totals=[Total("stores", gettext_noop("Stores"), Count("id"))],
    actions=[
        (gettext_noop("Open a store"), "organisation:store_new", P.MANAGE_STORES),
        (gettext_noop("The chain"), "organisation:chain", P.MANAGE_STORES),
    ],
    empty=gettext_noop("No store yet. Enter a company, an area and a price group first, then the store."),
    icon="building-store",
)

ENTITIES = ListDefinition(
    key="organisation.entities",
    title=gettext_noop("Companies"),
    purpose=gettext_noop("Who invoices: our own companies and our franchisees'."),
    permission=P.VIEW_STORES,
    queryset=selectors.entities_queryset,
    columns=[
        Column(
            "code",
            gettext_noop("Code"),
            value="code",
            sort="code",
            link=lambda row: reverse("organisation:entity", args=[row.code]),
        ),
        Column("name", gettext_noop("Name"), value=named, sort="name"),
        Column("kind", gettext_noop("Kind"), value=lambda row: word(LegalEntity.Kind, row.kind), sort="kind"),
        Column("tax_number", gettext_noop("Tax number"), value="tax_number"),
        Column("stores", gettext_noop("Stores"), value="store_count", kind="int"),
    ],
    conditions=[
        Condition(
            "search", gettext_noop("Code, name or tax number"), kind="text", apply=search("code", "name", "tax_number")
        )
    ],
    order=("code", "id"),
    actions=[(gettext_noop("Enter a company"), "organisation:entity_new", P.MANAGE_STORES)],
    empty=gettext_noop("No company yet."),
    icon="building-bank",
)

PRICE_GROUPS = ListDefinition(
    key="organisation.price_groups",
    title=gettext_noop("Price groups"),
    purpose=gettext_noop("Stores of one group share one gold price board."),
    permission=P.VIEW_STORES,
    queryset=selectors.price_groups_queryset,
    columns=[
        Column(
            "code",
            gettext_noop("Code"),
            value="code",
            sort="code",
            link=lambda row: reverse("organisation:price_group", args=[row.code]),
        ),
        Column("name", gettext_noop("Name"), value=named, sort="name"),
        Column("stores", gettext_noop("Stores"), value="store_count", kind="int"),
    ],
    order=("code", "id"),
    actions=[(gettext_noop("Enter a price group"), "organisation:price_group_new", P.MANAGE_STORES)],
    empty=gettext_noop("No price group yet."),
    icon="coins",
)

PARTNERS = ListDefinition(
    key="organisation.partners",
    title=gettext_noop("Partners"),
    purpose=gettext_noop("Suppliers, refiners, laboratories and malls."),
    permission=P.VIEW_STORES,
    queryset=selectors.partners_queryset,
    columns=[
        Column(
            "code",
            gettext_noop("Code"),
            value="code",
            sort="code",
            link=lambda row: reverse("organisation:partner", args=[row.code]),
        ),
        Column("name", gettext_noop("Name"), value=named, sort="name"),
        Column("kind", gettext_noop("Kind"), value=lambda row: word(Partner.Kind, row.kind), sort="kind"),
        Column(
            "state",
            gettext_noop("State"),
            kind="badge",
            value=lambda row: IN_USE if row.is_active else OUT_OF_USE,
            sort="is_active",
        ),
    ],
    conditions=[
        Condition("search", gettext_noop("Code or name"), kind="text", apply=search("code", "name", "name_en")),
        Condition("kind", gettext_noop("Kind"), kind="choice", choices=Partner.Kind.choices, apply="kind"),
    ],
    order=("code", "id"),
    actions=[(gettext_noop("Enter a partner"), "organisation:partner_new", P.MANAGE_STORES)],
    empty=gettext_noop("No partner yet."),
    icon="truck",
)

ALL = (STORES, ENTITIES, PRICE_GROUPS, PARTNERS)
