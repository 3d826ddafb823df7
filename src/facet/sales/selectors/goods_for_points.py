"""What an open ticket costs in points alone, and whether its member has them."""

from dataclasses import dataclass
from datetime import datetime

from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor
from facet.loyalty.rules.cash import points_for
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.reserved import held_points
from facet.members import selectors as members_selectors
from facet.organisation.selectors import TillFacts
from facet.sales.models import Basket
from facet.sales.rules.held_points import plan_of
from facet.sales.selectors.quote import quote
from facet.sales.selectors.till import request_of


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsForPoints:
    """The whole ticket in points. `why_not` is "" where it can be taken, else "member", "goods", "off" or "short"."""

    cents: int
    points: int
    available: int  # what other open tickets leave free
    member_number: str
    names: tuple[str, ...]
    why_not: str


def goods_for_points(viewer: Actor, basket: Basket, *, till: TillFacts, at: datetime) -> GoodsForPoints:
    """The open ticket at its held prices. Raises: what the quote refuses. Queries: those of a quote, and 5."""
    rows = list(basket.lines.order_by("line_no"))
    cash = programme_on(local_date(at, till.time_zone)).cash
    member = members_selectors.member_for_sale(basket.member_id) if basket.member_id else None
    cents, available, others = 0, 0, False
    names: tuple[str, ...] = ()
    if rows:
        prices_at = at if at >= basket.prices_until else basket.prices_at
        quoted = quote(viewer, request_of(basket, rows, till=till), till=till, prices_at=prices_at, at=at)
        cents, others = quoted.totals.due_cents, request_of(basket, rows, till=till).has_others
        names = tuple(line.goods.name for line in quoted.lines)
    if member:
        held = held_points(member.id, document=plan_of(basket.pk), at=at)
        available = member.points_available - held.by_others
    points = points_for(cents, cash) if cash.is_on and cents > 0 else 0
    why_not = (
        "member" if member is None
        else "goods" if cents <= 0 or others
        else "off" if not cash.is_on
        else "short" if points > available
        else ""
    )  # fmt: skip
    return GoodsForPoints(
        cents=cents, points=points, available=available, member_number=member.number if member else "", names=names,
        why_not=why_not,
    )  # fmt: skip
