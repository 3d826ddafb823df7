"""The list of plans, and the rows of one plan."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext

from facet.inventory.permissions import COST
from facet.inventory.rules.bands import BAND_WORDS, PRICE_BANDS, WEIGHT_BANDS
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import CellEdit, Column, Condition, ListDefinition, Total
from facet.kernel.permissions import Actor
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.forecast import METHOD_WORDS
from facet.purchasing.rules.plan import CUT_WORDS, PLAN_STATE_WORDS, Cut
from facet.purchasing.selectors.plan import plan_rows, plans_queryset
from facet.purchasing.web.fields import spoken
from facet.purchasing.web.plan_words import band, cut_badge, method_word, plan_badge, tenths

PLANS = ListDefinition(
    key="purchasing.plans",
    title=gettext_noop("Purchase plans"),
    purpose=gettext_noop("What should be bought, and why. One plan is open at a time; a number opens it."),
    permission=PurchasingPermission.VIEW_PLAN,
    queryset=plans_queryset,
    columns=[
        Column("number", gettext_noop("Number"), "number", sort="number",
            link=lambda row: reverse("purchasing:plan_page", args=[row.number])),
        Column("state", gettext_noop("State"), lambda row: plan_badge(row.state), kind="badge", sort="state"),
        Column("planned_on", gettext_noop("As of"), "planned_on", kind="date", sort="planned_on"),
        Column("days", gettext_noop("Lasts for days"), lambda row: row.lead_days + row.review_days, kind="int"),
        Column("rows", gettext_noop("Rows"), "rows_count", kind="int", sort="rows_count"),
        Column("pieces", gettext_noop("Pieces"), "pieces", kind="int", sort="pieces"),
        Column("grams", gettext_noop("Weight"), "weight_mg", kind="grams", sort="weight_mg"),
        Column("amount", gettext_noop("Cost"), "amount_cents", kind="yuan", sort="amount_cents", switch=COST),
        Column("by", gettext_noop("Made by"), "made_by_name"),
        Column("made", gettext_noop("Made"), "made_at", kind="datetime", sort="made_at"),
    ],
    conditions=[
        Condition("state", gettext_noop("State"), "choice", "state",
            choices=[(key.value, word) for key, word in PLAN_STATE_WORDS.items()]),
        Condition("made", gettext_noop("Made"), "dates", "made_at"),
    ],
    order=("-made_at", "-id"),
    actions=[(gettext_noop("Make a plan"), "purchasing:plan_new", PurchasingPermission.MAKE_PLAN)],
    empty=gettext_noop("No plan yet. Make one: it proposes what to buy from sales, stock and what is on order."),
    icon="bulb",
)  # fmt: skip


def _to_buy(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """Rows by what is to be done with them."""
    asked = {"buy": rows.filter(quantity__gt=0), "own": rows.filter(own_quantity__isnull=False),
             "none": rows.filter(quantity=0), "lacking": rows.filter(quantity__gt=0, supplier=None)}  # fmt: skip
    return asked.get(value, rows)


def _supplier(row: Any) -> str:
    return spoken(row.supplier.name, row.supplier.name_en) if row.supplier_id else ""


ROWS = ListDefinition(
    key="purchasing.plan_rows",
    title=gettext_noop("Rows of the plan"),
    purpose=gettext_noop("Each row is one kind of goods; a tap shows how its number came about."),
    permission=PurchasingPermission.VIEW_PLAN,
    queryset=lambda actor: plan_rows(actor, ""),
    columns=[
        Column("category", gettext_noop("Category"), lambda row: spoken(row.category.name, row.category.name_en)),
        Column("weight", gettext_noop("Net weight"), lambda row: band(row.weight_band)),
        Column("price", gettext_noop("Tag price"), lambda row: band(row.price_band)),
        Column("quantity", gettext_noop("Buy"), "quantity", kind="int", sort="quantity"),
        Column("proposed", gettext_noop("Proposed"), "proposed", kind="int", sort="proposed"),
        Column("cut", gettext_noop("Cut down"), lambda row: cut_badge(row.cut), kind="badge"),
        Column("demand", gettext_noop("Will be asked for"), lambda row: tenths(row.demand_e6), sort="demand_e6"),
        Column("lost", gettext_noop("Lost sales"), lambda row: tenths(row.lost_e6), sort="lost_e6"),
        Column("safety", gettext_noop("Safety"), "safety", kind="int", sort="safety"),
        Column("hand", gettext_noop("In stock"), "on_hand", kind="int", sort="on_hand"),
        Column("order", gettext_noop("On order"), "on_order", kind="int", sort="on_order"),
        Column("road", gettext_noop("On the road"), "in_transit", kind="int"),
        Column("kept", gettext_noop("Kept"), "reserved", kind="int"),
        Column("method", gettext_noop("Forecast"), lambda row: method_word(row.method)),
        Column("grams", gettext_noop("Weight"), "weight_mg", kind="grams", sort="weight_mg"),
        Column("amount", gettext_noop("Cost"), "amount_cents", kind="yuan", sort="amount_cents", switch=COST),
        Column("supplier", gettext_noop("Supplier"), _supplier),
        Column("reason", gettext_noop("Reason for the change"), "own_reason"),
    ],
    conditions=[
        Condition("category", gettext_noop("Category"), "text", "category__name"),
        Condition("do", gettext_noop("Shown"), "choice", _to_buy,
            choices=[("buy", gettext_noop("To buy")), ("own", gettext_noop("Changed by hand")),
                     ("lacking", gettext_noop("Without a supplier")), ("none", gettext_noop("Nothing to buy"))]),
        Condition("weight", gettext_noop("Net weight"), "choice", "weight_band",
            choices=[(name, BAND_WORDS[name]) for name, _ in WEIGHT_BANDS]),
        Condition("price", gettext_noop("Tag price"), "choice", "price_band",
            choices=[(name, BAND_WORDS[name]) for name, _ in PRICE_BANDS]),
        Condition("cut", gettext_noop("Cut down"), "choice", "cut",
            choices=[(key.value, word) for key, word in CUT_WORDS.items() if key != Cut.NONE]),
        Condition("method", gettext_noop("Forecast"), "choice", "method",
            choices=[(key.value, word) for key, word in METHOD_WORDS.items()]),
    ],
    order=("-amount_cents", "id"),
    totals=[
        Total("rows", gettext_noop("Rows"), Count("id")),
        Total("pieces", gettext_noop("Pieces"), Sum("quantity")),
        Total("grams", gettext_noop("Weight"), Sum("weight_mg"), kind="grams"),
        Total("amount", gettext_noop("Cost"), Sum("amount_cents"), kind="yuan", switch=COST),
    ],
    empty=gettext_noop("Nothing sold in the last two years, nothing was asked for: there is nothing to plan from."),
    icon="bulb",
)  # fmt: skip


def rows_of(
    number: str, groups: Mapping[str, tuple[str, str]], *, may_change: bool = False, problem: str = ""
) -> ListDefinition:
    """The rows of one plan as a part of its page; where they are of areas or stores, the first column says which.

    `may_change`: the quantity is a field; `problem` says why the last change of a row was refused.
    """

    def opened(row: Any) -> str:
        return reverse("purchasing:plan_row", args=[number, row.pk])

    def rows(actor: Actor) -> QuerySet[Any]:
        return plan_rows(actor, number)

    def edit(row: Any) -> CellEdit:
        what = spoken(row.category.name, row.category.name_en)
        label = gettext("Pieces to buy: %(what)s %(weight)s") % {"what": what, "weight": band(row.weight_band)}
        return CellEdit(opened(row), "quantity", str(row.quantity), label, include="#plan-reason", problem=problem)

    fitted = {"category": {"link": opened}, "quantity": {"edit": edit} if may_change else {}}
    columns = [replace(column, **fitted.get(column.key, {})) for column in ROWS.columns]
    conditions = list(ROWS.conditions)
    if groups:
        title = gettext_noop("For")
        columns.insert(
            1, Column("group", title, lambda row: spoken(*groups.get(row.group_code, ("", ""))), sort="group_code")
        )
        named = [(code, spoken(*names)) for code, names in sorted(groups.items())]
        conditions.insert(1, Condition("group", title, "choice", "group_code", choices=lambda _: named))
    return replace(ROWS, queryset=rows, columns=columns, conditions=conditions)
