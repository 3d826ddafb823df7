"""Keeping prizes, coupons and stored-value cards, and what promotions brought."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from facet.kernel import clock
from facet.kernel.interface import RowId, operation_of
from facet.kernel.permissions import require
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.loyalty import selectors, services
from facet.loyalty.api import coupons
from facet.loyalty.api import managing_schemas as schemas
from facet.loyalty.api.points import today
from facet.loyalty.errors import StoreNeeded
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.coupon import Terms
from facet.loyalty.selectors.coupons import find_type_page

router = Router()
TERMS = ("benefit", "value", "cap_cents", "min_spend_cents", "stacks", "days", "per_member", "cost_cents")


@router.put(
    "/loyalty/prizes/{code}", response={204: None} | PROBLEMS, operation_id="save_prize",
    summary="Open a prize, or change the one of that code",
)  # fmt: skip
def save_prize(request: HttpRequest, code: str, payload: schemas.PrizeKeptIn) -> Status:
    """What was redeemed keeps its points. Safe to retry with the same `Idempotency-Key`."""
    wanted = services.PrizeIn(code=code, **payload.dict())
    services.save_prize(actor=request.auth, operation=operation_of(request, payload), wanted=wanted, at=clock.now())
    return Status(204, None)


@router.post(
    "/loyalty/prizes/{code}/stock", response={201: schemas.PrizeStockOut} | PROBLEMS, operation_id="stock_prizes",
    summary="Receive prizes into a store, or correct their number",
)  # fmt: skip
def stock_prizes(request: HttpRequest, code: str, payload: schemas.PrizeStockIn) -> Status:
    """Safe to retry with the same `Idempotency-Key`."""
    store_id = payload.store_id or request.auth.store_id
    if store_id is None:
        raise StoreNeeded
    wanted = services.StockIn(code=code, **payload.dict() | {"store_id": store_id})
    key = operation_of(request, payload)
    return Status(
        201, {"on_hand": services.stock_prizes(actor=request.auth, operation=key, request=wanted, at=clock.now())}
    )


@coupons.router.post(  # on the router that lists them: one path has one router
    "/loyalty/coupon-types", response={204: None} | PROBLEMS, operation_id="open_coupon_type",
    summary="Open a coupon type; its promise is never edited",
)  # fmt: skip
def open_coupon_type(request: HttpRequest, payload: schemas.CouponTypeNewIn) -> Status:
    """Safe to retry with the same `Idempotency-Key`."""
    plain: dict[str, Any] = payload.model_dump(mode="json")
    stores = frozenset(plain["store_ids"])
    terms = Terms(**{name: plain[name] for name in TERMS}, classes=frozenset(plain["classes"]), store_ids=stores)
    wanted = services.CouponTypeIn(
        code=plain["code"], name=plain["name"], name_en=plain["name_en"], prize=plain["prize"], terms=terms,
        store_ids=tuple(sorted(stores)),
    )  # fmt: skip
    key = operation_of(request, payload)
    services.open_coupon_type(actor=request.auth, operation=key, wanted=wanted, at=clock.now())
    return Status(204, None)


@router.put(
    "/loyalty/coupon-types/{code}/open", response={204: None} | PROBLEMS, operation_id="close_coupon_type",
    summary="Stop issuing a type, or go on",
)  # fmt: skip
def close_coupon_type(request: HttpRequest, code: str, payload: schemas.CouponTypeOpenIn) -> Status:
    """Coupons that are out keep their promise. Safe to retry with the same `Idempotency-Key`."""
    services.close_coupon_type(
        actor=request.auth, operation=operation_of(request, payload), code=code, is_open=payload.is_open,
        at=clock.now(),
    )  # fmt: skip
    return Status(204, None)


@router.post(
    "/loyalty/coupon-batches", response={201: schemas.CouponBatchMadeOut} | PROBLEMS, operation_id="make_coupon_batch",
    summary="Make coupons for bearers, with codes nobody can guess",
)  # fmt: skip
def make_coupon_batch(request: HttpRequest, payload: schemas.CouponBatchIn) -> Status:
    """The codes are taken out once, on screen. Safe to retry with the same `Idempotency-Key`."""
    wanted, key = services.BatchIn(**payload.dict()), operation_of(request, payload)
    made = services.make_coupon_batch(actor=request.auth, operation=key, request=wanted, at=clock.now(), on=today())
    return Status(201, {"batch_id": made})


@router.post(
    "/loyalty/coupon-issues", response={201: schemas.CouponBatchMadeOut} | PROBLEMS, operation_id="issue_coupons",
    summary="Give a coupon to each of many members",
)  # fmt: skip
def issue_coupons(request: HttpRequest, payload: schemas.CouponsIn) -> Status:
    """Members who have had as many as they may are passed over. Safe to retry with the same `Idempotency-Key`."""
    require(request.auth, LoyaltyPermission.MANAGE_COUPONS)
    kind = find_type_page(request.auth, payload.type)
    members = tuple(dict.fromkeys(payload.member_ids))
    issue = services.Issue(type=kind, member_ids=members, cause="by_program", label=payload.label)
    key = operation_of(request, payload)
    made = services.issue_coupons(actor=request.auth, operation=key, issue=issue, at=clock.now(), on=today())
    return Status(201, {"batch_id": made})


@router.post(
    "/loyalty/coupons/{coupon_id}/voiding", response={204: None} | PROBLEMS, operation_id="void_coupon",
    summary="Make a coupon void that was not used",
)  # fmt: skip
def void_coupon(request: HttpRequest, coupon_id: RowId, payload: schemas.WhyIn) -> Status:
    """Safe to retry with the same `Idempotency-Key`."""
    services.void_coupon(
        actor=request.auth, operation=operation_of(request, payload), coupon_id=coupon_id, reason=payload.reason,
        at=clock.now(),
    )  # fmt: skip
    return Status(204, None)


@router.put(
    "/loyalty/stored-value/{account_id}/frozen", response={204: None} | PROBLEMS, operation_id="freeze_card",
    summary="Freeze a card, or make it usable again",
)  # fmt: skip
def freeze_card(request: HttpRequest, account_id: RowId, payload: schemas.FreezeIn) -> Status:
    """Safe to retry with the same `Idempotency-Key`."""
    services.freeze_card(
        actor=request.auth, operation=operation_of(request, payload), account_id=account_id, frozen=payload.frozen,
        reason=payload.reason, at=clock.now(),
    )  # fmt: skip
    return Status(204, None)


@router.post(
    "/loyalty/stored-value/{account_id}/holder", response={201: schemas.CardNamedOut} | PROBLEMS,
    operation_id="name_card", summary="Move a bearer card's value to a named card of a member",
)  # fmt: skip
def name_card(request: HttpRequest, account_id: RowId, payload: schemas.HolderIn) -> Status:
    """Gives the new card. Safe to retry with the same `Idempotency-Key`."""
    named = services.name_card(
        actor=request.auth, operation=operation_of(request, payload), account_id=account_id,
        member_id=payload.member_id, at=clock.now(), on=today(),
    )  # fmt: skip
    return Status(201, {"account_id": named})


@router.post(
    "/loyalty/stored-value/{account_id}/pay-out", response={201: schemas.PaidOutOut} | PROBLEMS,
    operation_id="pay_out_card", summary="Close a card; its principal goes back to the holder",
)  # fmt: skip
def pay_out_card(request: HttpRequest, account_id: RowId, payload: schemas.WhyIn) -> Status:
    """The caller hands out the principal; the bonus ends. Safe to retry with the same `Idempotency-Key`."""
    moved = services.pay_out_card(
        actor=request.auth, operation=operation_of(request, payload), account_id=account_id, reason=payload.reason,
        at=clock.now(), on=today(),
    )  # fmt: skip
    return Status(201, moved)


@router.put(
    "/members/{member_id}/pin", response={204: None} | PROBLEMS, operation_id="set_pin",
    summary="Set a member's PIN for spending",
)  # fmt: skip
def set_pin(request: HttpRequest, member_id: RowId, payload: schemas.PinIn) -> Status:
    """A proof of purpose pin allows it. Safe to retry with the same `Idempotency-Key`."""
    services.set_pin(
        actor=request.auth, operation=operation_of(request),  # never the body: six digits have no secret hash
        member_id=member_id, pin=payload.pin, proof_id=payload.proof_id, at=clock.now(),
    )  # fmt: skip
    return Status(204, None)


@router.get(
    "/loyalty/effect", response={200: schemas.EffectsOut} | PROBLEMS, operation_id="promotion_effect",
    summary="What promotions gave and brought, and what goods earn beside their margin",
)  # fmt: skip
def promotion_effect(request: HttpRequest, since: date, last: date) -> dict[str, Any]:
    """Both days included; returns are taken off."""
    with viewing(request.auth):
        found = selectors.promotion_effect(request.auth, since=since, until=last + timedelta(days=1), on=today())
    classes = [
        {"points_class": row.effect.points_class, "sales_cents": row.effect.sales_cents, "points": row.effect.points,
         "rate_bp": row.effect.rate_bp, "cost_bp": row.cost_bp, "margin_bp": row.margin_bp}
        for row in found.classes
    ]  # fmt: skip
    return {"promotions": found.promotions, "classes": classes}
