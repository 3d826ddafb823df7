"""What was ordered from whom, and each letter that carried it."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.purchasing.rules.words import LABOUR_WORDS, ORDER_WORDS, SENDING_WORDS, OrderState, choices, values


class PurchaseOrder(models.Model):
    """One order to one supplier for one store, from the draft to the last piece.

    `due_on` is when we want it, `promised_on` what the supplier said. `priced_later`: the gold's price is fixed
    after it came, so metal prices are provisional. `consigned`: the goods stay the supplier's until they are sold,
    and unsold ones may go back until `return_by`. `link_digest` is the sha256 of the secret in the letter.
    Totals repeat the lines. Units: mg, cents. Written by: purchasing.services only.
    """

    classified = classify(
        scrub="note link_digest",
        keep="id number supplier store state priced_later consigned return_by due_on promised_on pieces weight_mg"
        " amount_cents origin approval created_at created_by_key created_by_name approved_at approved_by_name sent_at"
        " link_until confirmed_at confirmed_by first_received_at closed_at close_reason",
    )

    number = models.CharField(max_length=24, unique=True)
    supplier = models.ForeignKey("organisation.Partner", models.PROTECT, related_name="purchase_orders")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=choices(ORDER_WORDS))
    priced_later = models.BooleanField(default=False)
    consigned = models.BooleanField(default=False)
    return_by = models.DateField(null=True)
    due_on = models.DateField()
    promised_on = models.DateField(null=True)
    pieces = models.PositiveIntegerField()
    weight_mg = models.PositiveBigIntegerField()
    amount_cents = models.PositiveBigIntegerField()
    origin = models.CharField(max_length=24, blank=True, default="")  # what asked for it: a plan's number
    note = models.CharField(max_length=200, blank=True, default="")
    approval = models.ForeignKey("organisation.Approval", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    created_by_key = models.CharField(max_length=64)
    created_by_name = models.CharField(max_length=60)
    approved_at = models.DateTimeField(null=True)
    approved_by_name = models.CharField(max_length=60, blank=True, default="")
    sent_at = models.DateTimeField(null=True)
    link_digest = models.CharField(max_length=64, null=True, unique=True)
    link_until = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=60, blank=True, default="")  # "" with a time: through the link
    first_received_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(state__in=values(OrderState)), name="purchase_order_state_known"),
            CheckConstraint(
                condition=Q(consigned=False) | Q(priced_later=False), name="purchase_order_owes_once"
            ),  # what is not ours yet is not owed in grams either
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="purchase_order_state_due"),
            models.Index(fields=["supplier", "created_at"], name="purchase_order_supplier"),
        ]

    def __str__(self) -> str:
        return self.number


class PurchaseOrderLine(models.Model):
    """So many pieces of one kind, with the weight and the prices agreed; what has come of them.

    `weight_mg` is the net metal of all pieces together, 0 where none was agreed; prices are per gram of fine metal,
    labour by `labour_per`, and `other_cents` a piece (stones, certificates). Rejected pieces stay open: the supplier
    owes others. Written by: purchasing.services only.
    """

    classified = classify(
        keep="id order line_no category style label metal fineness_e4 quantity weight_mg metal_cents_per_gram"
        " labour_per labour_cents other_cents amount_cents confirmed_quantity received_quantity rejected_quantity"
        " received_weight_mg cancelled_quantity"
    )

    order = models.ForeignKey(PurchaseOrder, models.PROTECT, related_name="lines", db_index=False)
    line_no = models.PositiveSmallIntegerField()
    category = models.ForeignKey("catalog.Category", models.PROTECT, related_name="+")
    style = models.ForeignKey("catalog.Style", models.PROTECT, null=True, related_name="+")
    label = models.CharField(max_length=80, blank=True, default="")
    metal = models.CharField(max_length=16, blank=True, default="")
    fineness_e4 = models.PositiveSmallIntegerField(default=0)
    quantity = models.PositiveIntegerField()
    weight_mg = models.PositiveBigIntegerField(default=0)
    metal_cents_per_gram = models.PositiveBigIntegerField(default=0)
    labour_per = models.CharField(max_length=12, choices=choices(LABOUR_WORDS))
    labour_cents = models.PositiveBigIntegerField(default=0)
    other_cents = models.PositiveBigIntegerField(default=0)
    amount_cents = models.PositiveBigIntegerField()
    confirmed_quantity = models.PositiveIntegerField(null=True)
    received_quantity = models.PositiveIntegerField(default=0)
    rejected_quantity = models.PositiveIntegerField(default=0)
    received_weight_mg = models.PositiveBigIntegerField(default=0)
    cancelled_quantity = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["order", "line_no"], name="purchase_order_line_once"),
            CheckConstraint(condition=Q(quantity__gte=1), name="purchase_order_line_of_something"),
            CheckConstraint(
                condition=Q(cancelled_quantity__lte=F("quantity")), name="purchase_order_line_cancels_at_most_all"
            ),
        ]


class OrderSending(models.Model):
    """One try to send an order by e-mail: the intent before, what became of it after. No address is kept here.

    Written by: purchasing.services.sending only.
    """

    classified = classify(keep="id order attempt state reason at by_name done_at")

    order = models.ForeignKey(PurchaseOrder, models.PROTECT, related_name="sendings", db_index=False)
    attempt = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=choices(SENDING_WORDS))
    reason = models.CharField(max_length=120, blank=True, default="")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=60)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["order", "attempt"], name="order_sending_once")]
