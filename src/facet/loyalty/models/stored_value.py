"""Stored value: what we owe the holder of a card."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnlyQuerySet
from facet.kernel.classification import classify
from facet.kernel.ledger import LEDGER_COLUMNS, LedgerEntry
from facet.loyalty.rules.stored_value import CardKind, Value, ValueKind, ValueState


class StoredValueAccount(models.Model):
    """One card of stored value: caches of its ledger, changed under its own lock.

    `number` is unguessable (rules.codes); for a bearer it is the money. Fen.
    Written by: loyalty.services only.
    """

    classified = classify(
        scrub="number", keep="id member kind state store principal_cents bonus_cents loaded_cents opened_at"
    )

    number = models.CharField(max_length=14, unique=True)
    kind = models.CharField(max_length=8)
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, default=ValueState.ACTIVE.value)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")  # where it was opened
    principal_cents = models.BigIntegerField(default=0)
    bonus_cents = models.BigIntegerField(default=0)
    loaded_cents = models.BigIntegerField(default=0)  # principal ever paid in: what the identity limit looks at
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(principal_cents__gte=0, bonus_cents__gte=0, loaded_cents__gte=0),
                name="stored_value_not_negative",
            ),
            CheckConstraint(
                condition=Q(kind="named", member__isnull=False) | Q(kind="bearer", member=None),
                name="stored_value_named_has_a_member",
            ),
            CheckConstraint(condition=Q(kind__in=[each.value for each in CardKind]), name="stored_value_kind_known"),
            CheckConstraint(
                condition=Q(state__in=[each.value for each in ValueState]), name="stored_value_state_known"
            ),
            CheckConstraint(
                condition=~Q(state="closed") | Q(principal_cents=0, bonus_cents=0), name="stored_value_closed_is_empty"
            ),
        ]
        indexes = [models.Index(fields=["member"], name="stored_value_of_member")]

    @property
    def value(self) -> Value:
        return Value(self.principal_cents, self.bonus_cents)


class StoredValueEntry(LedgerEntry):
    """One line of a card's ledger; principal and bonus signed, in fen. Written by: loyalty.services only."""

    classified = classify(
        scrub="reason",
        keep=f"{LEDGER_COLUMNS} account principal_cents bonus_cents principal_after bonus_after document store by",
    )

    account = models.ForeignKey(StoredValueAccount, models.PROTECT, related_name="entries")
    principal_cents = models.BigIntegerField()
    bonus_cents = models.BigIntegerField()
    principal_after = models.BigIntegerField()
    bonus_after = models.BigIntegerField()
    document = models.CharField(max_length=64, blank=True, default="")
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=120, blank=True, default="")
    by = models.CharField(max_length=64, blank=True, default="")

    objects: ClassVar[Any] = AppendOnlyQuerySet.as_manager()  # again: the type of a twice inherited manager gets lost

    class Meta:
        constraints = [
            UniqueConstraint(fields=["account", "operation", "line_no", "kind"], name="stored_value_entry_once"),
            CheckConstraint(condition=~Q(principal_cents=0, bonus_cents=0), name="stored_value_entry_moves"),
            CheckConstraint(
                condition=Q(principal_after__gte=0, bonus_after__gte=0), name="stored_value_entry_not_below_zero"
            ),
            CheckConstraint(
                condition=Q(kind__in=[each.value for each in ValueKind]), name="stored_value_entry_kind_known"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="stored_value_entry_newest"),
            models.Index(fields=["document"], name="stored_value_entry_document"),
        ]
