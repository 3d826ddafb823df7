"""What a store or a person is to sell in a month or on a day."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Coalesce

from facet.kernel.classification import classify
from facet.kernel.errors import gettext_noop


class SalesTarget(models.Model):
    """One target of a store (`staff` empty) or of one person in it, in yuan, pieces and grams.

    A month's stands at its first day; a day's overrides its part of the month. Units: cents, pieces, mg.
    Written by: sales.services.targets only (the demonstration in bulk). Source: R329.
    """

    classified = classify(keep="id store staff span first_on net_cents pieces weight_mg set_by set_at")

    class Span(models.TextChoices):
        MONTH = "month", gettext_noop("Month")
        DAY = "day", gettext_noop("Day")

    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    staff = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    span = models.CharField(max_length=8, choices=Span.choices)
    first_on = models.DateField()
    net_cents = models.BigIntegerField(default=0)
    pieces = models.PositiveIntegerField(default=0)
    weight_mg = models.BigIntegerField(default=0)
    set_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint("store", Coalesce("staff", 0), "span", "first_on", name="sales_target_once"),
            CheckConstraint(condition=Q(net_cents__gte=0, weight_mg__gte=0), name="sales_target_not_negative"),
        ]
        indexes = [models.Index(fields=["staff", "first_on"], name="sales_target_staff")]
