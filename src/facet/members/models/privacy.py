"""What is left of a person who asked to be forgotten, and the books of a chain's first day."""

from django.db import models

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify


class Erasure(AppendOnly):
    """One file whose personal data was erased: the deletion list, read again after a backup is restored.

    Holds no personal data: the member's number is ours. Written by: members.services.privacy only.
    """

    classified = classify(scrub="reason", keep="id member number at by approved_by fields operation_id")

    member = models.OneToOneField("members.Member", models.PROTECT, related_name="erasure")
    number = models.CharField(max_length=16)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)  # Actor.key
    approved_by = models.PositiveBigIntegerField(null=True)  # the approval's id
    reason = models.CharField(max_length=200)
    fields = models.JSONField(default=dict)  # table → rows that were blanked
    operation_id = models.UUIDField()


class OpeningRun(AppendOnly):
    """The opening import of the chain: what came in, and the totals that had to tie. At most one row.

    `totals` holds (name, the old system's figure, ours) by sheet. Written by: members.services.first_day only.
    """

    classified = classify(keep="id only_once at by by_name file_sha256 counts totals operation_id")

    only_once = models.BooleanField(default=True, unique=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)  # Actor.key
    by_name = models.CharField(max_length=64)
    file_sha256 = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)  # sheet → rows
    totals = models.JSONField(default=list)  # [{"name", "sheet", "unit", "stated", "found"}]
    operation_id = models.UUIDField()
