"""The member's timeline."""

from django.db import models
from django.db.models import CheckConstraint, Q

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.members.rules.words import Happened


class MemberEvent(AppendOnly):
    """One thing that happened with a member, as the timeline tells it.

    Written downward by whoever made it happen, in that transaction. `title` is an English
    message id with {places} that `facts` fill; no personal data in either. The amounts are
    signed (a return is negative) and add up to the member's spending, pieces and grams.
    Written by: members.services.record_event only.
    """

    classified = classify(
        keep="id member at on kind icon title facts store amount_cents points pieces weight_mg visits url"
    )

    member = models.ForeignKey("members.Member", models.PROTECT, related_name="events")
    at = models.DateTimeField()
    on = models.DateField()  # the local day, which the page shows and twelve months are counted by
    kind = models.CharField(max_length=12)  # rules.words.Happened
    icon = models.CharField(max_length=32)
    title = models.CharField(max_length=160)
    facts = models.JSONField(default=dict)
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    amount_cents = models.BigIntegerField(default=0)
    points = models.IntegerField(default=0)
    pieces = models.IntegerField(default=0)
    weight_mg = models.BigIntegerField(default=0)
    visits = models.SmallIntegerField(default=0)
    url = models.CharField(max_length=200, blank=True, default="")  # a path of ours, without personal data

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(kind__in=[each.value for each in Happened]), name="member_event_kind_known")
        ]
        indexes = [models.Index(fields=["member", "-at", "-id"], name="member_event_newest")]
