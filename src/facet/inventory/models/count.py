"""Stocktake: what was counted where, every scan with its time, what differed, and when to count again."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.inventory.rules.count import STATE_WORDS, VERDICT_WORDS, CountState
from facet.inventory.rules.words import choices, values
from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify


class CountPlan(models.Model):
    """What a store counts again and again: a scope, every so many days, by whom.

    `next_on` is the local day from which the to-do stands. Written by: inventory.services.count_plans only.
    """

    classified = classify(
        keep="id store name place_ids category_ids is_blind every_days next_on people is_active changed_at"
    )

    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    place_ids = models.JSONField(default=list)  # as chosen; empty: the whole store
    category_ids = models.JSONField(default=list)  # as chosen; empty: all categories
    is_blind = models.BooleanField(default=True)
    every_days = models.PositiveSmallIntegerField()
    next_on = models.DateField()
    people = models.JSONField(default=list)  # staff ids; empty: anybody of the store
    is_active = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(every_days__gte=1, every_days__lte=366), name="count_plan_days_sane"),
            UniqueConstraint(fields=["store", "name"], name="count_plan_name_once_a_store"),
        ]

    def __str__(self) -> str:
        return self.name


class Stocktake(models.Model):
    """One count of one scope: open while people scan, closed when the first round is over, then approved.

    `place_ids` and `category_ids` are the scope with everything under what was chosen, frozen at the
    opening; no categories means all. The last four figures are those of the closing or the approval;
    while it is open they are reckoned from scans and movements. `approval` is the second yes that was asked for a
    settlement beyond the settler's limit. Written by: inventory.services.count* only.
    """

    classified = classify(
        keep="id store number name plan place_ids category_ids scope_words is_blind state opened_at opened_by_key"
        " opened_by_name closed_at closed_by_name ended_at ended_by_key ended_by_name note expected found missing"
        " extra value_cents approval asked"
    )

    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=60)
    plan = models.ForeignKey(CountPlan, models.PROTECT, null=True, related_name="+")
    place_ids = models.JSONField()
    category_ids = models.JSONField(default=list)
    scope_words = models.CharField(max_length=200)
    is_blind = models.BooleanField(default=True)
    state = models.CharField(max_length=12, default="open", choices=choices(STATE_WORDS))
    opened_at = models.DateTimeField()
    opened_by_key = models.CharField(max_length=64)
    opened_by_name = models.CharField(max_length=60)
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=60, blank=True, default="")
    ended_at = models.DateTimeField(null=True)  # approved or called off
    ended_by_key = models.CharField(max_length=64, blank=True, default="")
    ended_by_name = models.CharField(max_length=60, blank=True, default="")
    note = models.CharField(max_length=200, blank=True, default="")
    expected = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    extra = models.PositiveIntegerField(default=0)
    value_cents = models.BigIntegerField(default=0)  # of what is missing, at cost
    approval = models.ForeignKey("organisation.Approval", models.PROTECT, null=True, related_name="+", db_index=False)
    asked = models.JSONField(default=dict)  # the settlement that waits for it: reason, lines, by whom

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(state__in=values(CountState)), name="stocktake_state_known"),
        ]
        indexes = [models.Index(fields=["store", "state", "opened_at"], name="stocktake_store_state")]

    def __str__(self) -> str:
        return self.number


class CountScan(AppendOnly):
    """One observation: this code was seen at this moment, or that an earlier scan was a mistake.

    `client_id` comes from the device, so that sending a scan twice is one scan. `piece` and `lot` have no
    constraint in the database: a check of theirs would wait for a sale that holds the row, and the sale
    for it. Written by: inventory.services.record_scans only.
    """

    classified = classify(
        keep="id stocktake client_id undoes code piece lot place quantity weight_mg scanned_at recorded_at device"
        " actor_key actor_name"
    )

    stocktake = models.ForeignKey(Stocktake, models.PROTECT, related_name="scans", db_index=False)
    client_id = models.UUIDField()
    undoes = models.UUIDField(null=True)  # the scan that this one takes back
    code = models.CharField(max_length=64)
    piece = models.ForeignKey(
        "inventory.Piece", models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    lot = models.ForeignKey(
        "inventory.BulkLot", models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    place = models.ForeignKey("inventory.Place", models.PROTECT, null=True, related_name="+", db_index=False)
    quantity = models.PositiveIntegerField(null=True)  # bulk goods only, with weight_mg
    weight_mg = models.PositiveBigIntegerField(null=True)
    scanned_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    device = models.CharField(max_length=60, blank=True, default="")
    actor_key = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=60)

    class Meta:
        constraints = [UniqueConstraint(fields=["stocktake", "client_id"], name="count_scan_once")]
        indexes = [models.Index(fields=["stocktake", "piece"], name="count_scan_piece")]


class CountLine(AppendOnly):
    """One difference of an approved count: what it was, what it was worth, what was done about it and why.

    `document` names the movement or the bulk entries that were booked, "" where nothing was.
    Written by: inventory.services.approve_stocktake only.
    """

    classified = classify(
        keep="id stocktake verdict code piece lot place seen_place seen_at seen_by quantity weight_mg cost_cents"
        " tag_cents is_booked reason document"
    )

    stocktake = models.ForeignKey(Stocktake, models.PROTECT, related_name="lines")
    verdict = models.CharField(max_length=20, choices=choices(VERDICT_WORDS))
    code = models.CharField(max_length=64)
    piece = models.ForeignKey("inventory.Piece", models.PROTECT, null=True, related_name="count_lines")
    lot = models.ForeignKey("inventory.BulkLot", models.PROTECT, null=True, related_name="+", db_index=False)
    place = models.ForeignKey("inventory.Place", models.PROTECT, null=True, related_name="+", db_index=False)
    seen_place = models.ForeignKey("inventory.Place", models.PROTECT, null=True, related_name="+", db_index=False)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.CharField(max_length=60, blank=True, default="")
    quantity = models.IntegerField(default=0)  # signed: what the count found more or less
    weight_mg = models.BigIntegerField(default=0)
    cost_cents = models.BigIntegerField(null=True)
    tag_cents = models.BigIntegerField(null=True)
    is_booked = models.BooleanField(default=False)
    reason = models.CharField(max_length=120)
    document = models.CharField(max_length=64, blank=True, default="")
