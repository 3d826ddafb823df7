"""What a member allows us to use."""

from django.db import models
from django.db.models import CheckConstraint, Q

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.members.rules.words import ConsentChannel


class Consent(AppendOnly):
    """One answer of a member for one channel; the latest counts, the older ones are evidence.

    Written by: members.services only.
    """

    classified = classify(keep="id member channel is_granted given_at text_version recorded_by store")

    member = models.ForeignKey("members.Member", models.PROTECT, related_name="consents")
    channel = models.CharField(max_length=8)
    is_granted = models.BooleanField()
    given_at = models.DateTimeField()
    text_version = models.CharField(max_length=16, default="1")  # which consent text was read out
    recorded_by = models.CharField(max_length=64)  # Actor.key
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(channel__in=[each.value for each in ConsentChannel]), name="consent_channel_known"
            )
        ]
        indexes = [models.Index(fields=["member", "channel", "-id"], name="consent_latest")]
