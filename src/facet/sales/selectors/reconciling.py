"""What has to be settled by hand: charges without a clear answer, charges without a ticket, vouchers to be paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from facet.kernel.permissions import Actor, require
from facet.sales.models import Payment, VoucherClaim
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import METHOD_LABELS
from facet.sales.rules.paying import OPEN_STATES, PAYMENT_LABELS, PaymentState, VoucherState

MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPayment:
    """One charge to settle. Units: cents. `method` and `state` are English, translated where they are shown."""

    id: UUID
    asked_at: datetime
    store: str
    till: str
    by: str
    method: str
    amount_cents: int
    state: str
    code: str  # of the state, for programs
    by_method: str  # its code
    is_charged: bool
    reference: str
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVoucher:
    """One voucher its platform has to pay. Units: cents."""

    id: int
    claimed_at: datetime
    store: str
    code: str
    platform: str
    face_cents: int
    settlement_cents: int
    fee_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToReconcile:
    """Everything in the viewer's reach that waits, the newest first."""

    payments: Sequence[OpenPayment]
    vouchers: Sequence[OpenVoucher]


def to_reconcile(viewer: Actor) -> ToReconcile:
    """What waits to be settled. Raises: NotPermitted. Queries: 2."""
    require(viewer, SalesPermission.RECONCILE)
    reach = viewer.scope(SalesPermission.RECONCILE)
    payments = Payment.objects.filter(state__in=OPEN_STATES).select_related("store", "till", "asked_by")
    vouchers = VoucherClaim.objects.filter(state=VoucherState.CLAIMED).select_related("store")
    if reach.store_ids is not None:
        payments, vouchers = (
            payments.filter(store__in=reach.store_ids),
            vouchers.filter(store__in=reach.store_ids),
        )
    return ToReconcile(
        payments=[_payment(row) for row in payments.order_by("-asked_at", "pk")[:MOST]],
        vouchers=[_voucher(row) for row in vouchers.order_by("-claimed_at", "-pk")[:MOST]],
    )


def _payment(row: Payment) -> OpenPayment:
    return OpenPayment(
        id=row.pk, asked_at=row.asked_at, store=row.store.name, till=row.till.code,
        by=row.asked_by.name if row.asked_by else "", method=METHOD_LABELS[row.method], amount_cents=row.amount_cents,
        state=PAYMENT_LABELS[PaymentState(row.state)],
        code=row.state, by_method=row.method, is_charged=row.state == PaymentState.APPROVED,
        reference=row.reference, answers=row.answers,
    )  # fmt: skip


def _voucher(row: VoucherClaim) -> OpenVoucher:
    return OpenVoucher(
        id=row.pk, claimed_at=row.claimed_at, store=row.store.name, code=row.code, platform=row.platform,
        face_cents=row.face_cents, settlement_cents=row.settlement_cents, fee_cents=row.fee_cents,
    )  # fmt: skip
