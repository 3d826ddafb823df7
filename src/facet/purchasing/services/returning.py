"""Pieces go back to the supplier they came from."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from facet.audit import services as audit_services
from facet.catalog.rules.weights import fine_weight_mg
from facet.inventory import services as inventory_services
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors import PieceForSale
from facet.inventory.services import supplying
from facet.kernel import operations, outbox
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.purchasing.errors import PieceNotFromSupplier
from facet.purchasing.models import SupplierReturn, SupplierReturnLine
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.selectors.returning import suppliers_of
from facet.purchasing.selectors.suppliers import supplier_row
from facet.purchasing.services.pricing import give_back_grams, lock_grams_of

RETURN = PurchasingPermission.RETURN_GOODS


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierReturnIn:
    """Pieces of one store that go back. Codes and tags."""

    supplier: str
    store: str
    tags: tuple[str, ...]
    reason: str
    carrier: str = ""


@unit_of_work
def return_to_supplier(*, actor: Actor, operation: OperationKey, wanted: SupplierReturnIn, at: datetime) -> str:
    """Send pieces back to the supplier they came from; the number of the return. All or nothing.

    Grams that were still owed for them are owed no longer. Raises: NotPermitted, NotFound, SupplierUnknown, Invalid,
    PieceUnknown, PieceNotFromSupplier, PieceNotAvailable, PieceElsewhere, PieceReserved. Locks: grams owed,
    pieces by id, metal accounts, the number series.
    """
    act = operations.begin(operation, kind="purchasing.return_to_supplier", actor=actor, at=at)
    if act.done:
        return str(act.result["number"])
    require(actor, RETURN)
    store = next((row for row in organisation_selectors.stores_of(actor, RETURN) if row.code == wanted.store), None)
    if store is None:
        raise NotFound(key=wanted.store)
    if not wanted.reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write why: the supplier will ask"))
    if not wanted.tags:
        raise Invalid(field="tags", reason=gettext_noop("scan at least one piece"))
    supplier = supplier_row(wanted.supplier)
    lock_grams_of([normal_tag(tag) for tag in wanted.tags])
    pieces = inventory_services.lock_pieces(wanted.tags)
    _refuse_strangers(pieces, supplier_id=supplier.pk, name=supplier.name)
    month = at.astimezone(ZoneInfo(store.time_zone)).strftime("%y%m")
    number = f"SR-{month}-{organisation_services.next_number('purchasing.return', scope=month):04d}"
    occasion = inventory_services.Occasion(actor=actor, at=at, document=number, reason=wanted.reason[:120])
    supplying.send_back(pieces, store_id=store.id, occasion=occasion)
    row = SupplierReturn.objects.create(
        number=number, supplier=supplier, store_id=store.id, reason=wanted.reason[:120], carrier=wanted.carrier[:60],
        pieces=len(pieces), weight_mg=sum(piece.weight_mg for piece in pieces),
        cents=sum(piece.cost_cents or 0 for piece in pieces), returned_at=at, returned_by_key=actor.key,
        returned_by_name=actor.name[:60],
    )  # fmt: skip
    SupplierReturnLine.objects.bulk_create(_line(row, piece) for piece in pieces)
    give_back_grams(actor, [piece.id for piece in pieces], operation=act.id, document=number, at=at)
    audit_services.record(
        actor, "purchasing.goods_returned", at=at, subject=("purchasing.return", row.pk, number),
        store=(store.id, store.name), supplier=supplier.name, reason=wanted.reason, tags=[p.tag for p in pieces],
    )  # fmt: skip
    outbox.publish("purchasing.goods_returned", at=at, number=number, store_id=store.id, pieces=len(pieces))
    act.finish(number=number)
    return number


@joins_unit_of_work
def _refuse_strangers(pieces: list[PieceForSale], *, supplier_id: int, name: str) -> None:
    found = suppliers_of([piece.id for piece in pieces])
    for piece in pieces:
        if found.get(piece.id) != supplier_id:
            raise PieceNotFromSupplier(tag=piece.tag, supplier=name)


def _line(row: SupplierReturn, piece: PieceForSale) -> SupplierReturnLine:
    return SupplierReturnLine(
        supplier_return=row, piece_id=piece.id, tag=piece.tag, metal=piece.metal, weight_mg=piece.weight_mg,
        fine_mg=fine_weight_mg(net_mg=piece.weight_mg, fineness_e4=piece.fineness_e4), cents=piece.cost_cents or 0,
    )  # fmt: skip
