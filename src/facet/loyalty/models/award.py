"""Points that rules give beside ticket lines, points that wait, and lots whose end was announced."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.loyalty.rules.award import AwardKind, AwardState


class Award(models.Model):
    """Points for one reason, once: a referrer's share, a gift, a grant, or a purchase's points that wait.

    `key` names the reason and is unique for ever, so that no job and no event gives twice. While it
    waits, `points` − `taken_back` are part of the account's `pending`, and `due_on` is the last day of
    waiting; once given, `entry` is its ledger line. `taken_back` is what returns or an undo took.
    Written by: loyalty.services only.
    """

    classified = classify(
        keep="id account kind key points taken_back state due_on document line_no earned_on recruit level base_points"
        " percent_bp entry operation rule_version store recorded_at settled_at trace"
    )

    account = models.ForeignKey("loyalty.PointsAccount", models.PROTECT, related_name="awards")
    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=120, unique=True)
    points = models.BigIntegerField()
    taken_back = models.BigIntegerField(default=0)
    state = models.CharField(max_length=8)
    due_on = models.DateField(null=True)
    document = models.CharField(max_length=64, blank=True, default="")
    line_no = models.PositiveSmallIntegerField(default=0)
    earned_on = models.DateField()  # the local day whose year decides when the points end
    recruit = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")  # whose purchase it is
    level = models.PositiveSmallIntegerField(default=0)  # of a referrer; 1 is the nearest
    base_points = models.BigIntegerField(default=0)
    percent_bp = models.PositiveIntegerField(default=0)
    entry = models.ForeignKey("loyalty.PointsEntry", models.PROTECT, null=True, related_name="awards")
    operation = models.ForeignKey("kernel.Operation", models.PROTECT, related_name="+")
    rule_version = models.ForeignKey("loyalty.RuleVersion", models.PROTECT, null=True, related_name="+")
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    trace = models.JSONField(default=dict)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(points__gt=0), name="award_gives_points"),
            CheckConstraint(
                condition=Q(taken_back__gte=0, taken_back__lte=F("points")), name="award_taken_back_within_it"
            ),
            CheckConstraint(condition=Q(kind__in=[each.value for each in AwardKind]), name="award_kind_known"),
            CheckConstraint(condition=Q(state__in=[each.value for each in AwardState]), name="award_state_known"),
            CheckConstraint(condition=~Q(state=AwardState.GIVEN.value) | Q(entry__isnull=False), name="award_given"),
        ]
        indexes = [
            models.Index(fields=["due_on", "account"], condition=Q(state="waiting"), name="award_waiting"),
            models.Index(fields=["document"], name="award_document"),
            models.Index(fields=["recruit", "kind"], name="award_recruit"),
            models.Index(fields=["account", "kind", "-id"], name="award_account"),
        ]


class ExpiryNotice(models.Model):
    """One lot whose end one window announced: once for each. Written by: loyalty.services.notices only."""

    classified = classify(keep="id lot days points expires_on noted_on told_at told_by")

    lot = models.ForeignKey("loyalty.PointsLot", models.PROTECT, related_name="notices")
    days = models.PositiveSmallIntegerField()  # the window: 60, 30 or 7
    points = models.BigIntegerField()  # what was left in the lot then
    expires_on = models.DateField()
    noted_on = models.DateField()
    told_at = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=64, blank=True, default="")  # Actor.key

    class Meta:
        constraints = [UniqueConstraint(fields=["lot", "days"], name="expiry_notice_once")]
        indexes = [models.Index(fields=["days", "expires_on", "id"], name="expiry_notice_window")]
