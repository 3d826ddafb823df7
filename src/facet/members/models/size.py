"""What a member measures."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.members.rules.size import FINGER_BOUNDS, SizeKind


class Size(models.Model):
    """One finger, the wrist or the neck of one member. Written by: members.services.size only."""

    classified = classify(keep="id member kind tenths measured_on")

    member = models.ForeignKey("members.Member", models.PROTECT, related_name="sizes")
    kind = models.CharField(max_length=16)  # rules.size.SizeKind
    tenths = models.PositiveSmallIntegerField()  # inner circumference or length, 0.1 mm
    measured_on = models.DateField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["member", "kind"], name="member_size_once"),
            CheckConstraint(condition=Q(kind__in=[each.value for each in SizeKind]), name="member_size_kind_known"),
            CheckConstraint(condition=Q(tenths__gte=FINGER_BOUNDS[0], tenths__lte=12_000), name="member_size_fits"),
        ]
