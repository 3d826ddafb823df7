"""Open tickets: opened on a tablet or a till, held, recalled anywhere in the store."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from facet.audit import services as audit_services
from facet.catalog.rules.pricing import LineDiscount
from facet.inventory import selectors as inventory_selectors
from facet.inventory import services as inventory_services
from facet.inventory.errors import LotUnknown, PieceUnknown
from facet.inventory.rules.tags import normal_tag
from facet.kernel import operations
from facet.kernel.errors import Invalid, NotFound, NotPermitted, gettext_noop
from facet.kernel.money import share
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.members import selectors as members_selectors
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import TillFacts
from facet.sales.errors import BasketClosed
from facet.sales.models import Basket, BasketLine, Deposit, Quote
from facet.sales.permissions import SalesPermission
from facet.sales.rules.request import SaleRequest, holder_of
from facet.sales.selectors.basket_kinds import DEPOSIT_USED
from facet.sales.selectors.quote import HOLDS_FOR
from facet.sales.services.held_points import free_points, keep_points

HELD_FOR = timedelta(hours=12)  # a held ticket keeps its pieces until the end of the day's trade
MOST_PIECES, MOST_MG = 100_000, 10**9  # of one bulk line, as the API bounds them
_ALIVE = (Basket.State.OPEN, Basket.State.HELD)


@unit_of_work
def open_basket(*, actor: Actor, store: str, till: str, at: datetime) -> Basket:
    """Start a ticket at a till or a counter tablet. Raises: NotPermitted, NotFound."""
    return start_basket(actor, organisation_selectors.till_facts(store_code=store, till_code=till), at=at)


@joins_unit_of_work
def start_basket(actor: Actor, place: TillFacts, *, at: datetime) -> Basket:
    """The step of open_basket, for services that begin a ticket within their own work."""
    require(actor, SalesPermission.HOLD_BASKET, store_id=place.store_id)
    if actor.staff_id is None:
        raise NotPermitted(permission=SalesPermission.HOLD_BASKET)
    key = uuid.uuid4()
    return Basket.objects.create(
        id=key,
        number=f"{place.store_code}-T{key.hex[:6].upper()}",
        store_id=place.store_id,
        till_id=place.till_id,
        opened_by_id=actor.staff_id,
        salespeople=[actor.code],
        opened_at=at,
        touched_at=at,
        prices_at=at,
        prices_until=at + HOLDS_FOR,
    )


@unit_of_work
def add_line(
    *, actor: Actor, basket_id: UUID, code: str, at: datetime, quantity: int = 1, weight_mg: int = 0
) -> BasketLine:
    """Put a scanned piece, or goods of a bulk lot, on the ticket and reserve the piece.

    Scanning a piece that is already on it changes nothing.
    Raises: NotFound, BasketClosed, PieceUnknown, PieceNotAvailable, PieceElsewhere, PieceReserved.
    Locks: the basket, then the piece.
    """
    return _add(actor, own_basket(actor, basket_id, at=at), code, quantity=quantity, weight_mg=weight_mg, at=at)


@unit_of_work
def scan_line(
    *, actor: Actor, operation: OperationKey, basket_id: UUID, code: str, at: datetime, others: Sequence[str] = ()
) -> None:
    """One scan under its own key: sent again it adds nothing, so that a till may repeat it safely.

    `others` belong to the same scan: the rest of a set, put on the ticket with it or not at all.

    Raises: as `add_line`, and OperationConflict. Locks: the operation, the basket, then the piece.
    """
    act = operations.begin(operation, kind="sales.scan_line", actor=actor, at=at)
    if not act.done:
        basket = own_basket(actor, basket_id, at=at)
        line = _add(actor, basket, code, quantity=1, weight_mg=0, at=at)
        for other in others:
            _add(actor, basket, other, quantity=1, weight_mg=0, at=at)
        act.finish(line_id=line.pk)


def _add(actor: Actor, basket: Basket, code: str, *, quantity: int, weight_mg: int, at: datetime) -> BasketLine:
    if line := basket.lines.filter(tag=normal_tag(code)).first():
        return line
    try:
        [piece] = inventory_services.reserve_pieces(
            [code],
            holder=holder_of(basket.pk),
            until=at + HOLDS_FOR,
            at=at,
            store_id=basket.store_id,
            label=basket.number,
        )
    except PieceUnknown:
        try:
            each_mg, sku = _of_lot(actor, code, quantity, store_id=basket.store_id)
        except LotUnknown:
            raise PieceUnknown(tag=code, key=code) from None
        return append_line(basket, sku=sku, quantity=quantity, weight_mg=weight_mg or each_mg)
    return append_line(basket, tag=piece.tag)


def _of_lot(actor: Actor, sku: str, quantity: int, *, store_id: int) -> tuple[int, str]:
    """What `quantity` of a lot weigh on average, in mg, and its sku. Raises: LotUnknown."""
    [lot] = inventory_selectors.lots_for_sale(actor, [sku], store_id=store_id)
    return share(lot.weight_mg, quantity, lot.quantity) if lot.quantity else 0, lot.sku


@unit_of_work
def change_line(*, actor: Actor, basket_id: UUID, line_no: int, at: datetime, changes: dict[str, object]) -> None:
    """Set discount, approval, quantity or weight of one line.

    A quantity without a weight takes the lot's average weight. Raises: NotFound, BasketClosed, Invalid, LotUnknown.
    """
    basket = own_basket(actor, basket_id, at=at)
    line = basket.lines.filter(line_no=line_no).first()
    if line is None:
        raise NotFound(key=str(line_no))
    if "discount" in changes:
        discount = changes["discount"]
        if line.kind:
            raise Invalid(field="discount", reason=gettext_noop("Only goods that are sold take a discount."))
        if not isinstance(discount, LineDiscount):
            raise Invalid(field="discount", reason=gettext_noop("Write a number."))
        line.discount = {name: value for name, value in asdict(discount).items() if value}
        line.approval_id = None
    if "approval" in changes:
        line.approval_id = int(str(changes["approval"]))
    if line.sku:
        line.quantity = int(str(changes.get("quantity", line.quantity)))
        line.weight_mg = int(str(changes.get("weight_mg", line.weight_mg)))
        if not 0 < line.quantity <= MOST_PIECES or not 0 <= line.weight_mg <= MOST_MG:
            raise Invalid(field="quantity", reason=gettext_noop("Quantity must be above zero, weight not below."))
        if "quantity" in changes and "weight_mg" not in changes:
            line.weight_mg, _ = _of_lot(actor, line.sku, line.quantity, store_id=basket.store_id)
    line.save()


@unit_of_work
def remove_line(*, actor: Actor, basket_id: UUID, line_no: int, at: datetime) -> None:
    """Take a line off the ticket and give its piece back to the shelf."""
    basket = own_basket(actor, basket_id, at=at)
    for line in basket.lines.filter(line_no=line_no):
        if line.tag:
            inventory_services.release(holder_of(basket.pk), tags=[line.tag], at=at)
        line.delete()


@unit_of_work
def set_people(
    *,
    actor: Actor,
    basket_id: UUID,
    at: datetime,
    member_id: int | None = None,
    salespeople: Sequence[str] | None = None,
) -> None:
    """Name the member (0 takes the name off) or the salespeople of a ticket."""
    basket = own_basket(actor, basket_id, at=at)
    if member_id is not None:
        if member_id:
            members_selectors.member_for_sale(member_id)  # refuses an unknown one before anything is written
        if basket.member_id != (member_id or None):
            free_points(basket)
        basket.member_id = member_id or None
    if salespeople is not None:
        known = organisation_selectors.staff_refs(list(salespeople))
        if not salespeople or any(code not in known or not known[code].is_active for code in salespeople):
            raise Invalid(field="salespeople", reason=gettext_noop("Nobody works here under this code."))
        basket.salespeople = list(dict.fromkeys(salespeople))
    basket.save()


@unit_of_work
def hold_basket(*, actor: Actor, basket_id: UUID, at: datetime, note: str = "") -> None:
    """Put the ticket aside; its pieces stay reserved."""
    basket = own_basket(actor, basket_id, at=at)
    tags = _own_tags(basket)
    basket.state = Basket.State.HELD
    basket.note = note
    basket.save()
    if tags:
        inventory_services.reserve_pieces(
            tags, holder=holder_of(basket.pk), until=at + HELD_FOR, at=at, label=basket.number
        )
    keep_points(basket, until=at + HELD_FOR)


@joins_unit_of_work
def _own_tags(basket: Basket) -> list[str]:
    """The tags of the ticket's pieces but those that a deposit on it keeps already. Queries: 1, or 2."""
    lines = list(basket.lines.values_list("kind", "tag", "facts"))
    numbers = [facts["number"] for kind, _, facts in lines if kind == DEPOSIT_USED]
    kept = set(Deposit.objects.filter(number__in=numbers).values_list("piece__tag", flat=True)) if numbers else set()
    return [tag for _, tag, _ in lines if tag and tag not in kept]


@unit_of_work
def recall_basket(*, actor: Actor, basket_id: UUID, till: str, at: datetime) -> Basket:
    """Take a ticket of this store to the till `till`; its board prices stand if they still hold."""
    basket = own_basket(actor, basket_id, at=at)
    place = organisation_selectors.till_facts(store_code=basket.store.code, till_code=till)
    basket.till_id = place.till_id
    basket.state = Basket.State.OPEN
    basket.save()
    return basket


@unit_of_work
def abandon_basket(*, actor: Actor, basket_id: UUID, at: datetime) -> None:
    """Give the ticket up: its pieces go back to the shelf; that it existed is remembered."""
    give_up(actor, own_basket(actor, basket_id, at=at), at=at)


@joins_unit_of_work
def give_up(actor: Actor, basket: Basket, *, at: datetime) -> None:
    """The step of abandon_basket on a locked basket."""
    basket.state = Basket.State.ABANDONED
    basket.save()
    inventory_services.release(holder_of(basket.pk), at=at)
    free_points(basket)
    audit_services.record(
        actor, "sales.basket_abandoned", at=at, subject=("sales.basket", basket.pk, basket.number),
        store=(basket.store_id, basket.store.name), lines=basket.lines.count(),
    )  # fmt: skip


@joins_unit_of_work
def held_prices(request: SaleRequest, *, store_id: int, at: datetime) -> datetime:
    """The moment whose board prices this sale may use: its basket's, its quote's, or now.

    Locks: the basket. Raises: NotFound, BasketClosed.
    """
    if request.basket:
        basket = Basket.objects.select_for_update().filter(pk=request.basket, store_id=store_id).first()
        if basket is None:
            raise NotFound(key=str(request.basket))
        if basket.state not in _ALIVE:
            raise BasketClosed
        return basket.prices_at if at < basket.prices_until else at
    if request.quote:
        quote = Quote.objects.filter(pk=request.quote, store_id=store_id).first()
        if quote is None:
            raise NotFound(key=str(request.quote))
        return quote.prices_at if at < quote.expires_at else at
    return at


@joins_unit_of_work
def close_basket(basket_id: UUID) -> None:
    """The ticket became a sale."""
    Basket.objects.filter(pk=basket_id).update(state=Basket.State.COMPLETED)


@joins_unit_of_work
def own_basket(actor: Actor, basket_id: UUID, *, at: datetime) -> Basket:
    """The living basket, locked, if the actor may touch tickets of its store; touched now.

    Raises: NotFound, BasketClosed. Locks: the basket. Queries: 1.
    """
    basket = Basket.objects.select_for_update(of=("self",)).select_related("store").filter(pk=basket_id).first()
    if basket is None or not actor.may(SalesPermission.HOLD_BASKET, store_id=basket.store_id):
        raise NotFound(key=str(basket_id))
    if basket.state not in _ALIVE:
        raise BasketClosed
    basket.touched_at = at
    return basket


@joins_unit_of_work
def append_line(basket: Basket, **what: object) -> BasketLine:
    """One more line at the end of a locked basket. Queries: 3."""
    last = basket.lines.order_by("-line_no").values_list("line_no", flat=True).first() or 0
    basket.save()
    return BasketLine.objects.create(basket=basket, line_no=last + 1, **what)
