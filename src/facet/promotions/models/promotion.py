"""Promotions, their versions, and what each store may still give of them."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.promotions.rules.parsing import terms_from
from facet.promotions.rules.states import STATE_LABELS, STORED
from facet.promotions.rules.terms import Left, Offer, Terms


class Promotion(models.Model):
    """One promotion under its name; what it promises stands in its versions.

    Written by: promotions.services only.
    """

    classified = classify(keep="id code name name_en created_at created_by")

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True, default="")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)


class PromotionVersion(models.Model):
    """One complete wording. Drafts change; what was published is history and is never edited.

    `terms` is the JSON of rules.parsing; `begins` and `until` (half-open) repeat its days for queries.
    At most one draft a promotion. Written by: promotions.services only.
    """

    classified = classify(
        keep="id promotion number terms kind state begins until approval opened_at published_at published_by"
        " stopped_at stopped_by"
    )

    promotion = models.ForeignKey(Promotion, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    terms = models.JSONField()
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=12, choices=[(state.value, STATE_LABELS[state]) for state in STORED])
    begins = models.DateField()
    until = models.DateField()
    approval = models.ForeignKey("organisation.Approval", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=64, blank=True, default="")
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["promotion", "number"], name="promotion_version_once"),
            UniqueConstraint(
                fields=["promotion"], condition=Q(state__in=["draft", "review"]), name="promotion_one_draft"
            ),
            UniqueConstraint(fields=["promotion"], condition=Q(state="published"), name="promotion_one_live"),
            CheckConstraint(condition=Q(until__gt=F("begins")), name="promotion_ends_after_it_begins"),
        ]
        indexes = [models.Index(fields=["state", "begins", "until"], name="promotion_live")]

    @property
    def promise(self) -> Terms:
        return terms_from(self.terms)

    def offer(self, left: Left | None = None) -> Offer:
        """The version as rules read it; asks for the promotion's name."""
        named = self.promotion
        return Offer(
            id=self.pk, code=named.code, name=named.name, name_en=named.name_en, terms=self.promise,
            left=left or Left(),
        )  # fmt: skip


class PromotionSlice(models.Model):
    """What one store may give of a limited promotion, and what it has given: no row is hot for the whole chain.

    Only columns of limits that exist are counted. Units: fen, tickets. Changed by one conditional update, after
    coupons and before the store-day counter. Written by: promotions.services only.
    """

    classified = classify(keep="id promotion store budget_cents used_cents total uses today uses_today day")

    promotion = models.ForeignKey(Promotion, models.PROTECT, related_name="slices")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    budget_cents = models.BigIntegerField(default=0)
    used_cents = models.BigIntegerField(default=0)
    total = models.IntegerField(default=0)
    uses = models.IntegerField(default=0)
    today = models.IntegerField(default=0)
    uses_today = models.IntegerField(default=0)
    day = models.DateField(null=True)  # that `uses_today` counts

    class Meta:
        constraints = [
            UniqueConstraint(fields=["promotion", "store"], name="promotion_slice_once"),
            CheckConstraint(
                condition=Q(used_cents__gte=0, used_cents__lte=F("budget_cents")), name="promotion_within_budget"
            ),
            CheckConstraint(condition=Q(uses__gte=0, uses__lte=F("total")), name="promotion_within_total"),
            CheckConstraint(condition=Q(uses_today__gte=0, uses_today__lte=F("today")), name="promotion_within_day"),
        ]
