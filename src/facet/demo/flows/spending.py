"""Prizes and their redemptions in the demonstration, by loyalty's own use cases."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from facet.demo import services
from facet.demo.rules import spending as plan
from facet.demo.services.acts import HOUSE
from facet.kernel.operations import OperationKey
from facet.loyalty import services as loyalty_services
from facet.loyalty.rules.coupon import Terms
from facet.loyalty.rules.documents import redemption_document
from facet.loyalty.selectors.proof import spending_code
from facet.organisation import selectors as organisation_selectors


def open_prizes(*, at: datetime) -> None:
    """Six prizes with stock in every store, and the types of coupons. Run again, nothing changes."""
    stores = organisation_selectors.list_stores(HOUSE)
    for prize in plan.PRIZES:
        wanted = loyalty_services.PrizeIn(**prize)
        loyalty_services.save_prize(actor=HOUSE, operation=_key(f"prize:{wanted.code}"), wanted=wanted, at=at)
        for store in stores:
            request = loyalty_services.StockIn(code=wanted.code, store_id=store.id, quantity=plan.IN_STOCK)
            operation = _key(f"stock:{wanted.code}:{store.code}")
            loyalty_services.stock_prizes(actor=HOUSE, operation=operation, request=request, at=at)
    for code, name, name_en, prize_code, terms in plan.TYPES:
        type_in = loyalty_services.CouponTypeIn(
            code=code, name=name, name_en=name_en, prize=prize_code, terms=Terms(**terms)
        )
        loyalty_services.open_coupon_type(actor=HOUSE, operation=_key(f"type:{code}"), wanted=type_in, at=at)


def redeem_some(*, at: datetime, on: date) -> None:
    """Members with many points take prizes; some are still to be handed over."""
    for number, (member_id, store_id, available) in enumerate(services.members_with_points(at=at)):
        prize = plan.prize_for(number, available)
        _redeem(number, member_id, store_id, prize, at=at - timedelta(hours=number * 7), on=on)


def give_birthday_gifts(*, at: datetime, on: date) -> None:
    """Members had their birthday gift on their last birthday, in their home stores."""
    for member_id, store_id, day in services.last_birthdays(at=at, on=on):
        clerk = replace(HOUSE, store_id=store_id)
        wanted = loyalty_services.GiftIn(member_id=member_id, prize=plan.BIRTHDAY_GIFT, store_id=store_id)
        when = at - timedelta(days=(on - day).days)
        loyalty_services.give_birthday_gift(
            actor=clerk, operation=_key(f"birthday:{member_id}"), request=wanted, at=when, on=day
        )


def _redeem(number: int, member_id: int, store_id: int, prize: str, *, at: datetime, on: date) -> None:
    key = _key(f"redeem:{number}")
    clerk = replace(HOUSE, store_id=store_id)
    asking = loyalty_services.ProofIn(
        kind="code", purpose="points", member_id=member_id, amount=plan.points_of(prize),
        document=redemption_document(key.id),
    )  # fmt: skip
    asked = loyalty_services.ask_proof(actor=clerk, operation=_key(f"proof:{number}"), request=asking, at=at, on=on)
    answer = spending_code(asked.proof_id)
    loyalty_services.give_proof(actor=clerk, proof_id=asked.proof_id, answer=answer, at=at, on=on)
    request = loyalty_services.RedeemIn(
        member_id=member_id, prize=prize, store_id=store_id, hand_over=plan.takes_along(number), proof_id=asked.proof_id
    )
    loyalty_services.redeem_points(actor=clerk, operation=key, request=request, at=at, on=on)


def _key(subject: str) -> OperationKey:
    return OperationKey.of_job("demo.spending", subject)
