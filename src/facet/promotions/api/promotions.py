"""Promotions: listed, read, drafted, tried, published, stopped."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from facet.kernel import clock
from facet.kernel.interface import operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.promotions import services
from facet.promotions.api.schemas import (
    ApprovalAskedOut,
    PreviewOut,
    PromotionAskIn,
    PromotionDraftIn,
    PromotionNumberOut,
    PromotionOut,
    PromotionPublishIn,
    PromotionRowOut,
    SampleIn,
)
from facet.promotions.rules.cart import Buyer
from facet.promotions.rules.engine import Result
from facet.promotions.rules.parsing import terms_from
from facet.promotions.rules.states import State, state_on
from facet.promotions.selectors import promotion_page, promotions_queryset, words
from facet.promotions.selectors.preview import Sample, SampleLine, preview
from facet.promotions.selectors.words import clash_sentences, why_not

router = Router(tags=["promotions"])


def today() -> date:
    """The chain's calendar day."""
    return clock.local_date(clock.now(), settings.TIME_ZONE)


CODE = Path(..., min_length=1, max_length=16)


@router.get(
    "/promotions", response={200: list[PromotionRowOut]} | PROBLEMS, operation_id="list_promotions",
    summary="Promotions with where they stand today and what they gave",
)  # fmt: skip
def list_promotions(
    request: HttpRequest, state: State | None = None, size: int = Query(100, ge=1, le=500)
) -> list[Any]:
    """A running promotion stands beside its next draft."""
    with viewing(request.auth):
        rows = [_row(row) for row in promotions_queryset(request.auth).order_by("-begins", "-pk")]
    return [row for row in rows if state is None or row["state"] == state][:size]


@router.get(
    "/promotions/{code}", response={200: PromotionOut} | PROBLEMS, operation_id="get_promotion",
    summary="One promotion with its versions, what it meets and what it brought",
)  # fmt: skip
def get_promotion(request: HttpRequest, code: str = CODE) -> dict[str, Any]:
    """The effect counts the stores within reach."""
    with viewing(request.auth):
        page = promotion_page(request.auth, code, on=today())
    named = page.promotion
    versions = [
        {"number": row.version.number, "state": row.state, "terms": row.version.terms,
         "published_at": row.version.published_at, "published_by": row.version.published_by}
        for row in page.history
    ]  # fmt: skip
    return {
        "code": named.code, "name": named.name, "name_en": named.name_en, "versions": versions,
        "clashes": clash_sentences(page.clashes), "effect": page.effect,
    }  # fmt: skip


@router.put(
    "/promotions/{code}/draft", response={200: PromotionNumberOut} | PROBLEMS, operation_id="save_promotion",
    summary="Keep these terms as the promotion's draft",
)  # fmt: skip
def save_promotion(request: HttpRequest, payload: PromotionDraftIn, code: str = CODE) -> dict[str, Any]:
    """Counts for nobody until it is published. Safe to retry with the same `Idempotency-Key`."""
    terms = terms_from(payload.terms.model_dump(mode="json"))
    wanted = services.PromotionIn(code=code, name=payload.name, name_en=payload.name_en, terms=terms)
    number = services.save_promotion(
        actor=request.auth, operation=operation_of(request, payload), wanted=wanted, at=clock.now()
    )
    return {"code": code, "number": number}


@router.post(
    "/promotions/{code}/approvals", response={201: ApprovalAskedOut} | PROBLEMS,
    operation_id="request_promotion_approval", summary="Show the draft to a second person",
)  # fmt: skip
def request_promotion_approval(request: HttpRequest, payload: PromotionAskIn, code: str = CODE) -> Status:
    """A colleague with the right decides under /approvals; any change of the draft asks anew."""
    key = operation_of(request, payload)
    approval_id = services.request_promotion_approval(
        actor=request.auth, operation=key, code=code, reason=payload.reason, at=clock.now()
    )
    return Status(201, {"approval_id": approval_id})


@router.post(
    "/promotions/{code}/publish", response={200: PromotionNumberOut} | PROBLEMS, operation_id="publish_promotion",
    summary="Put the draft in force for its days, with a second person's yes",
)  # fmt: skip
def publish_promotion(request: HttpRequest, payload: PromotionPublishIn, code: str = CODE) -> dict[str, Any]:
    """Replaces the version before it. Safe to retry with the same `Idempotency-Key`."""
    number = services.publish_promotion(
        actor=request.auth, operation=operation_of(request, payload), code=code, at=clock.now(),
        approval_id=payload.approval_id,
    )  # fmt: skip
    return {"code": code, "number": number}


@router.post(
    "/promotions/{code}/stop", response={204: None} | PROBLEMS, operation_id="stop_promotion",
    summary="End a running or planned promotion at once",
)  # fmt: skip
def stop_promotion(request: HttpRequest, code: str = CODE) -> Status:
    """Tickets of before keep what they got. Safe to retry with the same `Idempotency-Key`."""
    services.stop_promotion(actor=request.auth, operation=operation_of(request), code=code, at=clock.now())
    return Status(204, None)


@router.post(
    "/promotion-previews", response={200: PreviewOut} | PROBLEMS, operation_id="preview_promotion",
    summary="What promotions would do on a sample cart, with the reason of each; nothing is written",
)  # fmt: skip
def preview_promotion(request: HttpRequest, payload: SampleIn) -> dict[str, Any]:
    """The same function that the till asks."""
    plain = payload.dict()
    buyer = plain["buyer"] and Buyer(**plain["buyer"] | {"groups": frozenset(plain["buyer"]["groups"])})
    lines = [SampleLine(**line) for line in plain["lines"]]
    sample = Sample(**plain | {"lines": lines, "buyer": buyer, "now": payload.now.replace(tzinfo=None)})
    with viewing(request.auth):
        return _told(preview(request.auth, sample))


def _row(row: Any) -> dict[str, Any]:
    terms = row.promise
    return {
        "code": row.promotion.code, "name": row.promotion.name, "name_en": row.promotion.name_en,
        "number": row.number, "kind": row.kind, "begins": row.begins, "until": row.until, "tickets": row.used,
        "state": state_on(row.state, begins=row.begins, until=row.until, on=today()), "given_cents": row.given_cents,
        "gives": words.gives(terms), "conditions": words.conditions(terms), "limits": words.limits(terms),
    }  # fmt: skip


def _told(result: Result) -> dict[str, Any]:
    applied = [
        {"code": each.offer.code, "name": each.offer.name, "cents": each.cents, "gifts": each.gifts,
         "coupons": each.coupons, "factor_bp": each.factor_bp, "more_cents": each.more, "cut": each.cut,
         "taken": [{"line": part.code} | asdict(part) for part in each.taken]}
        for each in result.applied
    ]  # fmt: skip
    skipped = [
        {"code": each.offer.code, "name": each.offer.name, "why": each.why, "more": each.more, "other": each.other,
         "sentence": why_not(each)}
        for each in result.skipped
    ]  # fmt: skip
    return {"off_cents": result.cents, "applied": applied, "skipped": skipped}
