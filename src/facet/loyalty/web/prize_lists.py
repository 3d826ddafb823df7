"""The lists of prizes and redemptions."""

from typing import Any

from django.db.models import Sum
from django.urls import reverse

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.prize import REDEMPTION_LABELS, RedemptionState
from facet.loyalty.rules.words import choices
from facet.loyalty.selectors import prizes as selectors

STATES = {
    RedemptionState.REDEEMED: ("gold", "clock"),
    RedemptionState.HANDED_OVER: ("ok", "circle-check"),
    RedemptionState.CANCELLED: ("plain", "arrow-back-up"),
}


def state_badge(row: Any) -> tuple[str, str, str]:
    """Tone, icon and English label of a redemption's state."""
    state = RedemptionState(row.state)
    return (*STATES[state], REDEMPTION_LABELS[state])


def _offered(row: Any) -> tuple[str, str, str]:
    if not row.is_open:
        return "plain", "lock", gettext_noop("Closed")
    return (
        ("gold", "cake", gettext_noop("Birthday gift"))
        if row.is_birthday_gift
        else ("ok", "gift", gettext_noop("Offered"))
    )


PRIZES = ListDefinition(
    key="loyalty.prizes",
    title=gettext_noop("Prizes and gifts"),
    purpose=gettext_noop("What is given for points or as a gift, and how many are left. They are not goods for sale."),
    permission=LoyaltyPermission.REDEEM,
    queryset=selectors.prizes_queryset,
    columns=[
        Column("code", gettext_noop("Code"), value="code", sort="code",
            link=lambda row: reverse("loyalty:prize", args=[row.code])),
        Column("name", gettext_noop("Prize"), value="name", sort="name"),
        Column("points", gettext_noop("Points"), value="points", kind="points", sort="points"),
        Column("on_hand", gettext_noop("Left"), value="on_hand", kind="int", sort="on_hand"),
        Column("per_member", gettext_noop("Most for one member"), value=lambda row: row.per_member or None, kind="int"),
        Column("cost", gettext_noop("Cost"), value="cost_cents", kind="yuan", sort="cost_cents", switch="cost"),
        Column("state", gettext_noop("State"), value=_offered, kind="badge"),
    ],
    conditions=[
        Condition("name", gettext_noop("Prize"), kind="text", apply="name"),
        Condition("points", gettext_noop("Points"), kind="range", unit="points", apply="points"),
    ],
    order=("points", "id"),
    actions=[
        (gettext_noop("New prize"), "loyalty:prize_new", LoyaltyPermission.MANAGE_PRIZES),
        (gettext_noop("Redeem"), "loyalty:redeem", LoyaltyPermission.REDEEM),
    ],
    empty=gettext_noop("No prizes yet. Headquarters opens one with its price in points; stores then take it in."),
    icon="gift",
)  # fmt: skip
REDEMPTIONS = ListDefinition(
    key="loyalty.redemptions",
    title=gettext_noop("Redemptions"),
    purpose=gettext_noop("Which prizes members had for points; each can be handed over or taken back."),
    permission=LoyaltyPermission.REDEEM,
    queryset=selectors.redemptions_queryset,
    columns=[
        Column(
            "redeemed_at", gettext_noop("When"), value="redeemed_at", kind="datetime", sort="redeemed_at",
            link=lambda row: reverse("loyalty:redemption", args=[row.pk]),
        ),
        Column("member", gettext_noop("Member"), value="member__number", sort="member__number"),
        Column("prize", gettext_noop("Prize"), value="prize__name", sort="prize__name"),
        Column("quantity", gettext_noop("Quantity"), value="quantity", kind="int", sort="quantity"),
        Column("points", gettext_noop("Points"), value="points", kind="points", sort="points"),
        Column("store", gettext_noop("Store"), value="store__name", sort="store__name"),
        Column("state", gettext_noop("State"), value=state_badge, kind="badge"),
    ],
    conditions=[
        Condition("member", gettext_noop("Member"), kind="text", apply="member__number__exact"),
        Condition("state", gettext_noop("State"), kind="choice", apply="state", choices=choices(REDEMPTION_LABELS)),
        Condition("when", gettext_noop("When"), kind="dates", apply="redeemed_at__date"),
    ],
    order=("-redeemed_at", "-id"),
    totals=[Total("points", gettext_noop("Points"), Sum("points"), kind="points")],
    actions=[(gettext_noop("Redeem"), "loyalty:redeem", LoyaltyPermission.REDEEM)],
    empty=gettext_noop("Nobody has had a prize yet. Redeem one for a member who has the points."),
    icon="gift",
)  # fmt: skip
LISTS = (PRIZES, REDEMPTIONS)
