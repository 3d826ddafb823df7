"""Deliveries, a few hundred pieces at a time: what `receive_pieces` and the later sale leave behind.

A piece that a ticket takes is written as sold at once, with both of its movements, so that nobody
can sell it a second time while the tickets are still being written.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from facet.catalog import selectors as catalog_selectors
from facet.demo.rules import chain
from facet.demo.rules.goods import KINDS
from facet.demo.rules.tickets import Ticket, ticket_id
from facet.demo.rules.world import Delivery, World
from facet.demo.selectors import Stockroom
from facet.demo.services.acts import portion
from facet.demo.services.rows import Row, insert, next_ids
from facet.inventory.models import Certificate, CostPart, Piece, PieceMovement, PieceName, PieceStone
from facet.inventory.rules.receiving import PieceIn, Settled, settled
from facet.inventory.rules.sounds import sounds_of
from facet.inventory.rules.tags import normal_certificate
from facet.inventory.selectors.references import References, defaults_of, references_of
from facet.kernel.clock import local_date
from facet.kernel.transactions import unit_of_work


@unit_of_work
def write_deliveries(name: str, deliveries: Sequence[Delivery], *, world: World, room: Stockroom, at: datetime) -> int:
    """Write the pieces of `deliveries` with everything that belongs to them. Gives how many."""
    act = portion(name, at=at)
    if act.done:
        return 0
    tickets = world.tickets
    rows: dict[Any, list[Row]] = {model: [] for model in (Piece, PieceStone, Certificate, CostPart, PieceMovement)}
    ids = iter(next_ids(Piece, sum(len(delivery.slots) for delivery in deliveries)))
    names: dict[str, str] = {}
    references: References | None = None
    for delivery in deliveries:
        store = room.stores[chain.STORE_CODES[delivery.store]]
        day = local_date(delivery.at, chain.ZONE)
        pieces = [world.piece(delivery, place) for place in range(len(delivery.slots))]
        references = _references(pieces, day, references)
        for slot, piece in zip(delivery.slots, pieces, strict=True):
            known, category, style = defaults_of(piece, references)
            fact = settled(piece, defaults=known, grades=references.grades)
            names.setdefault(fact.legal_name, fact.legal_name_en)
            key = next(ids)
            ticket = tickets[slot.ticket] if slot.ticket >= 0 else None
            kin = {"id": key, "category_id": category, "style_id": style, "store_id": store}
            rows[Piece].append(kin | _told(piece, fact) | _stands(delivery, ticket, room))
            _details(rows, key, piece, fact)
            rows[PieceMovement].extend(_movements(key, delivery, ticket, world=world, room=room))
    for model, found in rows.items():
        insert(model, found)
    _names(names)
    act.finish(pieces=len(rows[Piece]))
    return len(rows[Piece])


def _references(pieces: Sequence[PieceIn], day: date, known: References | None) -> References:
    """The whole catalogue once: purities hold for years, styles do not change while we write."""
    if known is not None:
        return known
    first = references_of((), on=day)
    codes = {f"YX-{kind.key}-{form[0]}-{number}".upper() for kind in KINDS for form in kind.forms for number in "12"}
    first.styles.update(catalog_selectors.styles_by_code(codes))
    return first


_OWN = ("colour", "circumference_tenths", "length_mm", "engraving", "is_new_product", "note")
_DECIDED = (
    "tag", "epc", "form", "legal_name", "legal_name_en", "metal", "fineness_e4", "gross_weight_mg", "net_weight_mg",
    "price_basis", "price_item_id", "tag_price_cents", "labour_kind", "labour_value", "cost_cents",
)  # fmt: skip
_STONE = (
    "kind", "count", "carat_mct", "shape", "colour", "clarity", "cut", "treatment", "depth_bp", "table_bp",
    "measurements", "price_cents_per_ct", "cost_cents",
)  # fmt: skip


def _told(piece: PieceIn, fact: Settled) -> Row:
    """What the piece is."""
    row: Row = {name: getattr(piece, name) for name in _OWN} | {name: getattr(fact, name) for name in _DECIDED}
    texts = {name: str(row[name]) for name in ("price_basis", "labour_kind", "metal")}
    return row | texts | {"ownership": str(piece.ownership)}


def _stands(delivery: Delivery, ticket: Ticket | None, room: Stockroom) -> Row:
    """Where it came from and where it is."""
    store = room.stores[chain.STORE_CODES[delivery.store]]
    return {
        "supplier_id": room.suppliers[delivery.supplier],
        "batch": delivery.batch,
        "received_at": delivery.at,
        "state": "sold" if ticket else "in_stock",
        "place_id": room.places[store, "CUSTOMER" if ticket else delivery.place],
        "sequence": 2 if ticket else 1,
    }


def _details(rows: dict[Any, list[Row]], key: int, piece: PieceIn, fact: Settled) -> None:
    for place, stone in enumerate(piece.stones):
        columns = {name: getattr(stone, name) for name in _STONE} | {"ownership": str(stone.ownership)}
        rows[PieceStone].append({"piece_id": key, "line_no": place + 1, "is_main": place == fact.main_stone, **columns})
    for paper in piece.certificates:
        rows[Certificate].append(
            {"piece_id": key, "lab": paper.lab.upper(), "number": normal_certificate(paper.number),
             "kind": str(paper.kind), "issued_on": paper.issued_on, "inscription": paper.inscription}
        )  # fmt: skip
    rows[CostPart].extend({"piece_id": key, "kind": str(kind), "cents": cents} for kind, cents in piece.costs)


def _movements(key: int, delivery: Delivery, ticket: Ticket | None, *, world: World, room: Stockroom) -> list[Row]:
    store = room.stores[chain.STORE_CODES[delivery.store]]
    here, actor = room.places[store, delivery.place], room.warehouse
    received = {
        "piece_id": key, "sequence": 1, "kind": "received", "from_state": "", "to_state": "in_stock",
        "from_place_id": room.places[store, "SUPPLIER"], "to_place_id": here, "store_id": store,
        "document": f"R-{delivery.batch}", "actor_key": actor.key, "actor_name": actor.name, "via": actor.via,
        "till_id": actor.till_id, "at": delivery.at, "reason": "",
    }  # fmt: skip
    if ticket is None:
        return [received]
    stands = world.counter(ticket)
    seller, tills = room.sellers[stands.username]
    sold = {
        "piece_id": key, "sequence": 2, "kind": "sold", "from_state": "in_stock", "to_state": "sold",
        "from_place_id": here, "to_place_id": room.places[store, "CUSTOMER"], "store_id": store,
        "document": f"sales.sale:{ticket_id(world.seed, ticket.serial)}", "actor_key": seller.key,
        "actor_name": seller.name, "via": seller.via, "till_id": tills[stands.till], "at": ticket.at, "reason": "",
    }  # fmt: skip
    return [received, sold]


def _names(names: dict[str, str]) -> None:
    known = set(PieceName.objects.filter(name__in=names).values_list("name", flat=True))
    PieceName.objects.bulk_create(
        PieceName(name=name, name_en=english, sounds=sounds_of(name))
        for name, english in names.items()
        if name not in known
    )
