"""Coupons: types, batches, the coupons themselves and what happened to each; birthday gifts."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.loyalty.rules.coupon import Benefit, CouponMove, CouponState, Terms


class CouponType(models.Model):
    """What coupons of one kind promise. The promise is never edited; a type is closed and a new one opened.

    Written by: loyalty.services only.
    """

    classified = classify(
        keep="id code name name_en benefit value cap_cents min_spend_cents classes stacks days per_member"
        " cost_cents prize is_open created_at"
    )

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True, default="")
    benefit = models.CharField(max_length=8)
    value = models.BigIntegerField(default=0)  # fen or basis points, by the benefit
    cap_cents = models.BigIntegerField(default=0)
    min_spend_cents = models.BigIntegerField(default=0)
    classes = models.JSONField(default=list)  # points classes; empty: all
    stores = models.ManyToManyField("organisation.Store", related_name="+")  # none: all
    stacks = models.BooleanField(default=False)
    days = models.PositiveSmallIntegerField()
    per_member = models.PositiveSmallIntegerField(default=0)
    cost_cents = models.BigIntegerField(default=0)  # what one use is reckoned to cost the house
    prize = models.ForeignKey("loyalty.Prize", models.PROTECT, null=True, related_name="+")
    is_open = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(benefit__in=[each.value for each in Benefit]), name="coupon_type_benefit_known"
            ),
            CheckConstraint(
                condition=Q(value__gte=0, cap_cents__gte=0, min_spend_cents__gte=0, cost_cents__gte=0),
                name="coupon_type_not_negative",
            ),
            CheckConstraint(condition=~Q(benefit="gift") | Q(prize__isnull=False), name="coupon_type_gift_has_a_prize"),
        ]

    @property
    def terms(self) -> Terms:
        """The promise as rules read it; asks for the stores."""
        return Terms(
            benefit=self.benefit, value=self.value, cap_cents=self.cap_cents, min_spend_cents=self.min_spend_cents,
            classes=frozenset(self.classes), store_ids=frozenset(store.pk for store in self.stores.all()),
            stacks=self.stacks, days=self.days, per_member=self.per_member, cost_cents=self.cost_cents,
        )  # fmt: skip


class CouponBatch(models.Model):
    """Coupons that were made together. `exported_at`: when the codes were taken out, once.

    Written by: loyalty.services only.
    """

    classified = classify(keep="id type label quantity is_bearer store created_at created_by exported_at cause")

    type = models.ForeignKey(CouponType, models.PROTECT, related_name="batches")
    label = models.CharField(max_length=60)
    quantity = models.PositiveIntegerField()
    is_bearer = models.BooleanField()
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    cause = models.CharField(max_length=64, blank=True, default="")  # "by_hand", "conversion" or the rule that gave it
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    exported_at = models.DateTimeField(null=True)


class Coupon(models.Model):
    """One coupon: works once. `valid_until` is the last day. `document` and `operation` used it.

    Written by: loyalty.services only.
    """

    classified = classify(
        scrub="code",
        keep="id type batch member state valid_from valid_until issued_at store document operation used_at used_store"
        " taken_cents",
    )

    code = models.CharField(max_length=14, unique=True)
    type = models.ForeignKey(CouponType, models.PROTECT, related_name="coupons")
    batch = models.ForeignKey(CouponBatch, models.PROTECT, related_name="coupons")
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, default=CouponState.ISSUED.value)
    valid_from = models.DateField()
    valid_until = models.DateField()
    issued_at = models.DateTimeField()
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")  # that issued it
    document = models.CharField(max_length=64, blank=True, default="")
    operation = models.ForeignKey("kernel.Operation", models.PROTECT, null=True, related_name="+")
    used_at = models.DateTimeField(null=True)
    used_store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    taken_cents = models.BigIntegerField(default=0)  # what it took off

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(state__in=[each.value for each in CouponState]), name="coupon_state_known"),
            # One act uses it, and names itself; without one it is not used.
            CheckConstraint(
                condition=Q(state="redeemed", operation__isnull=False, used_at__isnull=False)
                | ~Q(state="redeemed") & Q(operation=None, used_at=None),
                name="coupon_used_by_one_act",
            ),
            CheckConstraint(condition=Q(taken_cents__gte=0), name="coupon_takes_nothing_negative"),
        ]
        indexes = [
            models.Index(fields=["member", "state"], name="coupon_of_member"),
            models.Index(fields=["type", "state"], name="coupon_of_type"),
            models.Index(fields=["valid_until"], condition=Q(state="issued"), name="coupon_ending"),
            models.Index(fields=["document"], name="coupon_document"),
        ]


class CouponEvent(AppendOnly):
    """What happened to a coupon, once for each act. Written by: loyalty.services only."""

    classified = classify(scrub="reason", keep="id coupon operation kind at by document cents store")

    coupon = models.ForeignKey(Coupon, models.PROTECT, related_name="events")
    operation = models.ForeignKey("kernel.Operation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    document = models.CharField(max_length=64, blank=True, default="")
    cents = models.BigIntegerField(default=0)
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["coupon", "operation", "kind"], name="coupon_event_once"),
            CheckConstraint(condition=Q(kind__in=[each.value for each in CouponMove]), name="coupon_event_kind_known"),
        ]


class BirthdayGift(AppendOnly):
    """The gift of one year to one member: the pair is unique, in whichever store. Written by: loyalty.services only."""

    classified = classify(keep="id member year prize store operation at by birthday_on")

    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    prize = models.ForeignKey("loyalty.Prize", models.PROTECT, related_name="+")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    operation = models.ForeignKey("kernel.Operation", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    birthday_on = models.DateField()

    class Meta:
        constraints = [UniqueConstraint(fields=["member", "year"], name="birthday_gift_once_a_year")]
