"""The files of loyalty's reports: their columns, who may take them away, and how they are asked for.

Files go through the lists' own export: the same right, the same limits of a role, the same line in the record.
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_lazy

from facet.kernel import clock
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, ListDefinition
from facet.kernel.listing.export import CONTENT_TYPES, export_rows
from facet.kernel.listing.web import file_answer
from facet.loyalty import selectors
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.kinds import CLASS_LABELS, PointsClass
from facet.loyalty.rules.words import times
from facet.loyalty.selectors import coupons

KINDS = [("xlsx", gettext_lazy("Export as Excel")), ("csv", gettext_lazy("Export as CSV"))]

PROMOTIONS = ListDefinition(
    key="loyalty.promotion_effect", title=gettext_noop("Effect of promotions"), purpose="",
    permission=LoyaltyPermission.VIEW_PROGRAMME, queryset=lambda actor: selectors.entries_queryset(actor).none(),
    columns=(
        Column("name", gettext_noop("Promotion"), value="name"),
        Column("points", gettext_noop("Extra points"), value="points", kind="points"),
        Column("used", gettext_noop("Used"), value="used", kind="points"),
        Column("tickets", gettext_noop("Tickets"), value="tickets", kind="int"),
        Column("sales", gettext_noop("Sales brought"), value="sales_cents", kind="yuan"),
    ),
)  # fmt: skip
GOODS = ListDefinition(
    key="loyalty.goods_effect", title=gettext_noop("What goods earn"), purpose="",
    permission=LoyaltyPermission.VIEW_PROGRAMME, queryset=lambda actor: selectors.entries_queryset(actor).none(),
    columns=(
        Column("goods", gettext_noop("Goods"), value=lambda row: class_name(row.effect.points_class)),
        Column("sales", gettext_noop("Sales"), value=lambda row: row.effect.sales_cents, kind="yuan"),
        Column("points", gettext_noop("Points"), value=lambda row: row.effect.points, kind="points"),
        Column("rate", gettext_noop("Points per yuan"), value=lambda row: times(max(row.effect.rate_bp, 0))),
        Column("margin", gettext_noop("Margin"), value="margin_bp", kind="percent", switch="cost"),
    ),
)  # fmt: skip
LIABILITY = ListDefinition(
    key="loyalty.points_liability", title=gettext_noop("Points liability"), purpose="",
    permission=LoyaltyPermission.VIEW_LIABILITY, queryset=lambda actor: selectors.entries_queryset(actor).none(),
    columns=(
        Column("month", gettext_noop("Month"), value=lambda row: f"{row.first:%Y-%m}"),
        Column("added", gettext_noop("Points added"), value="added", kind="points"),
        Column("taken", gettext_noop("Points taken"), value="taken", kind="points"),
        Column("outstanding", gettext_noop("Outstanding at its end"), value="outstanding", kind="points"),
        Column("cost", gettext_noop("Expected cost"), value="cents", kind="yuan"),
    ),
)  # fmt: skip
CODES = ListDefinition(
    key="loyalty.coupon_codes",
    title=gettext_noop("Coupon codes"),
    purpose="",
    permission=LoyaltyPermission.MANAGE_COUPONS,
    queryset=lambda actor: coupons.batches_queryset(actor).none(),
    columns=(Column("code", gettext_noop("Code"), value=lambda code: code),),
)


def class_name(code: str) -> str:
    """A class of goods in the reader's language."""
    return gettext(CLASS_LABELS[PointsClass(code)])


def file_asked(request: HttpRequest, definition: ListDefinition, rows: Sequence[Any]) -> HttpResponse | None:
    """The file that "?export=csv" or "xlsx" asks for, None where none is asked. Raises: NotPermitted, TooManyRows."""
    kind = request.GET.get("export", "")
    return file_of(request, definition, rows, kind=kind) if kind in CONTENT_TYPES else None


def file_of(request: HttpRequest, definition: ListDefinition, rows: Sequence[Any], *, kind: str) -> HttpResponse:
    """The rows as a file. Raises: NotPermitted, TooManyRows."""
    return file_answer(export_rows(request.actor, definition, rows=rows, kind=kind, at=clock.now()))
