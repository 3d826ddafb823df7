"""What each grade brings beside points."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify


class GradePolicy(AppendOnly):
    """One version of one grade's policy; the newest counts, older ones say what was promised when.

    Written by: loyalty.services.policy only.
    """

    classified = classify(
        keep="id grade_code version member_discount_bp labour_discount_bp birthday_gift free_services campaign_rights"
        " standard standard_en created_at created_by"
    )

    grade_code = models.CharField(max_length=16)
    version = models.PositiveIntegerField()
    member_discount_bp = models.PositiveIntegerField(default=0)
    labour_discount_bp = models.PositiveIntegerField(default=0)
    birthday_gift = models.CharField(max_length=400, blank=True, default="")
    free_services = models.CharField(max_length=400, blank=True, default="")
    campaign_rights = models.CharField(max_length=400, blank=True, default="")
    standard = models.CharField(max_length=400, blank=True, default="")
    standard_en = models.CharField(max_length=400, blank=True, default="")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)  # Actor.key

    class Meta:
        constraints = [
            UniqueConstraint(fields=["grade_code", "version"], name="grade_policy_version_once"),
            CheckConstraint(
                condition=Q(member_discount_bp__lte=10_000, labour_discount_bp__lte=10_000),
                name="grade_policy_shares",
            ),
        ]
