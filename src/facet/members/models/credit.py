"""The credit ledger: what members owe us."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnlyQuerySet
from facet.kernel.classification import classify
from facet.kernel.ledger import LEDGER_COLUMNS, LedgerEntry
from facet.members.rules.credit import ENTRY_LABELS


class CreditAccount(models.Model):
    """How much a member may owe, and owes. Units: cents.

    `open_cents` = Σ entries' amount = the standing's credit_open. `oldest_due_on` is when the oldest
    open part was due, for lists and warnings. A limit below what is open stands: it stops new credit
    only. Changed under the member lock. Written by: members.services only. Source: R078, F34.
    """

    classified = classify(keep="id member limit_cents open_cents due_days oldest_due_on limit_set_at limit_set_by")

    member = models.OneToOneField("members.Member", models.PROTECT, related_name="credit")
    limit_cents = models.BigIntegerField(default=0)
    open_cents = models.BigIntegerField(default=0)
    due_days = models.PositiveSmallIntegerField(default=30)
    oldest_due_on = models.DateField(null=True)
    limit_set_at = models.DateTimeField(null=True)
    limit_set_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(limit_cents__gte=0, open_cents__gte=0), name="credit_account_not_negative"),
            CheckConstraint(
                condition=Q(open_cents=0, oldest_due_on=None) | Q(open_cents__gt=0, oldest_due_on__isnull=False),
                name="credit_account_due_while_open",
            ),
        ]
        indexes = [models.Index(fields=["oldest_due_on", "id"], condition=Q(open_cents__gt=0), name="credit_overdue")]


class CreditEntry(LedgerEntry):
    """One line of a member's credit: a charge adds, a repayment or write-off takes; undone by a further line.

    `due_on` stands on charges. `document` names the sale ("sales.sale:<uuid>"), `tender` how it was repaid.
    Written by: members.services only.
    """

    classified = classify(
        scrub="reason",
        keep=f"{LEDGER_COLUMNS} account amount_cents open_after on due_on document tender store by_name",
    )

    account = models.ForeignKey(CreditAccount, models.PROTECT, related_name="entries")
    amount_cents = models.BigIntegerField()
    open_after = models.BigIntegerField()
    on = models.DateField()  # local day
    due_on = models.DateField(null=True)
    document = models.CharField(max_length=64, blank=True, default="")
    tender = models.CharField(max_length=16, blank=True, default="")
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=120, blank=True, default="")
    by_name = models.CharField(max_length=64, blank=True, default="")

    objects: ClassVar[Any] = AppendOnlyQuerySet.as_manager()  # again: the type of a twice inherited manager gets lost

    class Meta:
        constraints = [
            UniqueConstraint(fields=["account", "operation", "line_no", "kind"], name="credit_entry_once"),
            CheckConstraint(condition=~Q(amount_cents=0), name="credit_entry_moves_money"),
            CheckConstraint(condition=Q(open_after__gte=0), name="credit_entry_not_below_zero"),
            CheckConstraint(
                condition=Q(kind__in=[each.value for each in ENTRY_LABELS]), name="credit_entry_kind_known"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="credit_entry_newest"),
            models.Index(fields=["document"], name="credit_entry_document"),
        ]
