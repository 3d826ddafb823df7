"""The papers of old gold on its way to the refiner: nightly seals, bags to headquarters, lots."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify


class NightSeal(AppendOnly):
    """One evening's old gold of a store, counted and sealed by two people. Units: mg.

    Written by: sales.services.refining only.
    """

    classified = classify(
        keep="id number store business_date seal_number pieces gross_mg fine_mg first_by second_by at"
    )

    number = models.CharField(max_length=32, unique=True)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    business_date = models.DateField()
    seal_number = models.CharField(max_length=32, unique=True)
    pieces = models.PositiveIntegerField()
    gross_mg = models.BigIntegerField()
    fine_mg = models.BigIntegerField()
    first_by = models.ForeignKey("organisation.Staff", models.PROTECT, related_name="+")
    second_by = models.ForeignKey("organisation.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [CheckConstraint(condition=~Q(first_by=F("second_by")), name="night_seal_takes_two")]


class GoldBag(models.Model):
    """One sealed bag from a store to headquarters, weighed at both ends. Units: mg.

    Written by: sales.services.refining only.
    """

    class State(models.TextChoices):
        SENT = "sent"
        RECEIVED = "received"

    classified = classify(
        keep="id number store seal_number state pieces gross_mg fine_mg weight_out_mg weight_in_mg sent_at sent_by"
        " received_at received_by seal_intact note"
    )

    number = models.CharField(max_length=32, unique=True)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    seal_number = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    pieces = models.PositiveIntegerField()
    gross_mg = models.BigIntegerField()
    fine_mg = models.BigIntegerField()
    weight_out_mg = models.BigIntegerField()
    weight_in_mg = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    seal_intact = models.BooleanField(null=True)
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(weight_out_mg__gt=0) & (Q(weight_in_mg=None) | Q(weight_in_mg__gt=0)),
                name="gold_bag_weighs_something",
            )
        ]

    @property
    def difference_mg(self) -> int | None:
        """What arrived less what was sent; None on the way."""
        return None if self.weight_in_mg is None else self.weight_in_mg - self.weight_out_mg


class RefiningLot(models.Model):
    """Old gold given to a refiner, and the fine metal that came back. Units: mg, basis points, cents.

    variance = booked − returned: above zero is a loss. Written by: sales.services.refining only.
    """

    class State(models.TextChoices):
        SENT = "sent"
        REFINED = "refined"

    classified = classify(
        keep="id number refiner state metal pieces net_mg booked_fine_mg returned_fine_mg cents_per_gram variance_mg"
        " variance_bp variance_cents opened_at opened_by refined_at refined_by reference"
    )

    number = models.CharField(max_length=32, unique=True)
    refiner = models.ForeignKey("organisation.Partner", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    metal = models.CharField(max_length=16)
    pieces = models.PositiveIntegerField()
    net_mg = models.BigIntegerField()
    booked_fine_mg = models.BigIntegerField()
    returned_fine_mg = models.BigIntegerField(null=True)
    cents_per_gram = models.BigIntegerField(default=0)
    variance_mg = models.BigIntegerField(null=True)
    variance_bp = models.BigIntegerField(null=True)
    variance_cents = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    refined_at = models.DateTimeField(null=True)
    refined_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    reference = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(returned_fine_mg=None, variance_mg=None)
                | Q(variance_mg=F("booked_fine_mg") - F("returned_fine_mg")),
                name="refining_lot_variance_is_the_difference",
            )
        ]


class TesterVariance(AppendOnly):
    """One tester's part of a lot's variance, by the fine metal that tester booked. Parts add up to the lot.

    Units: mg, cents. Written by: sales.services.refining only.
    """

    classified = classify(keep="id lot tester booked_fine_mg variance_mg variance_cents")

    lot = models.ForeignKey(RefiningLot, models.PROTECT, related_name="testers")
    tester = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    booked_fine_mg = models.BigIntegerField()
    variance_mg = models.BigIntegerField()
    variance_cents = models.BigIntegerField()

    class Meta:
        constraints = [UniqueConstraint(fields=["lot", "tester"], name="tester_variance_once")]
