"""Quotes: what goods were promised to cost, to whom, and for how long."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.kernel.sealed import SealedText, SealId
from facet.sales.rules.quotations import STATE_WORDS, QuotationState


class Quotation(models.Model):
    """One quote of a store; its prices hold until `valid_until` (half-open). It keeps no piece. Units: cents, mg.

    `customer` is the name of somebody who is no member; `sale` the ticket that it became. An open quote whose days
    are over is expired (rules.quotations.state_at). Written by: sales.services.quotations only. Source: R332.
    """

    classified = classify(
        keep="id seal_id number store member clerk state quoted_on quoted_at valid_until list_cents discount_cents"
        " due_cents pieces weight_mg sale closed_at closed_by",
        scrub="customer note reason",
    )

    number = models.CharField(max_length=32, unique=True)
    seal_id = SealId()
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    customer = SealedText()
    clerk = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in QuotationState])
    quoted_on = models.DateField()
    quoted_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    list_cents = models.BigIntegerField()
    discount_cents = models.BigIntegerField()
    due_cents = models.BigIntegerField()
    pieces = models.PositiveIntegerField()
    weight_mg = models.BigIntegerField()
    note = models.CharField(max_length=200, blank=True, default="")
    sale = models.UUIDField(null=True)  # the ticket's id; it is set before the ticket's row is written
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(due_cents=F("list_cents") - F("discount_cents")), name="quotation_due_is_list_less_discount"
            ),
            CheckConstraint(
                condition=Q(state=QuotationState.USED.value, sale__isnull=False)
                | Q(~Q(state=QuotationState.USED.value), sale=None),
                name="quotation_used_by_a_ticket",
            ),
            UniqueConstraint(fields=["sale"], condition=Q(sale__isnull=False), name="quotation_of_sale_once"),
        ]
        indexes = [
            models.Index(fields=["store", "state", "valid_until"], name="quotation_store_state"),
            models.Index(fields=["member", "state"], name="quotation_member"),
            models.Index(fields=["-quoted_at", "-id"], name="quotation_newest"),
        ]

    @property
    def state_words(self) -> str:
        """What became of it, as stored; English, translated where it is shown."""
        return STATE_WORDS[self.state]


class QuotationLine(AppendOnly):
    """One line of a quote with the sum that makes its price; list − discount = net. Units: cents, mg.

    Written by: sales.services.quotations only.
    """

    classified = classify(
        keep="id quotation line_no piece lot code name name_en quantity weight_mg price_basis board_price"
        " board_cents_per_gram metal_cents labour_cents stones_cents list_cents discount_cents net_cents steps approval"
    )

    quotation = models.ForeignKey(Quotation, models.PROTECT, related_name="lines")
    line_no = models.PositiveSmallIntegerField()
    piece = models.ForeignKey("inventory.Piece", models.PROTECT, null=True, related_name="+")
    lot = models.ForeignKey("inventory.BulkLot", models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True, default="")
    quantity = models.PositiveIntegerField()
    weight_mg = models.BigIntegerField()
    price_basis = models.CharField(max_length=16)
    board_price = models.ForeignKey("catalog.BoardPrice", models.PROTECT, null=True, related_name="+")
    board_cents_per_gram = models.PositiveIntegerField(default=0)
    metal_cents = models.BigIntegerField()
    labour_cents = models.BigIntegerField()
    stones_cents = models.BigIntegerField()
    list_cents = models.BigIntegerField()
    discount_cents = models.BigIntegerField()
    net_cents = models.BigIntegerField()
    steps = models.JSONField(default=list)
    approval = models.ForeignKey("organisation.Approval", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["quotation", "line_no"], name="quotation_line_once"),
            UniqueConstraint(fields=["quotation", "code"], name="quotation_goods_once"),
            CheckConstraint(
                condition=Q(net_cents=F("list_cents") - F("discount_cents")), name="quotation_line_net_is_list_less"
            ),
        ]
