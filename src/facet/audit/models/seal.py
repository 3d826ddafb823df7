"""The chain of seals over the events, and how far it has come."""

from django.db import models
from django.db.models import CheckConstraint, Q

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify


class Seal(AppendOnly):
    """The seal of one event: its number in the chain, the seal before it, and the HMAC over both.

    Numbers run from 1 without a gap. Written by: audit.services.sealing only.
    """

    classified = classify(keep="seq event previous hmac")

    seq = models.BigIntegerField(primary_key=True)
    event = models.BigIntegerField(unique=True)  # no foreign key: the chain must outlive what it convicts
    previous = models.BinaryField(max_length=32)
    hmac = models.BinaryField(max_length=32)


class Head(models.Model):
    """One row: the end of the chain, which is also the lock that makes the sealer one.

    Every event up to `low` is sealed or will never be. On PostgreSQL ids do not commit in order:
    `candidate` becomes `low` when every transaction older than `candidate_xid` has ended.
    Written by: audit.services.sealing only.
    """

    classified = classify(
        keep="id seq hmac low candidate candidate_xid caught_up_at anchored_seq anchored_at unmarked first_unmarked"
    )

    seq = models.BigIntegerField(default=0)
    hmac = models.BinaryField(max_length=32)
    low = models.BigIntegerField(default=0)
    candidate = models.BigIntegerField(default=0)
    candidate_xid = models.BigIntegerField(default=0)
    caught_up_at = models.DateTimeField(null=True)  # when last no event was left unsealed
    anchored_seq = models.BigIntegerField(default=0)
    anchored_at = models.DateTimeField(null=True)
    unmarked = models.PositiveIntegerField(default=0)  # rows another hand put in; they are never sealed
    first_unmarked = models.BigIntegerField(null=True)

    class Meta:
        constraints = [CheckConstraint(condition=Q(id=1), name="audit_head_is_one")]


class Verification(AppendOnly):
    """One check of the whole chain: how far it reached, and the first thing wrong, if any.

    Written by: audit.services.sealing only.
    """

    classified = classify(keep="id at seals last_event_at wrong first_bad_seq problem milliseconds actor_name")

    at = models.DateTimeField()
    seals = models.BigIntegerField()
    last_event_at = models.DateTimeField(null=True)  # "verified to"
    wrong = models.PositiveIntegerField()
    first_bad_seq = models.BigIntegerField(null=True)
    problem = models.CharField(max_length=200, blank=True, default="")
    milliseconds = models.PositiveIntegerField()
    actor_name = models.CharField(max_length=64)
