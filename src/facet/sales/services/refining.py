"""Old gold from the night seal to the refiner's answer: two people, two scales, one variance."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.clock import business_date, local_date
from facet.kernel.errors import Invalid, NotFound, NotPermitted, gettext_noop
from facet.kernel.money import split_by_largest_remainder
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import services as organisation_services
from facet.organisation.selectors import StoreRow
from facet.sales.errors import BagReceived, LotRefined, NothingToSeal
from facet.sales.models import GoldBag, MaterialPiece, NightSeal, RefiningLot, TesterVariance
from facet.sales.permissions import SalesPermission
from facet.sales.rules.old_gold import MOST_MG
from facet.sales.rules.refining import OPEN, MaterialState, variance_of
from facet.sales.selectors.materials import refiner_of, store_in_reach
from facet.sales.services.material import move_pieces


@unit_of_work
def seal_materials(
    *, actor: Actor, operation: OperationKey, store: str, seal_number: str, second: Actor, at: datetime
) -> NightSeal:
    """Seal everything that lies open in a store; `second` is another person of it who signed in beside.

    Raises: NotPermitted, NotFound, Invalid, NothingToSeal. Locks: operation, the pieces by id, the number.
    """
    act = operations.begin(operation, kind="sales.seal_materials", actor=actor, at=at)
    if act.done:
        return NightSeal.objects.get(pk=act.result["seal_id"])
    place = store_in_reach(actor, store, SalesPermission.SEAL_MATERIALS)
    first_id, second_id = _two_people(actor, second, store_id=place.id)
    pieces = _locked(MaterialPiece.objects.filter(store_id=place.id, state__in=OPEN))
    number = f"{place.code}-F{organisation_services.next_number('sales.night_seal', scope=place.code):04d}"
    seal = NightSeal(
        number=number, store_id=place.id, business_date=business_date(at, place.time_zone),
        seal_number=_free_seal(NightSeal, seal_number), pieces=len(pieces), gross_mg=sum(p.gross_mg for p in pieces),
        fine_mg=sum(p.fine_mg for p in pieces), first_by_id=first_id, second_by_id=second_id, at=at,
    )  # fmt: skip
    seal.save()
    for piece in pieces:
        piece.seal = seal
    move_pieces(pieces, to=MaterialState.SEALED, document=number, at=at, by=actor.staff_id, also=("seal",))
    _tell(actor, "sales.material_sealed", ("sales.night_seal", seal.pk, number), place=place, pieces=pieces, at=at)
    act.finish(seal_id=seal.pk)
    return seal


def _two_people(actor: Actor, second: Actor, *, store_id: int) -> tuple[int, int]:
    """The ids of the two who seal. Raises: NotPermitted, Invalid."""
    if actor.staff_id is None or second.staff_id is None:
        raise NotPermitted(permission=SalesPermission.SEAL_MATERIALS)
    if second.staff_id == actor.staff_id:
        raise Invalid(field="second", reason=gettext_noop("Two people seal: the second must be somebody else."))
    if not second.may(SalesPermission.VIEW_MATERIALS, store_id=store_id):
        raise Invalid(field="second", reason=gettext_noop("The second person does not work with this store's gold."))
    return actor.staff_id, second.staff_id


@unit_of_work
def send_gold_bag(
    *, actor: Actor, operation: OperationKey, store: str, seal_number: str, weight_mg: int, at: datetime
) -> GoldBag:
    """Put everything that is sealed in a store into one bag for headquarters, weighed under its own seal.

    Raises: NotPermitted, NotFound, Invalid, NothingToSeal. Locks: operation, the pieces by id, the number.
    """
    act = operations.begin(operation, kind="sales.send_gold_bag", actor=actor, at=at)
    if act.done:
        return GoldBag.objects.get(pk=act.result["bag_id"])
    place = store_in_reach(actor, store, SalesPermission.SEAL_MATERIALS)
    _refuse_weight(weight_mg)
    pieces = _locked(MaterialPiece.objects.filter(store_id=place.id, state=MaterialState.SEALED.value))
    number = f"{place.code}-B{organisation_services.next_number('sales.gold_bag', scope=place.code):04d}"
    bag = GoldBag.objects.create(
        number=number, store_id=place.id, seal_number=_free_seal(GoldBag, seal_number), pieces=len(pieces),
        gross_mg=sum(p.gross_mg for p in pieces), fine_mg=sum(p.fine_mg for p in pieces), weight_out_mg=weight_mg,
        sent_at=at, sent_by_id=actor.staff_id,
    )  # fmt: skip
    for piece in pieces:
        piece.bag = bag
    move_pieces(pieces, to=MaterialState.IN_BAG, document=number, at=at, by=actor.staff_id, also=("bag",))
    _tell(actor, "sales.gold_bag_sent", ("sales.gold_bag", bag.pk, number), place=place, pieces=pieces, at=at)
    act.finish(bag_id=bag.pk)
    return bag


@dataclass(frozen=True, slots=True, kw_only=True)
class BagReceipt:
    """What headquarters found: the weight, whether the seal was whole, a remark. Units: mg."""

    number: str
    weight_mg: int
    seal_intact: bool
    note: str = ""


@unit_of_work
def receive_gold_bag(*, actor: Actor, operation: OperationKey, receipt: BagReceipt, at: datetime) -> GoldBag:
    """Book a bag in at headquarters; a difference of weight stays as it is, beside who sent and who received.

    Raises: NotPermitted, NotFound, Invalid, BagReceived. Locks: operation, the bag, its pieces by id.
    """
    act = operations.begin(operation, kind="sales.receive_gold_bag", actor=actor, at=at)
    if act.done:
        return GoldBag.objects.get(pk=act.result["bag_id"])
    require(actor, SalesPermission.REFINE_MATERIALS)
    bag = GoldBag.objects.select_for_update().filter(number=receipt.number).first()
    if bag is None or not actor.may(SalesPermission.REFINE_MATERIALS, store_id=bag.store_id):
        raise NotFound(key=receipt.number)
    if bag.state == GoldBag.State.RECEIVED:
        raise BagReceived(number=bag.number)
    _refuse_weight(receipt.weight_mg)
    if not receipt.seal_intact and not receipt.note:
        raise Invalid(field="note", reason=gettext_noop("Say what is wrong with the seal."))
    pieces = _locked(MaterialPiece.objects.filter(bag=bag))
    bag.state, bag.weight_in_mg, bag.received_at = GoldBag.State.RECEIVED, receipt.weight_mg, at
    bag.received_by_id, bag.seal_intact, bag.note = actor.staff_id, receipt.seal_intact, receipt.note
    bag.save()
    move_pieces(pieces, to=MaterialState.AT_HQ, document=bag.number, at=at, by=actor.staff_id)
    audit_services.record(
        actor, "sales.gold_bag_received", at=at, subject=("sales.gold_bag", bag.pk, bag.number),
        pieces=len(pieces), weight_mg=receipt.weight_mg, difference_mg=bag.difference_mg,
    )  # fmt: skip
    outbox.publish("sales.gold_bag_received", at=at, bag=bag.number, difference_mg=bag.difference_mg)
    act.finish(bag_id=bag.pk)
    return bag


@dataclass(frozen=True, slots=True, kw_only=True)
class LotIn:
    """What goes to which refiner: bar codes of pieces at headquarters; none means all of one metal."""

    refiner: str
    metal: str
    codes: Sequence[str] = field(default_factory=tuple)


@unit_of_work
def open_refining_lot(*, actor: Actor, operation: OperationKey, wanted: LotIn, at: datetime) -> RefiningLot:
    """Give pieces of one metal at headquarters to a refiner. Held ones stay until their day.

    Raises: NotPermitted, NotFound, Invalid, NothingToSeal. Locks: operation, the pieces by id, the number.
    """
    act = operations.begin(operation, kind="sales.open_refining_lot", actor=actor, at=at)
    if act.done:
        return RefiningLot.objects.get(pk=act.result["lot_id"])
    require(actor, SalesPermission.REFINE_MATERIALS)
    refiner_id = refiner_of(actor, wanted.refiner)
    locked = _for_lot(wanted, at=at)
    number = f"R{organisation_services.next_number('sales.refining_lot'):05d}"
    lot = RefiningLot.objects.create(
        number=number, refiner_id=refiner_id, metal=wanted.metal, pieces=len(locked),
        net_mg=sum(piece.net_mg for piece in locked), booked_fine_mg=sum(piece.fine_mg for piece in locked),
        opened_at=at, opened_by_id=actor.staff_id,
    )  # fmt: skip
    for piece in locked:
        piece.lot = lot
    move_pieces(locked, to=MaterialState.IN_LOT, document=number, at=at, by=actor.staff_id, also=("lot",))
    audit_services.record(
        actor, "sales.refining_lot_sent", at=at, subject=("sales.refining_lot", lot.pk, number),
        pieces=len(locked), fine_mg=lot.booked_fine_mg,
    )  # fmt: skip
    act.finish(lot_id=lot.pk)
    return lot


@joins_unit_of_work
def _for_lot(wanted: LotIn, *, at: datetime) -> list[MaterialPiece]:
    """The pieces for a lot, locked: all of the metal that may go by now, or exactly the named ones."""
    pieces = MaterialPiece.objects.select_related("store").filter(
        state=MaterialState.AT_HQ.value, price_item__metal=wanted.metal
    )
    codes = {code.upper() for code in wanted.codes}
    found = _locked(pieces.filter(code__in=codes) if codes else pieces)
    ready = [piece for piece in found if piece.hold_until <= local_date(at, piece.store.time_zone)]
    if codes and len(ready) != len(codes):
        raise Invalid(
            field="codes", reason=gettext_noop("Some are not at headquarters, of another metal, or still on hold.")
        )
    if not ready:
        raise NothingToSeal
    return ready


@dataclass(frozen=True, slots=True, kw_only=True)
class LotResult:
    """What the refiner gave back: fine metal in mg, at which price in cents a gram, under which report."""

    number: str
    returned_fine_mg: int
    cents_per_gram: int
    reference: str = ""


@unit_of_work
def record_refining(*, actor: Actor, operation: OperationKey, result: LotResult, at: datetime) -> RefiningLot:
    """Book a lot's result; the variance is shared among its testers by the fine metal each booked (F18).

    Raises: NotPermitted, NotFound, Invalid, LotRefined. Locks: operation, the lot, its pieces by id.
    """
    act = operations.begin(operation, kind="sales.record_refining", actor=actor, at=at)
    if act.done:
        return RefiningLot.objects.get(pk=act.result["lot_id"])
    require(actor, SalesPermission.REFINE_MATERIALS)
    lot = RefiningLot.objects.select_for_update().filter(number=result.number).first()
    if lot is None:
        raise NotFound(key=result.number)
    if lot.state == RefiningLot.State.REFINED:
        raise LotRefined(number=lot.number)
    _refuse_result(lot, result)
    pieces = _locked(MaterialPiece.objects.filter(lot=lot))
    variance = variance_of(
        booked_mg=lot.booked_fine_mg, returned_mg=result.returned_fine_mg, cents_per_gram=result.cents_per_gram
    )
    lot.state, lot.refined_at, lot.refined_by_id = RefiningLot.State.REFINED, at, actor.staff_id
    lot.returned_fine_mg, lot.cents_per_gram = result.returned_fine_mg, result.cents_per_gram
    lot.variance_mg, lot.variance_bp, lot.variance_cents = variance.mg, variance.bp, variance.cents
    lot.reference = result.reference
    lot.save()
    _share_variance(lot, pieces)
    move_pieces(pieces, to=MaterialState.REFINED, document=lot.number, at=at, by=actor.staff_id)
    audit_services.record(
        actor, "sales.refining_booked", at=at, subject=("sales.refining_lot", lot.pk, lot.number),
        fine_mg=lot.booked_fine_mg, returned_fine_mg=lot.returned_fine_mg, variance_mg=lot.variance_mg,
    )  # fmt: skip
    outbox.publish(
        "sales.gold_refined", at=at, lot=lot.number, metal=lot.metal, booked_fine_mg=lot.booked_fine_mg,
        returned_fine_mg=lot.returned_fine_mg, variance_mg=lot.variance_mg,
    )  # fmt: skip
    act.finish(lot_id=lot.pk)
    return lot


@joins_unit_of_work
def _share_variance(lot: RefiningLot, pieces: Sequence[MaterialPiece]) -> None:
    booked: dict[int | None, int] = {}
    for piece in pieces:
        booked[piece.tester_id] = booked.get(piece.tester_id, 0) + piece.fine_mg
    grams = split_by_largest_remainder(lot.variance_mg or 0, list(booked.values()))
    money = split_by_largest_remainder(lot.variance_cents or 0, list(booked.values()))
    TesterVariance.objects.bulk_create(
        TesterVariance(lot=lot, tester_id=tester, booked_fine_mg=fine, variance_mg=mg, variance_cents=cents)
        for (tester, fine), mg, cents in zip(booked.items(), grams, money, strict=True)
    )


def _refuse_result(lot: RefiningLot, result: LotResult) -> None:
    if not 0 < result.returned_fine_mg <= lot.net_mg:
        raise Invalid(
            field="returned_fine",
            reason=gettext_noop("Fine metal that came back is above 0 and at most the lot's weight."),
        )
    if result.cents_per_gram <= 0:
        raise Invalid(field="price", reason=gettext_noop("Write the price of a gram of fine metal."))


def _refuse_weight(weight_mg: int) -> None:
    if not 0 < weight_mg <= 100 * MOST_MG:
        raise Invalid(field="weight", reason=gettext_noop("Write the bag's weight on the scale, in grams."))


@joins_unit_of_work
def _free_seal(papers: type[NightSeal] | type[GoldBag], seal_number: str) -> str:
    number = seal_number.strip().upper()
    if not 2 <= len(number) <= 32:
        raise Invalid(field="seal_number", reason=gettext_noop("Write the number on the seal."))
    if papers.objects.filter(seal_number=number).exists():
        raise Invalid(
            field="seal_number", reason=gettext_noop("This seal was used before; every seal has its own number.")
        )
    return number


@joins_unit_of_work
def _locked(pieces: QuerySet[MaterialPiece]) -> list[MaterialPiece]:
    """The pieces, locked by id. Raises: NothingToSeal when there are none."""
    found = list(pieces.order_by("pk").select_for_update(of=("self",)))
    if not found:
        raise NothingToSeal
    return found


@joins_unit_of_work
def _tell(
    actor: Actor, act: str, subject: tuple[str, int, str], *, place: StoreRow, pieces: Sequence[MaterialPiece],
    at: datetime,
) -> None:  # fmt: skip
    fine = sum(piece.fine_mg for piece in pieces)
    audit_services.record(
        actor, act, at=at, subject=subject, store=(place.id, place.name), pieces=len(pieces), fine_mg=fine
    )
    outbox.publish(act, at=at, number=subject[2], store_id=place.id, fine_mg=fine)
