"""The lists of rewards: the referral ranking, awards, points that end soon, grants."""

from typing import Any

from django.db.models import F, Q, Sum
from django.urls import reverse

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import BatchAct, Column, Condition, ListDefinition, Total
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.award import AWARD_LABELS, STATE_LABELS, AwardKind, AwardState
from facet.loyalty.rules.grant import GRANT_LABELS, GrantState
from facet.loyalty.selectors import granting, referral

AWARD_TONES = {
    AwardState.WAITING: ("plain", "clock-pause"),
    AwardState.GIVEN: ("ok", "circle-check"),
    AwardState.VOID: ("warn", "receipt-refund"),
}
GRANT_TONES = {
    GrantState.ASKED: ("plain", "clock-pause"),
    GrantState.RUNNING: ("action", "refresh"),
    GrantState.DONE: ("ok", "circle-check"),
    GrantState.UNDONE: ("warn", "arrow-back-up"),
}


KINDS = [(kind.value, label) for kind, label in AWARD_LABELS.items()]
STATES = [(state.value, label) for state, label in STATE_LABELS.items()]
GRANT_STATES = [(state.value, label) for state, label in GRANT_LABELS.items()]
WINDOWS = [("60", "60"), ("30", "30"), ("7", "7")]
LEFT = F("points") - F("taken_back")


def _award_state(row: Any) -> tuple[str, str, str]:
    state = AwardState(row.state)
    return (*AWARD_TONES[state], STATE_LABELS[state])


def _award_kind(row: Any) -> tuple[str, str, str]:
    return "plain", "gift", AWARD_LABELS[AwardKind(row.kind)]


def grant_state(row: Any) -> tuple[str, str, str]:
    """Tone, icon and English label of a grant's state."""
    state = GrantState(row.state)
    return (*GRANT_TONES[state], GRANT_LABELS[state])


def _told(row: Any) -> tuple[str, str, str]:
    if row.told_at:
        return "ok", "circle-check", gettext_noop("Told")
    return "warn", "phone-call", gettext_noop("To be told")


RANKING = ListDefinition(
    key="loyalty.referral_ranking",
    title=gettext_noop("Referral ranking"),
    purpose=gettext_noop("Who brought the most members and what it earned. Returns are taken off."),
    permission=LoyaltyPermission.VIEW_REFERRALS,
    queryset=referral.ranking_queryset,
    columns=[
        Column(
            "member", gettext_noop("Member"), value="member.number", sort="member__number",
            link=lambda row: reverse("loyalty:referral_tree") + f"?member={row.member_id}",
        ),
        Column("recruits", gettext_noop("Brought herself"), value="recruits", kind="int", sort="recruits"),
        Column("brought", gettext_noop("Points for it"), value="brought", kind="points", sort="brought"),
        Column("waits", gettext_noop("Pending"), value="waits", kind="points", sort="waits"),
        Column("store", gettext_noop("Home store"), value="member.home_store.name", sort="member__home_store__name"),
    ],
    conditions=[Condition("member", gettext_noop("Member number"), kind="text", apply="member__number__exact")],
    order=("-recruits", "-brought", "id"),
    empty=gettext_noop("Nobody got points for bringing a member yet; a recruit's first purchase brings them."),
    icon="trophy",
)  # fmt: skip
AWARDS = ListDefinition(
    key="loyalty.awards",
    title=gettext_noop("Gifts, referral and pending points"),
    purpose=gettext_noop("Every reason for points beside a ticket's own, what waits, and what went back."),
    permission=LoyaltyPermission.VIEW_POINTS,
    queryset=referral.awards_queryset,
    columns=[
        Column("earned_on", gettext_noop("Day"), value="earned_on", kind="date", sort="earned_on"),
        Column(
            "member", gettext_noop("Member"), value="account.member.number", sort="account__member__number",
            link=lambda row: reverse("members:member", args=[row.account.member_id]),
        ),
        Column("kind", gettext_noop("Why"), value=_award_kind, kind="badge"),
        Column("recruit", gettext_noop("Brought"), value="recruit.number"),
        Column("points", gettext_noop("Points"), value="points", kind="points", sort="points"),
        Column("back", gettext_noop("Taken back"), value=lambda row: row.taken_back or None, kind="points"),
        Column("due", gettext_noop("Waits through"), value="due_on", kind="date", sort="due_on"),
        Column("state", gettext_noop("State"), value=_award_state, kind="badge"),
    ],
    conditions=[
        Condition("member", gettext_noop("Member number"), kind="text", apply="account__member__number__exact"),
        Condition("kind", gettext_noop("Why"), kind="choice", apply="kind", choices=KINDS),
        Condition("state", gettext_noop("State"), kind="choice", apply="state", choices=STATES),
        Condition("day", gettext_noop("Day"), kind="dates", apply="earned_on"),
    ],
    order=("-id",),
    totals=[
        Total("given", gettext_noop("Given"), Sum(LEFT, filter=Q(state="given")), kind="points"),
        Total("waits", gettext_noop("Pending"), Sum(LEFT, filter=Q(state="waiting")), kind="points"),
    ],
    empty=gettext_noop("No gifts, shares or pending points yet."),
    icon="gift",
)  # fmt: skip
NOTICES = ListDefinition(
    key="loyalty.notices",
    title=gettext_noop("Points expiring"),
    purpose=gettext_noop("Whose points end soon, noted 60, 30 and 7 days before; tell the member, then tick her off."),
    permission=LoyaltyPermission.VIEW_POINTS,
    queryset=referral.notices_queryset,
    columns=[
        Column(
            "member", gettext_noop("Member"), value="lot.account.member.number", sort="lot__account__member__number",
            link=lambda row: reverse("members:member", args=[row.lot.account.member_id]),
        ),
        Column("points", gettext_noop("Points"), value="lot.remaining", kind="points", sort="lot__remaining"),
        Column("noted", gettext_noop("When noted"), value="points", kind="points"),
        Column("expires_on", gettext_noop("Last day"), value="expires_on", kind="date", sort="expires_on"),
        Column("days", gettext_noop("Window in days"), value="days", kind="int", sort="days"),
        Column("clerk", gettext_noop("Clerk"), value="lot.account.member.clerk.name"),
        Column("store", gettext_noop("Home store"), value="lot.account.member.home_store.name"),
        Column("told", gettext_noop("State"), value=_told, kind="badge"),
    ],
    conditions=[
        Condition("days", gettext_noop("Window in days"), kind="choice", apply="days", choices=WINDOWS),
        Condition("member", gettext_noop("Member number"), kind="text", apply="lot__account__member__number__exact"),
        Condition("expires_on", gettext_noop("Last day"), kind="dates", apply="expires_on"),
        Condition(
            "told", gettext_noop("State"), kind="choice",
            choices=[("no", gettext_noop("To be told")), ("yes", gettext_noop("Told"))],
            apply=lambda rows, value: rows.filter(told_at__isnull=value == "no"),
        ),
    ],
    order=("expires_on", "id"),
    totals=[Total("points", gettext_noop("Points"), Sum("points"), kind="points")],
    batch=[BatchAct("told", gettext_noop("Members were told"), LoyaltyPermission.VIEW_POINTS, "loyalty:expiry_told")],
    empty=gettext_noop("No points end within the next 60 days."),
    icon="calendar-off",
)  # fmt: skip
GRANTS = ListDefinition(
    key="loyalty.grants",
    title=gettext_noop("Grants to many"),
    purpose=gettext_noop("Points or coupons given to members by a condition, who allowed it, and how far it is."),
    permission=LoyaltyPermission.ADJUST_POINTS,
    queryset=granting.grants_queryset,
    columns=[
        Column(
            "asked_at", gettext_noop("When"), value="asked_at", kind="datetime", sort="asked_at",
            link=lambda row: reverse("loyalty:grant", args=[row.pk]),
        ),
        Column("reason", gettext_noop("Why"), value="reason"),
        Column("points", gettext_noop("Points each"), value=lambda row: row.points or None, kind="points"),
        Column("coupon", gettext_noop("Coupon"), value="coupon_type.name"),
        Column("members", gettext_noop("Members"), value="members", kind="int", sort="members"),
        Column("done", gettext_noop("Done"), value="done", kind="int"),
        Column("by", gettext_noop("Asked by"), value="asked_by"),
        Column("state", gettext_noop("State"), value=grant_state, kind="badge"),
    ],
    conditions=[
        Condition("state", gettext_noop("State"), kind="choice", apply="state", choices=GRANT_STATES),
    ],
    order=("-asked_at", "-id"),
    actions=[(gettext_noop("New grant"), "loyalty:grant_new", LoyaltyPermission.ADJUST_POINTS)],
    empty=gettext_noop("Nothing was granted to many members yet."),
    icon="gift",
)  # fmt: skip
LISTS = (RANKING, AWARDS, NOTICES, GRANTS)
