"""The points ledger: accounts, entries, lots, and the moves between them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly, AppendOnlyQuerySet
from facet.kernel.classification import classify
from facet.kernel.ledger import LEDGER_COLUMNS, LedgerEntry
from facet.loyalty.rules.kinds import ENTRY_LABELS
from facet.loyalty.rules.ledger import Balance


class PointsAccount(models.Model):
    """A member's points now: caches of the ledger, changed under the member lock with it.

    `available` = Σ entries' points = Σ lots' remaining; `owed` = Σ owed_delta; `lifetime` =
    Σ lifetime_delta. Nobody owes while points are available. `pending` = Σ of the awards
    that wait, `reserved` is held by parked tickets. Opened at a member's first need, never deleted.
    Written by: loyalty.services only.
    """

    classified = classify(keep="id member available owed pending reserved lifetime")

    member = models.OneToOneField("members.Member", models.PROTECT, related_name="+")
    available = models.BigIntegerField(default=0)
    owed = models.BigIntegerField(default=0)
    pending = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)
    lifetime = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(available__gte=0, owed__gte=0, pending__gte=0, reserved__gte=0, lifetime__gte=0),
                name="points_account_not_negative",
            ),
            CheckConstraint(condition=Q(available=0) | Q(owed=0), name="points_account_owes_only_when_empty"),
        ]
        indexes = [models.Index(fields=["lifetime", "id"], name="points_account_lifetime")]

    @property
    def balance(self) -> Balance:
        return Balance(self.available, self.owed, self.lifetime)

    @property
    def standing_columns(self) -> dict[str, int]:
        """The member's standing holds copies of these."""
        return {"points_available": self.available, "points_owed": self.owed, "points_lifetime": self.lifetime}


class PointsEntry(LedgerEntry):
    """One line of a member's points ledger: written once, undone only by a further line.

    `points` moves available, signed; `owed_delta` moves what is owed; `lifetime_delta` moves
    what grades are judged by. `document` names what it belongs to ("sales.sale:<uuid>").
    `trace` explains lines that no EarnedLine explains. Written by: loyalty.services only.
    """

    classified = classify(
        scrub="reason",
        keep=f"{LEDGER_COLUMNS} account points owed_delta lifetime_delta available_after owed_after rule_version"
        " document store trace",
    )

    account = models.ForeignKey(PointsAccount, models.PROTECT, related_name="entries")
    points = models.BigIntegerField()
    owed_delta = models.BigIntegerField(default=0)
    lifetime_delta = models.BigIntegerField(default=0)
    available_after = models.BigIntegerField()
    owed_after = models.BigIntegerField()
    rule_version = models.ForeignKey("loyalty.RuleVersion", models.PROTECT, null=True, related_name="+")
    document = models.CharField(max_length=64, blank=True, default="")
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=120, blank=True, default="")  # what the person who adjusted wrote
    trace = models.JSONField(default=dict)

    objects: ClassVar[Any] = AppendOnlyQuerySet.as_manager()  # again: the type of a twice inherited manager gets lost

    class Meta:
        constraints = [
            # A till that retries must not count twice.
            UniqueConstraint(fields=["account", "operation", "line_no", "kind"], name="points_entry_once"),
            CheckConstraint(condition=~Q(points=0, owed_delta=0, lifetime_delta=0), name="points_entry_moves_points"),
            CheckConstraint(condition=Q(available_after__gte=0, owed_after__gte=0), name="points_entry_not_below_zero"),
            CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ENTRY_LABELS]), name="points_entry_kind_known"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="points_entry_newest"),
            models.Index(fields=["recorded_at", "id"], name="points_entry_by_time"),
            models.Index(fields=["document"], name="points_entry_document"),
        ]


class PointsLot(models.Model):
    """Points that came together and end together: opened by one entry, emptied by many.

    `expires_on` is the last day on which they can be used. Only `remaining` changes.
    Written by: loyalty.services only.
    """

    classified = classify(keep="id account entry opened remaining expires_on")

    account = models.ForeignKey(PointsAccount, models.PROTECT, related_name="lots")
    entry = models.OneToOneField(PointsEntry, models.PROTECT, related_name="lot")
    opened = models.BigIntegerField()
    remaining = models.BigIntegerField()
    expires_on = models.DateField()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(opened__gt=0), name="points_lot_opens_with_points"),
            CheckConstraint(
                condition=Q(remaining__gte=0, remaining__lte=F("opened")), name="points_lot_within_its_size"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "expires_on"], name="points_lot_spending_order"),
            models.Index(fields=["expires_on", "account"], condition=Q(remaining__gt=0), name="points_lot_ending"),
        ]


class LotMove(AppendOnly):
    """What one entry put into or took from one lot, signed; an entry's moves sum to its points.

    Written by: loyalty.services only.
    """

    classified = classify(keep="id entry lot points")

    entry = models.ForeignKey(PointsEntry, models.PROTECT, related_name="moves")
    lot = models.ForeignKey(PointsLot, models.PROTECT, related_name="moves")
    points = models.BigIntegerField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["entry", "lot"], name="lot_move_once"),
            CheckConstraint(condition=~Q(points=0), name="lot_move_moves_points"),
        ]
