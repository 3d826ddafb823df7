"""Coupons and stored-value cards."""

from django.http import HttpRequest
from ninja import Query, Router, Status

from facet.kernel import clock
from facet.kernel.interface import RowId, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.loyalty import services
from facet.loyalty.api.points import today
from facet.loyalty.api.spending_schemas import (
    CardIn,
    CardOpenedOut,
    CardOut,
    CouponOut,
    CouponRowOut,
    CouponTypeOut,
    IssueIn,
    OwedOut,
    UsedOut,
    UseIn,
)
from facet.loyalty.rules.coupon import CouponLine, CouponState
from facet.loyalty.selectors import coupons as selectors
from facet.loyalty.selectors import stored_value as values

router = Router()


@router.get(
    "/loyalty/coupon-types", response={200: list[CouponTypeOut]} | PROBLEMS, operation_id="list_coupon_types",
    summary="What each kind of coupon promises",
)  # fmt: skip
def list_coupon_types(request: HttpRequest) -> list[object]:
    """Closed types too: their coupons keep the promise."""
    with viewing(request.auth):
        return list(selectors.types_queryset(request.auth).order_by("code"))


@router.get(
    "/loyalty/coupons", response={200: list[CouponRowOut]} | PROBLEMS, operation_id="list_coupons",
    summary="Coupons within reach, newest first",
)  # fmt: skip
def list_coupons(
    request: HttpRequest, member_id: RowId | None = None, state: CouponState | None = None,
    before: RowId | None = None, size: int = Query(50, ge=1, le=200),
) -> list[object]:  # fmt: skip
    """Ask for older ones with ?before= the last id."""
    with viewing(request.auth):
        rows = selectors.coupons_queryset(request.auth)
        wanted = {"member_id": member_id, "state": state, "pk__lt": before}
        return list(rows.filter(**{name: each for name, each in wanted.items() if each}).order_by("-pk")[:size])


@router.get(
    "/loyalty/coupons/{coupon_id}", response={200: CouponOut} | PROBLEMS, operation_id="get_coupon",
    summary="One coupon with its history",
)  # fmt: skip
def get_coupon(request: HttpRequest, coupon_id: RowId) -> object:
    """Unknown and foreign coupons look the same."""
    with viewing(request.auth):
        return selectors.find_coupon(request.auth, coupon_id)


@router.post(
    "/loyalty/coupons", response={201: CouponOut} | PROBLEMS, operation_id="issue_coupon",
    summary="Give a member a coupon by hand",
)  # fmt: skip
def issue_coupon(request: HttpRequest, payload: IssueIn) -> Status:
    """Safe to retry with the same `Idempotency-Key`."""
    wanted, key = services.CouponIn(**payload.dict()), operation_of(request, payload)
    coupon_id = services.issue_coupon(actor=request.auth, operation=key, request=wanted, at=clock.now(), on=today())
    return Status(201, selectors.find_coupon(request.auth, coupon_id))


@router.post(
    "/loyalty/coupon-uses", response={201: UsedOut} | PROBLEMS, operation_id="redeem_coupon",
    summary="Use a coupon up on a document outside a ticket",
)  # fmt: skip
def redeem_coupon(request: HttpRequest, payload: UseIn) -> Status:
    """Of any number of calls at once, one succeeds. Safe to retry with the same `Idempotency-Key`."""
    lines = [CouponLine(**line.model_dump(mode="json")) for line in payload.lines]
    store_id = payload.store_id or request.auth.store_id
    wanted = services.CouponUseIn(**payload.dict() | {"lines": lines, "store_id": store_id})
    key = operation_of(request, payload)
    done = services.redeem_coupon_at_counter(
        actor=request.auth, operation=key, request=wanted, at=clock.now(), on=today()
    )
    return Status(201, done)


@router.post(
    "/loyalty/stored-value", response={201: CardOpenedOut} | PROBLEMS, operation_id="open_stored_value",
    summary="Open a stored-value card and load it",
)  # fmt: skip
def open_stored_value(request: HttpRequest, payload: CardIn) -> Status:
    """Safe to retry with the same `Idempotency-Key`."""
    plain = payload.model_dump(mode="json")
    wanted = services.CardIn(**plain | {"store_id": payload.store_id or request.auth.store_id})
    key = operation_of(request, payload)
    return Status(
        201, services.open_stored_value(actor=request.auth, operation=key, request=wanted, at=clock.now(), on=today())
    )


@router.get(
    "/loyalty/stored-value/owed", response={200: list[OwedOut]} | PROBLEMS, operation_id="stored_value_liability",
    summary="What the house owes on cards, by store and kind",
)  # fmt: skip
def stored_value_liability(request: HttpRequest) -> list[object]:
    """Closed cards owe nothing."""
    with viewing(request.auth):
        return list(values.stored_value_liability(request.auth))


@router.get(
    "/loyalty/stored-value/{account_id}", response={200: CardOut} | PROBLEMS, operation_id="get_stored_value",
    summary="A card's statement",
)  # fmt: skip
def get_stored_value(request: HttpRequest, account_id: RowId) -> object:
    """Unknown and foreign cards look the same."""
    with viewing(request.auth):
        return values.find_card(request.auth, account_id)
