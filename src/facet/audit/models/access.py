"""Who looked at whom."""

from django.db import models

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify


class AccessEntry(AppendOnly):
    """One look of one person at one record that holds personal data, e.g. a member's page.

    Written after the answer has left, so it never slows a till; no labels, no personal data.
    Written by: audit.services.access only.
    """

    classified = classify(keep="id at actor_key actor_name subject_type subject_id path store_id request_id")

    at = models.DateTimeField()
    actor_key = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    path = models.CharField(max_length=128)  # the url name, never an address with search words
    store_id = models.BigIntegerField(null=True)
    request_id = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["actor_key", "at"], name="audit_access_actor"),
            models.Index(fields=["actor_name", "at"], name="audit_access_name"),
            models.Index(fields=["subject_type", "subject_id", "at"], name="audit_access_subject"),
            models.Index(fields=["at", "id"], name="audit_access_at"),
        ]
