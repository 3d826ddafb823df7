"""The reception register, and the register of what was asked for and was not there."""

from django.db import models
from django.db.models import CheckConstraint, Q

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.sales.rules.reception import OUTCOME_LABELS


class Reception(AppendOnly):
    """One visit: when, how many together, who served them, how it ended; its id is the operation.

    Written by: sales.services.reception only. Source: R331.
    """

    classified = classify(keep="id store business_date came_at party staff member outcome", scrub="note")

    id = models.UUIDField(primary_key=True)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    business_date = models.DateField()
    came_at = models.DateTimeField()
    party = models.PositiveSmallIntegerField(default=1)
    staff = models.ForeignKey("organisation.Staff", models.PROTECT, related_name="+")
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=8, choices=list(OUTCOME_LABELS.items()))
    note = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [CheckConstraint(condition=Q(party__gte=1), name="reception_somebody_came")]
        indexes = [
            models.Index(fields=["store", "business_date"], name="reception_day"),
            models.Index(fields=["-came_at", "-id"], name="reception_newest"),
            models.Index(fields=["member"], name="reception_member"),
        ]


class AskedFor(AppendOnly):
    """Something a customer wanted and the store did not have; its id is the operation.

    `weight_band` and `price_band` are keys of rules.reception; `size_tenths` is a ring's or bangle's in
    tenths of a millimetre, 0 for none. Written by: sales.services.reception only. Source: R331.
    """

    classified = classify(
        keep="id store business_date asked_at staff member reception category style_code size_tenths weight_band"
        " price_band quantity",
        scrub="note",
    )

    id = models.UUIDField(primary_key=True)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    business_date = models.DateField()
    asked_at = models.DateTimeField()
    staff = models.ForeignKey("organisation.Staff", models.PROTECT, related_name="+")
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    reception = models.ForeignKey(Reception, models.PROTECT, null=True, related_name="asked_for")
    category = models.ForeignKey("catalog.Category", models.PROTECT, null=True, related_name="+")
    style_code = models.CharField(max_length=32, blank=True, default="")
    size_tenths = models.PositiveSmallIntegerField(default=0)
    weight_band = models.CharField(max_length=8, blank=True, default="")
    price_band = models.CharField(max_length=16, blank=True, default="")
    quantity = models.PositiveSmallIntegerField(default=1)
    note = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(category__isnull=False) | ~Q(style_code=""), name="asked_for_something"),
            CheckConstraint(condition=Q(quantity__gte=1), name="asked_for_some"),
        ]
        indexes = [
            models.Index(fields=["store", "business_date"], name="asked_for_day"),
            models.Index(fields=["category", "business_date"], name="asked_for_category"),
            models.Index(fields=["-asked_at", "-id"], name="asked_for_newest"),
            models.Index(fields=["member"], name="asked_for_member"),
        ]
