"""Bulk goods: chains, beads, small silver, counted by piece *and* by weight."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.inventory.rules.words import LOT_BASIS_WORDS, choices
from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.kernel.ledger import LEDGER_COLUMNS, LedgerEntry


class BulkLot(models.Model):
    """One kind of goods that carries no tag of its own, sold by the piece or by the gram.

    `price_cents` is per piece, or the labour per gram for goods sold by weight.
    Written by: inventory.services.lots only.
    """

    classified = classify(
        keep="id sku name name_en category price_item metal fineness_e4 price_basis price_cents cost_cents_per_gram"
        " is_open created_at"
    )

    sku = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True, default="")
    category = models.ForeignKey("catalog.Category", models.PROTECT, related_name="+")
    price_item = models.ForeignKey("catalog.PriceItem", models.PROTECT, null=True, related_name="+", db_index=False)
    metal = models.CharField(max_length=16, blank=True, default="")
    fineness_e4 = models.PositiveSmallIntegerField(default=0)
    price_basis = models.CharField(max_length=12, choices=choices(LOT_BASIS_WORDS))
    price_cents = models.PositiveBigIntegerField(default=0)
    cost_cents_per_gram = models.PositiveBigIntegerField(null=True)
    is_open = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=~Q(price_basis="by_weight") | Q(price_item__isnull=False), name="lot_by_weight_has_price_item"
            )
        ]

    def __str__(self) -> str:
        return self.sku


class BulkBalance(models.Model):
    """How much of one lot is at one place: the account of the bulk ledger.

    Changes under its lock together with a BulkEntry. Real places never fall below zero; the
    virtual ones (supplier, customer, loss) carry the other side of each move, with its sign.
    Written by: inventory.services.lots only.
    """

    classified = classify(keep="id lot place store is_virtual quantity weight_mg")

    lot = models.ForeignKey(BulkLot, models.PROTECT, related_name="balances", db_index=False)
    place = models.ForeignKey("inventory.Place", models.PROTECT, related_name="balances")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")  # the place's
    is_virtual = models.BooleanField(default=False)
    quantity = models.IntegerField(default=0)
    weight_mg = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["lot", "place"], name="bulk_balance_once"),
            CheckConstraint(
                condition=Q(is_virtual=True) | Q(quantity__gte=0, weight_mg__gte=0), name="bulk_balance_not_negative"
            ),
        ]


class BulkEntry(LedgerEntry):
    """One side of a bulk move: signed pieces and grams; the sides of one line sum to zero.

    Written by: inventory.services.lots only.
    """

    classified = classify(
        keep=f"{LEDGER_COLUMNS} account quantity weight_mg quantity_after weight_after_mg document actor_key"
        " actor_name reason"
    )

    account = models.ForeignKey(BulkBalance, models.PROTECT, related_name="entries")
    quantity = models.IntegerField()
    weight_mg = models.BigIntegerField()
    quantity_after = models.IntegerField()
    weight_after_mg = models.BigIntegerField()
    document = models.CharField(max_length=64, blank=True, default="")
    actor_key = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=60)
    reason = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["account", "operation", "line_no", "kind"], name="bulk_entry_once"),
            CheckConstraint(condition=~Q(quantity=0, weight_mg=0), name="bulk_entry_moves_something"),
        ]


class BulkCost(AppendOnly):
    """One delivery of a lot with what it cost: the chain's average a gram before and after it.

    Units: mg, cents, cents per gram. Written by: inventory.services.lots only.
    """

    classified = classify(
        keep="id lot operation at weight_mg cost_cents held_mg before_cents_per_gram after_cents_per_gram"
    )

    lot = models.ForeignKey(BulkLot, models.PROTECT, related_name="costs")
    operation = models.ForeignKey("kernel.Operation", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    weight_mg = models.PositiveBigIntegerField()
    cost_cents = models.PositiveBigIntegerField()
    held_mg = models.BigIntegerField()
    before_cents_per_gram = models.PositiveBigIntegerField(null=True)
    after_cents_per_gram = models.PositiveBigIntegerField()

    class Meta:
        constraints = [UniqueConstraint(fields=["lot", "operation"], name="bulk_cost_once")]
