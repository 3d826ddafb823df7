"""How partners deliver, and what they ask for their work."""

from django.db import models
from django.db.models import CheckConstraint, Q

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.kernel.sealed import SealedText, SealId
from facet.purchasing.rules.words import LABOUR_WORDS, choices


class SupplierTerms(models.Model):
    """What was agreed with one supplier. The address for orders is a person's, so it is sealed.

    `priced_later`: gold comes first and is priced when we choose. Written by: purchasing.services.suppliers only.
    """

    classified = classify(
        scrub="email note",
        keep="id seal_id supplier payment_days currency lead_days priced_later language changed_at changed_by",
    )

    supplier = models.OneToOneField("organisation.Partner", models.PROTECT, related_name="purchase_terms")
    seal_id = SealId()
    email = SealedText()
    payment_days = models.PositiveSmallIntegerField(default=30)
    currency = models.CharField(max_length=3, default="CNY")
    lead_days = models.PositiveSmallIntegerField(default=14)
    priced_later = models.BooleanField(default=False)
    language = models.CharField(max_length=8, default="zh-hans")  # of the papers that we send
    note = SealedText()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=64)


class SupplierPrice(AppendOnly):
    """What a supplier asks for labour from a day on, for a style or for a category. Never edited: a later row counts.

    Units: cents per gram or per piece, by `labour_per`. Written by: purchasing.services.suppliers only.
    """

    classified = classify(keep="id supplier category style labour_per labour_cents valid_from entered_at entered_by")

    supplier = models.ForeignKey("organisation.Partner", models.PROTECT, related_name="labour_prices")
    category = models.ForeignKey("catalog.Category", models.PROTECT, null=True, related_name="+")
    style = models.ForeignKey("catalog.Style", models.PROTECT, null=True, related_name="+")
    labour_per = models.CharField(max_length=12, choices=choices(LABOUR_WORDS))
    labour_cents = models.PositiveBigIntegerField()
    valid_from = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(category__isnull=False, style__isnull=True) | Q(category__isnull=True, style__isnull=False),
                name="supplier_price_of_one_thing",
            )
        ]
        indexes = [models.Index(fields=["supplier", "valid_from"], name="supplier_price_by_day")]
