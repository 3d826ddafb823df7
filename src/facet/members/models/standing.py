"""Where a member stands: the row that lists sort by and that a sale locks."""

from django.db import models
from django.db.models import CheckConstraint, Q

from facet.kernel.classification import classify


class Standing(models.Model):
    """Grade, points, spending and visits of one member; *the* member lock.

    One row a member, made with the file. Copies of what loyalty and sales own, written in
    their transactions through members.services only, so that lists and tills read one row.
    `spend_cents` and `visits` are the sums of the member's events (books check).
    """

    classified = classify(
        keep="member grade_code points_available points_owed points_lifetime spend_cents visits last_visit_on"
        " last_store credit_open_cents version"
    )

    member = models.OneToOneField("members.Member", models.PROTECT, primary_key=True, related_name="standing")
    grade_code = models.CharField(max_length=16, default="ordinary")
    points_available = models.BigIntegerField(default=0)
    points_owed = models.BigIntegerField(default=0)
    points_lifetime = models.BigIntegerField(default=0)
    spend_cents = models.BigIntegerField(default=0)  # net of returns, since the file was opened
    visits = models.IntegerField(default=0)
    last_visit_on = models.DateField(null=True)
    last_store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    credit_open_cents = models.BigIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)  # counts the writes

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(points_available__gte=0), name="standing_points_not_negative"),
            CheckConstraint(condition=Q(points_owed__gte=0), name="standing_owed_not_negative"),
            CheckConstraint(condition=Q(credit_open_cents__gte=0), name="standing_credit_not_negative"),
        ]
        indexes = [
            models.Index(fields=["last_visit_on", "member"], name="standing_last_visit"),
            models.Index(fields=["spend_cents", "member"], name="standing_spend"),
            models.Index(fields=["points_available", "member"], name="standing_points"),
            models.Index(fields=["grade_code", "member"], name="standing_grade"),
        ]
