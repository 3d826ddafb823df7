"""Fields that the chain defines itself, and what members' files say in them."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.kernel.sealed import SealedText, SealId
from facet.members.rules.field import FieldKind


class MemberField(models.Model):
    """One field of the chain's own; code and kind never change, an unused one is put out of use.

    `choices` is a list of [code, name, English name]. Written by: members.services.field only.
    """

    classified = classify(
        keep="id code name name_en kind hint hint_en choices is_personal is_required is_searchable order is_active"
    )

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=32)
    name_en = models.CharField(max_length=32, blank=True, default="")
    kind = models.CharField(max_length=8)  # rules.field.FieldKind
    hint = models.CharField(max_length=120, blank=True, default="")
    hint_en = models.CharField(max_length=120, blank=True, default="")
    choices = models.JSONField(default=list)
    is_personal = models.BooleanField(default=False)  # its values are sealed and masked
    is_required = models.BooleanField(default=False)
    is_searchable = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(kind__in=[each.value for each in FieldKind]), name="member_field_kind_known")
        ]


class FieldValue(models.Model):
    """What one member's file says in one field: in the clear, or sealed where the field is personal.

    `token` finds a searchable value of a personal field. Written by: members.services.field only.
    """

    classified = classify(scrub="plain sealed token", keep="id member field seal_id")

    member = models.ForeignKey("members.Member", models.PROTECT, related_name="field_values")
    field = models.ForeignKey(MemberField, models.PROTECT, related_name="values")
    seal_id = SealId()
    plain = models.CharField(max_length=1000, blank=True, default="")
    sealed = SealedText()
    token = models.BinaryField(max_length=16, null=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["member", "field"], name="member_field_once")]
        indexes = [
            models.Index(fields=["field", "plain"], name="member_field_plain"),
            models.Index(fields=["field", "token"], name="member_field_token"),
        ]
