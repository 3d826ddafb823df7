"""Groups of members: what points rules, promotions and coupons may name."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.members.rules.group import GroupKind


class MemberGroup(models.Model):
    """One group. `rule` and `params` say who belongs to a computed one; a manual one has neither.

    Never deleted, only put out of use: rules of the past name its code.
    Written by: members.services.group only.
    """

    classified = classify(keep="id code name name_en kind rule params order is_active computed_at created_at")

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=32)
    name_en = models.CharField(max_length=32, blank=True, default="")
    kind = models.CharField(max_length=8, default=GroupKind.MANUAL.value)
    rule = models.CharField(max_length=64, blank=True, default="")  # key of a GroupRule in slot "member.group"
    params = models.JSONField(default=dict)  # whole numbers by key, as the rule asks
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    computed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(kind=GroupKind.MANUAL.value, rule="") | (Q(kind=GroupKind.COMPUTED.value) & ~Q(rule="")),
                name="member_group_computed_has_a_rule",
            )
        ]


class GroupMember(models.Model):
    """One member in one group; leaving takes the row away, the audit record remembers.

    Written by: members.services.group only.
    """

    classified = classify(keep="id group member added_at added_by")

    group = models.ForeignKey(MemberGroup, models.PROTECT, related_name="memberships")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="group_memberships")
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)  # Actor.key

    class Meta:
        constraints = [UniqueConstraint(fields=["member", "group"], name="group_member_once")]
        indexes = [models.Index(fields=["group", "member"], name="group_member_of_group")]
