"""Who belongs to whom."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.kernel.sealed import SealedText, SealId
from facet.members.rules.words import RelationKind


class Relation(models.Model):
    """Somebody close to a member: another member, or a person known by name only.

    `kind` says what the other is to the member; between two members one row tells both sides.
    Written by: members.services only.
    """

    classified = classify(
        scrub="name birth_date", keep="id member kind other is_private is_private_back seal_id created_at ended_at"
    )

    member = models.ForeignKey("members.Member", models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=8)  # rules.words.RelationKind
    other = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="relations_to")
    seal_id = SealId()
    name = SealedText()  # empty where `other` has a file of her own
    birth_date = SealedText()  # ISO
    is_private = models.BooleanField(default=False)  # the member's matters stay off the other's page
    is_private_back = models.BooleanField(default=False)  # and the other's off hers
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # untied; the row stays as history

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(other=None) | ~Q(other=F("member")), name="relation_to_somebody_else"),
            CheckConstraint(condition=Q(kind__in=[each.value for each in RelationKind]), name="relation_kind_known"),
            UniqueConstraint(fields=["member", "other"], condition=Q(ended_at=None), name="relation_once"),
        ]
