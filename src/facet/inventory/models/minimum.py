"""How much of what a store should have, and what happened when it did not."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.classification import classify


class StockLimit(models.Model):
    """The least and the most pieces of a category, a style or a lot in one store.

    `warn_on` is the day on which somebody should look at it again, whatever the stock (R129).
    Exactly one of category, style and lot is named; a category counts with everything under it.
    Written by: inventory.services.minimum only.
    """

    classified = classify(keep="id store category style lot least most warn_on is_open changed_at changed_by_name")

    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    category = models.ForeignKey("catalog.Category", models.PROTECT, null=True, related_name="+", db_index=False)
    style = models.ForeignKey("catalog.Style", models.PROTECT, null=True, related_name="+", db_index=False)
    lot = models.ForeignKey("inventory.BulkLot", models.PROTECT, null=True, related_name="+", db_index=False)
    least = models.PositiveIntegerField()
    most = models.PositiveIntegerField(null=True)
    warn_on = models.DateField(null=True)
    is_open = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["store", "category"], name="stock_limit_category_once"),
            UniqueConstraint(fields=["store", "style"], name="stock_limit_style_once"),
            UniqueConstraint(fields=["store", "lot"], name="stock_limit_lot_once"),
            CheckConstraint(
                condition=Q(category__isnull=False, style__isnull=True, lot__isnull=True)
                | Q(category__isnull=True, style__isnull=False, lot__isnull=True)
                | Q(category__isnull=True, style__isnull=True, lot__isnull=False),
                name="stock_limit_of_one_thing",
            ),
            CheckConstraint(condition=Q(most__isnull=True) | Q(most__gte=F("least")), name="stock_limit_in_order"),
        ]


class StockShortage(models.Model):
    """One time during which a store had less than its minimum, or nothing at all, of something.

    Open while `ended_at` is empty; the length is what "out of stock" is measured by (R128).
    Written by: inventory.services.minimum only.
    """

    classified = classify(keep="id limit kind began_at ended_at pieces_at_start")

    class Kind(models.TextChoices):
        LOW = "low", "below the minimum"
        OUT = "out", "out of stock"

    limit = models.ForeignKey(StockLimit, models.PROTECT, related_name="shortages", db_index=False)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    pieces_at_start = models.IntegerField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["limit", "kind"], condition=Q(ended_at__isnull=True), name="stock_shortage_one_open"
            )
        ]
        indexes = [models.Index(fields=["limit", "began_at"], name="stock_shortage_began")]
