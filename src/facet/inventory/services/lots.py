"""Bulk goods: new kinds, deliveries, corrections after a count."""

from dataclasses import dataclass
from datetime import datetime

from facet.audit import services as audit_services
from facet.catalog import selectors as catalog_selectors
from facet.inventory.errors import LotUnknown, TagTaken
from facet.inventory.models import BulkLot, Place
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.bulk import BulkKind, Holding, adjusted
from facet.inventory.rules.states import VIRTUAL
from facet.inventory.rules.tags import checked_tag, normal_tag
from facet.inventory.rules.words import LotBasis
from facet.inventory.selectors.references import price_item_named, store_named
from facet.inventory.services.bulk_cost import average_cost
from facet.inventory.services.bulk_ledger import BulkAct, Side, lock_balances, open_accounts, write_entries
from facet.inventory.services.places import place_among, places_of_store
from facet.kernel import operations, outbox
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation.selectors import StoreRow


@dataclass(frozen=True, slots=True, kw_only=True)
class LotIn:
    """A new kind of bulk goods. `price_cents` per piece, or the labour per gram."""

    sku: str
    name: str
    category: str
    price_basis: str
    name_en: str = ""
    price_item: str = ""
    price_cents: int = 0
    cost_cents_per_gram: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkIn:
    """Pieces and grams of one lot for one place of a store: what came, or what was counted.

    `cost_cents` is what a delivery cost in all; None leaves the lot's average as it is.
    """

    store: str
    sku: str
    quantity: int
    weight_mg: int
    place: str = ""
    document: str = ""
    reason: str = ""
    cost_cents: int | None = None


@unit_of_work
def open_lot(*, actor: Actor, lot: LotIn, at: datetime) -> int:
    """Add a kind of bulk goods; its id. Raises: NotPermitted, NotFound, Invalid, TagUnfit, TagTaken."""
    require(actor, InventoryPermission.MANAGE_PIECES)
    sku = checked_tag(lot.sku)
    category = catalog_selectors.category_by_code(lot.category)
    if lot.price_basis not in set(LotBasis):
        raise Invalid(field="price_basis", reason=gettext_noop("choose one of the ways of pricing offered"))
    if not lot.name.strip():
        raise Invalid(field="name", reason=gettext_noop("goods need a name"))
    item = price_item_named(lot.price_item) if lot.price_item else None
    by_weight = lot.price_basis == LotBasis.BY_WEIGHT
    item_id = item.id if item else category.price_item_id if by_weight else None
    if by_weight and item_id is None:
        reason = gettext_noop("a piece priced by its metal needs a line of the price board")
        raise Invalid(field="price_item", reason=reason)
    if BulkLot.objects.filter(sku=sku).exists():
        raise TagTaken(tag=sku)
    row = BulkLot.objects.create(
        sku=sku,
        name=lot.name,
        name_en=lot.name_en,
        category_id=category.id,
        price_item_id=item_id,
        metal=item.metal if item else "",
        fineness_e4=item.fineness_e4 if item else 0,
        price_basis=lot.price_basis,
        price_cents=lot.price_cents,
        cost_cents_per_gram=lot.cost_cents_per_gram,
        created_at=at,
    )
    audit_services.record(actor, "inventory.lot_opened", at=at, subject=("inventory.lot", row.pk, row.sku))
    return row.pk


@unit_of_work
def receive_bulk(*, actor: Actor, operation: OperationKey, request: BulkIn, at: datetime) -> Holding:
    """Take pieces and grams of a lot into a place; what the place holds afterwards.

    Raises: NotFound, LotUnknown, PlaceUnknown, NotPermitted, Invalid. Locks: bulk balances by id.
    """
    act = operations.begin(operation, kind="inventory.receive_bulk", actor=actor, at=at)
    if act.done:
        return Holding(*act.result["after"])
    require(actor, InventoryPermission.RECEIVE_PIECES)
    store = store_named(actor, request.store, permission=InventoryPermission.RECEIVE_PIECES)
    after = put_bulk(request, store=store, ledger=_ledger(actor, act, request, at=at))
    act.finish(after=[after.account_id, after.quantity, after.weight_mg])
    return after


@joins_unit_of_work
def put_bulk(request: BulkIn, *, store: StoreRow, ledger: BulkAct) -> Holding:
    """The step of receive_bulk, without asking for a right: once for a lot under one operation.

    Raises: LotUnknown, PlaceUnknown, Invalid. Locks: bulk balances by id.
    """
    if request.quantity < 0 or request.weight_mg < 0 or request.quantity == request.weight_mg == 0:
        raise Invalid(field="quantity", reason=gettext_noop("something must have come in: pieces, grams or both"))
    pair = _pair(request, store=store, other="SUPPLIER")
    sides = [
        Side(pair.here.account_id, 0, request.quantity, request.weight_mg),
        Side(pair.other.account_id, 0, -request.quantity, -request.weight_mg),
    ]
    write_entries(sides, before=[pair.here, pair.other], kind=BulkKind.RECEIVED, act=ledger)
    average_cost(request, ledger.operation_id, at=ledger.at)
    after = pair.here.more(request.quantity, request.weight_mg)
    _record(ledger.actor, "inventory.bulk_received", pair, request=request, at=ledger.at, after=after)
    return after


@unit_of_work
def adjust_bulk(*, actor: Actor, operation: OperationKey, request: BulkIn, at: datetime) -> Holding:
    """Write down what a count found at a place: the difference goes to, or comes from, the losses.

    Raises: NotFound, LotUnknown, PlaceUnknown, NotPermitted, Invalid. Locks: bulk balances by id.
    """
    act = operations.begin(operation, kind="inventory.adjust_bulk", actor=actor, at=at)
    if act.done:
        return Holding(*act.result["after"])
    require(actor, InventoryPermission.MANAGE_PIECES)
    store = store_named(actor, request.store, permission=InventoryPermission.MANAGE_PIECES)
    if not request.reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write why: the next person will ask"))
    if request.quantity < 0 or request.weight_mg < 0:
        raise Invalid(field="quantity", reason=gettext_noop("a count cannot be below nothing"))
    pair = _pair(request, store=store, other="LOSS")
    quantity, weight_mg = adjusted(pair.here, quantity=request.quantity, weight_mg=request.weight_mg)
    after = pair.here.more(quantity, weight_mg)
    if quantity or weight_mg:
        sides = [
            Side(pair.here.account_id, 0, quantity, weight_mg),
            Side(pair.other.account_id, 0, -quantity, -weight_mg),
        ]
        ledger = _ledger(actor, act, request, at=at)
        write_entries(sides, before=[pair.here, pair.other], kind=BulkKind.ADJUSTED, act=ledger)
        _record(actor, "inventory.bulk_adjusted", pair, request=request, at=at, after=after)
    act.finish(after=[after.account_id, after.quantity, after.weight_mg])
    return after


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two accounts of a move, locked, and whose they are."""

    lot: BulkLot
    store: StoreRow
    place: Place
    here: Holding
    other: Holding


def _pair(request: BulkIn, *, store: StoreRow, other: str) -> _Pair:
    """The locked balances of the place asked for and of the virtual place `other`."""
    lot = BulkLot.objects.filter(sku=normal_tag(request.sku)).first()
    if lot is None:
        raise LotUnknown(sku=request.sku, key=request.sku)
    places = places_of_store(store_id=store.id)
    place = place_among(places, request.place, store_name=store.name)
    open_accounts([lot.pk], places=[place, *(each for each in places.values() if each.kind in VIRTUAL)])
    held = {
        row.place_id: Holding(row.pk, row.quantity, row.weight_mg) for row in lock_balances([lot.pk], store_id=store.id)
    }
    return _Pair(lot, store, place, held[place.pk], held[places[other].pk])


def _ledger(actor: Actor, act: operations.Act, request: BulkIn, *, at: datetime) -> BulkAct:
    document = request.document or f"B-{str(act.id)[:8].upper()}"
    return BulkAct(operation_id=act.id, actor=actor, at=at, document=document, reason=request.reason)


def _record(actor: Actor, action: str, pair: _Pair, *, request: BulkIn, at: datetime, after: Holding) -> None:
    lot, store = pair.lot, pair.store
    audit_services.record(
        actor,
        action,
        at=at,
        subject=("inventory.lot", lot.pk, lot.sku),
        store=(store.id, store.name),
        place=pair.place.code,
        quantity=request.quantity,
        weight_mg=request.weight_mg,
        after_quantity=after.quantity,
        after_weight_mg=after.weight_mg,
        reason=request.reason,
    )
    outbox.publish(action, at=at, store_id=store.id, lot_id=lot.pk, sku=lot.sku)
