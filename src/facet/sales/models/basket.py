"""A ticket that is not finished: on a counter tablet, at the till, or held."""

from django.db import models
from django.db.models import Q, UniqueConstraint

from facet.kernel.classification import classify


class Basket(models.Model):
    """One open ticket of a store, recalled at any of its tills by number or scan.

    Its pieces are reserved while it lives; `prices_at` is the moment whose board prices it
    keeps until `prices_until`. Written by: sales.services.basket only.
    """

    classified = classify(
        keep="id number store till opened_by member salespeople state opened_at touched_at prices_at prices_until note"
        " quotation"
    )

    class State(models.TextChoices):
        OPEN = "open"
        HELD = "held"
        COMPLETED = "completed"
        ABANDONED = "abandoned"

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=32, unique=True)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    till = models.ForeignKey("organisation.Till", models.PROTECT, null=True, related_name="+")
    opened_by = models.ForeignKey("organisation.Staff", models.PROTECT, related_name="+")
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    salespeople = models.JSONField(default=list)  # staff codes, the main one first
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    prices_at = models.DateTimeField()
    prices_until = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True, default="")
    quotation = models.ForeignKey("sales.Quotation", models.PROTECT, null=True, related_name="baskets")

    class Meta:
        indexes = [models.Index(fields=["store", "state", "-touched_at"], name="basket_store_state")]


class BasketLine(models.Model):
    """One line of an open ticket: what was scanned and what was asked off it.

    `kind` is empty for goods off the shelf; any other kind keeps what it asks for in `facts`. Goods keep there
    only `basis`, the other price basis that somebody asked for (rules.basis).
    Written by: sales.services.basket only.
    """

    classified = classify(keep="id basket line_no kind facts tag sku quantity weight_mg discount approval")

    basket = models.ForeignKey(Basket, models.CASCADE, related_name="lines")
    line_no = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, blank=True, default="")
    facts = models.JSONField(default=dict)
    tag = models.CharField(max_length=32, blank=True, default="")
    sku = models.CharField(max_length=32, blank=True, default="")
    quantity = models.PositiveIntegerField(default=1)
    weight_mg = models.BigIntegerField(default=0)
    discount = models.JSONField(default=dict)
    approval = models.ForeignKey("organisation.Approval", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["basket", "line_no"], name="basket_line_once"),
            UniqueConstraint(fields=["basket", "tag"], condition=~Q(tag=""), name="basket_piece_once"),
        ]


class Quote(models.Model):
    """A price that was told: what it came to and how long it holds.

    Written by: sales.services.quote only; never changed.
    """

    classified = classify(keep="id store asked_by prices_at expires_at due_cents lines_digest")

    id = models.UUIDField(primary_key=True)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    prices_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    due_cents = models.BigIntegerField()
    lines_digest = models.CharField(max_length=64)
