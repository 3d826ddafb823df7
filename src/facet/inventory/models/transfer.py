"""Goods that go from one store to another: one document, with a line for each piece or lot."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.inventory.rules.transfer import DIFFERENCE_WORDS, LINE_WORDS, TRANSFER_WORDS, LineState, TransferState
from facet.inventory.rules.words import choices, values
from facet.kernel.classification import classify


class Transfer(models.Model):
    """One transfer from `from_store` to `to_store`, from the request to the last piece that arrived.

    Until a line is received the sender answers for it: the piece lies at the sender's place "on
    the road". `for_customer` keeps the pieces at the sender until they are sent.
    Written by: inventory.services.transfer only.
    """

    classified = classify(
        scrub="note",
        keep="id number from_store to_store state origin for_customer requested_at requested_by_key"
        " requested_by_name sent_at sent_by_key sent_by_name received_at received_by_name closed_at seal carrier"
        " parcel_weight_mg",
    )

    number = models.CharField(max_length=24, unique=True)
    from_store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+", db_index=False)
    to_store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=12, choices=choices(TRANSFER_WORDS))
    origin = models.CharField(max_length=24, blank=True, default="")  # what asked for it: allocation, minimum
    for_customer = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True, default="")
    requested_at = models.DateTimeField()
    requested_by_key = models.CharField(max_length=64)
    requested_by_name = models.CharField(max_length=60)
    sent_at = models.DateTimeField(null=True)
    sent_by_key = models.CharField(max_length=64, blank=True, default="")
    sent_by_name = models.CharField(max_length=60, blank=True, default="")
    received_at = models.DateTimeField(null=True)
    received_by_name = models.CharField(max_length=60, blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    seal = models.CharField(max_length=40, blank=True, default="")
    carrier = models.CharField(max_length=60, blank=True, default="")
    parcel_weight_mg = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=~Q(from_store=F("to_store")), name="transfer_between_two_stores"),
            CheckConstraint(condition=Q(state__in=values(TransferState)), name="transfer_state_known"),
        ]
        indexes = [
            models.Index(fields=["from_store", "state"], name="transfer_from_state"),
            models.Index(fields=["to_store", "state"], name="transfer_to_state"),
        ]

    def __str__(self) -> str:
        return self.number


class TransferLine(models.Model):
    """One piece, or an amount of one lot, of a transfer; or a piece that came without being listed.

    `label` is the tag or the lot's number as the papers name it. Weights: what the papers say, what
    the sender's scale and what the receiver's scale said (None: nobody weighed).
    Written by: inventory.services.transfer only.
    """

    classified = classify(
        keep="id transfer line_no piece lot label state quantity weight_mg sent_weight_mg received_weight_mg"
        " received_quantity difference note settled_at"
    )

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="lines", db_index=False)
    line_no = models.PositiveSmallIntegerField()
    piece = models.ForeignKey("inventory.Piece", models.PROTECT, null=True, related_name="transfer_lines")
    lot = models.ForeignKey("inventory.BulkLot", models.PROTECT, null=True, related_name="+", db_index=False)
    label = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=choices(LINE_WORDS))
    quantity = models.PositiveIntegerField(default=1)
    weight_mg = models.PositiveBigIntegerField()
    sent_weight_mg = models.PositiveBigIntegerField(null=True)
    received_weight_mg = models.PositiveBigIntegerField(null=True)
    received_quantity = models.PositiveIntegerField(default=0)
    difference = models.CharField(max_length=12, blank=True, default="", choices=choices(DIFFERENCE_WORDS))
    note = models.CharField(max_length=120, blank=True, default="")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["transfer", "line_no"], name="transfer_line_once"),
            UniqueConstraint(
                fields=["piece"], condition=Q(state="on_the_road"), name="transfer_line_one_road"
            ),  # a piece is on one lorry
            CheckConstraint(condition=Q(state__in=values(LineState)), name="transfer_line_state_known"),
        ]
        indexes = [models.Index(fields=["state", "transfer"], name="transfer_line_state")]
