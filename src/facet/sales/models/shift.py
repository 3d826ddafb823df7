"""A shift at a till: opened with a float, closed by a blind count."""

from django.db import models
from django.db.models import F, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.sales.rules.kinds import METHOD_LABELS


class Shift(models.Model):
    """One person's drawer at one till, from opening to count. One is open per till.

    Written by: sales.services.shift only.
    """

    classified = classify(keep="id store till business_date opened_by opened_at float_cents closed_by closed_at note")

    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    till = models.ForeignKey("organisation.Till", models.PROTECT, related_name="+")
    business_date = models.DateField()
    opened_by = models.ForeignKey("organisation.Staff", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    float_cents = models.BigIntegerField()
    closed_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["till"], condition=Q(closed_at__isnull=True), name="shift_one_open_per_till"),
            models.CheckConstraint(condition=Q(float_cents__gte=0), name="shift_float_not_negative"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="shift_closed_at_and_by",
            ),
        ]
        indexes = [models.Index(fields=["store", "business_date"], name="shift_store_day")]


class ShiftCount(models.Model):
    """What was expected and what was counted of one method at the close; never forced to match.

    Written by: sales.services.shift only.
    """

    classified = classify(keep="id shift method expected_cents counted_cents difference_cents notes")

    shift = models.ForeignKey(Shift, models.PROTECT, related_name="counts")
    method = models.CharField(max_length=16, choices=list(METHOD_LABELS.items()))
    expected_cents = models.BigIntegerField()
    counted_cents = models.BigIntegerField()
    difference_cents = models.BigIntegerField()
    notes = models.JSONField(default=dict)  # cash by denomination, as counted

    class Meta:
        constraints = [
            UniqueConstraint(fields=["shift", "method"], name="shift_count_once"),
            models.CheckConstraint(
                condition=Q(difference_cents=F("counted_cents") - F("expected_cents")), name="shift_count_difference"
            ),
        ]
