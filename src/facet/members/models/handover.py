"""Members in nobody's care."""

from django.db import models
from django.db.models import UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify


class Claim(AppendOnly):
    """One public member taken into a clerk's care; `nth` of the clerk's day, so that two tills cannot pass the limit.

    Written by: members.services only.
    """

    classified = classify(keep="id member clerk on nth at")

    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    clerk = models.ForeignKey("organisation.Staff", models.PROTECT, related_name="+")
    on = models.DateField()
    nth = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(fields=["clerk", "on", "nth"], name="claim_within_the_day")]
