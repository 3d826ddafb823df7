"""What suppliers billed, beside what was ordered and what came."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.purchasing.rules.words import (
    BILL_WORDS,
    CHANNEL_WORDS,
    INVOICE_WORDS,
    MISMATCH_WORDS,
    USE_WORDS,
    choices,
)


class SupplierBill(models.Model):
    """One bill. It may be paid when it agrees with the receipts, or when somebody has allowed the difference.

    Gold carries where it was bought, what for, on which paper, and at which rate input tax is deducted (notice
    11/2025). `difference_cents`: how much more is billed than expected. Units: cents, basis points.
    Written by: purchasing.services.bills only.
    """

    classified = classify(
        keep="id number supplier bill_number billed_on pay_by channel gold_use invoice_kind deduction_bp net_cents"
        " tax_cents gross_cents deductible_cents expected_cents difference_cents state approval entered_at"
        " entered_by_key entered_by_name allowed_at allowed_by_name"
    )

    number = models.CharField(max_length=24, unique=True)
    supplier = models.ForeignKey("organisation.Partner", models.PROTECT, related_name="purchase_bills")
    bill_number = models.CharField(max_length=40)
    billed_on = models.DateField()
    pay_by = models.DateField()
    channel = models.CharField(max_length=12, choices=choices(CHANNEL_WORDS))
    gold_use = models.CharField(max_length=16, choices=choices(USE_WORDS))
    invoice_kind = models.CharField(max_length=12, choices=choices(INVOICE_WORDS))
    deduction_bp = models.PositiveSmallIntegerField(default=0)
    net_cents = models.PositiveBigIntegerField()
    tax_cents = models.PositiveBigIntegerField(default=0)
    gross_cents = models.PositiveBigIntegerField()
    deductible_cents = models.PositiveBigIntegerField(default=0)
    expected_cents = models.PositiveBigIntegerField()
    difference_cents = models.BigIntegerField()
    state = models.CharField(max_length=12, choices=choices(BILL_WORDS))
    approval = models.ForeignKey("organisation.Approval", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    entered_by_key = models.CharField(max_length=64)
    entered_by_name = models.CharField(max_length=60)
    allowed_at = models.DateTimeField(null=True)
    allowed_by_name = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["supplier", "bill_number"], name="supplier_bill_entered_once"),
            CheckConstraint(
                condition=Q(gross_cents=models.F("net_cents") + models.F("tax_cents")), name="supplier_bill_adds_up"
            ),
        ]
        indexes = [models.Index(fields=["state", "pay_by"], name="supplier_bill_state_pay")]


class SupplierBillLine(AppendOnly):
    """One line of a bill beside the order's line: what is billed, what was to be expected. Units: mg, cents.

    Written by: purchasing.services.bills only.
    """

    classified = classify(
        keep="id bill line_no order_line quantity weight_mg net_cents expected_quantity expected_weight_mg"
        " expected_cents mismatch"
    )

    bill = models.ForeignKey(SupplierBill, models.PROTECT, related_name="lines", db_index=False)
    line_no = models.PositiveSmallIntegerField()
    order_line = models.ForeignKey("purchasing.PurchaseOrderLine", models.PROTECT, related_name="bill_lines")
    quantity = models.PositiveIntegerField()
    weight_mg = models.PositiveBigIntegerField(default=0)
    net_cents = models.PositiveBigIntegerField()
    expected_quantity = models.PositiveIntegerField()
    expected_weight_mg = models.PositiveBigIntegerField()
    expected_cents = models.PositiveBigIntegerField()
    mismatch = models.CharField(max_length=16, blank=True, default="", choices=choices(MISMATCH_WORDS))

    class Meta:
        constraints = [UniqueConstraint(fields=["bill", "line_no"], name="supplier_bill_line_once")]
