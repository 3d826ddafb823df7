"""The lists of coupons, their types and batches."""

from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext

from facet.kernel import formats
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import codes
from facet.loyalty.rules.coupon import BENEFIT_LABELS, COUPON_LABELS, Benefit, CouponState
from facet.loyalty.rules.words import choices
from facet.loyalty.selectors import coupons as selectors
from facet.loyalty.selectors.birthday_gifts import gifts_queryset

STATES = {
    CouponState.ISSUED: ("ok", "ticket"),
    CouponState.REDEEMED: ("action", "circle-check"),
    CouponState.EXPIRED: ("plain", "calendar-off"),
    CouponState.VOID: ("danger", "ban"),
}


def state_badge(row: Any) -> tuple[str, str, str]:
    """Tone, icon and English label of a coupon's state."""
    state = CouponState(row.state)
    return (*STATES[state], COUPON_LABELS[state])


def promise(kind: Any) -> str:
    """What a type gives, in the reader's words."""
    if kind.benefit == Benefit.AMOUNT:
        return gettext("¥%(yuan)s off") % {"yuan": formats.shown(kind.value, "yuan")}
    if kind.benefit == Benefit.GIFT:
        return gettext("Gift: %(prize)s") % {"prize": kind.prize.name}
    words = gettext("%(percent)s%% off labour") if kind.benefit == Benefit.LABOUR else gettext("%(percent)s%% off")
    return words % {"percent": formats.shown(kind.value, "percent")}


def _open(row: Any) -> tuple[str, str, str]:
    return ("ok", "ticket", gettext_noop("Issued now")) if row.is_open else ("plain", "lock", gettext_noop("Closed"))


COUPONS = ListDefinition(
    key="loyalty.coupons",
    title=gettext_noop("Coupons"),
    purpose=gettext_noop("Every coupon with its holder, its days and what became of it."),
    permission=LoyaltyPermission.VIEW_COUPONS,
    queryset=selectors.coupons_queryset,
    columns=[
        Column(
            "code", gettext_noop("Code"), value=lambda row: codes.masked(row.code),
            link=lambda row: reverse("loyalty:coupon", args=[row.pk]),
        ),
        Column("type", gettext_noop("Coupon"), value="type__name", sort="type__name"),
        Column("member", gettext_noop("Member"), value="member__number", sort="member__number"),
        Column("valid_from", gettext_noop("From"), value="valid_from", kind="date", sort="valid_from"),
        Column("valid_until", gettext_noop("Last day"), value="valid_until", kind="date", sort="valid_until"),
        Column("taken", gettext_noop("Took off"), value=lambda row: row.taken_cents or None, kind="yuan"),
        Column("store", gettext_noop("Issued in"), value="store__name", sort="store__name"),
        Column("state", gettext_noop("State"), value=state_badge, kind="badge"),
    ],
    conditions=[
        Condition("type", gettext_noop("Coupon"), kind="text", apply="type__name"),
        Condition("member", gettext_noop("Member"), kind="text", apply="member__number__exact"),
        Condition("state", gettext_noop("State"), kind="choice", apply="state", choices=choices(COUPON_LABELS)),
        Condition("valid_until", gettext_noop("Last day"), kind="dates", apply="valid_until"),
    ],
    order=("-id",),
    totals=[Total("taken", gettext_noop("Took off"), Sum("taken_cents"), kind="yuan")],
    actions=[
        (gettext_noop("Give a coupon"), "loyalty:coupon_issue", LoyaltyPermission.ISSUE_COUPONS),
        (gettext_noop("Use a coupon"), "loyalty:coupon_use", LoyaltyPermission.USE_COUPONS),
        (gettext_noop("Birthday gifts"), "loyalty:birthday_gifts", LoyaltyPermission.VIEW_COUPONS),
        (gettext_noop("Coupon types"), "loyalty:coupon_types", LoyaltyPermission.VIEW_COUPONS),
    ],
    empty=gettext_noop("No coupons yet. Open a coupon type, then give coupons to members or make a batch."),
    icon="ticket",
)  # fmt: skip
TYPES = ListDefinition(
    key="loyalty.coupon_types",
    title=gettext_noop("Coupon types"),
    purpose=gettext_noop("What each kind of coupon promises. A promise is never edited; close it and open a new one."),
    permission=LoyaltyPermission.VIEW_COUPONS,
    queryset=selectors.types_queryset,
    columns=[
        Column("code", gettext_noop("Code"), value="code", sort="code",
            link=lambda row: reverse("loyalty:coupon_type", args=[row.code])),
        Column("name", gettext_noop("Coupon"), value="name", sort="name"),
        Column("promise", gettext_noop("Gives"), value=promise),
        Column("min_spend", gettext_noop("From purchases of"), value=lambda row: row.min_spend_cents or None,
            kind="yuan"),
        Column("days", gettext_noop("Days valid"), value="days", kind="int", sort="days"),
        Column("made", gettext_noop("Issued"), value="made", kind="int"),
        Column("out", gettext_noop("Still out"), value="out", kind="int"),
        Column("used", gettext_noop("Used"), value="used", kind="int"),
        Column("state", gettext_noop("State"), value=_open, kind="badge"),
    ],
    conditions=[
        Condition("name", gettext_noop("Coupon"), kind="text", apply="name"),
        Condition("benefit", gettext_noop("Gives"), kind="choice", apply="benefit", choices=choices(BENEFIT_LABELS)),
    ],
    order=("code",),
    actions=[
        (gettext_noop("New coupon type"), "loyalty:coupon_type_new", LoyaltyPermission.MANAGE_COUPONS),
        (gettext_noop("Make a batch"), "loyalty:coupon_batch_new", LoyaltyPermission.MANAGE_COUPONS),
        (gettext_noop("Batches"), "loyalty:coupon_batches", LoyaltyPermission.MANAGE_COUPONS),
    ],
    empty=gettext_noop("No coupon types yet. Open one: what it gives, from which purchase on, for how long."),
    icon="ticket",
)  # fmt: skip
BATCHES = ListDefinition(
    key="loyalty.coupon_batches",
    title=gettext_noop("Coupon batches"),
    purpose=gettext_noop("Coupons for whoever bears them; the codes can be taken out once, for the printer."),
    permission=LoyaltyPermission.MANAGE_COUPONS,
    queryset=selectors.batches_queryset,
    columns=[
        Column("label", gettext_noop("Batch"), value="label", sort="label",
            link=lambda row: reverse("loyalty:coupon_batch", args=[row.pk])),
        Column("type", gettext_noop("Coupon"), value="type__name", sort="type__name"),
        Column("quantity", gettext_noop("Quantity"), value="quantity", kind="int", sort="quantity"),
        Column("created_at", gettext_noop("Made"), value="created_at", kind="datetime", sort="created_at"),
        Column("exported_at", gettext_noop("Codes taken out"), value="exported_at", kind="datetime",
            sort="exported_at"),
    ],
    conditions=[Condition("label", gettext_noop("Batch"), kind="text", apply="label")],
    order=("-id",),
    actions=[(gettext_noop("Make a batch"), "loyalty:coupon_batch_new", LoyaltyPermission.MANAGE_COUPONS)],
    empty=gettext_noop("No batches yet. Make one to print coupons or to send codes out."),
    icon="stack-2",
)  # fmt: skip
GIFTS = ListDefinition(
    key="loyalty.birthday_gifts",
    title=gettext_noop("Birthday gifts"),
    purpose=gettext_noop("Who had the gift of which birthday, in which store. One for each birthday, in any store."),
    permission=LoyaltyPermission.VIEW_COUPONS,
    queryset=gifts_queryset,
    columns=[
        Column("at", gettext_noop("When"), value="at", kind="datetime", sort="at"),
        Column("member", gettext_noop("Member"), value="member__number", sort="member__number",
            link=lambda row: reverse("members:member", args=[row.member_id])),
        Column("birthday", gettext_noop("Birthday"), value="birthday_on", kind="date", sort="birthday_on"),
        Column("prize", gettext_noop("Gift"), value="prize__name", sort="prize__name"),
        Column("store", gettext_noop("Store"), value="store__name", sort="store__name"),
    ],
    conditions=[
        Condition("member", gettext_noop("Member"), kind="text", apply="member__number__exact"),
        Condition("when", gettext_noop("When"), kind="dates", apply="at__date"),
    ],
    order=("-at", "-id"),
    actions=[(gettext_noop("Birthday gift"), "loyalty:birthday_gift", LoyaltyPermission.USE_COUPONS)],
    empty=gettext_noop("No birthday gift was given yet. The till shows it beside the member when one is due."),
    icon="cake",
)  # fmt: skip
LISTS = (COUPONS, TYPES, BATCHES, GIFTS)
