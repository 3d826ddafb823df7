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
        " uploaded_at applied_at undone_at",
        scrub="file_name",
    )

    class State(models.TextChoices):
        MAPPING = "mapping"  # waits to hear which column is which
        CHECKED = "checked"  # may be applied, when nothing is wrong
        REFUSED = "refused"  # has mistakes, or could not be read
        WAITING = "waiting"  # a worker will apply it
        APPLIED = "applied"
        UNDONE = "undone"  # applied, and taken back

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
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["actor_key", "importer", "uploaded_at"], name="import_batch_own")]


class ImportMapping(models.Model):
    """Which column of an older system's sheet is which of ours, remembered for the next sheet with its headings.

    Written by: kernel.importing.mapping only.
    """

    classified = classify(keep="id importer headings_sha256 places saved_by saved_at")

    importer = models.CharField(max_length=64)
    headings_sha256 = models.CharField(max_length=64)
    places = models.JSONField()  # column key → place in the sheet, from 0
    saved_by = models.CharField(max_length=64)  # Actor.key
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(fields=["importer", "headings_sha256"], name="import_mapping_once")]


class ExportJob(models.Model):
    """One list that a worker writes into a file: for its asker only, under a link that ends after a day.

    The questions and the file lie sealed under FACET_UPLOADS, named by this row's id. The link's secret is
    kept as its SHA-256. `over_rows` met the conditions of a file that was refused for their number (0: it was
    not); `allowed_rows` is what a second person allowed since. Written by: kernel.listing.queue only.
    """

    classified = classify(
        keep="id list_key kind language actor_key actor_name state rows over_rows allowed_rows size_bytes problem"
        " asked_at done_at expires_at token_sha256",
        scrub="reason",
    )

    class State(models.TextChoices):
        WAITING = "waiting"
        READY = "ready"
        REFUSED = "refused"
        GONE = "gone"

    id = models.UUIDField(primary_key=True)
    list_key = models.CharField(max_length=64)
    kind = models.CharField(max_length=4)  # csv, xlsx, pdf
    language = models.CharField(max_length=8, default="zh-hans")
    actor_key = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=64)
    reason = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    rows = models.PositiveIntegerField(default=0)
    over_rows = models.PositiveIntegerField(default=0)
    allowed_rows = models.PositiveIntegerField(default=0)
    size_bytes = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True, default="")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    token_sha256 = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["actor_key", "asked_at"], name="export_job_own")]
