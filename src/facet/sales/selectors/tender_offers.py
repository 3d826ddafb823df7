"""What the member of an open ticket may pay with besides money: points, cards, credit, and the coupons she holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from facet.kernel.permissions import Actor
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import cash as cash_rules
from facet.loyalty.rules import codes
from facet.loyalty.rules.cash import CashOffer
from facet.loyalty.rules.sections import PointsAsCash
from facet.loyalty.selectors.coupons import offers_of
from facet.loyalty.selectors.head import points_ahead
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.reserved import Held, held_points
from facet.members import selectors as members_selectors
from facet.members.selectors import MemberForSale
from facet.sales.rules.coupon_lines import as_cash_lines
from facet.sales.selectors.quote import Quoted


@dataclass(frozen=True, slots=True)
class ValueCard:
    """A card of hers with what is on it. Units: cents."""

    number: str
    shown: str
    cents: int


@dataclass(frozen=True, slots=True)
class HeldCoupon:
    """A coupon she may use."""

    code: str
    name: str
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderOffers:
    """What she may pay with today, and its limits. Units: cents, points; None where the house has it switched off."""

    points: CashOffer | None
    worth: PointsAsCash | None
    held: Held  # what open tickets hold of her points, this one apart
    ending: int
    ends_on: date | None
    cards: Sequence[ValueCard]
    coupons: Sequence[HeldCoupon]
    credit_limit_cents: int
    credit_left_cents: int
    overdue_days: int

    @property
    def value_cents(self) -> int:
        return sum(card.cents for card in self.cards)

    @property
    def share_percent(self) -> str:
        """The most of a ticket that points may pay, in percent."""
        return f"{self.worth.share_bp / 100:g}" if self.worth else ""


def tender_offers(
    viewer: Actor, member: MemberForSale, quoted: Quoted | None, *, holder: str, on: date, at: datetime
) -> TenderOffers:
    """The limits of every way that is hers; `holder` names the open ticket. Queries: 11 at most."""
    worth = programme_on(on).cash
    points = None
    held = held_points(member.id, document=holder, at=at)
    if worth.is_on and quoted:
        points = cash_rules.offer(
            available=member.points_available - held.by_others, lines=as_cash_lines(quoted.lines), cash=worth
        )
    _, ending, ends_on = points_ahead(member.id, on=on)
    may_see = viewer.may(LoyaltyPermission.VIEW_COUPONS)
    usable = offers_of(viewer, member_id=member.id, on=on) if may_see else None
    limit, owed, due_on = members_selectors.credit_at_till(member.id)
    return TenderOffers(
        points=points,
        worth=worth if worth.is_on else None,
        held=held,
        ending=ending,
        ends_on=ends_on,
        cards=[
            ValueCard(card.number, codes.masked(card.number), card.principal_cents + card.bonus_cents)
            for card in (usable.cards if usable else ())
            if card.state == "active"
        ],
        coupons=[HeldCoupon(row.code, row.type.name, row.valid_until) for row in (usable.coupons if usable else ())],
        credit_limit_cents=limit,
        credit_left_cents=max(0, limit - owed),
        overdue_days=max(0, (on - due_on).days) if due_on else 0,
    )
