"""Membership cards and their types."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.members.rules.words import CardState


class CardType(models.Model):
    """One kind of card: the carrier (design, validity). What points it earns belongs to the grade.

    Written by: members.services only.
    """

    classified = classify(keep="id code name name_en valid_months order is_active")

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=32)
    name_en = models.CharField(max_length=32, blank=True, default="")
    valid_months = models.PositiveSmallIntegerField(null=True)  # None: for life
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)


class Card(models.Model):
    """One card of one member; a member has one card in use at a time.

    Issued once; only `state` changes afterwards. Written by: members.services only.
    """

    classified = classify(keep="id number member card_type state issued_on issued_store expires_on")

    number = models.CharField(max_length=20, unique=True)
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="cards")
    card_type = models.ForeignKey(CardType, models.PROTECT, related_name="cards")
    state = models.CharField(max_length=8, default=CardState.ACTIVE.value)
    issued_on = models.DateField()
    issued_store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    expires_on = models.DateField(null=True)  # the last day it is good

    class Meta:
        constraints = [
            UniqueConstraint(fields=["member"], condition=Q(state=CardState.ACTIVE.value), name="card_one_in_use"),
            CheckConstraint(condition=Q(state__in=[each.value for each in CardState]), name="card_state_known"),
        ]
        indexes = [models.Index(fields=["issued_on", "card_type"], name="card_issued")]
