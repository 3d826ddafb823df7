"""What members ask for and wish, and who has been silent too long."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.kernel.sealed import SealedText, SealId
from facet.members.rules.need import NeedState, WishState


class Need(models.Model):
    """One thing a member said she looks for; shown first at the next contact until it is served or dropped.

    Written by: members.services.need only.
    """

    classified = classify(
        scrub="text",
        keep="id seal_id member state category material taste budget_from_cents budget_to_cents occasion_on contact"
        " opened_at opened_by_name store closed_at closed_by_name",
    )

    seal_id = SealId()
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="needs")
    state = models.CharField(max_length=8, default=NeedState.OPEN.value)
    text = SealedText()
    category = models.ForeignKey("catalog.Category", models.PROTECT, null=True, related_name="+")
    material = models.ForeignKey("catalog.DictionaryEntry", models.PROTECT, null=True, related_name="+")
    taste = models.ForeignKey("catalog.DictionaryEntry", models.PROTECT, null=True, related_name="+")
    budget_from_cents = models.BigIntegerField(null=True)
    budget_to_cents = models.BigIntegerField(null=True)
    occasion_on = models.DateField(null=True)
    contact = models.ForeignKey("members.Contact", models.PROTECT, null=True, related_name="needs")
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=60)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(state__in=[each.value for each in NeedState]), name="need_state_known"),
            CheckConstraint(
                condition=Q(state="open", closed_at=None) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="need_closed_has_its_moment",
            ),
            CheckConstraint(
                condition=Q(budget_from_cents=None)
                | Q(budget_to_cents=None)
                | Q(budget_from_cents__lte=F("budget_to_cents")),
                name="need_budget_in_order",
            ),
        ]
        indexes = [models.Index(fields=["member", "state"], name="need_of_member")]


class Wish(models.Model):
    """One piece or style on a member's wish list. `tag` is the piece's, "" for a style as such.

    A secret wish is never shown to her family. Written by: members.services.wish only.
    """

    classified = classify(
        scrub="note", keep="id seal_id member state style tag name is_secret opened_at opened_by_name closed_at"
    )

    seal_id = SealId()
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="wishes")
    state = models.CharField(max_length=8, default=WishState.OPEN.value)
    style = models.ForeignKey("catalog.Style", models.PROTECT, null=True, related_name="+")
    tag = models.CharField(max_length=32, blank=True, default="")
    name = models.CharField(max_length=120)  # of the goods, as it was when she wished
    is_secret = models.BooleanField(default=False)
    note = SealedText()
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=60)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(state__in=[each.value for each in WishState]), name="wish_state_known"),
            CheckConstraint(condition=~Q(tag="") | Q(style__isnull=False), name="wish_names_goods"),
            UniqueConstraint(fields=["member", "tag"], condition=Q(state="open") & ~Q(tag=""), name="wish_piece_once"),
            UniqueConstraint(fields=["member", "style"], condition=Q(state="open", tag=""), name="wish_style_once"),
        ]
        indexes = [
            models.Index(fields=["member", "state"], name="wish_of_member"),
            models.Index(fields=["style", "state"], name="wish_of_style"),
        ]


class Silence(models.Model):
    """One stretch in which a member of a senior grade was neither here nor spoken to; `since` is her last touch.

    Opened by the nightly job with a to-do, closed by the next touch. Written by: members.services.silence only.
    """

    classified = classify(keep="id member since opened_at closed_at")

    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    since = models.DateField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["member", "since"], name="silence_once")]
        indexes = [models.Index(fields=["closed_at", "member"], name="silence_open")]
