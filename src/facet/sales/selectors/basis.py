"""A piece priced the other way round, for the till's form, its approval and its service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.pricing import LabourKind, PriceBasis, price_by_weight
from facet.inventory import selectors as inventory_selectors
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors
from facet.organisation.rules.approvals import Wish
from facet.organisation.selectors import TillFacts
from facet.sales.models import Basket
from facet.sales.permissions import SalesPermission
from facet.sales.rules.basis import FLOOR, LIMIT, Switch, basis_digest, check_floor, other_basis
from facet.sales.rules.basis_request import BasisRequest
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.request import LineRequest
from facet.sales.selectors.pricing import price_ticket

BASIS_APPROVAL = "sales.price_basis"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPrice:
    """A piece's own price and how low it may go the other way round. Units: cents, mg.

    `to` is what it may be switched to, "" for neither; `metal_cents` is 0 where its metal has no gold price.
    """

    line: PricedLine
    to: str
    metal_cents: int
    board_cents: int
    labour_cents: int
    floor_cents: int


def floor_of(store_id: int, *, on: date) -> int:
    """The house's floor after a switch, in basis points of the own price. Queries: 1."""
    return int(organisation_selectors.policy_values((FLOOR.key,), store_id=store_id, on=on)[FLOOR.key])


def check_floors(lines: Sequence[PricedLine], *, store_id: int, on: date) -> None:
    """Refuse switched lines below the house's floor. Queries: 0 without any, else 1. Raises: BelowFloor."""
    if any(line.switch for line in lines):
        floor_bp = floor_of(store_id, on=on)
        for line in lines:
            check_floor(line, floor_bp=floor_bp)


def switched_line(
    viewer: Actor, tag: str, *, asked: BasisRequest | None, price_group_id: int, prices_at: datetime
) -> PricedLine:
    """One piece as `asked`, or as its tag says. Queries: 3, 4 with components.

    Raises: PieceUnknown, BasisNotSwitched, Invalid, NoBoardPrice.
    """
    pieces = {piece.tag: piece for piece in inventory_selectors.pieces_for_sale(viewer, [tag])}
    [line] = price_ticket(
        [LineRequest(tag=tag, basis=asked)], pieces=pieces, lots={}, price_group_id=price_group_id, prices_at=prices_at
    )
    return line


def own_price(viewer: Actor, tag: str, *, price_group_id: int, floor_bp: int, prices_at: datetime) -> OwnPrice:
    """What the form needs before anybody asks. Queries: 5 at most. Raises: PieceUnknown, NoBoardPrice."""
    line = switched_line(viewer, tag, asked=None, price_group_id=price_group_id, prices_at=prices_at)
    goods = line.goods
    board = line.board.cents_per_gram if line.board else _board(price_group_id, goods.price_item_id, at=prices_at)
    metal = price_by_weight(weight_mg=goods.weight_mg, board_cents_per_gram=board).net_cents if board else 0
    asked = BasisRequest(price_basis=other_basis(goods.price_basis), why="customer")
    switch = Switch(asked=asked, was=goods.price_basis, own_cents=line.list_cents, metal_cents=metal)
    per_gram = goods.labour.value if goods.labour.kind == LabourKind.PER_GRAM else 0
    able = goods.price_basis == PriceBasis.BY_WEIGHT or bool(board and goods.weight_mg)
    return OwnPrice(
        line=line, to=asked.price_basis if able else "", metal_cents=metal, board_cents=board, labour_cents=per_gram,
        floor_cents=switch.floor_cents(floor_bp),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceLine:
    """One piece on an open ticket, for the form: its own price, and what was agreed already."""

    line_no: int
    tag: str
    agreed: BasisRequest | None
    own: OwnPrice


def piece_line(viewer: Actor, basket: Basket, *, line_no: int, till: TillFacts, at: datetime) -> PieceLine:
    """One piece of the ticket at the prices that it keeps. Raises: NotFound, NoBoardPrice. Queries: 7 at most."""
    line = basket.lines.filter(line_no=line_no, kind="").exclude(tag="").first()
    if line is None:
        raise NotFound(key=str(line_no))
    own = own_price(
        viewer, line.tag, price_group_id=till.price_group_id,
        floor_bp=floor_of(till.store_id, on=local_date(at, till.time_zone)),
        prices_at=basket.prices_at if at < basket.prices_until else at,
    )  # fmt: skip
    return PieceLine(line_no=line.line_no, tag=line.tag, agreed=BasisRequest.of(line.facts.get("basis")), own=own)


def _board(price_group_id: int, item_id: int | None, *, at: datetime) -> int:
    """The metal's price a gram, 0 for none."""
    found = catalog_selectors.board_prices_at(price_group_id, at=at).get(item_id or 0)
    return found.retail_cents_per_gram if found else 0


def basis_wish(line: PricedLine, *, store_id: int) -> Wish:
    """What a yes to this switch is bound to."""
    assert line.switch is not None
    switch, net = line.switch, line.net_cents
    return Wish(
        subject=f"{line.goods.name} {line.goods.code}",
        digest=basis_digest(switch.asked, store_id=store_id, code=line.goods.code),
        amount=max(0, switch.own_cents - net),
        limit=LIMIT,
        wanted=switch.below_bp(net),
        facts={"list_cents": switch.own_cents, "net_cents": net, "why": switch.asked.why},
    )


def basis_wish_of(viewer: Actor, *, store_id: int | None, tag: str, asked: BasisRequest | None, at: datetime) -> Wish:
    """The same for a program that asks before it sells. Raises: Invalid, NotPermitted, BelowFloor, and as above."""
    if store_id is None:
        raise Invalid(field="store", reason=gettext_noop("Name the store that sells it."))
    require(viewer, SalesPermission.SWITCH_BASIS, store_id=store_id)
    if asked is None:
        raise Invalid(field="payload.basis", reason=gettext_noop("Say how the piece is to be priced."))
    store = organisation_selectors.store_by_id(store_id)
    line = switched_line(viewer, tag, asked=asked, price_group_id=store.price_group_id, prices_at=at)
    check_floor(line, floor_bp=floor_of(store_id, on=local_date(at, store.time_zone)))
    return basis_wish(line, store_id=store_id)
