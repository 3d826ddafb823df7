"""The kernel's own tables: operations, the outbox, and what the scheduler has fired."""

from django.db import models
from django.db.models import UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify


class Operation(models.Model):
    """One act under one client-made key, in the same transaction as its effects.

    A committed row always has its result: a refusal rolls the row back with everything else.
    Keys of money acts are kept for ever. Written by: kernel.operations only.
    """

    classified = classify(keep="id kind actor request_sha256 result begun_at")

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=64)
    actor = models.CharField(max_length=64)  # Actor.key
    request_sha256 = models.CharField(max_length=64)
    result = models.JSONField(null=True)
    begun_at = models.DateTimeField()


class OutboxEvent(AppendOnly):
    """Something that happened, written in the transaction in which it happened.

    `facts` hold ids and numbers, never personal data. Written by: kernel.outbox only.
    """

    classified = classify(keep="id name facts recorded_at")

    name = models.CharField(max_length=64)
    facts = models.JSONField()
    recorded_at = models.DateTimeField()


class Delivery(models.Model):
    """One event on its way to one consumer; deleted never, so that a lost one can be named.

    Written by: kernel.outbox only.
    """

    classified = classify(keep="id event consumer state attempts due_at last_error")

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        DEAD = "dead"  # tried too often; a person looks and sends it again

    event = models.ForeignKey(OutboxEvent, models.PROTECT, related_name="deliveries")
    consumer = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    last_error = models.TextField(blank=True, default="")

    class Meta:
        constraints = [UniqueConstraint(fields=["event", "consumer"], name="delivery_once")]
        indexes = [models.Index(fields=["state", "due_at"], name="delivery_due")]


class CronRun(models.Model):
    """One job fired for one due moment, however many schedulers run.

    Written by: kernel.scheduler only.
    """

    classified = classify(keep="id job due")

    job = models.CharField(max_length=64)
    due = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(fields=["job", "due"], name="cron_run_once")]
