"""What happened to pieces, and who holds them for a moment."""

from django.db import models
from django.db.models import Q, UniqueConstraint

from facet.inventory.rules.states import MOVEMENT_WORDS, STATE_WORDS
from facet.inventory.rules.words import choices
from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify

STATES = choices(STATE_WORDS)


class PieceMovement(AppendOnly):
    """One change of a piece: from where and what, to where and what, by whom, on which paper.

    The newest row of a piece says where it is (the books check it). `from_state` is empty for the
    first row only, which comes from the suppliers' place. `store` is the store in which it
    happened. Written by: inventory.services only.
    """

    classified = classify(
        keep="id piece sequence kind from_state to_state from_place to_place store document actor_key actor_name"
        " via till at reason"
    )

    piece = models.ForeignKey("inventory.Piece", models.PROTECT, related_name="movements", db_index=False)
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=choices(MOVEMENT_WORDS))
    from_state = models.CharField(max_length=20, blank=True, default="", choices=STATES)
    to_state = models.CharField(max_length=20, choices=STATES)
    from_place = models.ForeignKey("inventory.Place", models.PROTECT, null=True, related_name="+", db_index=False)
    to_place = models.ForeignKey("inventory.Place", models.PROTECT, related_name="+", db_index=False)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+", db_index=False)
    document = models.CharField(max_length=64, blank=True, default="")
    actor_key = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=60)
    via = models.CharField(max_length=16)
    till = models.ForeignKey("organisation.Till", models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    reason = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            # Two tills cannot both write the next step of one piece.
            UniqueConstraint(fields=["piece", "sequence"], name="piece_movement_sequence_once")
        ]
        indexes = [models.Index(fields=["store", "at"], name="piece_movement_store_at")]


class Reservation(models.Model):
    """A piece kept for one holder (a basket, a customer's order) until a moment.

    Live while `released_at` is empty and `expires_at` lies ahead; at most one unreleased row a
    piece. Written by: inventory.services only.
    """

    classified = classify(keep="id piece holder holder_label reserved_at expires_at released_at")

    piece = models.ForeignKey("inventory.Piece", models.PROTECT, related_name="reservations")
    holder = models.CharField(max_length=64, db_index=True)
    holder_label = models.CharField(max_length=60, blank=True, default="")
    reserved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["piece"], condition=Q(released_at__isnull=True), name="reservation_one_open")
        ]


class TagPriceChange(AppendOnly):
    """One change of what a piece's tag says it costs: before, after, who, why.

    A piece that was never repriced has no row; the history begins with `before`.
    Written by: inventory.services only.
    """

    classified = classify(
        keep="id piece at before_price_cents after_price_cents before_basis after_basis before_labour_kind"
        " after_labour_kind before_labour_value after_labour_value actor_key actor_name reason"
    )

    piece = models.ForeignKey("inventory.Piece", models.PROTECT, related_name="price_changes")
    at = models.DateTimeField()
    before_price_cents = models.PositiveBigIntegerField(null=True)
    after_price_cents = models.PositiveBigIntegerField(null=True)
    before_basis = models.CharField(max_length=12)
    after_basis = models.CharField(max_length=12)
    before_labour_kind = models.CharField(max_length=16, blank=True, default="")
    after_labour_kind = models.CharField(max_length=16, blank=True, default="")
    before_labour_value = models.PositiveBigIntegerField(default=0)
    after_labour_value = models.PositiveBigIntegerField(default=0)
    actor_key = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=60)
    reason = models.CharField(max_length=120, blank=True, default="")
