"""Batches of new tag prices: who wants which, when they count, and what became of each piece."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.inventory.rules.repricing import FATE_WORDS, RULE_WORDS, STATE_WORDS, RepricingState
from facet.inventory.rules.words import choices, values
from facet.kernel.classification import classify


class Repricing(models.Model):
    """One batch: the same rule for many pieces, written at `effective_at`, above the limit after a second yes.

    `greatest_bp` is the largest change among its lines. `store` is theirs, None where they lie in several.
    Units: cents, basis points by `rule`. Written by: inventory.services.repricing only.
    """

    classified = classify(
        keep="id number state rule value round_to reason store pieces written greatest_bp difference_cents made_at"
        " made_by_key made_by_name effective_at approval applied_at ended_at ended_by_name"
    )

    number = models.CharField(max_length=24, unique=True)
    state = models.CharField(max_length=12, choices=choices(STATE_WORDS))
    rule = models.CharField(max_length=8, choices=choices(RULE_WORDS))
    value = models.BigIntegerField(default=0)
    round_to = models.PositiveIntegerField(default=100)
    reason = models.CharField(max_length=120)
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+", db_index=False)
    pieces = models.PositiveSmallIntegerField()
    written = models.PositiveSmallIntegerField(default=0)
    greatest_bp = models.PositiveIntegerField()
    difference_cents = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by_key = models.CharField(max_length=64)
    made_by_name = models.CharField(max_length=60)
    effective_at = models.DateTimeField()
    approval = models.ForeignKey("organisation.Approval", models.PROTECT, null=True, related_name="+", db_index=False)
    applied_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(state__in=values(RepricingState)), name="repricing_state_known"),
            CheckConstraint(condition=Q(written__lte=models.F("pieces")), name="repricing_writes_its_pieces"),
        ]
        indexes = [models.Index(fields=["state", "effective_at"], name="repricing_due")]

    def __str__(self) -> str:
        return self.number


class RepricingLine(models.Model):
    """One piece of a batch: what its tag said when the batch was made, and what it shall say.

    `store` is where the piece lay then. Units: cents; labour by its kind. Written by: inventory.services.repricing.
    """

    classified = classify(
        keep="id repricing line_no piece store tag basis before_price_cents before_labour_kind before_labour_value"
        " after_price_cents after_labour_value fate"
    )

    repricing = models.ForeignKey(Repricing, models.PROTECT, related_name="lines", db_index=False)
    line_no = models.PositiveSmallIntegerField()
    piece = models.ForeignKey("inventory.Piece", models.PROTECT, related_name="+")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+", db_index=False)
    tag = models.CharField(max_length=32)
    basis = models.CharField(max_length=12)
    before_price_cents = models.PositiveBigIntegerField(null=True)
    before_labour_kind = models.CharField(max_length=16, blank=True, default="")
    before_labour_value = models.PositiveBigIntegerField(default=0)
    after_price_cents = models.PositiveBigIntegerField(null=True)
    after_labour_value = models.PositiveBigIntegerField(default=0)
    fate = models.CharField(max_length=8, choices=choices(FATE_WORDS))

    class Meta:
        constraints = [
            UniqueConstraint(fields=["repricing", "line_no"], name="repricing_line_once"),
            UniqueConstraint(fields=["repricing", "piece"], name="repricing_piece_once"),
        ]
