"""Old gold after the counter, as screens and programs read it: pieces, seals, bags, lots."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Sum

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow
from facet.sales.errors import MaterialMoved
from facet.sales.models import (
    GoldBag,
    MaterialMove,
    MaterialPhoto,
    MaterialPiece,
    NightSeal,
    RefiningLot,
    TesterVariance,
)
from facet.sales.permissions import SalesPermission
from facet.sales.rules.refining import IN_STORE, OPEN, MaterialState
from facet.sales.rules.signatures import SignedAct
from facet.sales.selectors.sale import SoldTicket, get_sale
from facet.sales.selectors.signatures import SignaturePage, signatures_on


def store_in_reach(viewer: Actor, code: str, permission: str) -> StoreRow:
    """The open store under `code` where `viewer` holds `permission`. Queries: 1. Raises: NotPermitted, NotFound."""
    require(viewer, permission)
    store = next((each for each in organisation_selectors.stores_of(viewer, permission) if each.code == code), None)
    if store is None:
        raise NotFound(key=code)
    return store


def visible_materials(viewer: Actor) -> QuerySet[MaterialPiece]:
    """The pieces of material within the viewer's reach. Queries: 0."""
    reach = viewer.scope(SalesPermission.VIEW_MATERIALS)
    pieces = MaterialPiece.objects.all()
    return pieces if reach.store_ids is None else pieces.filter(store_id__in=reach.store_ids)


def material_photo_sum(viewer: Actor, *, code: str, photo: int) -> str:
    """Under which sum a picture of old gold in reach is stored. Raises: NotFound. Queries: 1."""
    pieces = visible_materials(viewer).filter(code=code.strip().upper())
    found = MaterialPhoto.objects.filter(piece__in=pieces, number=photo).first()
    if found is None:
        raise NotFound(key=f"{code} {photo}")
    return str(found.sha256)


def material_to_work(viewer: Actor, piece: MaterialPiece) -> None:
    """Refuse pictures and signatures on gold beyond reach, without a right, or that left the store.

    Raises: NotFound, NotPermitted, MaterialMoved. Queries: 0.
    """
    rights = (SalesPermission.TRADE_IN, SalesPermission.SEAL_MATERIALS)
    if not any(viewer.may(each, store_id=piece.store_id) for each in (SalesPermission.VIEW_MATERIALS, *rights)):
        raise NotFound(key=piece.code)
    if not any(viewer.may(each, store_id=piece.store_id) for each in rights):
        require(viewer, SalesPermission.TRADE_IN, store_id=piece.store_id)
    if piece.state not in IN_STORE:
        raise MaterialMoved(code=piece.code, state=piece.state_words)


def visible_bags(viewer: Actor) -> QuerySet[GoldBag]:
    """The bags of stores in reach. Queries: 0."""
    reach = viewer.scope(SalesPermission.VIEW_MATERIALS)
    bags = GoldBag.objects.all()
    return bags if reach.store_ids is None else bags.filter(store_id__in=reach.store_ids)


def visible_lots(viewer: Actor) -> QuerySet[RefiningLot]:
    """The lots, for whoever refines or sees the whole chain's material. Queries: 0."""
    reach = viewer.scope(SalesPermission.VIEW_MATERIALS)
    return RefiningLot.objects.all() if reach.store_ids is None else RefiningLot.objects.none()


def refiners(viewer: Actor) -> list[tuple[str, str, str]]:
    """(code, name, English name) of the refiners, by code. Queries: 1. Raises: NotPermitted."""
    found = organisation_selectors.partners_queryset(viewer).filter(kind="refiner")
    return list(found.order_by("code").values_list("code", "name", "name_en"))


def refiner_of(viewer: Actor, code: str) -> int:
    """The refiner under `code`. Queries: 1. Raises: NotPermitted, NotFound."""
    found = organisation_selectors.partners_queryset(viewer).filter(kind="refiner", code=code).first()
    if found is None:
        raise NotFound(key=code)
    return int(found.pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialPage:
    """One piece of material with its steps, the ticket that took it and the goods it paid for."""

    piece: MaterialPiece
    moves: Sequence[MaterialMove]
    sale_id: UUID
    number: str
    can_be_undone: bool
    photos: Sequence[MaterialPhoto]
    may_work: bool
    may_melt: bool
    signs: Sequence[SignaturePage]

    @property
    def agreed(self) -> bool:
        """Whether the customer agreed to melting, on the ticket or by a signature of its own."""
        return self.piece.melt_consent or any(each.signed_at for each in self.signs)


def material_page(viewer: Actor, *, code: str) -> MaterialPage:
    """One piece by its bar code. Raises: NotFound, for foreign ones too. Queries: 4."""
    pieces = visible_materials(viewer).select_related(
        "line__sale", "store", "price_item", "tester", "seal", "bag", "lot", "origin"
    )
    piece = pieces.filter(code=code.upper()).first()
    if piece is None:
        raise NotFound(key=code)
    rights = (SalesPermission.TRADE_IN, SalesPermission.SEAL_MATERIALS)
    works = any(viewer.may(each, store_id=piece.store_id) for each in rights)
    return MaterialPage(
        piece=piece,
        moves=list(piece.moves.select_related("by").order_by("number")),
        sale_id=piece.line.sale_id,
        number=piece.line.sale.number,
        can_be_undone=piece.state in {MaterialState.HELD, MaterialState.SEALED} and not piece.is_melted,
        photos=list(piece.photos.select_related("added_by").order_by("number")),
        may_work=works and piece.state in IN_STORE,
        may_melt=piece.state == MaterialState.HELD
        and viewer.may(SalesPermission.SEAL_MATERIALS, store_id=piece.store_id),
        signs=signatures_on(
            piece.code, {SignedAct.MELTING: works and piece.state == MaterialState.HELD and not piece.is_melted}
        ),
    )


@dataclass(frozen=True, slots=True)
class Weight:
    """How much lies somewhere. Units: pieces, mg gross and fine."""

    pieces: int
    gross_mg: int
    fine_mg: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NightPage:
    """One store's old gold this evening: what is not sealed yet, what is sealed and waits for a bag."""

    held: Sequence[MaterialPiece]
    waiting: Weight
    sealed: Weight
    last: NightSeal | None


def night_page(viewer: Actor, *, store_id: int) -> NightPage:
    """What lies in a store. Queries: 3. Raises: NotPermitted."""
    require(viewer, SalesPermission.SEAL_MATERIALS, store_id=store_id)
    pieces = MaterialPiece.objects.filter(store_id=store_id)
    held = list(pieces.filter(state__in=OPEN).select_related("price_item", "tester").order_by("pk"))
    return NightPage(
        held=held,
        waiting=Weight(len(held), sum(each.gross_mg for each in held), sum(each.fine_mg for each in held)),
        sealed=_weight(pieces.filter(state=MaterialState.SEALED.value)),
        last=NightSeal.objects.filter(store_id=store_id)
        .select_related("first_by", "second_by")
        .order_by("-pk")
        .first(),
    )


def _weight(pieces: QuerySet[MaterialPiece]) -> Weight:
    sums = pieces.aggregate(gross=Sum("gross_mg"), fine=Sum("fine_mg"))
    return Weight(pieces.count(), sums["gross"] or 0, sums["fine"] or 0)


def bag_of(viewer: Actor, *, number: str) -> GoldBag:
    """One bag by its number. Raises: NotFound, for foreign ones too. Queries: 1."""
    bag = visible_bags(viewer).select_related("store", "sent_by", "received_by").filter(number=number).first()
    if bag is None:
        raise NotFound(key=number)
    return bag


def materials_at_hq(viewer: Actor) -> list[MaterialPiece]:
    """What waits at headquarters for a lot, the oldest first, at most 500. Queries: 1. Raises: NotPermitted."""
    require(viewer, SalesPermission.REFINE_MATERIALS)
    pieces = MaterialPiece.objects.filter(state=MaterialState.AT_HQ.value)
    return list(pieces.select_related("store", "price_item").order_by("taken_at", "pk")[:500])


@dataclass(frozen=True, slots=True, kw_only=True)
class LotPage:
    """One refining lot with its pieces and the parts of its testers."""

    lot: RefiningLot
    pieces: Sequence[MaterialPiece]
    testers: Sequence[TesterVariance]


def lot_page(viewer: Actor, *, number: str) -> LotPage:
    """One lot by its number. Raises: NotFound, for those without the chain's material too. Queries: 3."""
    lot = visible_lots(viewer).select_related("refiner", "opened_by", "refined_by").filter(number=number).first()
    if lot is None:
        raise NotFound(key=number)
    return LotPage(
        lot=lot,
        pieces=list(lot.pieces_taken.select_related("store", "tester").order_by("pk")),
        testers=list(lot.testers.select_related("tester").order_by("-booked_fine_mg", "pk")),
    )


def pieces_in_bag(bag: GoldBag) -> list[MaterialPiece]:
    """What a bag holds, for whoever may see the bag. Queries: 1."""
    return list(bag.pieces_packed.select_related("price_item").order_by("pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPage:
    """What the customer signs: the ticket, its store, and every piece she brought."""

    sold: SoldTicket
    store: StoreRow
    pieces: Sequence[MaterialPiece]
    cashier: str


def slip_of(viewer: Actor, *, sale_id: UUID) -> SlipPage:
    """The old-gold slip of one ticket in reach. Raises: NotFound, also where no gold was taken. Queries: 8."""
    sold = get_sale(viewer, sale_id=sale_id)
    pieces = MaterialPiece.objects.filter(line__sale=sale_id).select_related("price_item", "tester", "line")
    found = list(pieces.order_by("pk"))
    if not found:
        raise NotFound(key=str(sale_id))
    return SlipPage(
        sold=sold,
        store=organisation_selectors.store_by_id(sold.sale.store_id),
        pieces=found,
        cashier=sold.sale.cashier.name if sold.sale.cashier else "",
    )
