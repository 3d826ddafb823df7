"""The promotions that a ticket is priced with: one query for the live ones, more only where one asks."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db.models import F, Sum

from facet.loyalty.selectors.given_coupons import coupons_left
from facet.members.selectors.feasts import buyer_facts
from facet.promotions.models import PromotionSlice, PromotionTicket, PromotionVersion
from facet.promotions.rules.cart import Buyer, Context
from facet.promotions.rules.conditions import open_on
from facet.promotions.rules.parsing import terms_from
from facet.promotions.rules.quotas import Slice, left_of
from facet.promotions.rules.states import State
from facet.promotions.rules.terms import Left, Offer, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Where, when and for whom a ticket is priced."""

    store_id: int
    store: str
    store_kind: str
    time_zone: str
    at: datetime
    member_id: int | None = None

    @property
    def now(self) -> datetime:
        """The store's own clock, which decides about days and hours (P30)."""
        return self.at.astimezone(ZoneInfo(self.time_zone)).replace(tzinfo=None)

    @property
    def on(self) -> date:
        return self.now.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What rules.engine.evaluate takes beside the cart."""

    offers: Sequence[Offer]
    context: Context


@lru_cache(maxsize=512)
def _terms(text: str) -> Terms:
    """Published terms are never edited: each wording is read once a process."""
    return terms_from(json.loads(text))


def live_offers(counter: Counter) -> list[Offer]:
    """The published promotions of this store on this day, as yet without what is left of them. Queries: 1."""
    rows = (
        PromotionVersion.objects.filter(state=State.PUBLISHED, begins__lte=counter.on, until__gt=counter.on)
        .select_related("promotion")
        .order_by("promotion__code")
    )
    offers = [
        Offer(id=row.pk, code=row.promotion.code, name=row.promotion.name, name_en=row.promotion.name_en,
              terms=_terms(json.dumps(row.terms, sort_keys=True)))
        for row in rows
    ]  # fmt: skip
    return [offer for offer in offers if _of_store(offer.terms, counter)]


def gift_skus(offers: Sequence[Offer]) -> list[str]:
    """Which goods these promotions may give, for the sale that locks its bulk goods first. Queries: 0."""
    return sorted({offer.terms.gift_sku for offer in offers if offer.terms.gift_sku})


def offers_for(counter: Counter, offers: Sequence[Offer], *, gifts: Mapping[str, int]) -> Given:
    """`offers` with what is left of each here and for this member; `gifts` is the store's stock by sku.

    Queries: 0 for plain promotions; 1 where stores hold slices, 1 for limits a member, 2 or 3 for conditions on her,
    1 or 2 where coupons are given.
    """
    slices = _slices(counter, [offer for offer in offers if offer.terms.limits.sliced])
    used = _used_by(counter.member_id, [offer.id for offer in offers if offer.terms.limits.per_member])
    given = {offer.terms.coupon for offer in offers if offer.terms.coupon}
    coupons = coupons_left(given, member_id=counter.member_id) if given else {}
    full = [
        replace(
            offer, left=replace(_left(offer, counter, slices, used, gifts), coupons=coupons.get(offer.terms.coupon))
        )
        for offer in offers
    ]
    context = Context(
        now=counter.now, store=counter.store, store_kind=counter.store_kind, buyer=_buyer(counter, offers)
    )
    return Given(offers=full, context=context)


def _of_store(terms: Terms, counter: Counter) -> bool:
    conditions = terms.conditions
    here = not conditions.stores or counter.store in conditions.stores
    return (
        here
        and (not conditions.store_kinds or counter.store_kind in conditions.store_kinds)
        and open_on(conditions, counter.on)
    )


def _slices(counter: Counter, sliced: Sequence[Offer]) -> dict[int, PromotionSlice]:
    if not sliced:
        return {}
    rows = PromotionSlice.objects.filter(
        store_id=counter.store_id, promotion__versions__in=[offer.id for offer in sliced]
    ).annotate(of_version=F("promotion__versions"))
    return {row.of_version: row for row in rows}


def _used_by(member_id: int | None, versions: Sequence[int]) -> dict[int, int]:
    """How often the member has used each promotion, earlier versions of it included."""
    if member_id is None or not versions:
        return {}
    rows = (
        PromotionTicket.objects.filter(member_id=member_id, version__promotion__versions__in=versions)
        .values_list("version__promotion__versions")
        .annotate(times=Sum("uses"))
        .order_by()
    )
    return {version: times for version, times in rows if version in versions}


def _left(
    offer: Offer, counter: Counter, slices: Mapping[int, PromotionSlice], used: Mapping[int, int],
    gifts: Mapping[str, int],
) -> Left:  # fmt: skip
    terms, row = offer.terms, slices.get(offer.id)
    held = Slice() if row is None else Slice(
        budget_cents=row.budget_cents, used_cents=row.used_cents, total=row.total, uses=row.uses, today=row.today,
        uses_today=row.uses_today if row.day == counter.on else 0,
    )  # fmt: skip
    left = left_of(terms.limits, held)
    most = terms.limits.per_member
    return replace(
        left,
        member=most - used.get(offer.id, 0) if most and counter.member_id is not None else None,
        gifts=gifts.get(terms.gift_sku, 0) if terms.gift_sku else None,
    )


def _buyer(counter: Counter, offers: Sequence[Offer]) -> Buyer | None:
    """The member as the conditions of these offers look at her; nothing is asked that none of them asks."""
    if counter.member_id is None:
        return None
    asking = [offer.terms.conditions for offer in offers if offer.terms.conditions.asks_member]
    if not asking:
        return Buyer()
    facts = buyer_facts(
        counter.member_id,
        on=counter.on,
        birthday_days=max((each.birthday_days or 0 for each in asking if each.birthday_days is not None), default=None),
        anniversary_days=max(
            (each.anniversary_days or 0 for each in asking if each.anniversary_days is not None), default=None
        ),
        groups=any(each.groups for each in asking),
    )
    return Buyer(
        grade=facts.grade, groups=facts.groups, is_first=facts.visits == 0, birthday_in=facts.birthday_in,
        anniversary_in=facts.anniversary_in,
    )  # fmt: skip
