"""Months of stock that were locked: who locked them, and the lines as they stood."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.inventory.rules.month_book import COLUMN_WORDS
from facet.inventory.rules.words import choices
from facet.kernel.classification import classify


class MonthLock(models.Model):
    """One month of one store, locked; opened again only by somebody other than who asked for it.

    `month` is its first day. A month that was opened again keeps this row and gets a new one when it is
    locked anew. Written by: inventory.services.month_book only.
    """

    classified = classify(
        keep="id store month locked_at locked_by_key locked_by_name asked_at asked_by_key asked_by_name reason"
        " reopened_at reopened_by_key reopened_by_name"
    )

    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    month = models.DateField()
    locked_at = models.DateTimeField()
    locked_by_key = models.CharField(max_length=64)
    locked_by_name = models.CharField(max_length=60)
    asked_at = models.DateTimeField(null=True)
    asked_by_key = models.CharField(max_length=64, blank=True, default="")
    asked_by_name = models.CharField(max_length=60, blank=True, default="")
    reason = models.CharField(max_length=200, blank=True, default="")
    reopened_at = models.DateTimeField(null=True)
    reopened_by_key = models.CharField(max_length=64, blank=True, default="")
    reopened_by_name = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["store", "month"], condition=Q(reopened_at=None), name="month_lock_one_open"),
            CheckConstraint(
                condition=Q(reopened_at=None) | (Q(asked_at__isnull=False) & ~Q(reopened_by_key="")),
                name="month_reopened_on_request",
            ),
        ]


class MonthLine(models.Model):
    """One column of one category in a locked month: pieces, grams, cost. Goes when the month is opened again.

    Every amount is positive, whichever way it went; corrections are signed. Units: mg, cents.
    Written by: inventory.services.month_book only.
    """

    classified = classify(keep="id lock category column pieces net_mg cost_cents")

    lock = models.ForeignKey(MonthLock, models.PROTECT, related_name="lines", db_index=False)
    category = models.ForeignKey("catalog.Category", models.PROTECT, related_name="+", db_index=False)
    column = models.CharField(max_length=16, choices=choices(COLUMN_WORDS))
    pieces = models.BigIntegerField()
    net_mg = models.BigIntegerField()
    cost_cents = models.BigIntegerField()

    class Meta:
        constraints = [UniqueConstraint(fields=["lock", "category", "column"], name="month_line_once")]
