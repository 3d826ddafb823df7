"""Money that members left before the goods: deposits and layaways, and everything that moved them."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.sales.rules.deposits import ENTRY_WORDS, KIND_WORDS, STATE_WORDS, DepositKind, DepositState, EntryKind


class Deposit(models.Model):
    """One member's money for one purchase: earnest money, a prepayment or a layaway. Units: cents, mg.

    `balance` is the sum of its entries, `paid` of those that came in. A lock promises `lock_mg` of a metal at
    `lock_cents_per_gram` until `lock_until`; `lock_left_mg` is not used yet. `piece` is kept until `held_until`.
    Written by: sales.services.deposits only.
    """

    classified = classify(
        keep="id number kind state store member clerk order price_cents paid_cents balance_cents fee_bp piece"
        " held_until lock_item lock_board lock_mg lock_left_mg lock_cents_per_gram lock_lower lock_until opened_on"
        " opened_at closed_at",
        scrub="subject",
    )

    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=12, choices=[(each.value, each.value) for each in DepositKind])
    state = models.CharField(max_length=8, choices=[(each.value, each.value) for each in DepositState])
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    clerk = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    order = models.ForeignKey("sales.CustomerOrder", models.PROTECT, null=True, related_name="deposits")
    subject = models.CharField(max_length=120, blank=True, default="")
    price_cents = models.BigIntegerField()
    paid_cents = models.BigIntegerField(default=0)
    balance_cents = models.BigIntegerField(default=0)
    fee_bp = models.PositiveSmallIntegerField(default=0)
    piece = models.ForeignKey("inventory.Piece", models.PROTECT, null=True, related_name="+")
    held_until = models.DateField(null=True)
    lock_item = models.ForeignKey("catalog.PriceItem", models.PROTECT, null=True, related_name="+")
    lock_board = models.ForeignKey("catalog.BoardPrice", models.PROTECT, null=True, related_name="+")
    lock_mg = models.BigIntegerField(default=0)
    lock_left_mg = models.BigIntegerField(default=0)
    lock_cents_per_gram = models.PositiveIntegerField(default=0)
    lock_lower = models.BooleanField(default=False)
    lock_until = models.DateField(null=True)
    opened_on = models.DateField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(balance_cents__gte=0, price_cents__gt=0), name="deposit_never_below_zero"),
            CheckConstraint(
                condition=Q(state=DepositState.OPEN.value) | Q(balance_cents=0), name="deposit_settled_is_empty"
            ),
            CheckConstraint(condition=Q(lock_left_mg__gte=0), name="deposit_lock_never_below_zero"),
        ]
        indexes = [
            models.Index(fields=["store", "state", "-opened_at"], name="deposit_store_state"),
            models.Index(fields=["member", "state"], name="deposit_member"),
            models.Index(fields=["-opened_at", "-id"], name="deposit_newest"),
        ]

    @property
    def kind_words(self) -> str:
        """What the money is; English, translated where it is shown."""
        return KIND_WORDS[self.kind]

    @property
    def state_words(self) -> str:
        """Whether anything is left; English, translated where it is shown."""
        return STATE_WORDS[self.state]


class DepositEntry(AppendOnly):
    """One movement of a deposit with its balance after it; above zero money came in. Units: cents.

    `sale` and `line_no` are the ticket and its line, or its tender for what was used or given back.
    Written by: sales.services.deposits only.
    """

    classified = classify(keep="id deposit number kind amount_cents balance_cents sale line_no store on at by")

    deposit = models.ForeignKey(Deposit, models.PROTECT, related_name="entries")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(each.value, each.value) for each in EntryKind])
    amount_cents = models.BigIntegerField()
    balance_cents = models.BigIntegerField()
    sale = models.UUIDField()  # the ticket's id; the entry is written before the ticket's row
    line_no = models.PositiveSmallIntegerField()
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["deposit", "number"], name="deposit_entry_once"),
            CheckConstraint(condition=Q(balance_cents__gte=0), name="deposit_entry_never_below_zero"),
        ]
        indexes = [models.Index(fields=["sale"], name="deposit_entry_sale")]

    @property
    def kind_words(self) -> str:
        """What moved it; English, translated where it is shown."""
        return ENTRY_WORDS[self.kind]


class Instalment(AppendOnly):
    """One part of a layaway and the day it is due; what was paid covers the oldest first. Units: cents.

    Written by: sales.services.deposits only.
    """

    classified = classify(keep="id deposit number due_on amount_cents")

    deposit = models.ForeignKey(Deposit, models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    amount_cents = models.BigIntegerField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["deposit", "number"], name="instalment_once"),
            CheckConstraint(condition=Q(amount_cents__gt=0), name="instalment_above_zero"),
        ]
