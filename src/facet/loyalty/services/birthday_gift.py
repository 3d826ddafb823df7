"""The birthday gift: once a year, in whichever store, from its stock of gifts."""

from dataclasses import dataclass
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.errors import GiftHad, NoBirthday, PrizeNotOffered, StoreNeeded
from facet.loyalty.models import BirthdayGift
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import settings
from facet.loyalty.rules.birthday_gift import birthday_near, year_of
from facet.loyalty.rules.prize import PrizeMove
from facet.loyalty.services.prizes import StockMove, find_prize, move_stock
from facet.members import selectors as members_selectors
from facet.members import services as members_services
from facet.organisation import selectors as organisation_selectors


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftIn:
    """Who gets which birthday gift, in which store."""

    member_id: int
    prize: str
    store_id: int | None = None


@unit_of_work
def give_birthday_gift(*, actor: Actor, operation: OperationKey, request: GiftIn, at: datetime, on: date) -> int:
    """Hand a member her birthday gift of the year; gives the gift's id.

    The year is that of the birthday by her own calendar: two lunar birthdays in one solar year are two gifts, and
    a gift of late December and one of early January are two only where the birthdays are.
    Raises: NotPermitted, StoreNeeded, MemberUnknown, NoBirthday,
    GiftHad, PrizeUnknown, PrizeNotOffered, PrizeShort. Locks: the member's standing, the prize's stock. Source: R326.
    """
    act = operations.begin(operation, kind="loyalty.give_birthday_gift", actor=actor, at=at)
    if act.done:
        return int(act.result["gift_id"])
    member_id, store_id = request.member_id, request.store_id
    if store_id is None:
        raise StoreNeeded
    require(actor, LoyaltyPermission.USE_COUPONS, store_id=store_id)
    members_services.lock_standing(member_id)
    member = members_selectors.member_for_sale(member_id)
    days = organisation_selectors.policy_value(settings.GIFT_DAYS, store_id=None, on=on)
    birthday = birthday_near(
        member.birth_date, is_lunar=member.is_lunar_birthday, on=on, days=days, leap=members_selectors.leap_month(on)
    )
    if birthday is None:
        raise NoBirthday(days=days)
    year = year_of(birthday, is_lunar=member.is_lunar_birthday)
    if BirthdayGift.objects.filter(member_id=member_id, year=year).exists():
        raise GiftHad(year=year)
    gift = find_prize(request.prize)
    if not (gift.is_birthday_gift and gift.is_open):
        raise PrizeNotOffered(name=gift.name)
    row = BirthdayGift.objects.create(
        member_id=member_id, year=year, prize=gift, store_id=store_id, operation_id=act.id, at=at,
        by=actor.key, birthday_on=birthday,
    )  # fmt: skip
    stock = move_stock(
        StockMove(
            act_id=act.id, prize=gift, store_id=store_id, quantity=-1, kind=PrizeMove.GIFTED, at=at, by=actor.key,
            document=f"loyalty.birthday_gift:{row.pk}",
        )
    )  # fmt: skip
    audit_services.record(
        actor, "loyalty.birthday_gift_given", at=at, subject=("members.member", member.id, member.number),
        store=(stock.store_id, stock.store.name), prize=gift.code, year=year,
    )  # fmt: skip
    act.finish(gift_id=row.pk)
    return row.pk
