"""Promotions in the reader's words: one sentence each for what, on what, for whom, when, how far."""

from datetime import timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from facet.kernel import formats
from facet.promotions.rules.conditions import WHY_WORDS, Why
from facet.promotions.rules.engine import Skipped
from facet.promotions.rules.overlaps import MEETING_WORDS
from facet.promotions.rules.states import STATE_LABELS, State
from facet.promotions.rules.terms import Every, Kind, Terms
from facet.promotions.rules.trace import SkippedThen

STORE_KINDS = {
    "own": _("Own store"),
    "franchise": _("Franchise"),
    "joint": _("Joint venture"),
    "mall_counter": _("Mall counter"),
}
WEEKDAYS = {
    1: _("Monday"), 2: _("Tuesday"), 3: _("Wednesday"), 4: _("Thursday"), 5: _("Friday"), 6: _("Saturday"),
    7: _("Sunday"),
}  # fmt: skip
EVERY_LABELS = {
    Every.DAY.value: _("Every day"),
    Every.MONTH.value: _("On one day of the month"),
    Every.DIGIT.value: _("On days that end in a digit"),
    Every.NTH.value: _("Every so many days"),
}
BADGES = {
    State.DRAFT: ("gold", "pencil"), State.REVIEW: ("action", "clock"), State.PUBLISHED: ("ok", "circle-check"),
    State.SCHEDULED: ("action", "calendar-event"), State.RUNNING: ("ok", "circle-check"),
    State.ENDED: ("plain", "calendar-off"), State.STOPPED: ("danger", "hand-stop"),
}  # fmt: skip


def badge_of(state: State) -> tuple[str, str, str]:
    """Tone, icon and English label."""
    return (*BADGES[state], STATE_LABELS[state])


def named(thing: Any) -> str:
    """A name in the reader's language: names are the chain's own words."""
    chinese = (get_language() or "").startswith("zh")
    return str(thing.name if chinese or not thing.name_en else thing.name_en)


def gives(terms: Terms) -> str:
    """What the customer gets, in one sentence."""
    yuan, percent = formats.shown(terms.value, "yuan"), formats.shown(terms.value, "percent")
    words = {
        Kind.PERCENT: gettext("{percent}% off; gold by weight: off its labour"),
        Kind.LABOUR: gettext("{percent}% off the labour of gold by weight"),
        Kind.AMOUNT: gettext("¥{yuan} off"),
        Kind.SPEND_SAVE: gettext("¥{yuan} off for each full step") if terms.steps else gettext("¥{yuan} off once"),
        Kind.GIFT: gettext("{n} × {sku} as a gift"),
        Kind.SECOND_PIECE: gettext("the second piece {percent}% off"),
        Kind.PIECES: gettext("{pieces} pieces or more: {percent}% off"),
        Kind.ADD_ON: gettext("add-on goods at ¥{yuan} each"),
        Kind.BUNDLE: gettext("¥{yuan} off each set of {parts}"),
        Kind.GRAM: gettext("¥{yuan} off per gram"),
        Kind.POINTS: gettext("points × {times}"),
        Kind.COUPON: gettext("{coupons} × coupon {coupon} for next time"),
    }[Kind(terms.kind)]
    said = words.format(
        yuan=yuan, percent=percent, n=terms.gift_quantity, sku=terms.gift_sku, pieces=terms.pieces,
        parts=len(terms.parts), coupons=terms.coupon_quantity, coupon=terms.coupon,
        times=formats.shown(terms.value, "percent") + "%",
    )  # fmt: skip
    if terms.kind == Kind.GRAM and terms.excess_over_mg:
        grams = formats.shown(terms.excess_over_mg, "grams")
        said += gettext(", only on grams above {grams} g").format(grams=grams)
    if terms.from_cents:
        said = gettext("from ¥{least}: {said}").format(least=formats.shown(terms.from_cents, "yuan"), said=said)
    return said


def days(terms: Terms) -> str:
    """The window as it is shown: through the last day, 24:00."""
    first, last = terms.conditions.begins, terms.conditions.until - timedelta(days=1)
    return gettext("{first} through {last}, 24:00").format(
        first=date_format(first, "DATE_FORMAT"), last=date_format(last, "DATE_FORMAT")
    )


def conditions(terms: Terms) -> list[str]:
    """Everything that is asked beside the days."""
    when = terms.conditions
    said = []
    if when.from_minute or when.until_minute < 24 * 60:
        said.append(
            gettext("from {first} until {last}").format(first=_clock(when.from_minute), last=_clock(when.until_minute))
        )
    if when.weekdays:
        said.append(", ".join(str(WEEKDAYS[day]) for day in sorted(when.weekdays)))
    if when.every:
        said.append(f"{EVERY_LABELS[when.every]}: {when.day}")
    for names, words in (
        (when.stores, gettext("stores: {names}")), (when.grades, gettext("grades: {names}")),
        (when.groups, gettext("groups of members: {names}")),
        (terms.scope.categories, gettext("categories: {names}")), (terms.scope.but, gettext("but not: {names}")),
        (terms.scope.styles, gettext("styles: {names}")), (terms.scope.pieces, gettext("pieces: {names}")),
    ):  # fmt: skip
        if names:
            said.append(words.format(names=", ".join(sorted(names))))
    if when.store_kinds:
        said.append(", ".join(str(STORE_KINDS[kind]) for kind in sorted(when.store_kinds)))
    said += [words for is_asked, words in (
        (when.members_only, gettext("members only")), (when.first_purchase, gettext("first purchase only")),
    ) if is_asked]  # fmt: skip
    if when.birthday_days is not None:
        said.append(gettext("{n} days around the birthday").format(n=when.birthday_days))
    if when.anniversary_days is not None:
        said.append(gettext("{n} days around an anniversary").format(n=when.anniversary_days))
    return said


def limits(terms: Terms) -> list[str]:
    """How far it may go, and who bears it."""
    limits, guard, shares = terms.limits, terms.guard, terms.shares
    pairs = (
        (limits.per_member, gettext("{n} times for one member").format(n=limits.per_member)),
        (limits.per_day, gettext("{n} times a day").format(n=limits.per_day)),
        (limits.total, gettext("{n} times in all").format(n=limits.total)),
        (limits.budget_cents, gettext("budget ¥{yuan}").format(yuan=formats.shown(limits.budget_cents, "yuan"))),
        (guard.floor_bp,
         gettext("never below {n}% of the price").format(n=formats.shown(guard.floor_bp, "percent"))),
        (guard.margin_bp,
         gettext("never below cost and {n}%").format(n=formats.shown(guard.margin_bp or 0, "percent"))),
        (shares.brand_bp, gettext("the brand bears {n}%").format(n=formats.shown(shares.brand_bp, "percent"))),
        (shares.mall_bp, gettext("the mall bears {n}%").format(n=formats.shown(shares.mall_bp, "percent"))),
        (shares.franchisee_bp,
         gettext("the franchisee bears {n}%").format(n=formats.shown(shares.franchisee_bp, "percent"))),
        (terms.group, gettext("exclusive group {group}").format(group=terms.group)),
        (terms.priority, gettext("priority {n}").format(n=terms.priority)),
        (terms.with_manual, gettext("also on goods with a discount by hand")),
    )  # fmt: skip
    return [words for is_set, words in pairs if is_set]


def why_not(skipped: Skipped | SkippedThen) -> str:
    """Why a promotion does not count, with how much is missing."""
    units = {Why.SPEND: "yuan", Why.WEIGHT: "grams"}
    more = formats.shown(skipped.more, units.get(Why(skipped.why), "int"))
    return gettext(WHY_WORDS[skipped.why]).format(more=more, other=skipped.other)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def clash_sentences(clashes: Any) -> list[str]:
    """Which promotions meet, when, and what happens then."""
    said = []
    for clash in clashes:
        begins, last = clash.begins, clash.until - timedelta(days=1)
        said.append(
            gettext("{one} meets {other} from {first} through {last}: {meeting}.").format(
                one=named(clash.one), other=named(clash.other), first=date_format(begins, "DATE_FORMAT"),
                last=date_format(last, "DATE_FORMAT"), meeting=gettext(MEETING_WORDS[clash.meeting]),
            )
        )  # fmt: skip
    return said
