"""Points of purchases on credit, which come with the repayments."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from facet.kernel.classification import classify


class OwedSale(models.Model):
    """What one purchase earned on its part that was bought on credit.

    `points` − `released` − `taken_back` − `lapsed` wait and are part of the account's `pending`;
    `released` were given with repayments, `taken_back` went with returned goods before they were given,
    `lapsed` belong to what was written off. Written by: loyalty.services only. Source: decisions.md §4.2.
    """

    classified = classify(
        keep="id account document points released taken_back lapsed due_on rule_version store operation recorded_at"
        " latest_entry paid_cents"
    )

    account = models.ForeignKey("loyalty.PointsAccount", models.PROTECT, related_name="owed_sales")
    document = models.CharField(max_length=64, unique=True)
    points = models.BigIntegerField()
    released = models.BigIntegerField(default=0)
    taken_back = models.BigIntegerField(default=0)
    lapsed = models.BigIntegerField(default=0)
    paid_cents = models.BigIntegerField(default=0)  # of its charge, when it was last looked at
    due_on = models.DateField(null=True)  # last day of the return window, where the rules wait for it
    rule_version = models.ForeignKey("loyalty.RuleVersion", models.PROTECT, related_name="+")
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    operation = models.ForeignKey("kernel.Operation", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    latest_entry = models.ForeignKey("loyalty.PointsEntry", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(points__gt=0, released__gte=0, taken_back__gte=0, lapsed__gte=0),
                name="owed_sale_not_negative",
            ),
            CheckConstraint(
                condition=Q(points__gte=F("released") + F("taken_back") + F("lapsed")), name="owed_sale_within_it"
            ),
        ]
        indexes = [
            models.Index(
                fields=["account"], condition=Q(points__gt=F("released") + F("taken_back") + F("lapsed")),
                name="owed_sale_waiting",
            )
        ]  # fmt: skip

    @property
    def waiting(self) -> int:
        return self.points - self.released - self.taken_back - self.lapsed
