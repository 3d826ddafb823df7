"""Commission: plans in versions, and what each sold line paid whom."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.kernel.errors import gettext_noop
from facet.sales.rules.commission import PAYS_LABELS


class CommissionPlan(models.Model):
    """One version of what selling pays: a draft, then published by a second person and never changed again.

    In force on a day is the published version with the latest `effective_on` not after it, of two the
    higher number. `revision` counts the draft's changes, so that what was read is what goes live.
    Written by: sales.services.commission_plans only.
    """

    classified = classify(keep="id number state effective_on revision changed_by changed_at published_by published_at")

    class State(models.TextChoices):
        DRAFT = "draft", gettext_noop("Draft")
        PUBLISHED = "published", gettext_noop("Published")

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    effective_on = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    published_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["state"], condition=Q(state="draft"), name="commission_plan_one_draft"),
            CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False, effective_on__isnull=False),
                name="commission_plan_published_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["state", "-effective_on", "-number"], name="commission_plan_in_force")]


class CommissionRule(models.Model):
    """One line of a plan, tried from the top; empty fields hold for all. `rate` is cents or basis points by `pays`.

    Written by: sales.services.commission_plans only, while the plan is a draft.
    """

    classified = classify(keep="id plan place pays rate store role category style_code")

    plan = models.ForeignKey(CommissionPlan, models.CASCADE, related_name="rules")
    place = models.PositiveSmallIntegerField()
    pays = models.CharField(max_length=12, choices=list(PAYS_LABELS.items()))
    rate = models.PositiveIntegerField()
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=32, blank=True, default="")
    category = models.ForeignKey("catalog.Category", models.PROTECT, null=True, related_name="+")
    style_code = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        constraints = [UniqueConstraint(fields=["plan", "place"], name="commission_rule_place")]


class CommissionEntry(AppendOnly):
    """What one line of a ticket paid one person, or a return took back; with the rule and how it was worked out.

    Written by: sales.services.commission only (the demonstration in bulk). Units: cents, signed.
    """

    classified = classify(keep="id line staff store business_date rule amount_cents trace")

    line = models.ForeignKey("sales.SaleLine", models.PROTECT, related_name="commissions")
    staff = models.ForeignKey("organisation.Staff", models.PROTECT, related_name="+")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    business_date = models.DateField()
    rule = models.ForeignKey(CommissionRule, models.PROTECT, related_name="+")
    amount_cents = models.BigIntegerField()
    trace = models.JSONField(default=dict)

    class Meta:
        constraints = [UniqueConstraint(fields=["line", "staff"], name="commission_entry_once")]
        indexes = [
            models.Index(fields=["staff", "business_date"], name="commission_entry_staff"),
            models.Index(fields=["store", "business_date"], name="commission_entry_day"),
        ]
