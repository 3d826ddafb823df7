"""What each sold line earned, and what its returns took back."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.kernel.money import BASIS


class EarnedLine(AppendOnly):
    """One ticket line of a member as the rules counted it, or (negative) one return of such a line.

    Every factor is stored, so that a claw-back, an explanation or a replay never runs rules
    again and never asks sales. A reversal carries the original's document and line number.
    Units: fen, basis points, whole points; `points` includes `bonus`.
    Written by: loyalty.services only.
    """

    classified = classify(
        keep="id account entry operation document line_no earned_on recorded_at store points_class base_cents rate_bp"
        " coefficient_bp factor_bp step_bp bonus points rule_version reverses trace"
    )

    account = models.ForeignKey("loyalty.PointsAccount", models.PROTECT, related_name="earned_lines")
    entry = models.ForeignKey("loyalty.PointsEntry", models.PROTECT, null=True, related_name="lines")
    operation = models.ForeignKey("kernel.Operation", models.PROTECT, related_name="+")
    document = models.CharField(max_length=64)
    line_no = models.PositiveSmallIntegerField()
    earned_on = models.DateField()  # the local calendar day that the rules looked at
    recorded_at = models.DateTimeField()
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    points_class = models.CharField(max_length=12)
    base_cents = models.BigIntegerField()
    rate_bp = models.PositiveIntegerField()
    coefficient_bp = models.PositiveIntegerField()
    factor_bp = models.PositiveIntegerField()
    step_bp = models.PositiveIntegerField(default=BASIS, db_default=BASIS)  # of the spending step; 10 000 is none
    bonus = models.BigIntegerField()
    points = models.BigIntegerField()
    rule_version = models.ForeignKey("loyalty.RuleVersion", models.PROTECT, related_name="+")
    reverses = models.ForeignKey("self", models.PROTECT, null=True, related_name="reversals")
    trace = models.JSONField(default=dict)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["operation", "document", "line_no"], name="earned_line_once"),
            UniqueConstraint(fields=["document", "line_no"], condition=Q(reverses=None), name="earned_line_earns_once"),
            CheckConstraint(
                condition=Q(reverses=None, points__gte=0, base_cents__gte=0)
                | Q(reverses__isnull=False, points__lte=0, base_cents__lte=0),
                name="earned_line_sign",
            ),
        ]
        indexes = [models.Index(fields=["earned_on", "points_class"], name="earned_line_by_day")]
