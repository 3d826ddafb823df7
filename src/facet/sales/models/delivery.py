"""Sold goods that reach the customer later: which, how, by when, and who took them."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.kernel.sealed import SealedText, SealId
from facet.sales.rules.deliveries import KIND_WORDS, STATE_WORDS, DeliveryKind, DeliveryState


class Delivery(models.Model):
    """Goods of one ticket on their way to the customer.

    `receiver` is who took them, the proof; both it and the address are sealed.
    Written by: sales.services.deliveries only.
    """

    classified = classify(
        keep="id seal_id number kind state sale store to_store member clerk due_on carrier tracking created_at"
        " closed_at",
        scrub="address receiver",
    )

    seal_id = SealId()
    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=12, choices=[(each.value, each.value) for each in DeliveryKind])
    state = models.CharField(max_length=12, choices=[(each.value, each.value) for each in DeliveryState])
    sale = models.ForeignKey("sales.Sale", models.PROTECT, related_name="deliveries")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    to_store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    clerk = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    carrier = models.CharField(max_length=40, blank=True, default="")
    tracking = models.CharField(max_length=40, blank=True, default="")
    address = SealedText()
    receiver = SealedText()
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(kind="other_store", to_store__isnull=False) | ~Q(kind="other_store") & Q(to_store=None),
                name="delivery_names_the_other_store",
            ),
        ]
        indexes = [
            models.Index(fields=["store", "state", "due_on"], name="delivery_store_state"),
            models.Index(fields=["to_store", "state"], name="delivery_to_store"),
            models.Index(fields=["-created_at", "-id"], name="delivery_newest"),
        ]

    @property
    def kind_words(self) -> str:
        """How the goods reach the customer; English, translated where it is shown."""
        return KIND_WORDS[self.kind]

    @property
    def state_words(self) -> str:
        """Where they are; English, translated where it is shown."""
        return STATE_WORDS[self.state]


class DeliveryLine(AppendOnly):
    """Goods of a ticket's line that a delivery carries. Written by: sales.services.deliveries only."""

    classified = classify(keep="id delivery line quantity")

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="lines")
    line = models.ForeignKey("sales.SaleLine", models.PROTECT, related_name="deliveries")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["delivery", "line"], name="delivery_line_once"),
            CheckConstraint(condition=Q(quantity__gt=0), name="delivery_line_carries"),
        ]


class DeliveryStep(AppendOnly):
    """One stage that a delivery reached. Written by: sales.services.deliveries only."""

    classified = classify(keep="id delivery number from_state to_state at by", scrub="note")

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    from_state = models.CharField(max_length=12, blank=True, default="")
    to_state = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [UniqueConstraint(fields=["delivery", "number"], name="delivery_step_once")]

    @property
    def to_words(self) -> str:
        """The stage reached; English, translated where it is shown."""
        return STATE_WORDS[self.to_state]
