"""Joining on one's own phone, and the card page there."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.kernel.sealed import SealedText, SealId


class JoinRequest(models.Model):
    """Somebody who scanned a clerk's QR and was sent a code; no file yet.

    Name, phone and code are sealed and wiped when the request is done or over; at most five wrong
    codes. `invitation` is the digest of the clerk's QR. Written by: members.services only. Source: R318.
    """

    classified = classify(
        scrub="name phone code key_digest",
        keep="id seal_id invitation store clerk referrer consents text_version begun_at expires_at tries done_at"
        " language",
    )

    seal_id = SealId()
    key_digest = models.CharField(max_length=64, unique=True)  # sha256 of the secret in the visitor's form
    invitation = models.CharField(max_length=64)
    name = SealedText()
    phone = SealedText()
    code = SealedText()
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    clerk = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    referrer = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    consents = models.JSONField(default=list)  # the channels that were ticked
    text_version = models.CharField(max_length=16)
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=8, default="zh-hans")

    class Meta:
        constraints = [CheckConstraint(condition=Q(tries__lte=5), name="join_request_few_tries")]
        indexes = [models.Index(fields=["expires_at"], name="join_request_over")]


class CardPage(models.Model):
    """A member's link to her own card page: a random token, kept as its digest; one in use at a time.

    Written by: members.services only. Source: R318.
    """

    classified = classify(scrub="digest", keep="id member made_at made_by expires_at revoked_at")

    member = models.ForeignKey("members.Member", models.PROTECT, related_name="card_pages")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)  # Actor.key
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["member"], condition=Q(revoked_at=None), name="card_page_one_in_use")]
