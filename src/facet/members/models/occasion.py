"""Days that members keep beside their birthday."""

from django.db import models
from django.db.models import CheckConstraint, Q

from facet.kernel.classification import classify
from facet.kernel.sealed import SealedText, SealId
from facet.members.rules.occasion import OccasionKind


class Occasion(models.Model):
    """One day that a member keeps every year. `next_on` is moved on by the nightly job.

    Month and day stand in the clear so that the coming ones can be asked for; what it is called and
    since when is sealed. Taken away by `ended_at`. Written by: members.services.occasion only.
    """

    classified = classify(
        scrub="label since month day next_on",
        keep="id member kind is_lunar lead_days is_shared hidden_from seal_id created_at ended_at",
    )

    member = models.ForeignKey("members.Member", models.PROTECT, related_name="occasions")
    kind = models.CharField(max_length=12)  # rules.occasion.OccasionKind
    seal_id = SealId()
    label = SealedText()
    since = SealedText()  # the first year
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    is_lunar = models.BooleanField(default=False)
    next_on = models.DateField()
    lead_days = models.PositiveSmallIntegerField(default=14)
    is_shared = models.BooleanField(default=True)  # shown on the pages of the relatives, too
    hidden_from = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(kind__in=[each.value for each in OccasionKind]), name="occasion_kind_known"),
            CheckConstraint(condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=31), name="occasion_day"),
            CheckConstraint(
                condition=Q(hidden_from=None) | ~Q(hidden_from=models.F("member")), name="occasion_not_hidden_from_self"
            ),
        ]
        indexes = [
            models.Index(fields=["member", "next_on"], name="occasion_of_member"),
            models.Index(fields=["next_on"], condition=Q(ended_at=None), name="occasion_next"),
        ]
