"""Pieces for programs: in, found, looked at, moved."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from facet.inventory import selectors, services
from facet.inventory.api import answers, schemas
from facet.inventory.permissions import InventoryPermission
from facet.inventory.selectors.references import store_named
from facet.inventory.selectors.same_style import same_style
from facet.kernel.clock import now
from facet.kernel.interface import Text, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing

router = Router(tags=["inventory"])


class TagQuery(Schema):
    tag: schemas.Tag


class SearchQuery(Schema):
    text: Text(80, least=2)  # type: ignore[valid-type]
    store: schemas.Code


@router.post(
    "/pieces",
    response={201: answers.ReceivedOut} | PROBLEMS,
    operation_id="receive_pieces",
    summary="Receive a delivery into stock",
)
def receive_pieces(request: HttpRequest, payload: schemas.ReceiptBody) -> Any:
    """All pieces or none. Safe to repeat with the same `Idempotency-Key`."""
    done = services.receive_pieces(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=payload.wanted(),
        at=now(),
    )
    pieces = [{"id": key, "tag": tag} for key, tag in done.pieces]
    return Status(201, {"document": done.document, "pieces": pieces})


@router.get(
    "/pieces",
    response={200: list[answers.PieceOut]} | PROBLEMS,
    operation_id="find_pieces",
    summary="Find a piece by its tag, anywhere in the chain",
)
def find_pieces(request: HttpRequest, query: Query[TagQuery]) -> Any:
    """One piece or none."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.find_pieces(actor, query.tag)


@router.get(
    "/piece-search",
    response={200: list[answers.PieceHitOut]} | PROBLEMS,
    operation_id="search_pieces",
    summary="Pieces in stock in a store by the beginning of a tag or by name",
)
def search_pieces(request: HttpRequest, query: Query[SearchQuery]) -> Any:
    """At most eight: names are found in characters, pinyin, initials and English."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        store = store_named(actor, query.store, permission=InventoryPermission.VIEW_PIECES)
        return selectors.search_pieces(actor, query.text, store_id=store.id)


@router.post(
    "/pieces/moves",
    response={201: answers.MovedOut} | PROBLEMS,
    operation_id="move_pieces",
    summary="Put pieces into another place of their store",
)
def move_pieces(request: HttpRequest, payload: schemas.MoveBody) -> Any:
    """All pieces or none; those already there stay."""
    moved = services.move_pieces(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=payload.wanted(),
        at=now(),
    )
    return Status(201, moved)


@router.get(
    "/pieces/{tag}",
    response={200: answers.PiecePageOut} | PROBLEMS,
    operation_id="get_piece",
    summary="Everything about one piece",
)
def get_piece(request: HttpRequest, tag: str) -> Any:
    """Movements, prices and supplier only within the caller's reach."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.piece_page(actor, tag, at=now())


@router.get(
    "/pieces/{tag}/same-style",
    response={200: answers.SameStyleOut} | PROBLEMS,
    operation_id="same_style",
    summary="The same style in other weights, sizes and stores",
)
def get_same_style(request: HttpRequest, tag: str) -> Any:
    """What the whole chain has of it, with today's price in the caller's own store; never what it cost."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return answers.same_style_out(same_style(actor, tag, at=now()))


@router.patch(
    "/pieces/{tag}",
    response={200: answers.PieceOut} | PROBLEMS,
    operation_id="change_piece",
    summary="Correct what a piece is described as",
)
def change_piece(request: HttpRequest, tag: str, payload: schemas.PiecePatch) -> Any:
    """Weights, stones and costs stay as they came in."""
    actor = request.auth  # type: ignore[attr-defined]
    services.change_piece(actor=actor, tag=tag, change=payload.wanted(), at=now())
    return selectors.piece_card(actor, tag)


@router.get(
    "/where-is",
    response={200: answers.WhereIsOut} | PROBLEMS,
    operation_id="where_is",
    summary="What carries a scanned code, and where it is",
)
def where_is(request: HttpRequest, code: str) -> Any:
    """A tag, a tag of former times, a chip, a certificate, or a lot's number."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.where_is(actor, code)
