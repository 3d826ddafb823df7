"""Proofs that a member agrees to spending, and her PIN."""

from django.db import models
from django.db.models import CheckConstraint, Q

from facet.kernel.classification import classify
from facet.kernel.sealed import SealId
from facet.loyalty.rules.proof import ProofKind, ProofState, Purpose


class Proof(models.Model):
    """One request for a member's consent to spend `amount` on `document`, and its answer.

    The one-time code is a mac of `seal_id`, of the first where several are asked at once, and stands nowhere.
    `operation` is the act that used it.
    Written by: loyalty.services only.
    """

    classified = classify(
        keep="id seal_id member purpose amount document kind state tries_left asked_at expires_at asked_by store"
        " given_at operation"
    )

    seal_id = SealId()
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=16)
    amount = models.BigIntegerField()  # points for points, else fen
    document = models.CharField(max_length=64)
    kind = models.CharField(max_length=8)
    state = models.CharField(max_length=8, default=ProofState.WAITING.value)
    tries_left = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(null=True)
    operation = models.ForeignKey("kernel.Operation", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(kind__in=[each.value for each in ProofKind]), name="proof_kind_known"),
            CheckConstraint(condition=Q(purpose__in=[each.value for each in Purpose]), name="proof_purpose_known"),
            CheckConstraint(condition=Q(state__in=[each.value for each in ProofState]), name="proof_state_known"),
            # A used proof names its act: it cannot be used by a second one.
            CheckConstraint(
                condition=Q(state="used", operation__isnull=False) | ~Q(state="used") & Q(operation=None),
                name="proof_used_by_one_act",
            ),
        ]
        indexes = [models.Index(fields=["member", "-id"], name="proof_of_member")]


class MemberPin(models.Model):
    """A member's PIN for spending, hashed with Argon2. Written by: loyalty.services only."""

    classified = classify(scrub="encoded", keep="id member set_at set_by")

    member = models.OneToOneField("members.Member", models.PROTECT, related_name="+")
    encoded = models.CharField(max_length=128)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=64)
