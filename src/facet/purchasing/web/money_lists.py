"""The lists of grams owed, fixed prices, bills, consigned goods, settlements and memos."""

from typing import Any

from django.db.models import F, Sum
from django.urls import reverse

from facet.inventory.rules.states import STATE_WORDS, PieceState
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.purchasing import selectors
from facet.purchasing.permissions import PurchasingPermission as P
from facet.purchasing.rules.words import BILL_WORDS, FIXED_WITH_WORDS, MEMO_WORDS, BillState, FixedWith, MemoState
from facet.purchasing.web import fields
from facet.purchasing.web.fields import spoken

BILL_TONES = {
    BillState.MATCHED: ("ok", "check"),
    BillState.DIFFERS: ("danger", "alert-triangle"),
    BillState.APPROVED: ("action", "user-check"),
}
MEMO_TONES = {MemoState.OUT: ("gold", "truck-delivery"), MemoState.BACK: ("ok", "check")}
PIECE_TONES = {PieceState.SOLD: ("gold", "receipt"), PieceState.IN_STOCK: ("ok", "archive")}


def bill_badge(state: str) -> tuple[str, str, str]:
    """Tone, icon and English word of a bill's state."""
    known = BillState(state)
    return (*BILL_TONES[known], BILL_WORDS[known])


def memo_badge(state: str) -> tuple[str, str, str]:
    """Tone, icon and English word of a memo's state."""
    known = MemoState(state)
    return (*MEMO_TONES[known], MEMO_WORDS[known])


def _piece_badge(row: Any) -> tuple[str, str, str]:
    known = PieceState(row.piece.state)
    return (*PIECE_TONES.get(known, ("plain", "diamond")), STATE_WORDS[known])


def _supplier(row: Any) -> str:
    return spoken(row.supplier.name, row.supplier.name_en)


FIXINGS = ListDefinition(
    key="purchasing.fixings",
    title=gettext_noop("Fixed prices"),
    purpose=gettext_noop("Each price that was fixed for grams that were owed, and what it changed."),
    permission=P.FIX_PRICES,
    queryset=selectors.fixings_queryset,
    columns=[
        Column("number", gettext_noop("Number"), "number", sort="number"),
        Column("supplier", gettext_noop("Supplier"), _supplier),
        Column("grams", gettext_noop("Fine grams"), "fine_mg", kind="grams", sort="fine_mg"),
        Column("price", gettext_noop("Yuan per gram"), "cents_per_gram", kind="yuan", switch="cost"),
        Column("cents", gettext_noop("Value"), "cents", kind="yuan", sort="cents", switch="cost"),
        Column("difference", gettext_noop("Dearer than provisional"), "difference_cents", kind="yuan", switch="cost"),
        Column(
            "with", gettext_noop("Paid with"),
            lambda row: ("plain", "scale", FIXED_WITH_WORDS[FixedWith(row.paid_with)]), kind="badge",
        ),
        Column("at", gettext_noop("Fixed"), "fixed_at", kind="datetime", sort="fixed_at"),
        Column("by", gettext_noop("By"), "fixed_by_name"),
    ],
    conditions=[
        Condition("supplier", gettext_noop("Supplier"), "choice", "supplier__code", choices=fields.suppliers),
        Condition("at", gettext_noop("Fixed"), "dates", "fixed_at"),
    ],
    order=("-fixed_at", "-id"),
    totals=[Total("grams", gettext_noop("Fine grams"), Sum("fine_mg"), kind="grams")],
    actions=[(gettext_noop("Grams owed"), "purchasing:owed", P.FIX_PRICES)],
    empty=gettext_noop("No price was fixed yet."),
    icon="scale",
)  # fmt: skip

BILLS = ListDefinition(
    key="purchasing.bills",
    title=gettext_noop("Suppliers' bills"),
    purpose=gettext_noop("What suppliers billed, beside what was ordered and what came."),
    permission=P.ENTER_BILLS,
    queryset=selectors.bills_queryset,
    columns=[
        Column(
            "number", gettext_noop("Number"), "number", sort="number",
            link=lambda row: reverse("purchasing:bill", args=[row.number]),
        ),
        Column("state", gettext_noop("State"), lambda row: bill_badge(row.state), kind="badge", sort="state"),
        Column("supplier", gettext_noop("Supplier"), _supplier),
        Column("bill", gettext_noop("Number on the bill"), "bill_number"),
        Column("gross", gettext_noop("Billed"), "gross_cents", kind="yuan", sort="gross_cents", switch="cost"),
        Column("difference", gettext_noop("Difference"), "difference_cents", kind="yuan", switch="cost"),
        Column("tax", gettext_noop("Deductible tax"), "deductible_cents", kind="yuan", switch="cost"),
        Column("on", gettext_noop("Date of the bill"), "billed_on", kind="date", sort="billed_on"),
        Column("pay", gettext_noop("To pay by"), "pay_by", kind="date", sort="pay_by"),
    ],
    conditions=[
        Condition("bill", gettext_noop("Number on the bill"), "text", "bill_number"),
        Condition(
            "state", gettext_noop("State"), "choice", "state", choices=[(k.value, w) for k, w in BILL_WORDS.items()]
        ),
        Condition("supplier", gettext_noop("Supplier"), "choice", "supplier__code", choices=fields.suppliers),
        Condition("pay", gettext_noop("To pay by"), "dates", "pay_by"),
    ],
    order=("-entered_at", "-id"),
    totals=[Total("gross", gettext_noop("Billed"), Sum("gross_cents"), kind="yuan", switch="cost")],
    actions=[(gettext_noop("Enter a bill"), "purchasing:bill_new", P.ENTER_BILLS)],
    empty=gettext_noop("No bill was entered yet."),
    icon="file-invoice",
)  # fmt: skip

CONSIGNED = ListDefinition(
    key="purchasing.consigned",
    title=gettext_noop("Consigned goods"),
    purpose=gettext_noop("Goods of suppliers in our trays: sold ones are to be settled, the rest may go back."),
    permission=P.SETTLE_CONSIGNMENT,
    queryset=selectors.consigned_queryset,
    columns=[
        Column(
            "tag", gettext_noop("Tag"), "tag", sort="tag", link=lambda row: reverse("inventory:piece", args=[row.tag])
        ),
        Column("name", gettext_noop("Legal name"), lambda row: spoken(row.piece.legal_name, row.piece.legal_name_en)),
        Column("state", gettext_noop("State"), _piece_badge, kind="badge"),
        Column(
            "supplier", gettext_noop("Supplier"),
            lambda row: spoken(row.receipt.supplier.name, row.receipt.supplier.name_en),
        ),
        Column("store", gettext_noop("Store"), lambda row: spoken(row.piece.store.name, row.piece.store.name_en)),
        Column("grams", gettext_noop("Net weight"), "net_mg", kind="grams", sort="net_mg"),
        Column("cost", gettext_noop("Agreed price"), "cost_cents", kind="yuan", switch="cost"),
        Column("back", gettext_noop("Unsold goods go back by"), "back_by", kind="date"),
    ],
    conditions=[
        Condition("tag", gettext_noop("Tag"), "text", "tag"),
        Condition("supplier", gettext_noop("Supplier"), "choice", "receipt__supplier__code", choices=fields.suppliers),
        Condition(
            "state", gettext_noop("State"), "choice", "piece__state",
            choices=[(PieceState.SOLD.value, STATE_WORDS[PieceState.SOLD]),
                     (PieceState.IN_STOCK.value, STATE_WORDS[PieceState.IN_STOCK])],
        ),
    ],
    order=("-id",),
    totals=[
        Total("grams", gettext_noop("Net weight"), Sum("net_mg"), kind="grams"),
        Total("cost", gettext_noop("Agreed price"), Sum(F("metal_cents") + F("labour_cents") + F("other_cents")),
            kind="yuan", switch="cost"),
    ],
    actions=[
        (gettext_noop("Settle what was sold"), "purchasing:consignment_settle", P.SETTLE_CONSIGNMENT),
        (gettext_noop("Settlements"), "purchasing:settlements", P.SETTLE_CONSIGNMENT),
    ],
    empty=gettext_noop("No goods of suppliers lie in your stores."),
    icon="building-store",
)  # fmt: skip

SETTLEMENTS = ListDefinition(
    key="purchasing.settlements",
    title=gettext_noop("Settlements"),
    purpose=gettext_noop("What is owed to suppliers for consigned goods that were sold."),
    permission=P.SETTLE_CONSIGNMENT,
    queryset=selectors.settlements_queryset,
    columns=[
        Column("number", gettext_noop("Number"), "number", sort="number"),
        Column("supplier", gettext_noop("Supplier"), _supplier),
        Column("pieces", gettext_noop("Pieces"), "pieces", kind="int", sort="pieces"),
        Column("cents", gettext_noop("Owed"), "cents", kind="yuan", sort="cents", switch="cost"),
        Column("at", gettext_noop("Settled"), "settled_at", kind="datetime", sort="settled_at"),
        Column("by", gettext_noop("By"), "settled_by_name"),
    ],
    conditions=[
        Condition("supplier", gettext_noop("Supplier"), "choice", "supplier__code", choices=fields.suppliers),
        Condition("at", gettext_noop("Settled"), "dates", "settled_at"),
    ],
    order=("-settled_at", "-id"),
    totals=[Total("cents", gettext_noop("Owed"), Sum("cents"), kind="yuan", switch="cost")],
    actions=[(gettext_noop("Settle what was sold"), "purchasing:consignment_settle", P.SETTLE_CONSIGNMENT)],
    empty=gettext_noop("Nothing was settled yet."),
    icon="receipt",
)  # fmt: skip

MEMOS = ListDefinition(
    key="purchasing.memos",
    title=gettext_noop("Lent goods"),
    purpose=gettext_noop("Our pieces with partners: who has them, until when, and what is back."),
    permission=P.SETTLE_CONSIGNMENT,
    queryset=selectors.memos_queryset,
    columns=[
        Column(
            "number", gettext_noop("Number"), "number", sort="number",
            link=lambda row: reverse("purchasing:memo", args=[row.number]),
        ),
        Column("state", gettext_noop("State"), lambda row: memo_badge(row.state), kind="badge", sort="state"),
        Column("partner", gettext_noop("Partner"), lambda row: spoken(row.partner.name, row.partner.name_en)),
        Column("store", gettext_noop("Store"), lambda row: spoken(row.store.name, row.store.name_en)),
        Column("pieces", gettext_noop("Pieces"), "pieces", kind="int"),
        Column("out", gettext_noop("Still out"), "still_out", kind="int"),
        Column("grams", gettext_noop("Weight still out"), "grams_mg", kind="grams"),
        Column("due", gettext_noop("Due back"), "due_on", kind="date", sort="due_on"),
        Column("lent", gettext_noop("Lent"), "lent_at", kind="datetime", sort="lent_at"),
    ],
    conditions=[
        Condition("number", gettext_noop("Number"), "text", "number"),
        Condition(
            "state", gettext_noop("State"), "choice", "state", choices=[(k.value, w) for k, w in MEMO_WORDS.items()]
        ),
        Condition("due", gettext_noop("Due back"), "dates", "due_on"),
    ],
    order=("-lent_at", "-id"),
    actions=[(gettext_noop("Lend pieces"), "purchasing:memo_new", P.SETTLE_CONSIGNMENT)],
    empty=gettext_noop("Nothing is lent out."),
    icon="truck-delivery",
)  # fmt: skip
