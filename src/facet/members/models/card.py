"""Membership cards and their types."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.members.rules.words import CardState


class CardType(models.Model):
    """One kind of card: the carrier (design, validity, price rights). What points it earns belongs to the grade.

    Price level and labour discount count in `categories` and everything below them; without any, everywhere.
    Written by: members.services only. Source: R047, R348.
    """

    classified = classify(
        keep="id code name name_en valid_months order is_active colour price_level labour_discount_bp"
    )

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=32)
    name_en = models.CharField(max_length=32, blank=True, default="")
    valid_months = models.PositiveSmallIntegerField(null=True)  # None: for life
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    colour = models.CharField(max_length=8, default="gold")  # rules.cards.COLOURS
    price_level = models.PositiveSmallIntegerField(default=0)  # 0: the list price; 1 to 9: what PriceLevel says
    labour_discount_bp = models.PositiveSmallIntegerField(default=0)
    categories = models.ManyToManyField("catalog.Category", related_name="+")

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(labour_discount_bp__lte=10_000), name="card_type_discount_within_whole"),
            CheckConstraint(condition=Q(price_level__lte=9), name="card_type_price_level_known"),
        ]


class PriceLevel(models.Model):
    """What members of one price level pay less than the list price; card types name it by its number.

    Percent off fixed prices and sets, fen off each gram of metal by weight; both count in the card type's
    categories. Written by: members.services.save_price_level only. Source: R047, R348.
    """

    classified = classify(keep="id level name name_en fixed_bp gram_cents")

    level = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=32)
    name_en = models.CharField(max_length=32, blank=True, default="")
    fixed_bp = models.PositiveSmallIntegerField(default=0)
    gram_cents = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(level__gte=1, level__lte=9), name="price_level_is_1_to_9"),
            CheckConstraint(condition=Q(fixed_bp__lt=10_000), name="price_level_leaves_a_price"),
        ]


class Card(models.Model):
    """One card of one member; a member has one card in use at a time.

    A lost or frozen card is still the member's: it is found and says so. `replaced_by` leads from an
    old number to the new one. A merge moves the row to the survivor. Written by: members.services only.
    """

    classified = classify(keep="id number member card_type state issued_on issued_store expires_on replaced_by")

    number = models.CharField(max_length=20, unique=True)
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="cards")
    card_type = models.ForeignKey(CardType, models.PROTECT, related_name="cards")
    state = models.CharField(max_length=8, default=CardState.ACTIVE.value)
    issued_on = models.DateField()
    issued_store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    expires_on = models.DateField(null=True)  # the last day it is good
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["member"], condition=Q(state=CardState.ACTIVE.value), name="card_one_in_use"),
            CheckConstraint(condition=Q(state__in=[each.value for each in CardState]), name="card_state_known"),
        ]
        indexes = [
            models.Index(fields=["issued_on", "card_type"], name="card_issued"),
            models.Index(fields=["expires_on"], condition=Q(state=CardState.ACTIVE.value), name="card_ending"),
        ]


class CardEvent(AppendOnly):
    """One thing that was done with a card: issued, replaced, lost, frozen and back, expired, renewed.

    Written by: members.services only.
    """

    classified = classify(scrub="reason", keep="id card at what by_key by_name store")

    card = models.ForeignKey(Card, models.PROTECT, related_name="history")
    at = models.DateTimeField()
    what = models.CharField(max_length=10)  # rules.cards.CardAct
    by_key = models.CharField(max_length=64)  # Actor.key
    by_name = models.CharField(max_length=64)
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["card", "-id"], name="card_event_newest")]
