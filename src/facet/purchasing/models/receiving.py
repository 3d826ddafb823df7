"""What came against an order, and what went back to suppliers."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify


class OrderReceipt(AppendOnly):
    """One delivery against one order: how many pieces were taken in and how many refused. Units: mg, cents.

    Written by: purchasing.services.receiving only.
    """

    classified = classify(
        keep="id number order supplier store delivery_note pieces rejected weight_mg cents received_at received_by_key"
        " received_by_name"
    )

    number = models.CharField(max_length=24, unique=True)
    order = models.ForeignKey("purchasing.PurchaseOrder", models.PROTECT, related_name="receipts")
    supplier = models.ForeignKey("organisation.Partner", models.PROTECT, related_name="+")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+", db_index=False)
    delivery_note = models.CharField(max_length=40, blank=True, default="")
    pieces = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField(default=0)
    weight_mg = models.PositiveBigIntegerField()
    cents = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    received_by_key = models.CharField(max_length=64)
    received_by_name = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["supplier", "received_at"], name="order_receipt_supplier")]


class ReceiptItem(AppendOnly):
    """One piece of a delivery as it was weighed and checked. A refused one has a reason and is no piece of ours.

    Goods without tags of their own name their `lot` and how many came (`quantity`); `tag` is then the lot's number.
    Metal is provisional when the order is priced later. Units: mg, cents.
    Written by: purchasing.services.receiving only.
    """

    classified = classify(
        keep="id receipt item_no line tag piece lot quantity accepted reason gross_mg net_mg fine_mg metal_cents"
        " labour_cents other_cents"
    )

    receipt = models.ForeignKey(OrderReceipt, models.PROTECT, related_name="items", db_index=False)
    item_no = models.PositiveSmallIntegerField()
    line = models.ForeignKey("purchasing.PurchaseOrderLine", models.PROTECT, related_name="items")
    tag = models.CharField(max_length=40)
    piece = models.ForeignKey("inventory.Piece", models.PROTECT, null=True, related_name="+")
    lot = models.ForeignKey("inventory.BulkLot", models.PROTECT, null=True, related_name="+", db_index=False)
    quantity = models.PositiveIntegerField(default=1)
    accepted = models.BooleanField()
    reason = models.CharField(max_length=120, blank=True, default="")
    gross_mg = models.PositiveBigIntegerField()
    net_mg = models.PositiveBigIntegerField()
    fine_mg = models.PositiveBigIntegerField()
    metal_cents = models.PositiveBigIntegerField(default=0)
    labour_cents = models.PositiveBigIntegerField(default=0)
    other_cents = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["receipt", "item_no"], name="receipt_item_once"),
            UniqueConstraint(fields=["piece"], condition=Q(piece__isnull=False), name="receipt_item_one_piece"),
            CheckConstraint(condition=Q(piece=None) | Q(lot=None, quantity=1), name="receipt_item_piece_or_lot"),
        ]

    @property
    def cents(self) -> int:
        return self.metal_cents + self.labour_cents + self.other_cents


class SupplierReturn(AppendOnly):
    """Pieces of one store that went back to the supplier they came from. Units: mg, cents of what they cost.

    Written by: purchasing.services.returning only.
    """

    classified = classify(
        keep="id number supplier store reason carrier pieces weight_mg cents returned_at returned_by_key"
        " returned_by_name"
    )

    number = models.CharField(max_length=24, unique=True)
    supplier = models.ForeignKey("organisation.Partner", models.PROTECT, related_name="+")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=120)
    carrier = models.CharField(max_length=60, blank=True, default="")
    pieces = models.PositiveIntegerField()
    weight_mg = models.PositiveBigIntegerField()
    cents = models.PositiveBigIntegerField()
    returned_at = models.DateTimeField(db_index=True)
    returned_by_key = models.CharField(max_length=64)
    returned_by_name = models.CharField(max_length=60)


class SupplierReturnLine(AppendOnly):
    """One piece that went back. A piece goes back once: its state is final. Written by: purchasing.services only."""

    classified = classify(keep="id supplier_return piece tag weight_mg fine_mg metal cents")

    supplier_return = models.ForeignKey(SupplierReturn, models.PROTECT, related_name="lines")
    piece = models.OneToOneField("inventory.Piece", models.PROTECT, related_name="+")
    tag = models.CharField(max_length=40)
    metal = models.CharField(max_length=16, blank=True, default="")
    weight_mg = models.PositiveBigIntegerField()
    fine_mg = models.PositiveBigIntegerField()
    cents = models.PositiveBigIntegerField()
