"""What a member allows us to use."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.members.rules.words import ConsentChannel, ConsentPurpose


class Consent(AppendOnly):
    """One answer of a member for one channel and purpose; the latest counts, the older ones are evidence.

    Written by: members.services only.
    """

    classified = classify(keep="id member channel purpose is_granted given_at text_version recorded_by store")

    member = models.ForeignKey("members.Member", models.PROTECT, related_name="consents")
    channel = models.CharField(max_length=8)
    purpose = models.CharField(max_length=12, default=ConsentPurpose.MARKETING.value)
    is_granted = models.BooleanField()
    given_at = models.DateTimeField()
    text_version = models.CharField(max_length=16, default="1")  # which consent text was read out
    recorded_by = models.CharField(max_length=64)  # Actor.key
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(channel__in=[each.value for each in ConsentChannel]), name="consent_channel_known"
            ),
            CheckConstraint(
                condition=Q(purpose__in=[each.value for each in ConsentPurpose]), name="consent_purpose_known"
            ),
        ]
        indexes = [models.Index(fields=["member", "channel", "-id"], name="consent_latest")]


class ConsentText(AppendOnly):
    """One version of what is read out before a member answers; the latest of a purpose is in force.

    Written by: members.services.consent only.
    """

    classified = classify(keep="id purpose version text text_en valid_from created_by")

    purpose = models.CharField(max_length=12)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    text_en = models.TextField(blank=True, default="")
    valid_from = models.DateTimeField()
    created_by = models.CharField(max_length=64)  # Actor.key

    class Meta:
        constraints = [UniqueConstraint(fields=["purpose", "version"], name="consent_text_version_once")]
