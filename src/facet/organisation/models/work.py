"""What people owe each other: approvals, to-dos, the rules of the house, and numbers."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.kernel.errors import gettext_noop


class Approval(models.Model):
    """A second person's yes or no to one exact request; a yes works once.

    `digest` is the sha256 of the request that may use it, `amount` in the kind's unit
    (cents, basis points, points). Written by: organisation.services.approvals only.
    """

    classified = classify(
        keep="id kind store subject facts digest amount reason state requested_by requested_at expires_at decided_by"
        " decided_at note used_at used_by"
    )

    class State(models.TextChoices):
        WAITING = "waiting", gettext_noop("Waiting")
        APPROVED = "approved", gettext_noop("Approved")
        REJECTED = "rejected", gettext_noop("Rejected")
        USED = "used", gettext_noop("Used")

    kind = models.CharField(max_length=64)
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=120)  # what it is about, in words a person can check
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    requested_by = models.ForeignKey("organisation.Staff", models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True, default="")
    used_at = models.DateTimeField(null=True)
    used_by = models.CharField(max_length=64, blank=True, default="")  # Actor.key

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")), name="organisation_approval_two_people"
            ),
            CheckConstraint(
                condition=~Q(state__in=["approved", "rejected", "used"])
                | (Q(decided_by__isnull=False) & Q(decided_at__isnull=False)),
                name="organisation_approval_decided",
            ),
            CheckConstraint(condition=~Q(state="used") | Q(used_at__isnull=False), name="organisation_approval_used"),
        ]
        indexes = [models.Index(fields=["state", "store"], name="organisation_approval_open")]


class Task(models.Model):
    """Something one person or one store must do; `key` makes opening it twice open it once.

    `title` is an English sentence for gettext with `facts` to fill in.
    Written by: organisation.services.tasks only.
    """

    classified = classify(keep="id key kind title facts url icon tone store assignee due_on opened_at done_at done_by")

    class Tone(models.TextChoices):
        PLAIN = "plain", gettext_noop("When there is time")
        GOLD = "gold", gettext_noop("A kindness")
        WARN = "warn", gettext_noop("Soon")
        DANGER = "danger", gettext_noop("Today")

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=64)
    title = models.CharField(max_length=160)
    facts = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True, default="")
    icon = models.CharField(max_length=40, default="checkbox")
    tone = models.CharField(max_length=8, choices=Tone.choices, default=Tone.PLAIN)
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(store__isnull=False) | Q(assignee__isnull=False), name="organisation_task_is_someones"
            ),
        ]
        indexes = [
            models.Index(fields=["assignee", "done_at"], name="organisation_task_person"),
            models.Index(fields=["store", "done_at"], name="organisation_task_store"),
        ]


class Policy(AppendOnly):
    """The value of one rule of the house from a day on, for the chain (`store` null) or one store.

    A later row for the same day corrects an earlier one. Written by: services.policies only.
    """

    classified = classify(keep="id name value store valid_from note set_by set_at")

    name = models.CharField(max_length=64)
    value = models.JSONField()
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    note = models.CharField(max_length=200, blank=True, default="")
    set_by = models.CharField(max_length=64)  # Actor.key
    set_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["name", "store", "valid_from"], name="organisation_policy_lookup")]


class NumberSeries(models.Model):
    """The last number given out in a series; the row is locked until the document commits: no gaps.

    `scope` parts a series, for instance by store and day. Written by: services.numbers only.
    """

    classified = classify(keep="id series scope last")

    series = models.CharField(max_length=40)
    scope = models.CharField(max_length=40, blank=True, default="")
    last = models.PositiveBigIntegerField()

    class Meta:
        constraints = [UniqueConstraint(fields=["series", "scope"], name="organisation_number_series_once")]
