"""One ticket worked out to the last column by the rules that the services use. Pure.

What `sales.services.complete_sale` would write for the same request at the same moment;
tests/equality holds the two beside each other, column by column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

from facet.catalog.rules.pricing import Labour, LabourKind
from facet.demo.rules import wishes
from facet.demo.rules.dice import dice
from facet.kernel.money import share
from facet.loyalty.rules import grade as grade_rules
from facet.loyalty.rules import ledger
from facet.loyalty.rules.earning import TicketPoints, points_of_ticket
from facet.loyalty.rules.ledger import Balance, Change
from facet.loyalty.rules.programme import Programme
from facet.sales.rules.earning_lines import earning_lines
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.pricing import Board, Goods, PricedLine, price_goods
from facet.sales.rules.request import LineRequest, PersonShare, TenderRequest
from facet.sales.rules.tender import Settled, settle
from facet.sales.rules.totals import Totals, totals_of


@dataclass(frozen=True, slots=True)
class Kindred:
    """What a category says to a ticket."""

    points_class: str
    earns_points: bool
    allows_discount: bool


@dataclass(slots=True)
class Account:
    """Where a member stands while the tickets are worked through."""

    member_id: int
    number: str
    balance: Balance = Balance()
    grade: str = "ordinary"
    last_visit_on: date | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One ticket as the till would send it, but for prices: who, where, when, what."""

    id: UUID
    serial: int
    at: datetime
    day: date
    store: str
    is_mall: bool
    counter: wishes.Counter
    goods: tuple[tuple[Goods, LineRequest], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One ticket, ready to be written."""

    ask: Ask
    lines: tuple[PricedLine, ...]
    requests: tuple[LineRequest, ...]
    totals: Totals
    round_off: str
    paid: tuple[TenderRequest, ...]
    tenders: tuple[Settled, ...]
    member: Account | None = None
    points: TicketPoints | None = None
    changes: tuple[Change, ...] = ()
    before: str = ""
    after: str = ""
    lifetime: int = 0
    is_first_visit: bool = False

    @property
    def counter(self) -> wishes.Counter:
        """Who stands where."""
        return self.ask.counter

    @property
    def document(self) -> str:
        """How other domains name the ticket."""
        return f"sales.sale:{self.ask.id}"

    @property
    def shares(self) -> tuple[PersonShare, ...]:
        """Who sold it."""
        return self.counter.shares

    @property
    def pieces(self) -> int:
        """How many things were sold."""
        return sum(line.goods.quantity for line in self.lines)

    @property
    def weight_mg(self) -> int:
        """How much they weigh together."""
        return sum(line.goods.weight_mg for line in self.lines)


@dataclass(frozen=True, slots=True)
class House:
    """What holds for every ticket: categories by id, the boards by place and item, the points programme."""

    seed: str
    kinds: Mapping[int, Kindred]
    boards: Sequence[Mapping[int, Board]]
    programme: Programme


def worked_out(ask: Ask, member: Account | None, *, house: House, board: int) -> Draft:
    """The ticket with prices, payment and points; the member's account moves on."""
    rng = dice(house.seed, "wish", ask.serial)
    lines = tuple(
        _line(rng, number, goods, request, role=ask.counter.role, house=house, board=board)
        for number, (goods, request) in enumerate(ask.goods, start=1)
    )
    rounding = wishes.round_off(rng)
    totals = totals_of(lines, round_off=rounding)
    paid = wishes.tenders(rng, totals.due_cents, is_mall=ask.is_mall, serial=ask.serial)
    requests = tuple(
        LineRequest(tag=request.tag, sku=request.sku, quantity=request.quantity, weight_mg=request.weight_mg,
                    discount=line.discount)
        for (_, request), line in zip(ask.goods, lines, strict=True)
    )  # fmt: skip
    facts: dict[str, Any] = {"ask": ask, "lines": lines, "requests": requests, "totals": totals,
             "round_off": rounding, "paid": paid, "tenders": settle(totals.due_cents, paid)}  # fmt: skip
    return Draft(**facts) if member is None else Draft(**facts, **_earned(ask, member, lines, house))


def _line(
    rng: Random, number: int, goods: Goods, request: LineRequest, *, role: str, house: House, board: int
) -> PricedLine:
    kind = house.kinds[goods.category_id]
    less = wishes.discount(
        rng, role=role, price_basis=goods.price_basis, points_class=kind.points_class, allows=kind.allows_discount
    )
    priced, held = price_goods(goods, discount=less, boards=house.boards[board], allows_discount=kind.allows_discount)
    return PricedLine(
        line_no=number, goods=goods, discount=less, board=held, priced=priced, points_class=kind.points_class,
        earns_points=kind.earns_points,
    )  # fmt: skip


def _earned(ask: Ask, member: Account, lines: Sequence[PricedLine], house: House) -> dict[str, Any]:
    """What the ticket earns, and the member after it. `day` is the store's: no ticket is written after midnight."""
    before = member.grade
    points = points_of_ticket(
        earning_lines(lines), programme=house.programme, grade=house.programme.grade(before), on=ask.day
    )
    changes = ledger.earn(member.balance, points.total)
    if changes:
        member.balance = changes[-1].after
    first = member.last_visit_on != ask.day
    member.grade = grade_rules.after_earning(before, lifetime=member.balance.lifetime, ladder=house.programme.ladder)
    member.last_visit_on = ask.day
    return {"member": member, "points": points, "changes": changes, "before": before, "after": member.grade,
            "lifetime": member.balance.lifetime, "is_first_visit": first}  # fmt: skip


def goods_of_lot(lot: "LotFacts", request: LineRequest) -> Goods:
    """What a till makes of a line that takes from a bulk lot."""
    by_weight = lot.price_basis == "by_weight"
    return Goods(
        kind=LineKind.BULK, code=lot.sku, name=lot.name, name_en=lot.name_en, category_id=lot.category_id,
        price_item_id=lot.price_item_id, metal=lot.metal, weight_mg=request.weight_mg, quantity=request.quantity,
        price_basis="by_weight" if by_weight else "fixed", tag_price_cents=0 if by_weight else lot.price_cents,
        labour=Labour(kind=LabourKind.PER_GRAM, value=lot.price_cents if by_weight else 0),
        cost_cents=share(lot.cost_cents_per_gram, request.weight_mg, 1_000), lot_id=lot.id,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LotFacts:
    """One bulk lot as a ticket sees it."""

    id: int
    sku: str
    name: str
    name_en: str
    category_id: int
    price_item_id: int | None
    metal: str
    price_basis: str
    price_cents: int
    cost_cents_per_gram: int
