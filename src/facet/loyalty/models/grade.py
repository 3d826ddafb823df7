"""When and why members' grades changed."""

from django.db import models

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.loyalty.rules.kinds import CAUSE_LABELS


class GradeChange(AppendOnly):
    """One change of one member's grade, with its day, cause and the ledger line that caused it.

    The grade now is on the member's standing. Written by: loyalty.services only.
    """

    classified = classify(keep="id member before after at on cause entry rule_version lifetime")

    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    before = models.CharField(max_length=16)
    after = models.CharField(max_length=16)
    at = models.DateTimeField()
    on = models.DateField()
    cause = models.CharField(max_length=16, choices=[(cause.value, label) for cause, label in CAUSE_LABELS.items()])
    entry = models.ForeignKey("loyalty.PointsEntry", models.PROTECT, null=True, related_name="grade_changes")
    rule_version = models.ForeignKey("loyalty.RuleVersion", models.PROTECT, related_name="+")
    lifetime = models.BigIntegerField()  # the points that decided

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(before=models.F("after")), name="grade_change_changes"),
        ]
        indexes = [models.Index(fields=["member", "-id"], name="grade_change_newest")]


class GradeWatch(models.Model):
    """A member whose figures carry her grade no longer, and since when; gone when they do again.

    Written by: loyalty.services.regrading only.
    """

    classified = classify(keep="id member below_since")

    member = models.OneToOneField("members.Member", models.PROTECT, related_name="+")
    below_since = models.DateField()
