"""The list of every movement of points."""

from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.kernel.listing.definition import Dates
from facet.kernel.permissions import Actor
from facet.loyalty import selectors
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.kinds import ENTRY_LABELS, EntryKind

TONES = {
    EntryKind.EARNED: ("ok", "coins"),
    EntryKind.REPAID: ("plain", "arrow-back-up"),
    EntryKind.CLAWED_BACK: ("warn", "receipt-refund"),
    EntryKind.ADJUSTED: ("gold", "plus-minus"),
    EntryKind.EXPIRED: ("plain", "calendar-off"),
    EntryKind.SPENT: ("action", "cash"),
    EntryKind.SPENT_BACK: ("plain", "arrow-back-up"),
    EntryKind.REDEEMED: ("action", "gift"),
    EntryKind.REDEEMED_BACK: ("plain", "arrow-back-up"),
    EntryKind.CONVERTED: ("action", "arrows-exchange"),
    EntryKind.MERGED_OUT: ("plain", "git-merge"),
    EntryKind.MERGED_IN: ("plain", "git-merge"),
    EntryKind.REFERRED: ("ok", "affiliate"),
    EntryKind.RECRUIT: ("ok", "affiliate"),
    EntryKind.REGISTRATION: ("gold", "gift"),
    EntryKind.BIRTHDAY: ("gold", "cake"),
    EntryKind.OCCASION: ("gold", "confetti"),
    EntryKind.FIRST_PURCHASE: ("gold", "gift"),
    EntryKind.SURVEY: ("gold", "gift"),
    EntryKind.GRANTED: ("gold", "gift"),
    EntryKind.TAKEN_BACK: ("warn", "receipt-refund"),
    EntryKind.HANDED_OUT: ("action", "home-heart"),
    EntryKind.HANDED_IN: ("ok", "home-heart"),
}


KINDS = [(kind.value, label) for kind, label in ENTRY_LABELS.items()]


def _kind(row: Any) -> tuple[str, str, str]:
    kind = EntryKind(row.kind)
    return (*TONES[kind], ENTRY_LABELS[kind])


def _between(rows: QuerySet[Any], days: Dates) -> QuerySet[Any]:
    if start := days.start(settings.TIME_ZONE):
        rows = rows.filter(recorded_at__gte=start)
    if end := days.end(settings.TIME_ZONE):
        rows = rows.filter(recorded_at__lt=end)
    return rows


def _reach(actor: Actor) -> str:
    reach = actor.scope(LoyaltyPermission.VIEW_POINTS)
    if reach.own:
        return gettext("Only members in your own care.")
    return "" if reach.chain_wide else gettext("Only members of your stores.")


ENTRIES = ListDefinition(
    key="loyalty.entries",
    title=gettext_noop("Points book"),
    purpose=gettext_noop("Every movement of points, never changed afterwards; each opens to how it was counted."),
    permission=LoyaltyPermission.VIEW_POINTS,
    queryset=selectors.entries_queryset,
    columns=[
        Column(
            "recorded_at", gettext_noop("When"), value="recorded_at", kind="datetime", sort="recorded_at",
            link=lambda row: reverse("loyalty:entry", args=[row.pk]),
        ),
        Column(
            "member", gettext_noop("Member"), value="account.member.number",
            link=lambda row: reverse("members:member", args=[row.account.member_id]),
        ),
        Column("kind", gettext_noop("What happened"), value=_kind, kind="badge"),
        Column("points", gettext_noop("Points"), value="points", kind="points", sort="points"),
        Column("owed", gettext_noop("Points owed"), value=lambda row: row.owed_delta or None, kind="points"),
        Column("after", gettext_noop("Available after"), value="available_after", kind="points"),
        Column("store", gettext_noop("Store"), value="store.name"),
        Column("words", gettext_noop("Note"), value="reason"),
    ],
    conditions=[
        Condition(
            "member", gettext_noop("Member number"), kind="text",
            apply=lambda rows, text: rows.filter(account__member__number__iexact=text),
            hint=gettext_noop("for example M00000123"),
        ),
        Condition("kind", gettext_noop("What happened"), kind="choice", choices=KINDS, apply="kind"),
        Condition("when", gettext_noop("When"), kind="dates", apply=_between),
        Condition("points", gettext_noop("Points"), kind="range", unit="points", apply="points"),
    ],
    order=("-recorded_at", "-id"),
    totals=[
        Total("given", gettext_noop("Points added"), Sum("points", filter=Q(points__gt=0)), kind="points"),
        Total("taken", gettext_noop("Points taken"), Sum("points", filter=Q(points__lt=0)), kind="points"),
    ],
    actions=[(gettext_noop("Adjust points"), "loyalty:adjust", LoyaltyPermission.ADJUST_POINTS)],
    empty=gettext_noop("No points have moved yet. The first sale to a member writes the first line."),
    note=_reach,
    icon="book",
)  # fmt: skip
