"""Group-buying vouchers: claimed once each, given back with a refund, settled with their platform."""

from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.sales.errors import PaymentDecided, VoucherUsed
from facet.sales.models import VoucherClaim
from facet.sales.permissions import SalesPermission
from facet.sales.rules.paying import VoucherState, voucher_of
from facet.sales.rules.tender import Settled
from facet.sales.services.ticket import Ticket


@joins_unit_of_work
def claim_voucher(ticket: Ticket, tender: Settled, number: int) -> None:
    """Take a voucher as money. Raises: VoucherUnclear, VoucherUsed. Queries: 3."""
    asked = tender.asked
    voucher = voucher_of(
        reference=tender.reference, amount_cents=tender.amount_cents,
        settlement_cents=asked.settlement_cents if asked else None, platform=asked.platform if asked else "",
    )  # fmt: skip
    row = VoucherClaim(
        code=voucher.code, platform=voucher.platform, sale=ticket.id, line_no=number, store_id=ticket.till.store_id,
        state=VoucherState.CLAIMED.value, face_cents=voucher.face_cents, settlement_cents=voucher.settlement_cents,
        fee_cents=voucher.fee_cents, claimed_at=ticket.at,
    )  # fmt: skip
    VoucherClaim.objects.bulk_create([row], ignore_conflicts=True)
    if not VoucherClaim.objects.filter(sale=ticket.id, line_no=number).exists():  # its code is on another ticket
        raise VoucherUsed


@joins_unit_of_work
def give_voucher_back(ticket: Ticket, document: str, line_no: int) -> None:
    """The voucher of an earlier ticket's tender may be used again: its platform will not pay. Queries: 1."""
    sale = document.removeprefix("sales.sale:")
    VoucherClaim.objects.filter(sale=sale, line_no=line_no).update(state=VoucherState.GIVEN_BACK.value)


@unit_of_work
def reconcile_voucher(*, actor: Actor, voucher_id: int, at: datetime) -> None:
    """The platform paid: tick the voucher off. Raises: NotPermitted, NotFound, PaymentDecided. Locks: the voucher."""
    row = VoucherClaim.objects.select_for_update(of=("self",)).select_related("store").filter(pk=voucher_id).first()
    require(actor, SalesPermission.RECONCILE)
    if row is None or not actor.may(SalesPermission.RECONCILE, store_id=row.store_id):
        raise NotFound(key=str(voucher_id))
    if row.state != VoucherState.CLAIMED:
        raise PaymentDecided(state=row.state)
    row.state, row.reconciled_at, row.reconciled_by_id = VoucherState.RECONCILED.value, at, actor.staff_id
    row.save(update_fields=["state", "reconciled_at", "reconciled_by"])
    audit_services.record(
        actor, "sales.voucher_reconciled", at=at, subject=("sales.voucher", row.pk, row.code[-4:]),
        store=(row.store_id, row.store.name), settlement_cents=row.settlement_cents,
    )  # fmt: skip
