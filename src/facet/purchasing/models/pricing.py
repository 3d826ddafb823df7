"""Gold that came before its price: grams owed, and each time a price was fixed for some of them."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.purchasing.rules.words import FIXED_WITH_WORDS, choices


class MetalDebt(models.Model):
    """Grams of fine metal that one delivery left us owing, and how far they are settled. Units: fine mg, cents.

    `settled_mg` and `settled_cents` are the sums of its parts; going back to the supplier settles as well.
    Written by: purchasing.services only, under the row's lock.
    """

    classified = classify(
        keep="id supplier receipt metal fine_mg provisional_cents settled_mg settled_cents owed_since"
    )

    supplier = models.ForeignKey("organisation.Partner", models.PROTECT, related_name="metal_debts")
    receipt = models.ForeignKey("purchasing.OrderReceipt", models.PROTECT, related_name="debts")
    metal = models.CharField(max_length=16)
    fine_mg = models.PositiveBigIntegerField()
    provisional_cents = models.PositiveBigIntegerField()
    settled_mg = models.PositiveBigIntegerField(default=0)
    settled_cents = models.PositiveBigIntegerField(default=0)
    owed_since = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["receipt", "metal"], name="metal_debt_once_a_delivery"),
            CheckConstraint(condition=Q(settled_mg__lte=F("fine_mg")), name="metal_debt_settled_at_most_all"),
        ]
        indexes = [models.Index(fields=["supplier", "metal", "owed_since"], name="metal_debt_oldest")]

    @property
    def open_mg(self) -> int:
        return self.fine_mg - self.settled_mg


class PriceFixing(AppendOnly):
    """One price for some grams that were owed, paid in money, in metal or in old gold. Units: fine mg, cents.

    `difference_cents` is how much dearer (or, negative, cheaper) they became than their provisional cost.
    Written by: purchasing.services.pricing only.
    """

    classified = classify(
        keep="id number supplier metal fine_mg cents_per_gram cents difference_cents paid_with fixed_at fixed_by_key"
        " fixed_by_name note"
    )

    number = models.CharField(max_length=24, unique=True)
    supplier = models.ForeignKey("organisation.Partner", models.PROTECT, related_name="+")
    metal = models.CharField(max_length=16)
    fine_mg = models.PositiveBigIntegerField()
    cents_per_gram = models.PositiveBigIntegerField()
    cents = models.PositiveBigIntegerField()
    difference_cents = models.BigIntegerField()
    paid_with = models.CharField(max_length=12, choices=choices(FIXED_WITH_WORDS))
    fixed_at = models.DateTimeField()
    fixed_by_key = models.CharField(max_length=64)
    fixed_by_name = models.CharField(max_length=60)
    note = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["supplier", "fixed_at"], name="price_fixing_supplier")]


class FixingPart(AppendOnly):
    """What one fixing settled of one delivery's grams. The parts of a fixing sum to it. Units: fine mg, cents.

    Written by: purchasing.services.pricing only.
    """

    classified = classify(keep="id fixing debt fine_mg cents provisional_cents")

    fixing = models.ForeignKey(PriceFixing, models.PROTECT, related_name="parts")
    debt = models.ForeignKey(MetalDebt, models.PROTECT, related_name="parts")
    fine_mg = models.PositiveBigIntegerField()
    cents = models.PositiveBigIntegerField()
    provisional_cents = models.PositiveBigIntegerField()

    class Meta:
        constraints = [UniqueConstraint(fields=["fixing", "debt"], name="fixing_part_once")]
