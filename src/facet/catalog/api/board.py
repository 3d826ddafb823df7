"""Gold prices: publishing, reading, confirming."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from facet.catalog import selectors, services
from facet.catalog.api import schemas
from facet.catalog.api.schemas.common import Code, Moment
from facet.catalog.permissions import CatalogPermission
from facet.catalog.selectors import PriceGroupRef
from facet.kernel.clock import now
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.interface import operation_of
from facet.kernel.permissions import Actor, require
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing

router = Router(tags=["catalog"])
LONGEST_SERIES = 400  # days


@router.post(
    "/board-prices",
    response={201: schemas.PublicationOut} | PROBLEMS,
    operation_id="set_board_price",
    summary="Publish gold prices for a price group",
)
def set_board_price(request: HttpRequest, payload: schemas.BoardPricesIn) -> Any:
    """Prices are never edited, only superseded. A change above 3 % names a second person's approval."""
    publication_id = services.set_board_price(
        actor=request.auth,
        operation=operation_of(request, payload),
        request=payload.wanted(),
        approval_id=payload.approval_id,
        at=now(),
    )
    return Status(201, selectors.publication_by_id(publication_id))


@router.post(
    "/board-prices/approvals",
    response={201: schemas.BoardApprovalOut} | PROBLEMS,
    operation_id="request_board_price",
    summary="Ask a second person to allow a large change",
)
def request_board_price(request: HttpRequest, payload: schemas.BoardApprovalIn) -> Any:
    """The approval holds for exactly these prices, once, for two hours."""
    approval_id = services.request_board_price(
        actor=request.auth,
        operation=operation_of(request, payload),
        request=payload.wanted(),
        reason=payload.reason,
        at=now(),
    )
    return Status(201, {"approval_id": approval_id})


@router.get(
    "/board-prices",
    response={200: list[schemas.BoardPriceOut]} | PROBLEMS,
    operation_id="list_board_prices",
    summary="The gold prices in force at a moment",
)
def list_board_prices(request: HttpRequest, price_group: Code, at: Moment | None = None) -> Any:
    """Without a moment: now."""
    group = _group(request.auth, price_group)
    return list(selectors.board_prices_at(group.id, at=at or now()).values())


@router.get(
    "/board-prices/history",
    response={200: list[schemas.DayPriceOut]} | PROBLEMS,
    operation_id="price_series",
    summary="One item's prices day by day",
)
def price_series(request: HttpRequest, span: Query[schemas.SpanIn]) -> Any:
    """At most 400 days; each day shows what held when it ended in China's time."""
    group = _group(request.auth, span.price_group)
    if not 0 <= (span.last - span.first).days < LONGEST_SERIES:
        raise Invalid(field="last", reason=gettext_noop("must be 0 to 399 days after the first day"))
    item = next((each for each in selectors.price_items() if each.code == span.item), None)
    if item is None:
        raise NotFound(key=span.item)
    return selectors.price_series(
        price_item_id=item.id, price_group_id=group.id, first=span.first, last=span.last, zone="Asia/Shanghai"
    )


@router.post(
    "/board-confirmations",
    response={201: schemas.ConfirmationOut} | PROBLEMS,
    operation_id="confirm_board_price",
    summary="Confirm the gold prices for a store",
)
def confirm_board_price(request: HttpRequest, payload: schemas.ConfirmationIn) -> Any:
    """Confirming again changes nothing."""
    publication_id = services.confirm_board_price(
        actor=request.auth,
        store=payload.store,
        publication_id=payload.publication_id,
        at=now(),
    )
    return Status(201, {"publication_id": publication_id})


@router.get(
    "/board-confirmations",
    response={200: list[schemas.StoreConfirmationOut]} | PROBLEMS,
    operation_id="list_board_confirmations",
    summary="Which stores have confirmed the prices in force",
)
def list_board_confirmations(request: HttpRequest, price_group: Code) -> Any:
    """Stores that have not confirmed come first."""
    group = _group(request.auth, price_group)
    publication = selectors.publication_in_force(group.id, at=now())
    return selectors.confirmations(group, publication.id if publication else None)


def _group(viewer: Actor, code: str) -> PriceGroupRef:
    """A price group the viewer may look at; unknown and hidden look the same."""
    require(viewer, CatalogPermission.VIEW_CATALOG)
    with viewing(viewer):
        group = next((each for each in selectors.price_groups(viewer) if each.code == code), None)
    if group is None:
        raise NotFound(key=code)
    return group
