"""Replays of real sales under other rules."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from facet.kernel.classification import classify
from facet.kernel.errors import gettext_noop


class Replay(models.Model):
    """One replay of a period's earned lines under a copy of a draft: its progress and what came out.

    `rules` and `ladder` are copies, so that the answer stays true when the draft goes on changing.
    The days are half-open. `result` is what rules.replay.Outcome.as_facts gives. Written by: loyalty.services.replay.
    """

    classified = classify(
        keep="id number rules ladder since until state lines_done lines_total result asked_at asked_by finished_at"
    )

    class State(models.TextChoices):
        WAITING = "waiting", gettext_noop("Waiting")
        RUNNING = "running", gettext_noop("Running")
        DONE = "done", gettext_noop("Done")

    number = models.PositiveIntegerField()  # of the version that was replayed
    rules = models.JSONField()
    ladder = models.JSONField()
    since = models.DateField()
    until = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    lines_done = models.PositiveBigIntegerField(default=0)
    lines_total = models.PositiveBigIntegerField(default=0)
    result = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)  # Actor.name
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [CheckConstraint(condition=Q(since__lt=F("until")), name="replay_has_days")]
        indexes = [models.Index(fields=["-asked_at"], name="replay_newest")]
