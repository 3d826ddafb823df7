"""Points or coupons for many members at once."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.loyalty.rules.grant import GrantState


class Grant(models.Model):
    """One benefit for the members a condition found: who is fixed when it is asked for, so the yes is for them.

    Either `points` for each or a coupon of `coupon_type`. Written by: loyalty.services.granting only.
    """

    classified = classify(
        scrub="reason",
        keep="id operation conditions points coupon_type members digest state done passed_over approval asked_at"
        " asked_by finished_at undone_at undone_by earned_on store",
    )

    operation = models.OneToOneField("kernel.Operation", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=120)
    conditions = models.JSONField(default=dict)
    points = models.BigIntegerField(default=0)
    coupon_type = models.ForeignKey("loyalty.CouponType", models.PROTECT, null=True, related_name="+")
    members = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=8)
    done = models.PositiveIntegerField(default=0)
    passed_over = models.PositiveIntegerField(default=0)  # who had had as many coupons as she may, or was archived
    approval = models.ForeignKey("organisation.Approval", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)  # Actor.name
    earned_on = models.DateField()
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(state__in=[each.value for each in GrantState]), name="grant_state_known"),
            CheckConstraint(
                condition=Q(points__gt=0, coupon_type=None) | Q(points=0, coupon_type__isnull=False),
                name="grant_gives_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["-asked_at"], name="grant_newest")]


class GrantLine(models.Model):
    """One member of a grant and what she got. Written by: loyalty.services.granting only."""

    classified = classify(keep="id grant member award coupon is_done")

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="lines")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    award = models.ForeignKey("loyalty.Award", models.PROTECT, null=True, related_name="+")
    coupon = models.ForeignKey("loyalty.Coupon", models.PROTECT, null=True, related_name="+")
    is_done = models.BooleanField(default=False)

    class Meta:
        constraints = [UniqueConstraint(fields=["grant", "member"], name="grant_line_once")]
