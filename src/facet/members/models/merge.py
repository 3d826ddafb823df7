"""Two files of one person, joined."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.kernel.sealed import SealedText, SealId


class MemberMerge(models.Model):
    """One join of the file `merged` into the file `survivor`, and perhaps its undoing.

    `moved` is what each domain moved, by domain: ids and numbers, enough to move exactly these
    back. `kept` names the fields that the survivor took from the other file; what she had before
    is in `replaced`, sealed. Only the undoing changes the row.
    Written by: members.services only. Source: P10, docs/decisions/0016.
    """

    classified = classify(
        scrub="replaced reason",
        keep="id seal_id survivor merged operation merged_at merged_by moved kept undone_at undone_by",
    )

    seal_id = SealId()
    survivor = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    merged = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    operation = models.ForeignKey("kernel.Operation", models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=64)  # Actor.key
    moved = models.JSONField(default=dict)
    kept = models.JSONField(default=list)
    replaced = SealedText()  # JSON: column → what the survivor had
    reason = models.CharField(max_length=120, blank=True, default="")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["merged"], condition=Q(undone_at=None), name="member_merged_once"),
            CheckConstraint(condition=~Q(survivor=F("merged")), name="member_merge_joins_two"),
        ]
        indexes = [models.Index(fields=["survivor", "-id"], name="member_merge_survivor")]
