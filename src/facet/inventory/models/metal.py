"""The metal ledger: accounts in fine milligrams, entries that sum to zero, and the days that were closed."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.inventory.rules.metal import METAL_WORDS, OWNER_WORDS, Owner
from facet.inventory.rules.words import choices, values
from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.kernel.ledger import LEDGER_COLUMNS, LedgerEntry


class MetalAccount(models.Model):
    """Whose metal, or where it lies: one row for each owner, store, partner or member, and metal.

    `code` is the account's one name, made of the other columns (rules.metal.AccountRef). Above zero: metal
    that is there, or due to us; below zero: metal that we owe. Changes under its lock with a MetalEntry.
    Written by: inventory.services.metal only.
    """

    classified = classify(keep="id code owner metal store partner member fine_mg")

    code = models.CharField(max_length=80, unique=True)
    owner = models.CharField(max_length=12, choices=choices(OWNER_WORDS))
    metal = models.CharField(max_length=16)
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    partner = models.ForeignKey("organisation.Partner", models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    fine_mg = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(owner__in=values(Owner)), name="metal_account_owner_known"),
            CheckConstraint(condition=~Q(metal=""), name="metal_account_names_a_metal"),
        ]

    def __str__(self) -> str:
        return self.code


class MetalEntry(LedgerEntry):
    """One side of a posting; the sides of one operation sum to zero per metal.

    `store` is where it happened, `on` the day it counts for, `source` what it was derived from ("" for a
    posting of its own). Units: mg, ten-thousandths. Written by: inventory.services.metal only.
    """

    classified = classify(
        keep=f"{LEDGER_COLUMNS} account fine_mg fine_after_mg net_mg fineness_e4 store on source document actor_key"
        " actor_name"
    )

    account = models.ForeignKey(MetalAccount, models.PROTECT, related_name="entries", db_index=False)
    fine_mg = models.BigIntegerField()
    fine_after_mg = models.BigIntegerField()
    net_mg = models.BigIntegerField(default=0)
    fineness_e4 = models.PositiveSmallIntegerField(default=0)
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+", db_index=False)
    on = models.DateField()
    source = models.CharField(max_length=16, blank=True, default="")
    document = models.CharField(max_length=64, blank=True, default="")
    actor_key = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["account", "operation", "line_no", "kind"], name="metal_entry_once"),
            CheckConstraint(condition=~Q(fine_mg=0, net_mg=0), name="metal_entry_moves_something"),
            CheckConstraint(condition=Q(kind__in=list(map(str, METAL_WORDS))), name="metal_entry_kind_known"),
        ]
        indexes = [
            models.Index(fields=["on", "store"], name="metal_entry_on_store"),
            models.Index(fields=["account", "on"], name="metal_entry_account_on"),
        ]


class MetalClosing(AppendOnly):
    """One day of one store and alloy, closed: what it began with, in, out, what the book and the goods hold.

    `difference_mg` = goods − book, in fine mg; within the tolerance or not. After it the day takes no
    entry. Units: fine mg, ten-thousandths. Written by: inventory.services.metal_close only.
    """

    classified = classify(
        keep="id store on metal fineness_e4 opening_mg in_mg out_mg closing_mg goods_mg difference_mg"
        " is_within closed_at"
    )

    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    metal = models.CharField(max_length=16)
    fineness_e4 = models.PositiveSmallIntegerField()
    opening_mg = models.BigIntegerField()
    in_mg = models.BigIntegerField()
    out_mg = models.BigIntegerField()
    closing_mg = models.BigIntegerField()
    goods_mg = models.BigIntegerField()
    difference_mg = models.BigIntegerField()
    is_within = models.BooleanField()
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["store", "on", "metal", "fineness_e4"], name="metal_closing_once"),
            CheckConstraint(
                condition=Q(closing_mg=F("opening_mg") + F("in_mg") - F("out_mg")), name="metal_closing_adds_up"
            ),
            CheckConstraint(
                condition=Q(difference_mg=F("goods_mg") - F("closing_mg")), name="metal_closing_difference"
            ),
        ]
        indexes = [models.Index(fields=["on", "store"], name="metal_closing_on")]
