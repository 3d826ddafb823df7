"""Sales that were made while the server could not be reached: booked at its return, or refused and settled by hand."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.sales.rules.pending import SETTLEMENT_LABELS, STATE_LABELS, PendingState


class PendingSale(models.Model):
    """One sale made without the server; its id is the operation and, when it was booked, the ticket. Units: cents.

    A refused one is a conflict: the money was taken, no ticket says so, and a manager settles it. `lines` are
    tag, name and cents of each piece; `refusal` and `facts` are the English sentence and what fills it.
    Written by: sales.services.pending only. Source: reliability.md §1.4 rule 11.
    """

    classified = classify(
        keep="id number snapshot store till staff sold_at synced_at synced_by total_cents cash_cents lines state"
        " refusal_code refusal facts settled_at settled_by way ticket",
        scrub="note",
    )

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=32)
    snapshot = models.UUIDField()
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    till = models.ForeignKey("organisation.Till", models.PROTECT, related_name="+")
    staff = models.CharField(max_length=16)  # who sold it, by code, as the server signed it
    sold_at = models.DateTimeField()
    synced_at = models.DateTimeField()
    synced_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    total_cents = models.BigIntegerField()
    cash_cents = models.BigIntegerField()  # of it in the drawer; the rest went over the terminal
    lines = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=list(STATE_LABELS.items()))
    refusal_code = models.CharField(max_length=64, blank=True, default="")
    refusal = models.CharField(max_length=400, blank=True, default="")
    facts = models.JSONField(default=dict)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=16, blank=True, default="", choices=list(SETTLEMENT_LABELS.items()))
    ticket = models.ForeignKey("sales.Sale", models.PROTECT, null=True, related_name="+")  # that took its place
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(total_cents__gte=0, cash_cents__gte=0), name="pending_sale_not_negative"),
            CheckConstraint(
                condition=Q(state=PendingState.SETTLED.value, settled_at__isnull=False)
                | (~Q(state=PendingState.SETTLED.value) & Q(settled_at=None, ticket=None)),
                name="pending_sale_settled_once",
            ),
            UniqueConstraint(fields=["ticket"], condition=Q(ticket__isnull=False), name="pending_sale_one_ticket"),
        ]
        indexes = [
            models.Index(fields=["snapshot"], name="pending_sale_snapshot"),
            models.Index(fields=["store", "state", "-sold_at"], name="pending_sale_inbox"),
        ]
