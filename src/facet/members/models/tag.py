"""Words by which staff sort members."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.members.rules.tag import TagTone


class Tag(models.Model):
    """One word of the managed list; put out of use, never deleted.

    `tone` colours the badge, the word itself says what it means. Written by: members.services.tag only.
    """

    classified = classify(keep="id name name_en tone order is_active")

    name = models.CharField(max_length=16, unique=True)
    name_en = models.CharField(max_length=32, blank=True, default="")
    tone = models.CharField(max_length=8, default=TagTone.PLAIN.value)
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(tone__in=[each.value for each in TagTone]), name="member_tag_tone_known")
        ]


class Tagging(models.Model):
    """One tag on one member. Written by: members.services.tag only."""

    classified = classify(keep="id tag member added_at added_by")

    tag = models.ForeignKey(Tag, models.PROTECT, related_name="taggings")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="taggings")
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)  # Actor.key

    class Meta:
        constraints = [UniqueConstraint(fields=["member", "tag"], name="member_tagged_once")]
        indexes = [models.Index(fields=["tag", "member"], name="member_tagging_of_tag")]
