"""Bills are entered, matched line by line with order and receipts, and allowed where they differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import ApprovalNeeded, Invalid, NotFound, NotPermitted, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import services as organisation_services
from facet.purchasing.errors import BillEntered, BillNotOpen, OrderUnknown
from facet.purchasing.models import PurchaseOrderLine, SupplierBill, SupplierBillLine
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.bills import (
    Expected,
    Paper,
    check_paper,
    deductible_cents,
    deduction_bp,
    mismatch,
    part_of,
)
from facet.purchasing.rules.words import BILL_WORDS, BillState, Channel, GoldUse, InvoiceKind
from facet.purchasing.selectors.bills import expected_of
from facet.purchasing.selectors.suppliers import supplier_row, terms_of

ENTER, APPROVE = PurchasingPermission.ENTER_BILLS, PurchasingPermission.APPROVE_BILLS


@dataclass(frozen=True, slots=True, kw_only=True)
class BillLineIn:
    """What is billed of one line of an order. Units: mg, cents without tax."""

    order: str
    line_no: int
    quantity: int
    net_cents: int
    weight_mg: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BillIn:
    """A supplier's bill. Where gold was bought, what for and on which paper decide the tax. Units: cents."""

    supplier: str
    bill_number: str
    billed_on: date
    lines: Sequence[BillLineIn]
    tax_cents: int = 0
    channel: str = Channel.TRADE
    gold_use: str = GoldUse.NO_GOLD
    invoice_kind: str = InvoiceKind.NONE


@unit_of_work
def enter_supplier_bill(*, actor: Actor, operation: OperationKey, wanted: BillIn, at: datetime) -> str:
    """Enter a bill and match it; our number of it. What differs beyond the tolerance waits for somebody's yes.

    Raises: NotPermitted, SupplierUnknown, OrderUnknown, Invalid, BillEntered. Locks: the orders' lines by id, the
    number series.
    """
    act = operations.begin(operation, kind="purchasing.enter_supplier_bill", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    require(actor, ENTER)
    if not actor.scope(ENTER).chain_wide:
        raise NotPermitted(permission=str(ENTER))
    supplier = supplier_row(wanted.supplier)
    paper = _paper(wanted)
    known = SupplierBill.objects.filter(supplier=supplier, bill_number=wanted.bill_number.strip()).first()
    if known is not None:
        raise BillEntered(bill_number=known.bill_number, supplier=supplier.name, number=known.number)
    lines = _matched(wanted, supplier_id=supplier.pk)
    on = local_date(at, settings.TIME_ZONE)
    number = f"SB-{on:%y%m}-{organisation_services.next_number('purchasing.bill', scope=f'{on:%y%m}'):04d}"
    differs = any(line.mismatch for line in lines)
    expected = sum(line.expected_cents for line in lines)
    days = timedelta(days=terms_of(supplier.pk).payment_days)
    row = SupplierBill.objects.create(
        number=number, supplier=supplier, bill_number=wanted.bill_number.strip()[:40], billed_on=wanted.billed_on,
        pay_by=wanted.billed_on + days, channel=str(wanted.channel), gold_use=str(wanted.gold_use),
        invoice_kind=str(wanted.invoice_kind), deduction_bp=deduction_bp(paper), net_cents=paper.net_cents,
        tax_cents=paper.tax_cents, gross_cents=paper.net_cents + paper.tax_cents,
        deductible_cents=deductible_cents(paper), expected_cents=expected,
        difference_cents=paper.net_cents - expected, state=BillState.DIFFERS if differs else BillState.MATCHED,
        entered_at=at, entered_by_key=actor.key, entered_by_name=actor.name[:60],
    )  # fmt: skip
    for line in lines:
        line.bill = row
    SupplierBillLine.objects.bulk_create(lines)
    audit_services.record(
        actor, "purchasing.bill_entered", at=at, subject=("purchasing.bill", row.pk, number), supplier=supplier.name,
        net_cents=row.net_cents, tax_cents=row.tax_cents, difference_cents=row.difference_cents, state=str(row.state),
    )  # fmt: skip
    outbox.publish("purchasing.bill_entered", at=at, number=number, supplier=supplier.code, state=str(row.state))
    act.finish(number=number)
    return number


def _paper(wanted: BillIn) -> Paper:
    """What the paper says, checked. Raises: Invalid."""
    if not wanted.bill_number.strip():
        raise Invalid(field="bill_number", reason=gettext_noop("write the number that stands on the bill"))
    if not wanted.lines:
        raise Invalid(field="lines", reason=gettext_noop("a bill needs at least one line"))
    paper = Paper(
        billed_on=wanted.billed_on, channel=wanted.channel, gold_use=wanted.gold_use,
        invoice_kind=wanted.invoice_kind, net_cents=sum(line.net_cents for line in wanted.lines),
        tax_cents=wanted.tax_cents,
    )  # fmt: skip
    check_paper(paper)
    return paper


@joins_unit_of_work
def _matched(wanted: BillIn, *, supplier_id: int) -> list[SupplierBillLine]:
    """Each line beside what was to be expected, with what differs. Locks: order lines by id. Queries: 4 to 6."""
    numbers = {line.order.strip().upper() for line in wanted.lines}
    rows = PurchaseOrderLine.objects.select_for_update(of=("self",)).select_related("order")
    found = list(rows.filter(order__number__in=numbers, order__supplier=supplier_id).order_by("pk"))
    by_place = {(row.order.number, row.line_no): row for row in found}
    expected = expected_of(found)
    written = []
    for place, line in enumerate(wanted.lines, start=1):
        row = by_place.get((line.order.strip().upper(), line.line_no))
        if row is None:
            raise OrderUnknown(key=f"{line.order} {line.line_no}")
        whole = expected[row.pk]
        cents = part_of(whole, quantity=line.quantity, weight_mg=line.weight_mg)
        part = Expected(whole.quantity, whole.weight_mg, cents, whole.billed_before)
        wrong = mismatch(part, quantity=line.quantity, weight_mg=line.weight_mg, cents=line.net_cents)
        written.append(
            SupplierBillLine(
                line_no=place, order_line=row, quantity=line.quantity, weight_mg=line.weight_mg,
                net_cents=line.net_cents, expected_quantity=max(0, whole.quantity),
                expected_weight_mg=max(0, whole.weight_mg), expected_cents=max(0, cents),
                mismatch=str(wrong) if wrong else "",
            )
        )  # fmt: skip
    return written


@unit_of_work
def approve_supplier_bill(*, actor: Actor, operation: OperationKey, number: str, at: datetime) -> str:
    """Allow a bill that differs: somebody other than who entered it, within the own limit; its state.

    Raises: NotPermitted, NotFound, BillNotOpen, Invalid, ApprovalNeeded. Locks: the bill.
    """
    act = operations.begin(operation, kind="purchasing.approve_supplier_bill", actor=actor, at=at)
    if act.done:
        return str(act.result["state"])
    require(actor, APPROVE)
    row = SupplierBill.objects.select_for_update(of=("self",)).select_related("supplier").filter(number=number).first()
    if row is None or not actor.scope(APPROVE).chain_wide:
        raise NotFound(key=number)
    if row.state != BillState.DIFFERS:
        raise BillNotOpen(number=row.number, state=BILL_WORDS[BillState(row.state)])
    if row.entered_by_key == actor.key:
        raise Invalid(field="number", reason=gettext_noop("who entered a bill cannot allow it: ask a second person"))
    limit, wanted = actor.limit("bill_cents"), abs(row.difference_cents)
    if wanted > limit:
        raise ApprovalNeeded(what=gettext_noop("Difference of a bill"), limit=limit, wanted=wanted)
    row.state, row.allowed_at, row.allowed_by_name = BillState.APPROVED, at, actor.name[:60]
    row.save(update_fields=["state", "allowed_at", "allowed_by_name"])
    audit_services.record(
        actor, "purchasing.bill_approved", at=at, subject=("purchasing.bill", row.pk, row.number),
        supplier=row.supplier.name, difference_cents=row.difference_cents,
    )  # fmt: skip
    act.finish(state=str(row.state))
    return str(row.state)
