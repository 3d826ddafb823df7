"""Old gold after the counter, for programs: the material, night seals, bags, lots."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from facet.kernel.clock import now
from facet.kernel.interface import Milligrams, PositiveCents, Text, address_of, operation_of
from facet.kernel.permissions import require
from facet.kernel.problems import PROBLEMS
from facet.organisation import selectors as organisation_selectors
from facet.organisation.flows.sign_in import sign_in
from facet.sales import services
from facet.sales.api.schemas import Closed
from facet.sales.models import GoldBag, MaterialPiece, NightSeal, RefiningLot
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.materials import lot_page, material_page, visible_materials
from facet.sales.services.refining import BagReceipt, LotIn, LotResult

router = Router(tags=["old gold"])


class MaterialOut(Schema):
    code: str
    store: str
    state: str
    way: str
    maker: str
    assay: str
    tested_e4: int
    fineness_e4: int
    gross_mg: int
    non_metal_mg: int
    melted_mg: int
    melt_before_mg: int
    melt_after_mg: int
    melt_consent: bool
    net_mg: int
    fine_mg: int
    credited_mg: int
    value_cents: int
    taken_at: datetime
    hold_until: date
    undo_until: date


class MaterialFilter(Schema):
    state: Text(12) = ""
    store: Text(16) = ""


class SealIn(Closed):
    store: Text(16, least=1)
    seal_number: Text(32, least=2)
    second_username: Text(32, least=1) = Field(description="The second person signs in beside the first.")
    second_password: Text(128, least=1)


class SealOut(Schema):
    number: str
    seal_number: str
    pieces: int
    gross_mg: int
    fine_mg: int


class BagIn(Closed):
    store: Text(16, least=1)
    seal_number: Text(32, least=2)
    weight_mg: Milligrams


class BagReceiptIn(Closed):
    weight_mg: Milligrams
    seal_intact: bool = True
    note: Text(200) = ""


class BagOut(SealOut):
    state: str
    weight_out_mg: int
    weight_in_mg: int | None
    difference_mg: int | None


class RefiningLotIn(Closed):
    refiner: Text(16, least=1)
    metal: Text(16, least=1)
    codes: Annotated[list[Text(24, least=1)], Field(max_length=500)] = []


class ResultIn(Closed):
    returned_fine_mg: Milligrams
    cents_per_gram: PositiveCents
    reference: Text(64) = ""


class TesterOut(Schema):
    tester: str
    booked_fine_mg: int
    variance_mg: int
    variance_cents: int


class RefiningLotOut(Schema):
    number: str
    state: str
    metal: str
    pieces: int
    booked_fine_mg: int
    returned_fine_mg: int | None
    variance_mg: int | None
    variance_bp: int | None
    variance_cents: int | None
    testers: list[TesterOut]


@router.get("/materials", response={200: list[MaterialOut]} | PROBLEMS, operation_id="list_materials")
def list_materials(request: HttpRequest, filters: Query[MaterialFilter]) -> Any:
    """Old gold in reach, the newest first, at most 200; of one state or store."""
    require(request.auth, SalesPermission.VIEW_MATERIALS)
    pieces = visible_materials(request.auth).select_related("store")
    if filters.state:
        pieces = pieces.filter(state=filters.state)
    if filters.store:
        pieces = pieces.filter(store__code=filters.store)
    return [_material(piece) for piece in pieces.order_by("-taken_at", "-id")[:200]]


@router.get("/materials/{code}", response={200: MaterialOut} | PROBLEMS, operation_id="get_material")
def get_material(request: HttpRequest, code: str) -> Any:
    """One piece of material by its bar code."""
    return _material(material_page(request.auth, code=code).piece)


class MeltBody(Closed):
    before_mg: Milligrams = Field(description="What goes into the crucible.")
    after_mg: Milligrams = Field(description="What came out of it.")


@router.post("/materials/{code}/melt", response={200: MaterialOut} | PROBLEMS, operation_id="melt_material")
def melt_material(request: HttpRequest, code: Text(24), payload: MeltBody) -> Any:
    """Melt one piece with the customer's consent, after its hold. Safe to retry with its `Idempotency-Key`."""
    services.melt_material(
        actor=request.auth, operation=operation_of(request, payload), at=now(),
        wanted=services.MeltIn(code=code, **payload.dict()),
    )  # fmt: skip
    return _material(material_page(request.auth, code=code).piece)


@router.post("/material-seals", response={201: SealOut} | PROBLEMS, operation_id="seal_materials")
def seal_materials(request: HttpRequest, payload: SealIn) -> Any:
    """Seal everything that lies open in a store; a second person signs with her own password."""
    at = now()
    second = sign_in(
        username=payload.second_username, password=payload.second_password, address=address_of(request), at=at
    )
    seal = services.seal_materials(
        actor=request.auth, operation=operation_of(request, payload), store=payload.store,
        seal_number=payload.seal_number, at=at,
        second=organisation_selectors.actor_of(second.pk, via=request.auth.via, at=at),
    )  # fmt: skip
    return Status(201, _fields(seal, SealOut))


@router.post("/gold-bags", response={201: BagOut} | PROBLEMS, operation_id="send_gold_bag")
def send_gold_bag(request: HttpRequest, payload: BagIn) -> Any:
    """Send everything that is sealed in a store to headquarters in one bag."""
    bag = services.send_gold_bag(
        actor=request.auth, operation=operation_of(request, payload), at=now(), **payload.dict()
    )
    return Status(201, _fields(bag, BagOut))


@router.post("/gold-bags/{number}/receive", response={200: BagOut} | PROBLEMS, operation_id="receive_gold_bag")
def receive_gold_bag(request: HttpRequest, number: str, payload: BagReceiptIn) -> Any:
    """Book a bag in at headquarters with the weight found there."""
    receipt = BagReceipt(number=number, **payload.dict())
    bag = services.receive_gold_bag(
        actor=request.auth, operation=operation_of(request, payload), receipt=receipt, at=now()
    )
    return _fields(bag, BagOut)


@router.post("/refining-lots", response={201: RefiningLotOut} | PROBLEMS, operation_id="open_refining_lot")
def open_refining_lot(request: HttpRequest, payload: RefiningLotIn) -> Any:
    """Give material at headquarters to a refiner."""
    wanted = LotIn(refiner=payload.refiner, metal=payload.metal, codes=tuple(payload.codes))
    lot = services.open_refining_lot(
        actor=request.auth, operation=operation_of(request, payload), wanted=wanted, at=now()
    )
    return Status(201, _lot(request, lot))


@router.post(
    "/refining-lots/{number}/result", response={200: RefiningLotOut} | PROBLEMS, operation_id="record_refining"
)
def record_refining(request: HttpRequest, number: str, payload: ResultIn) -> Any:
    """Book what the refiner gave back, with its variance by tester."""
    result = LotResult(number=number, **payload.dict())
    lot = services.record_refining(
        actor=request.auth, operation=operation_of(request, payload), result=result, at=now()
    )
    return _lot(request, lot)


def _material(piece: MaterialPiece) -> dict[str, Any]:
    return _fields(piece, MaterialOut, but="store") | {"store": piece.store.code}


def _fields(row: MaterialPiece | NightSeal | GoldBag, shape: type[Schema], but: str = "") -> dict[str, Any]:
    return {name: getattr(row, name) for name in shape.model_fields if name != but}


def _lot(request: HttpRequest, lot: RefiningLot) -> dict[str, Any]:
    page = lot_page(request.auth, number=lot.number)
    testers = [
        {
            "tester": each.tester.code if each.tester else "", "booked_fine_mg": each.booked_fine_mg,
            "variance_mg": each.variance_mg, "variance_cents": each.variance_cents,
        }
        for each in page.testers
    ]  # fmt: skip
    names = [name for name in RefiningLotOut.model_fields if name != "testers"]
    return {name: getattr(page.lot, name) for name in names} | {"testers": testers}
