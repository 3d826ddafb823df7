"""Prizes, their stock kept apart from goods, and their redemptions."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnlyQuerySet
from facet.kernel.classification import classify
from facet.kernel.ledger import LEDGER_COLUMNS, LedgerEntry
from facet.loyalty.rules.prize import PrizeFacts, PrizeMove, RedemptionState


class Prize(models.Model):
    """Something that is given for points or as a gift, and never sold. Written by: loyalty.services only."""

    classified = classify(
        keep="id code name name_en points cost_cents begins until per_member is_open is_birthday_gift version"
    )

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True, default="")
    points = models.PositiveIntegerField()  # 0: not for points, a gift only
    cost_cents = models.BigIntegerField(default=0)
    begins = models.DateField(null=True)
    until = models.DateField(null=True)  # the first day after
    per_member = models.PositiveSmallIntegerField(default=0)  # 0: any number
    is_open = models.BooleanField(default=True)
    is_birthday_gift = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [CheckConstraint(condition=Q(cost_cents__gte=0), name="prize_cost_not_negative")]

    @property
    def facts(self) -> PrizeFacts:
        return PrizeFacts(
            name=self.name, points=self.points, begins=self.begins, until=self.until,
            per_member=self.per_member, is_open=self.is_open,
        )  # fmt: skip


class PrizeStock(models.Model):
    """How many of one prize one store holds: the cache of its movements. Written by: loyalty.services only."""

    classified = classify(keep="id prize store on_hand")

    prize = models.ForeignKey(Prize, models.PROTECT, related_name="stocks")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    on_hand = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["prize", "store"], name="prize_stock_once_a_store"),
            CheckConstraint(condition=Q(on_hand__gte=0), name="prize_stock_not_negative"),
        ]


class PrizeMovement(LedgerEntry):
    """One movement of a prize's stock; `account` is the stock. Written by: loyalty.services only."""

    classified = classify(scrub="reason", keep=f"{LEDGER_COLUMNS} account quantity on_hand_after document by")

    account = models.ForeignKey(PrizeStock, models.PROTECT, related_name="movements")
    quantity = models.BigIntegerField()
    on_hand_after = models.BigIntegerField()
    document = models.CharField(max_length=64, blank=True, default="")
    reason = models.CharField(max_length=120, blank=True, default="")
    by = models.CharField(max_length=64, blank=True, default="")

    objects: ClassVar[Any] = AppendOnlyQuerySet.as_manager()  # again: the type of a twice inherited manager gets lost

    class Meta:
        constraints = [
            UniqueConstraint(fields=["account", "operation", "line_no", "kind"], name="prize_movement_once"),
            CheckConstraint(condition=~Q(quantity=0), name="prize_movement_moves"),
            CheckConstraint(condition=Q(on_hand_after__gte=0), name="prize_movement_not_below_zero"),
            CheckConstraint(condition=Q(kind__in=[each.value for each in PrizeMove]), name="prize_movement_known"),
        ]
        indexes = [models.Index(fields=["account", "-id"], name="prize_movement_newest")]


class Redemption(models.Model):
    """Points given for a prize: set aside, handed over, or taken back. Written by: loyalty.services only."""

    classified = classify(
        keep="id member prize store quantity points entry state redeemed_at redeemed_by handed_at cancelled_at"
    )

    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    prize = models.ForeignKey(Prize, models.PROTECT, related_name="redemptions")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField()
    points = models.BigIntegerField()
    entry = models.OneToOneField("loyalty.PointsEntry", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default=RedemptionState.REDEEMED.value)
    redeemed_at = models.DateTimeField()
    redeemed_by = models.CharField(max_length=64)
    handed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(quantity__gt=0, points__gt=0), name="redemption_costs_points"),
            CheckConstraint(
                condition=Q(state__in=[each.value for each in RedemptionState]), name="redemption_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["member", "prize"], name="redemption_of_member"),
            models.Index(fields=["store", "-id"], name="redemption_of_store"),
        ]
