"""What taking in a sheet of deliveries would do: every row read, every mistake named, nothing written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from facet.catalog.rules.categories import DictionaryKind
from facet.inventory import selectors as inventory_selectors
from facet.inventory.rules.import_rows import RowUnfit, Vocabulary, piece_of
from facet.inventory.rules.receiving import PieceIn, settled
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors import LotFacts
from facet.inventory.selectors.importing import Known, claim, known_numbers, open_places, vocabulary_of
from facet.inventory.selectors.references import References, defaults_of, references_of
from facet.kernel.errors import DomainError, Invalid, gettext_noop
from facet.kernel.importing.definition import ImportRow, RowError
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors
from facet.purchasing.models import PurchaseOrder, PurchaseOrderLine, ReceiptItem
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.delivered import DeliveredPiece, check_bulk, piece_in, weighed
from facet.purchasing.rules.orders import Act, may
from facet.purchasing.rules.words import ORDER_WORDS, OrderState

RECEIVE = PurchasingPermission.RECEIVE_ORDERS
MOST = 500  # items of one delivery
CORRECT = gettext_noop("Correct the row and upload the file again.")
COLUMN_OF = {"gross_weight_mg", "net_weight_mg", "tag", "form", "style", "tag_price_cents", "quantity"}

Box = tuple[str, str, str]  # order, delivery note, place


@dataclass(slots=True)
class DeliveryPlan:
    """What a sheet holds: its items by the delivery they belong to, and everything that is wrong."""

    boxes: dict[Box, list[DeliveredPiece]] = field(default_factory=dict)
    new: int = 0
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)
    states: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Facts:
    """What the rows are held against, read once for the whole sheet."""

    orders: dict[str, PurchaseOrder]
    places: Mapping[str, set[str]]
    lots: Mapping[str, LotFacts]
    received: Mapping[tuple[str, str, str], int]  # order, delivery note, tag → gross mg
    references: References
    vocabulary: Vocabulary
    forms: frozenset[str]
    known: Known
    seen: set[str] = field(default_factory=set)


def plan_deliveries(viewer: Actor, rows: Sequence[ImportRow], *, at: datetime) -> DeliveryPlan:
    """What `rows` would bring. An item that its delivery note brought before is unchanged.

    Raises: NotPermitted. Queries: 12, and 1 each where lots, chips or certificates are named.
    """
    require(viewer, RECEIVE)
    facts = _facts(viewer, rows, at=at)
    plan = DeliveryPlan()
    for row in rows:
        try:
            _take(plan, row, facts)
        except RowUnfit as wrong:
            value = _shown(row, wrong.column)
            plan.errors.append(RowError(row.line, wrong.column, wrong.reason, wrong.fix, value, wrong.facts))
        except DomainError as refusal:
            plan.errors.append(_told(row, refusal))
    return plan


def _facts(viewer: Actor, rows: Sequence[ImportRow], *, at: datetime) -> _Facts:
    orders = _orders(viewer, {row.values["order"].upper() for row in rows})
    lines = [line for order in orders.values() for line in order.lines.all()]
    styles = {line.style.code for line in lines if line.style}
    references = references_of([_only_style(code) for code in sorted(styles)], on=at.date())
    stores = organisation_selectors.stores_of(viewer, RECEIVE)
    named = {name: [row.values[name] for row in rows if row.values.get(name)] for name in ("tag", "epc", "paper")}
    return _Facts(
        orders=orders, places=open_places(stores),
        lots=inventory_selectors.lots_named(row.values["tag"] for row in rows if row.values.get("quantity")),
        received=_received(orders.values()), references=references, vocabulary=vocabulary_of(references),
        forms=frozenset(code for kind, code in references.words if kind == DictionaryKind.FORM),
        known=known_numbers(tags=named["tag"], chips=named["epc"], papers=named["paper"]),
    )  # fmt: skip


def _orders(viewer: Actor, numbers: Iterable[str]) -> dict[str, PurchaseOrder]:
    """The orders with these numbers that the viewer may receive, with their lines. Queries: 2."""
    stores = viewer.scope(RECEIVE).store_ids
    rows = PurchaseOrder.objects.select_related("store").filter(number__in=set(numbers))
    rows = rows if stores is None else rows.filter(store__in=stores)
    return {row.number: row for row in rows.prefetch_related("lines__category", "lines__style")}


def _received(orders: Iterable[PurchaseOrder]) -> dict[tuple[str, str, str], int]:
    """What the delivery notes of these orders brought, also refused. Queries: 1."""
    rows = ReceiptItem.objects.filter(receipt__order__in=[order.pk for order in orders])
    named = rows.values_list("receipt__order__number", "receipt__delivery_note", "tag", "gross_mg")
    return {(number, note, tag): gross_mg for number, note, tag, gross_mg in named}


def _take(plan: DeliveryPlan, row: ImportRow, facts: _Facts) -> None:
    """Put one row on the plan, or count it as unchanged. Raises: RowUnfit, DomainError."""
    values = row.values
    order = _order(values, facts)
    line = _line(values, order)
    tag, note = normal_tag(values["tag"]), values["delivery_note"]
    before = facts.received.get((order.number, note, tag))
    if before is not None:
        if before != values["gross_weight_mg"] or tag in facts.seen:
            reason = gettext_noop("This delivery note brought that tag before, with another weight.")
            raise RowUnfit("tag", reason, gettext_noop("Compare the delivery with the order's page."))
        facts.seen.add(tag)
        plan.unchanged += 1
        plan.states[row.line] = "unchanged"
        return
    _check_order(values, order, facts)
    if tag in facts.seen:
        raise RowUnfit("tag", gettext_noop("This tag stands in the file twice."), CORRECT)
    item = _item(values, order, line, facts)
    box = (order.number, note, (values.get("place") or "").upper())
    if len(plan.boxes.setdefault(box, [])) >= MOST:
        raise RowUnfit("delivery_note", gettext_noop("500 pieces at a time are the most"), CORRECT)
    facts.seen.add(tag)
    plan.boxes[box].append(item)
    plan.new += 1
    plan.states[row.line] = "new"


def _order(values: Mapping[str, Any], facts: _Facts) -> PurchaseOrder:
    order = facts.orders.get(values["order"].upper())
    if order is None:
        fix = gettext_noop("Compare the number with the list of purchase orders.")
        raise RowUnfit("order", gettext_noop("No such order is within your reach."), fix)
    return order


def _check_order(values: Mapping[str, Any], order: PurchaseOrder, facts: _Facts) -> None:
    """Refuse what cannot be received now, or not at that place. Raises: RowUnfit."""
    if not may(order.state, Act.RECEIVE):
        fix = gettext_noop("It is {state}. Goods can be received on orders that are approved, sent or confirmed.")
        reason = gettext_noop("This order cannot be received now.")
        raise RowUnfit("order", reason, fix, state=ORDER_WORDS[OrderState(order.state)])
    place = values.get("place")
    if place and place.upper() not in facts.places.get(order.store.code, set()):
        fix = gettext_noop("Add it first, or leave it empty.")
        raise RowUnfit("place", gettext_noop("The store has no such place."), fix)


def _line(values: Mapping[str, Any], order: PurchaseOrder) -> PurchaseOrderLine:
    """The line that a row names by number, or by style, or that is the only one."""
    lines = list(order.lines.all())
    if number := values.get("line_no"):
        lines = [line for line in lines if line.line_no == number]
    elif style := values.get("style"):
        lines = [line for line in lines if line.style and line.style.code == style]
    if len(lines) == 1:
        return lines[0]
    fix = gettext_noop("Write the number that stands before the line on the order.")
    raise RowUnfit("line_no", gettext_noop("Which line of the order is this?"), fix)


def _item(values: Mapping[str, Any], order: PurchaseOrder, line: PurchaseOrderLine, facts: _Facts) -> DeliveredPiece:
    """The item a row describes, held against everything that receiving it would refuse. Raises: RowUnfit, …"""
    item = delivered(values, line, facts.vocabulary)
    if not item.accepted and not item.reason:
        raise RowUnfit("reason", gettext_noop("A refused piece without a reason."), gettext_noop("Write why."))
    if item.bulk:
        own = not (order.consigned or order.priced_later)
        check_bulk(item, line, lot=facts.lots.get(normal_tag(item.tag)), own=own)
    _, parts = weighed(item, line)
    if item.bulk or not item.accepted:
        return item
    piece = piece_in(item, line, parts=parts, consigned=order.consigned, forms=facts.forms)
    defaults, _, _ = defaults_of(piece, facts.references)
    settled(piece, defaults=defaults, grades=facts.references.grades)
    tag = normal_tag(item.tag)
    if tag in facts.known.pieces or tag in facts.known.retired:
        raise RowUnfit("tag", gettext_noop("This tag was used before."), gettext_noop("A tag is never used twice."))
    claim(facts.known, piece, tag)
    return item


def delivered(values: Mapping[str, Any], line: PurchaseOrderLine, vocabulary: Vocabulary) -> DeliveredPiece:
    """A row as an item of a delivery. Raises: RowUnfit. Queries: 0."""
    piece = piece_of({**values, "category": line.category.code}, vocabulary)
    return DeliveredPiece(
        line_no=line.line_no, tag=piece.tag, gross_mg=piece.gross_weight_mg, net_mg=piece.net_weight_mg,
        accepted=values.get("check") != "refused", reason=values.get("reason") or "",
        bulk=values.get("quantity") is not None, quantity=values.get("quantity") or 1, form=piece.form,
        tag_price_cents=piece.tag_price_cents, stones=piece.stones, certificates=piece.certificates, epc=piece.epc,
        other_parts_mg=piece.other_parts_mg, circumference_tenths=piece.circumference_tenths,
        length_mm=piece.length_mm, colour=piece.colour, note=piece.note,
    )  # fmt: skip


def _only_style(code: str) -> PieceIn:
    return PieceIn(tag="", category="", gross_weight_mg=1, style=code)


def _told(row: ImportRow, refusal: DomainError) -> RowError:
    """A refusal of the receiving rules, beside the column it is about."""
    column = str(refusal.facts.get("field", ""))
    column = column if column in COLUMN_OF else "tag" if "tag" in refusal.facts else ""
    text = str(refusal.facts["reason"]) if isinstance(refusal, Invalid) else refusal.text
    return RowError(row.line, column, text, CORRECT, _shown(row, column), refusal.facts)


def _shown(row: ImportRow, column: str) -> str:
    value = row.values.get(column)
    return "" if value is None else str(value)[:100]
