"""Invoices that customers asked for."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.kernel.sealed import SealedText, SealId
from facet.sales.rules.invoicing import BUYER_WORDS, INVOICE_WORDS, Buyer, InvoiceState


class InvoiceRequest(models.Model):
    """One invoice asked for a ticket; `amount_cents` is what it says, taxes inside. Units: cents.

    net + VAT = amount. A ticket has one request that was not rejected. Only `state` and what decided it change.
    Written by: sales.services.invoicing only. Source: R079, F38, F39.
    """

    classified = classify(
        keep="id seal_id sale store buyer state amount_cents net_cents vat_cents consumption_cents asked_at asked_by"
        " decided_at decided_by invoice_number",
        scrub="title tax_number email reason",
    )

    id = models.UUIDField(primary_key=True)
    seal_id = SealId()
    sale = models.ForeignKey("sales.Sale", models.PROTECT, related_name="invoices")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    buyer = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Buyer])
    title = SealedText()
    tax_number = SealedText()
    email = SealedText()
    state = models.CharField(max_length=8, choices=[(each.value, each.value) for each in InvoiceState])
    amount_cents = models.BigIntegerField()
    net_cents = models.BigIntegerField()
    vat_cents = models.BigIntegerField()
    consumption_cents = models.BigIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    invoice_number = models.CharField(max_length=32, blank=True, default="")
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["sale"], condition=~Q(state=InvoiceState.REJECTED.value), name="invoice_of_sale_once"
            ),
            CheckConstraint(
                condition=Q(amount_cents__gt=0, amount_cents=F("net_cents") + F("vat_cents")),
                name="invoice_is_net_and_tax",
            ),
            CheckConstraint(
                condition=Q(state=InvoiceState.ASKED.value, decided_at=None) | Q(
                    ~Q(state=InvoiceState.ASKED.value), decided_at__isnull=False
                ),
                name="invoice_decided_when_answered",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["state", "store", "-asked_at"], name="invoice_to_issue"),
            models.Index(fields=["-asked_at", "-id"], name="invoice_newest"),
        ]

    @property
    def state_words(self) -> str:
        """Where it stands, as people say it; English, translated where it is shown."""
        return INVOICE_WORDS[InvoiceState(self.state)]

    @property
    def buyer_words(self) -> str:
        """Who is named; English, translated where it is shown."""
        return BUYER_WORDS[Buyer(self.buyer)]
