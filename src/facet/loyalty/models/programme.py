"""The rules in versions, each with its grade ladder."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.kernel.errors import gettext_noop


class RuleVersion(models.Model):
    """One version of the points rules: a draft, then published and never changed again.

    In force on a day is the published version with the latest `effective_on` not after it,
    of two on one day the higher number. `rules` is the JSON that rules.parsing accepts.
    A draft with an `approval` was shown to a second person, for the day in `effective_on`.
    Written by: loyalty.services.programme only.
    """

    classified = classify(
        keep="id number state rules effective_on opened_at published_at published_by approval copy_of"
    )

    class State(models.TextChoices):
        DRAFT = "draft", gettext_noop("Draft")
        PUBLISHED = "published", gettext_noop("Published")

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    rules = models.JSONField()
    effective_on = models.DateField(null=True)
    opened_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=64, blank=True, default="")  # Actor.name
    approval = models.ForeignKey("organisation.Approval", models.PROTECT, null=True, related_name="+")  # asked or used
    copy_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # what a stop fell back to

    class Meta:
        constraints = [
            UniqueConstraint(fields=["state"], condition=Q(state="draft"), name="rule_version_one_draft"),
            CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False, effective_on__isnull=False),
                name="rule_version_published_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["state", "-effective_on", "-number"], name="rule_version_in_force")]


class Grade(models.Model):
    """One step of the ladder of one rule version. `coefficient_bp` 12 000 earns × 1.2.

    The code names the grade through all versions; `threshold` is in lifetime points.
    Written by: loyalty.services.programme only, while the version is a draft.
    """

    classified = classify(keep="id version code name name_en threshold coefficient_bp")

    version = models.ForeignKey(RuleVersion, models.PROTECT, related_name="grades")
    code = models.CharField(max_length=16)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40, blank=True, default="")
    threshold = models.PositiveBigIntegerField()
    coefficient_bp = models.PositiveIntegerField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["version", "code"], name="grade_code_once_a_version"),
            UniqueConstraint(fields=["version", "threshold"], name="grade_threshold_once_a_version"),
            CheckConstraint(condition=Q(coefficient_bp__gt=0), name="grade_multiplies"),
        ]
