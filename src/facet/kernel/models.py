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


class ImportBatch(models.Model):
    """One uploaded spreadsheet: what it would do, and whether it was applied. Seen by its uploader only.

    The file and what was found in it (rows hold personal data) lie sealed under FACET_UPLOADS, named
    by this row's id, and go after some days; the counts stay. Written by: kernel.importing.flow only.
    """

    classified = classify(
        keep="id importer actor_key actor_name sha256 size_bytes state rows new changed unchanged wrong"
        " uploaded_at applied_at",
        scrub="file_name",
    )

    class State(models.TextChoices):
        CHECKED = "checked"  # may be applied, when nothing is wrong
        REFUSED = "refused"  # has mistakes, or could not be read
        APPLIED = "applied"

    id = models.UUIDField(primary_key=True)
    importer = models.CharField(max_length=64)
    actor_key = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=64)
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices)
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["actor_key", "importer", "uploaded_at"], name="import_batch_own")]
