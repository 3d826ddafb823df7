"""Who did what, when, where."""

import json
from typing import Any

from django.db import models

from facet.audit.rules.chain import canonical_json
from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify


class CanonicalJson(models.TextField):  # type: ignore[type-arg]
    """Facts kept as one canonical text, the same on every database, so that a seal holds them."""

    def from_db_value(self, value: str | None, *_: Any) -> Any:
        return None if value is None else json.loads(value)

    def get_prep_value(self, value: Any) -> str:
        return canonical_json(value)


class Event(AppendOnly):
    """One thing somebody did, with the labels as they were then; no foreign keys.

    Never changed, never deleted. `facts` hold numbers and words, `before` and `after` where
    something changed, never personal data in the clear. `mark` shows that Facet wrote the row.
    Written by: audit.services.record only.
    """

    classified = classify(
        keep="id at actor_key actor_name action subject_type subject_id subject_label"
        " store_id store_label via request_id facts mark"
    )

    at = models.DateTimeField()
    actor_key = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=64)
    action = models.CharField(max_length=64)  # "domain.thing_done"
    subject_type = models.CharField(max_length=64)  # "sales.sale"
    subject_id = models.CharField(max_length=64)
    subject_label = models.CharField(max_length=128)
    store_id = models.BigIntegerField(null=True)
    store_label = models.CharField(max_length=64)
    via = models.CharField(max_length=16)  # web, api, job, command
    request_id = models.CharField(max_length=64)
    facts = CanonicalJson()
    mark = models.BinaryField(max_length=16)

    class Meta:
        indexes = [
            models.Index(fields=["at", "id"], name="audit_event_at"),
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_event_subject"),
            models.Index(fields=["subject_label"], name="audit_event_label"),
            models.Index(fields=["actor_name", "at"], name="audit_event_actor"),
        ]
