"""Morning and evening: a tray changes hands by pieces and grams, with two signatures."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.inventory.rules.handover import HANDOVER_WORDS, HandoverKind
from facet.inventory.rules.words import choices, values
from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify


class Handover(AppendOnly):
    """One place handed over on one morning or evening: what the books said, what was counted and weighed.

    `given_by` counted, `taken_by` signed for it: two people. A second row for the same place, day and
    kind is a recount; the newest counts. `seal` closes what goes into the vault at night.
    Written by: inventory.services.handover only.
    """

    classified = classify(
        keep="id store place kind on at book_pieces book_weight_mg counted_pieces scale_weight_mg seal reason"
        " given_by_key given_by_name taken_by taken_by_name"
    )

    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey("inventory.Place", models.PROTECT, related_name="handovers", db_index=False)
    kind = models.CharField(max_length=8, choices=choices(HANDOVER_WORDS))
    on = models.DateField()
    at = models.DateTimeField()
    book_pieces = models.PositiveIntegerField()
    book_weight_mg = models.PositiveBigIntegerField()
    counted_pieces = models.PositiveIntegerField()
    scale_weight_mg = models.PositiveBigIntegerField(null=True)
    seal = models.CharField(max_length=40, blank=True, default="")
    reason = models.CharField(max_length=120, blank=True, default="")
    given_by_key = models.CharField(max_length=64)
    given_by_name = models.CharField(max_length=60)
    taken_by = models.ForeignKey("organisation.Staff", models.PROTECT, related_name="+", db_index=False)
    taken_by_name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["place", "kind", "on", "at"], name="handover_once"),
            CheckConstraint(condition=Q(kind__in=values(HandoverKind)), name="handover_kind_known"),
        ]
        indexes = [models.Index(fields=["store", "on"], name="handover_store_on")]
