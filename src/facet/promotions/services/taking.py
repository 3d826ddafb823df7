"""What a ticket takes of its promotions: budgets and counts first, then the rows that remember it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Q, Sum, Value, When
from django.urls import reverse

from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty import services as loyalty_services
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.promotions.errors import PromotionUsedUp
from facet.promotions.models import PromotionSlice, PromotionTicket, PromotionTrace, PromotionUse
from facet.promotions.rules.engine import Skipped
from facet.promotions.rules.quotas import alerts, borne
from facet.promotions.rules.trace import trace_of
from facet.promotions.rules.using import UseIn

PLANNERS = "marketing"  # the role at headquarters that hears when a whole budget nears its end
MOST_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldOn:
    """The ticket that takes them. `on` is the store's calendar day."""

    document: str
    store_id: int
    member_id: int | None
    at: datetime
    on: date
    act_id: UUID


@joins_unit_of_work
def take_promotions(actor: Actor, uses: Sequence[UseIn], *, ticket: SoldOn, skipped: Sequence[Skipped] = ()) -> None:
    """Take what the ticket uses off the store's slices and write it down, with why the others did not count.

    Each slice changes by one conditional update, in the order of the versions, after coupons (decisions.md D7): of 50
    last uses one succeeds. Raises: PromotionUsedUp, and what `give_coupons` refuses. Locks: slices.
    Queries: 2, 1 for the trace, 1 or 2 more for each promotion with a slice, 7 for each that gives coupons.
    """
    if skipped:
        PromotionTrace.objects.create(document=ticket.document, skipped=trace_of(skipped))
    if not uses:
        return
    for use in sorted(uses, key=lambda each: each.offer.id):
        if use.offer.terms.limits.sliced:
            _take(actor, use, ticket)
    rows = PromotionTicket.objects.bulk_create(_row(use, ticket, _coupons(actor, use, ticket)) for use in uses)
    PromotionUse.objects.bulk_create(
        PromotionUse(
            ticket=row, line_no=line.line_no, code=line.code, cents=line.cents, base_cents=line.base_cents,
            part=line.part, set_no=line.set_no,
        )
        for use, row in zip(uses, rows, strict=True) for line in use.lines
    )  # fmt: skip


def _row(use: UseIn, ticket: SoldOn, coupon_batch: int | None) -> PromotionTicket:
    brand, mall, franchisee = borne(use.cents, use.offer.terms.shares)
    return PromotionTicket(
        version_id=use.offer.id, store_id=ticket.store_id, member_id=ticket.member_id, document=ticket.document,
        at=ticket.at, on_day=ticket.on, uses=1, cents=use.cents, brand_cents=brand, mall_cents=mall,
        franchisee_cents=franchisee, gifts=use.gifts, factor_bp=use.factor_bp,
        coupons=use.coupons, coupon_batch_id=coupon_batch,
    )  # fmt: skip


def _coupons(actor: Actor, use: UseIn, ticket: SoldOn) -> int | None:
    """The batch of the coupons that come with the ticket, if any do."""
    if not use.coupons or ticket.member_id is None:
        return None
    wanted = loyalty_services.CouponsWith(
        type=use.offer.terms.coupon, member_id=ticket.member_id, quantity=use.coupons,
        cause=f"promotion:{use.offer.code}", document=ticket.document, store_id=ticket.store_id,
    )  # fmt: skip
    return loyalty_services.give_coupons(actor, wanted, act_id=ticket.act_id, at=ticket.at, on=ticket.on)


def _take(actor: Actor, use: UseIn, ticket: SoldOn) -> None:
    """Change and check in one statement: WHERE what is left is enough."""
    limits = use.offer.terms.limits
    room, changes = Q(), dict[str, Any]()
    if limits.budget_cents:
        room &= Q(used_cents__lte=F("budget_cents") - use.cents)
        changes["used_cents"] = F("used_cents") + use.cents
    if limits.total:
        room &= Q(uses__lt=F("total"))
        changes["uses"] = F("uses") + 1
    if limits.per_day:
        room &= Q(day=ticket.on, uses_today__lt=F("today")) | ~Q(day=ticket.on) & Q(today__gt=0)
        changes["uses_today"] = Case(When(day=ticket.on, then=F("uses_today") + 1), default=Value(1))
        changes["day"] = ticket.on
    mine = PromotionSlice.objects.filter(promotion__versions=use.offer.id, store_id=ticket.store_id)
    if not PromotionSlice.objects.filter(room, pk__in=mine.values("pk")).update(**changes):
        raise PromotionUsedUp(promotion=use.offer.name)
    if limits.budget_cents and use.cents:
        _warn(actor, use, ticket)


def _warn(actor: Actor, use: UseIn, ticket: SoldOn) -> None:
    """A to-do for the store when 80 and 100 percent of its slice are used, and for headquarters of the whole budget.

    Two stores may pass the chain's mark in one moment, neither seeing the other: so whatever store passes a mark of
    its own looks at the whole once more. A to-do is opened once for each mark. Queries: 1, 2 for each mark here,
    1 and 2 for each planner for a mark of the whole.
    """
    here = Q(store_id=ticket.store_id)
    held = PromotionSlice.objects.filter(promotion__versions=use.offer.id).aggregate(
        budget=Sum("budget_cents"), used=Sum("used_cents"), budget_here=Sum("budget_cents", filter=here),
        used_here=Sum("used_cents", filter=here),
    )  # fmt: skip
    passed = alerts(held["budget_here"], before=held["used_here"] - use.cents, after=held["used_here"])
    before = 0 if passed else held["used"] - use.cents
    for mark in passed:
        words = gettext_noop("{promotion}: {percent}% of the budget of this store is used")
        task = _task(use, mark, title=words, to=f"{ticket.store_id}", store_id=ticket.store_id)
        organisation_services.open_task(actor, task, at=ticket.at)
    for mark in alerts(held["budget"], before=before, after=held["used"]):
        words = gettext_noop("{promotion}: {percent}% of the budget of all stores is used")
        for planner in organisation_selectors.holders_of(PLANNERS)[:MOST_TOLD]:
            task = _task(use, mark, title=words, to=f"staff-{planner}", assignee_id=planner)
            organisation_services.open_task(actor, task, at=ticket.at)


def _task(use: UseIn, mark: int, *, title: str, to: str, **whose: Any) -> organisation_services.TaskIn:
    return organisation_services.TaskIn(
        key=f"promotions.budget:{use.offer.id}:{to}:{mark}",
        kind="promotions.budget",
        title=title,
        facts={"promotion": use.offer.name, "percent": mark // 100},
        url=reverse("promotions:promotion", args=[use.offer.code]),
        icon="discount",
        tone="warn",
        **whose,
    )
