"""Money that needs more than a tender row: vouchers to settle, terminals to ask, cash to report."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.kernel.sealed import SealedText, SealId
from facet.sales.rules.kinds import METHOD_LABELS
from facet.sales.rules.paying import IDENTITY_LABELS, PaymentState, VoucherState


class VoucherClaim(models.Model):
    """One group-buying voucher taken as money: what it is worth here, what its platform will pay. Units: cents.

    face − fee = settlement. A code is claimed once; after a full refund it may be claimed again.
    Written by: sales.services.vouchers only. Source: R327.
    """

    classified = classify(
        keep="id code platform sale line_no store state face_cents settlement_cents fee_cents claimed_at"
        " reconciled_at reconciled_by"
    )

    code = models.CharField(max_length=64)
    platform = models.CharField(max_length=32, blank=True, default="")
    sale = models.UUIDField()  # the ticket's id; the claim is written before the ticket's row
    line_no = models.PositiveSmallIntegerField()
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(each.value, each.value) for each in VoucherState])
    face_cents = models.BigIntegerField()
    settlement_cents = models.BigIntegerField()
    fee_cents = models.BigIntegerField()
    claimed_at = models.DateTimeField()
    reconciled_at = models.DateTimeField(null=True)
    reconciled_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["code"], condition=~Q(state=VoucherState.GIVEN_BACK.value), name="voucher_claimed_once"
            ),
            UniqueConstraint(fields=["sale", "line_no"], name="voucher_of_tender"),
            CheckConstraint(
                condition=Q(
                    face_cents__gt=0, settlement_cents__gte=0, fee_cents=F("face_cents") - F("settlement_cents")
                ),
                name="voucher_fee_is_face_less_settlement",
            ),
        ]
        indexes = [models.Index(fields=["state", "store", "-claimed_at"], name="voucher_to_settle")]


class Payment(models.Model):
    """One charge asked of a terminal: reserved, asked, answered, and claimed by the ticket it paid. Units: cents.

    Written in a transaction of its own before the terminal is asked, so that an answer that never
    comes leaves a row to reconcile and nobody charges twice. Written by: sales.services.payments only.
    """

    classified = classify(
        keep="id basket store till method amount_cents state reference answers asked_at answered_at asked_by sale"
        " claimed_at decided_at decided_by note"
    )

    id = models.UUIDField(primary_key=True)
    basket = models.UUIDField(null=True)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    till = models.ForeignKey("organisation.Till", models.PROTECT, related_name="+")
    method = models.CharField(max_length=16, choices=list(METHOD_LABELS.items()))
    amount_cents = models.BigIntegerField()
    state = models.CharField(max_length=12, choices=[(each.value, each.value) for each in PaymentState])
    reference = models.CharField(max_length=64, blank=True, default="")
    answers = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    sale = models.UUIDField(null=True)
    claimed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(amount_cents__gt=0), name="payment_positive"),
            CheckConstraint(
                condition=Q(state=PaymentState.CLAIMED.value, sale__isnull=False)
                | (~Q(state=PaymentState.CLAIMED.value) & Q(sale=None)),
                name="payment_claimed_by_a_ticket",
            ),
        ]
        indexes = [
            models.Index(fields=["store", "state", "-asked_at"], name="payment_to_reconcile"),
            models.Index(fields=["basket"], name="payment_of_basket"),
        ]


class CashIdentity(AppendOnly):
    """Whose document was seen when cash reached the sum that the law reports. Units: cents.

    `day_cents` is her cash of the day in all stores with this ticket. Written by: sales.services.cash_report only.
    Source: F43.
    """

    classified = classify(
        keep="id seal_id sale member store business_date cash_cents day_cents document_kind due_on recorded_at",
        scrub="name number",
    )

    seal_id = SealId()
    sale = models.UUIDField(unique=True)
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    business_date = models.DateField()
    cash_cents = models.BigIntegerField()
    day_cents = models.BigIntegerField()
    document_kind = models.CharField(max_length=16, choices=[(key.value, key.value) for key in IDENTITY_LABELS])
    name = SealedText()
    number = SealedText()
    due_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["member", "business_date"], name="cash_identity_day")]
