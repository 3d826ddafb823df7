"""What promotions gave: one row a ticket and promotion, one row a line of it. Facts, reversed by further rows."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify


class PromotionTicket(AppendOnly):
    """One promotion on one ticket, who bears it, and what it takes of its limits.

    A return writes a row with the sign turned that `reverses` the first; `uses` goes back with the last of it.
    `document` is sales' name of the ticket; `coupon_batch` holds the coupons that it gave. Units: fen, tickets, pieces,
    basis points.
    Written by: promotions.services only.
    """

    classified = classify(
        keep="id version store member document at on_day uses cents brand_cents mall_cents franchisee_cents gifts"
        " coupons coupon_batch factor_bp reverses"
    )

    version = models.ForeignKey("promotions.PromotionVersion", models.PROTECT, related_name="tickets")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    document = models.CharField(max_length=64)
    at = models.DateTimeField()
    on_day = models.DateField()
    uses = models.SmallIntegerField()
    cents = models.BigIntegerField()
    brand_cents = models.BigIntegerField(default=0)
    mall_cents = models.BigIntegerField(default=0)
    franchisee_cents = models.BigIntegerField(default=0)
    gifts = models.IntegerField(default=0)
    coupons = models.IntegerField(default=0)
    coupon_batch = models.ForeignKey("loyalty.CouponBatch", models.PROTECT, null=True, related_name="+")
    factor_bp = models.IntegerField(default=0)
    reverses = models.ForeignKey("self", models.PROTECT, null=True, related_name="reversed_by")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["document", "version"], condition=Q(reverses=None), name="promotion_ticket_once"),
            UniqueConstraint(
                fields=["document", "reverses"], condition=Q(reverses__isnull=False), name="promotion_reversed_once"
            ),
            CheckConstraint(
                condition=Q(reverses=None, uses=1, cents__gte=0) | Q(reverses__isnull=False, uses__lte=0, cents__lte=0),
                name="promotion_ticket_sign",
            ),
        ]
        indexes = [
            models.Index(fields=["document"], name="promotion_document"),
            models.Index(fields=["version", "member"], name="promotion_of_member"),
            models.Index(fields=["version", "on_day"], name="promotion_of_day"),
        ]


class PromotionUse(AppendOnly):
    """What one promotion took off one line of a ticket: fen, from which part of its price, in which set.

    `base_cents` is what the line cost when it counted; lines that only carry a gift have 0 `cents`.
    Written by: promotions.services only.
    """

    classified = classify(keep="id ticket line_no code cents base_cents part set_no")

    ticket = models.ForeignKey(PromotionTicket, models.PROTECT, related_name="lines")
    line_no = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=32)
    cents = models.BigIntegerField()
    base_cents = models.BigIntegerField()
    part = models.CharField(max_length=8)
    set_no = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [UniqueConstraint(fields=["ticket", "line_no"], name="promotion_line_once")]


class PromotionTrace(AppendOnly):
    """Why the other promotions did not count on a ticket: what the till said then, kept for whoever asks later.

    `skipped` is a list of code, name, name_en, why, more and other, as rules.engine answered. One row a ticket, none
    where every promotion counted or none was open. Written by: promotions.services only.
    """

    classified = classify(keep="id document skipped")

    document = models.CharField(max_length=64, unique=True)
    skipped = models.JSONField()
