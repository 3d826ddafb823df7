"""Goods that belong to somebody else, with us; and ours with somebody else."""

from django.db import models
from django.db.models import Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.purchasing.rules.words import MEMO_WORDS, choices


class ConsignmentSettlement(AppendOnly):
    """What we owe a supplier for consigned pieces that were sold. Units: cents; fine mg where metal was priced.

    Written by: purchasing.services.consignment only.
    """

    classified = classify(
        keep="id number supplier pieces cents cents_per_gram settled_at settled_by_key settled_by_name"
    )

    number = models.CharField(max_length=24, unique=True)
    supplier = models.ForeignKey("organisation.Partner", models.PROTECT, related_name="+")
    pieces = models.PositiveIntegerField()
    cents = models.PositiveBigIntegerField()
    cents_per_gram = models.PositiveBigIntegerField(default=0)  # of fine metal; 0: as agreed at delivery
    settled_at = models.DateTimeField(db_index=True)
    settled_by_key = models.CharField(max_length=64)
    settled_by_name = models.CharField(max_length=60)


class ConsignmentLine(AppendOnly):
    """One sold piece that was settled; from then on it is ours. Units: fine mg, cents.

    Written by: purchasing.services.consignment only.
    """

    classified = classify(keep="id settlement item tag fine_mg metal_cents labour_cents other_cents")

    settlement = models.ForeignKey(ConsignmentSettlement, models.PROTECT, related_name="lines")
    item = models.OneToOneField("purchasing.ReceiptItem", models.PROTECT, related_name="settled")
    tag = models.CharField(max_length=40)
    fine_mg = models.PositiveBigIntegerField()
    metal_cents = models.PositiveBigIntegerField()
    labour_cents = models.PositiveBigIntegerField()
    other_cents = models.PositiveBigIntegerField()


class Memo(models.Model):
    """Pieces of a store lent to a partner until a day. Written by: purchasing.services.memo only."""

    classified = classify(
        scrub="note", keep="id number partner store state due_on lent_at lent_by_key lent_by_name back_at"
    )

    number = models.CharField(max_length=24, unique=True)
    partner = models.ForeignKey("organisation.Partner", models.PROTECT, related_name="+")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=choices(MEMO_WORDS))
    due_on = models.DateField()
    note = models.CharField(max_length=200, blank=True, default="")
    lent_at = models.DateTimeField()
    lent_by_key = models.CharField(max_length=64)
    lent_by_name = models.CharField(max_length=60)
    back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due_on"], name="memo_state_due")]


class MemoLine(models.Model):
    """One lent piece, and when it came back. A piece is with one borrower at a time. Units: mg.

    Written by: purchasing.services.memo only.
    """

    classified = classify(keep="id memo piece tag weight_mg back_at back_weight_mg")

    memo = models.ForeignKey(Memo, models.PROTECT, related_name="lines")
    piece = models.ForeignKey("inventory.Piece", models.PROTECT, related_name="+")
    tag = models.CharField(max_length=40)
    weight_mg = models.PositiveBigIntegerField()
    back_at = models.DateTimeField(null=True)
    back_weight_mg = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["piece"], condition=Q(back_at__isnull=True), name="memo_line_one_borrower")
        ]
