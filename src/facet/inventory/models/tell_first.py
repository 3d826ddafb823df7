"""Who is told first of a new piece."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.classification import classify


class TellFirst(models.Model):
    """One member who waits for what has just come in; one row for a piece and a member, for ever.

    `reasons` are the msgids of rules.proposals with their facts, at the moment the piece came in.
    Written by: inventory.services.tell_first only.
    """

    classified = classify(
        keep="id piece member source score reasons found_at state snoozed_until done_at done_by_name document"
    )

    piece = models.ForeignKey("inventory.Piece", models.PROTECT, related_name="told_first")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    source = models.CharField(max_length=8)  # need, wish, liking
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField()
    document = models.CharField(max_length=64)
    state = models.CharField(max_length=8, default="open")  # open, done, dropped
    snoozed_until = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by_name = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["piece", "member"], name="tell_first_once"),
            CheckConstraint(condition=Q(state__in=["open", "done", "dropped"]), name="tell_first_state_known"),
            CheckConstraint(condition=Q(source__in=["need", "wish", "liking"]), name="tell_first_source_known"),
        ]
        indexes = [
            models.Index(fields=["state", "-found_at"], name="tell_first_open"),
            models.Index(fields=["member", "state"], name="tell_first_member"),
        ]
