"""The doors that are not people: tills and tablets, and the tokens of programs."""

from django.db import models
from django.db.models import UniqueConstraint

from facet.kernel.classification import classify
from facet.kernel.errors import gettext_noop


class Till(models.Model):
    """A till or counter tablet of one store. Written by: organisation.services.devices only."""

    classified = classify(keep="id store code name kind is_active")

    class Kind(models.TextChoices):
        TILL = "till", gettext_noop("Till")
        TABLET = "tablet", gettext_noop("Counter tablet")

    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="tills")
    code = models.CharField(max_length=16)
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.TILL)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["store", "code"], name="organisation_till_code_once")]


class ApiToken(models.Model):
    """A program's key: it acts as `staff`. Only the digest is kept; the token is shown once.

    Written by: organisation.services.tokens only.
    """

    classified = classify(scrub="digest", keep="id staff label created_at expires_at revoked_at last_used_on")

    digest = models.CharField(max_length=64, unique=True)  # sha256, hex: tokens are 256 random bits
    staff = models.ForeignKey("organisation.Staff", models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)
