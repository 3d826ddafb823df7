"""Many pieces withdrawn or retagged with one reason: who wanted it, and what became of each."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.inventory.rules.batches import (
    BATCH_FATE_WORDS,
    BATCH_STATE_WORDS,
    KIND_WORDS,
    BatchKind,
    BatchState,
)
from facet.inventory.rules.words import choices, values
from facet.kernel.classification import classify


class PieceBatch(models.Model):
    """One batch: written at once, or, beyond the limit, after a second yes.

    `movement` is what happens to withdrawn pieces, "" for new tags. `store` is theirs, None where they lie in
    several. `value_cents` is what they cost together, the tag price where the cost is unknown.
    Written by: inventory.services.batches only.
    """

    classified = classify(
        keep="id number kind movement state reason store pieces written value_cents made_at made_by_key made_by_name"
        " approval ended_at ended_by_name"
    )

    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=12, choices=choices(KIND_WORDS))
    movement = models.CharField(max_length=24, blank=True, default="")
    state = models.CharField(max_length=12, choices=choices(BATCH_STATE_WORDS))
    reason = models.CharField(max_length=120)
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+", db_index=False)
    pieces = models.PositiveSmallIntegerField()
    written = models.PositiveSmallIntegerField(default=0)
    value_cents = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by_key = models.CharField(max_length=64)
    made_by_name = models.CharField(max_length=60)
    approval = models.ForeignKey("organisation.Approval", models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(kind__in=values(BatchKind)), name="piece_batch_kind_known"),
            CheckConstraint(condition=Q(state__in=values(BatchState)), name="piece_batch_state_known"),
            CheckConstraint(condition=Q(written__lte=models.F("pieces")), name="piece_batch_writes_its_pieces"),
        ]
        indexes = [models.Index(fields=["state"], condition=Q(state="waiting"), name="piece_batch_waiting")]

    def __str__(self) -> str:
        return self.number


class PieceBatchLine(models.Model):
    """One piece of a batch: its tag then, the tag that it gets, and what became of it.

    `store` is where the piece lay when the batch was made. Written by: inventory.services.batches only.
    """

    classified = classify(keep="id batch line_no piece store tag after_tag fate")

    batch = models.ForeignKey(PieceBatch, models.PROTECT, related_name="lines", db_index=False)
    line_no = models.PositiveSmallIntegerField()
    piece = models.ForeignKey("inventory.Piece", models.PROTECT, related_name="+")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+", db_index=False)
    tag = models.CharField(max_length=32)
    after_tag = models.CharField(max_length=32, blank=True, default="")
    fate = models.CharField(max_length=8, choices=choices(BATCH_FATE_WORDS))

    class Meta:
        constraints = [
            UniqueConstraint(fields=["batch", "line_no"], name="piece_batch_line_once"),
            UniqueConstraint(fields=["batch", "piece"], name="piece_batch_piece_once"),
        ]
