"""What the tests of works do, in short words."""

from datetime import date
from typing import Any

from facet.inventory.models import CostPart, Piece, PieceStone
from facet.inventory.selectors.books import CHECKS
from facet.inventory.services.metal_derive import derive_metal
from facet.inventory.services.outside import OutsideIn, OutsideItem, send_outside
from facet.inventory.services.outside_receive import BackItem, OutsideReceipt, receive_outside
from facet.inventory.services.sets import SetIn, make_set
from facet.inventory.services.works import WorkIn, work_pieces
from facet.inventory.services.works_steps import PartIn
from facet.inventory.tests.factories import AT, actor, category, key, piece
from facet.kernel.clock import local_date
from facet.organisation.models import Partner

TODAY = local_date(AT, "Asia/Shanghai")


def priced(tag: str, at: Any = None, parts: dict[str, int] | None = None, **facts: Any) -> Piece:
    """A piece whose cost is told in parts."""
    costs = parts or {"metal": 2_400_000, "labour": 50_000}
    row = piece(tag, at, **{"cost_cents": sum(costs.values()), **facts})
    CostPart.objects.bulk_create(CostPart(piece=row, kind=kind, cents=cents) for kind, cents in costs.items())
    return row


def stone(tag: str, at: Any = None, mct: int = 500, count: int = 1, cents: int = 900_000, **facts: Any) -> Piece:
    """A loose diamond, or a parcel of them, with a tag of its own."""
    loose = category("loose", "裸钻", price_basis="fixed", price_item=None, labour_value=0)
    row = priced(
        tag, at, {"stones": cents}, category=loose, price_item=None, legal_name="裸钻", legal_name_en="Loose diamond",
        metal="", fineness_e4=0, gross_weight_mg=mct // 5, net_weight_mg=0, price_basis="fixed",
        tag_price_cents=1_850_000, labour_kind="", labour_value=0, **facts,
    )  # fmt: skip
    PieceStone.objects.create(piece=row, line_no=1, kind="diamond", count=count, carat_mct=mct, cost_cents=cents,
                              colour="F", clarity="VS1", is_main=True, price_cents_per_ct=3_700_000)  # fmt: skip
    return row


def work(kind: str, tags: list[str], parts: list[PartIn], who: Any = None, operation: Any = None, **facts: Any) -> Any:
    request = WorkIn(**{"store": "S01", "kind": kind, "tags": tuple(tags), "parts": tuple(parts), **facts})
    return work_pieces(actor=who or actor(), operation=operation or key(), request=request, at=AT)


def split(tag: str, *grams: int, **facts: Any) -> Any:
    return work("split", [tag], [PartIn(gross_weight_mg=each) for each in grams], **facts)


def partner(code: str = "NGTC", name: str = "国检中心", kind: str = "laboratory") -> Partner:
    return Partner.objects.filter(code=code).first() or Partner.objects.create(code=code, name=name, kind=kind)


def send(*tags: Any, kind: str = "lab", to: str = "NGTC", purpose: str = "", who: Any = None, **facts: Any) -> str:
    partner(to, to, "laboratory" if kind == "lab" else "supplier")
    items = tuple(each if isinstance(each, OutsideItem) else OutsideItem(tag=each) for each in tags)
    request = OutsideIn(
        **{"kind": kind, "store": "S01", "partner": to,
           "purpose": purpose or ("grading" if kind == "lab" else "resize"),
           "expected_on": date(2026, 11, 28), "items": items, **facts}
    )  # fmt: skip
    return send_outside(actor=who or actor(), operation=key(), request=request, at=AT)


def back(number: str, *items: Any, who: Any = None, operation: Any = None, **facts: Any) -> Any:
    wanted = tuple(each if isinstance(each, BackItem) else BackItem(tag=each) for each in items)
    receipt = OutsideReceipt(number=number, items=wanted, **facts)
    return receive_outside(actor=who or actor(), operation=operation or key(), receipt=receipt, at=AT)


def as_set(*tags: str, tag: str = "SET-1", **facts: Any) -> str:
    request = SetIn(**{"store": "S01", "tag": tag, "name": "龙凤套装", "tags": tags, **facts})
    return make_set(actor=actor(), operation=key(), request=request, at=AT)


def state(tag: str) -> tuple[str, str]:
    row = Piece.objects.select_related("place").get(tag=tag)
    return row.state, row.place.kind


def costs(tag: str) -> dict[str, int]:
    return dict(CostPart.objects.filter(piece__tag=tag).values_list("kind", "cents"))


def books() -> list[str]:
    """What the books of stock find wrong, after metal followed the goods."""
    derive_metal(actor=actor(), first=date(2026, 10, 1), last=TODAY, at=AT)
    return [sentence for check in CHECKS for sentence in check.run()]
