"""Members who live and buy together."""

from django.db import models
from django.db.models import Q, UniqueConstraint

from facet.kernel.classification import classify


class Household(models.Model):
    """One household; called by its head, so it has no name of its own. Written by: members.services.household only."""

    classified = classify(keep="id head created_at ended_at")

    head = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class HouseholdMember(models.Model):
    """One member's time in one household; in one at a time. Written by: members.services.household only."""

    classified = classify(keep="id household member joined_at left_at")

    household = models.ForeignKey(Household, models.PROTECT, related_name="memberships")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="household_memberships")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["member"], condition=Q(left_at=None), name="household_one_at_a_time")]
        indexes = [models.Index(fields=["household", "left_at"], name="household_members")]
