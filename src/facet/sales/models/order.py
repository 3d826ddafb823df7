"""What customers ordered: existing styles otherwise, and pieces made for them."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.sales.rules.orders import (
    APPROVER_WORDS,
    KIND_WORDS,
    SOURCE_WORDS,
    STATE_WORDS,
    Approver,
    MetalSource,
    OrderKind,
    OrderState,
)


class CustomerOrder(models.Model):
    """One order of one member: what is wanted, what it may cost, when it is promised, where it stands.

    Each change of `state` has its OrderStep. `piece` is what arrived for it, `sale` the ticket that handed it over.
    Units: cents, mg, tenths of a millimetre. Written by: sales.services.orders only.
    """

    classified = classify(
        keep="id number kind state store member clerk style size_tenths weight_from_mg weight_to_mg"
        " estimate_from_cents estimate_to_cents metal_source metal_gross_mg metal_fine_mg promised_on taken_on"
        " taken_at piece finished_in sale closed_at",
        scrub="design",
    )

    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=8, choices=[(each.value, each.value) for each in OrderKind])
    state = models.CharField(max_length=12, choices=[(each.value, each.value) for each in OrderState])
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    clerk = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    style = models.ForeignKey("catalog.Style", models.PROTECT, null=True, related_name="+")
    design = models.CharField(max_length=400)
    size_tenths = models.PositiveIntegerField(default=0)
    weight_from_mg = models.BigIntegerField(default=0)
    weight_to_mg = models.BigIntegerField(default=0)
    estimate_from_cents = models.BigIntegerField()
    estimate_to_cents = models.BigIntegerField()
    metal_source = models.CharField(max_length=8, choices=[(each.value, each.value) for each in MetalSource])
    metal_gross_mg = models.BigIntegerField(default=0)  # what the customer handed in
    metal_fine_mg = models.BigIntegerField(default=0)
    promised_on = models.DateField()
    taken_on = models.DateField()
    taken_at = models.DateTimeField()
    piece = models.ForeignKey("inventory.Piece", models.PROTECT, null=True, related_name="+")
    finished_in = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    sale = models.ForeignKey("sales.Sale", models.PROTECT, null=True, related_name="orders")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(estimate_from_cents__gt=0, estimate_to_cents__gte=F("estimate_from_cents")),
                name="order_estimate_is_a_range",
            ),
            CheckConstraint(
                condition=Q(metal_fine_mg__gte=0, metal_gross_mg__gte=F("metal_fine_mg")),
                name="order_metal_makes_sense",
            ),
        ]
        indexes = [
            models.Index(fields=["store", "state", "promised_on"], name="order_store_state"),
            models.Index(fields=["member", "state"], name="order_member"),
            models.Index(fields=["-taken_at", "-id"], name="order_newest"),
        ]

    @property
    def kind_words(self) -> str:
        """Whether the design exists; English, translated where it is shown."""
        return KIND_WORDS[self.kind]

    @property
    def state_words(self) -> str:
        """Where it stands; English, translated where it is shown."""
        return STATE_WORDS[self.state]

    @property
    def source_words(self) -> str:
        """Whose metal it is made of; English, translated where it is shown."""
        return SOURCE_WORDS[self.metal_source]


class OrderStep(AppendOnly):
    """One stage that an order reached. Written by: sales.services.orders only."""

    classified = classify(keep="id order number from_state to_state store at by", scrub="note")

    order = models.ForeignKey(CustomerOrder, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    from_state = models.CharField(max_length=12, blank=True, default="")
    to_state = models.CharField(max_length=12)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [UniqueConstraint(fields=["order", "number"], name="order_step_once")]

    @property
    def to_words(self) -> str:
        """The stage reached; English, translated where it is shown."""
        return STATE_WORDS[self.to_state]


class OrderDrawing(models.Model):
    """One drawing of a custom order, and the customer's yes to it: when, and by whom.

    Approved once; a changed design is a further drawing. Written by: sales.services.orders only.
    """

    classified = classify(
        keep="id order number sha256 width height added_at added_by approved_on approver approved_by", scrub="caption"
    )

    order = models.ForeignKey(CustomerOrder, models.PROTECT, related_name="drawings")
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    caption = models.CharField(max_length=120, blank=True, default="")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(null=True)
    approver = models.CharField(max_length=8, blank=True, default="", choices=[(e.value, e.value) for e in Approver])
    approved_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [UniqueConstraint(fields=["order", "number"], name="order_drawing_once")]

    @property
    def approver_words(self) -> str:
        """Who said yes; English, translated where it is shown."""
        return APPROVER_WORDS[self.approver] if self.approver else ""
