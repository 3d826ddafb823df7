"""The catalogue's lists."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from facet.catalog import selectors
from facet.catalog.permissions import CatalogPermission
from facet.catalog.rules.market import SERIES_LABELS
from facet.catalog.web import words
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, Dates, ListDefinition
from facet.kernel.permissions import Actor

VIEW = str(CatalogPermission.VIEW_CATALOG)
CHINA = "Asia/Shanghai"


def _leaves(actor: Actor) -> list[tuple[str, str]]:
    return [(facts.code, words.named(facts)) for facts in selectors.category_facts().values() if facts.is_leaf]


def _crafts(actor: Actor) -> list[tuple[str, str]]:
    return [(word.code, words.named(word)) for word in selectors.words("craft")]


def _use(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    return rows.filter(withdrawn_on__isnull=state == "used")


def _published(rows: QuerySet[Any], days: Dates) -> QuerySet[Any]:
    if start := days.start(CHINA):
        rows = rows.filter(valid_from__gte=start)
    if end := days.end(CHINA):
        rows = rows.filter(valid_from__lt=end)
    return rows


def _on(rows: QuerySet[Any], days: Dates) -> QuerySet[Any]:
    if days.first:
        rows = rows.filter(on__gte=days.first)
    if days.last:
        rows = rows.filter(on__lte=days.last)
    return rows


def _state(style: Any) -> tuple[str, str, str]:
    if style.withdrawn_on:
        return "plain", "archive", gettext_noop("Withdrawn")
    return "ok", "check", gettext_noop("In use")


STYLES = ListDefinition(
    key="catalog.styles",
    title=gettext_noop("Styles"),
    purpose=gettext_noop("The designs that pieces are made to, with what a new piece of each starts with."),
    permission=VIEW,
    queryset=selectors.styles_queryset,
    columns=[
        Column(
            "code",
            gettext_noop("Style number"),
            value="code",
            sort="code",
            link=lambda row: reverse("catalog:style", args=[row.code]),
        ),
        Column("name", gettext_noop("Name"), value=words.named, sort="name"),
        Column(
            "category", gettext_noop("Category"), value=lambda row: words.named(row.category), sort="category__path"
        ),
        Column("series", gettext_noop("Series"), value="series", sort="series"),
        Column("craft", gettext_noop("Craft"), value=lambda row: words.named(row.craft) if row.craft else ""),
        Column("gem", gettext_noop("Gem"), value=lambda row: words.named(row.gem) if row.gem else ""),
        Column("basis", gettext_noop("Priced"), value=lambda row: words.label(row.price_basis, "basis")),
        Column("weight_from_mg", gettext_noop("From"), value="weight_from_mg", sort="weight_from_mg", kind="grams"),
        Column("weight_to_mg", gettext_noop("To"), value="weight_to_mg", sort="weight_to_mg", kind="grams"),
        Column("state", gettext_noop("State"), value=_state, kind="badge"),
    ],
    conditions=[
        Condition(
            "search",
            gettext_noop("Number, name or series"),
            kind="text",
            apply=lambda rows, text: rows.filter(selectors.matching(text)),
        ),
        Condition("category", gettext_noop("Category"), kind="choice", choices=_leaves, apply="category__code"),
        Condition("craft", gettext_noop("Craft"), kind="choice", choices=_crafts, apply="craft__code"),
        Condition(
            "state",
            gettext_noop("State"),
            kind="choice",
            choices=[("used", gettext_noop("In use")), ("withdrawn", gettext_noop("Withdrawn"))],
            apply=_use,
        ),
    ],
    order=("code", "id"),
    actions=[(gettext_noop("Add a style"), "catalog:style_new", str(CatalogPermission.MANAGE_CATALOG))],
    empty=gettext_noop(
        "No styles yet. A style is one design; every piece made to it starts with its weights and labour."
    ),
    icon="diamond",
)

BOARD_HISTORY = ListDefinition(
    key="catalog.board_history",
    title=gettext_noop("Published gold prices"),
    purpose=gettext_noop("Who published which prices when, for whom, and who agreed to large changes."),
    permission=VIEW,
    queryset=selectors.publications_queryset,
    columns=[
        Column(
            "valid_from",
            gettext_noop("Valid from"),
            value="valid_from",
            sort="valid_from",
            kind="datetime",
            link=lambda row: reverse("catalog:publication", args=[row.pk]),
        ),
        Column("price_group", gettext_noop("Price group"), value=lambda row: words.named(row.price_group)),
        Column("published_at", gettext_noop("Published at"), value="published_at", kind="datetime"),
        Column("published_by_name", gettext_noop("By"), value="published_by_name"),
        Column(
            "largest_change_bp",
            gettext_noop("Largest change"),
            value="largest_change_bp",
            sort="largest_change_bp",
            kind="percent",
        ),
        Column(
            "approval",
            gettext_noop("Agreed to by"),
            value=lambda row: row.approval.decided_by.name if row.approval and row.approval.decided_by else "",
        ),
        Column("note", gettext_noop("Note"), value="note"),
    ],
    conditions=[
        Condition("days", gettext_noop("Valid from"), kind="dates", apply=_published),
        Condition("by", gettext_noop("Published by"), kind="text", apply="published_by_name"),
    ],
    order=("-valid_from", "-id"),
    empty=gettext_noop("Nothing has been published yet."),
    icon="history",
)

MARKET_PRICES = ListDefinition(
    key="catalog.market_prices",
    title=gettext_noop("Trade prices"),
    purpose=gettext_noop("What the trade paid, recorded day by day beside our own board."),
    permission=VIEW,
    queryset=selectors.market_queryset,
    columns=[
        Column("on", gettext_noop("Day"), value="on", sort="on", kind="date"),
        Column("series", gettext_noop("Price"), value=lambda row: words.label(row.series, "series"), sort="series"),
        Column("value_cents", gettext_noop("Trade price"), value="value_cents", sort="value_cents", kind="yuan"),
        Column("source", gettext_noop("Source"), value="source"),
    ],
    conditions=[
        Condition(
            "series",
            gettext_noop("Price"),
            kind="choice",
            choices=[(str(value), text) for value, text in SERIES_LABELS.items()],
            apply="series",
        ),
        Condition("days", gettext_noop("Day"), kind="dates", apply=_on),
    ],
    order=("-on", "-id"),
    empty=gettext_noop("No trade prices are recorded yet. Write today's down, or take a file in."),
    icon="chart-line",
)
