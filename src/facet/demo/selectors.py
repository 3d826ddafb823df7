"""What the build reads back: actors, goods as a till sees them, and the keys of what is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from facet.catalog import selectors as catalog_selectors
from facet.catalog.models import BoardPrice, BoardPublication, Style
from facet.catalog.rules.pricing import Labour
from facet.demo.rules import chain
from facet.demo.rules.booking import Kindred, LotFacts
from facet.inventory.models import BulkLot, Piece, PieceMovement, Place, Reservation, TransferLine
from facet.inventory.selectors.for_sale import PieceForSale, as_pieces_for_sale, for_sale_rows
from facet.kernel.clock import local_date
from facet.kernel.models import Operation
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.loyalty.models import PointsAccount, StoredValueAccount
from facet.members.models import CreditAccount, Member
from facet.organisation import selectors as organisation_selectors
from facet.organisation.models import Partner, Staff, Store, Till
from facet.purchasing.models import ReceiptItem
from facet.sales.models import Deposit, Sale, SaleLine
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.pricing import Board, Goods


@dataclass(frozen=True, slots=True)
class Stockroom:
    """What every delivery needs to know: stores, places and suppliers by code; who takes goods in and who sells."""

    stores: dict[str, int]
    places: dict[tuple[int, str], int]
    suppliers: dict[str, int]
    warehouse: Actor
    sellers: dict[str, tuple[Actor, dict[str, int]]]  # user name → the actor, its store's tills


def actors() -> dict[str, Actor]:
    """Everybody of the demonstration by user name, as at a screen. Queries: 3 or 4 for each, and 1."""
    people = dict(Staff.objects.filter(is_demo=True).values_list("username", "pk"))
    return {name: organisation_selectors.actor_of(key, via="web") for name, key in people.items()}


def stores() -> dict[str, tuple[int, str]]:
    """Id and name of every store by code. Queries: 1."""
    return {code: (key, name) for code, key, name in Store.objects.values_list("code", "pk", "name")}


def partner_ids(codes: Sequence[str]) -> dict[str, int]:
    """The ids of the houses we deal with, by code. Queries: 1."""
    return dict(Partner.objects.filter(code__in=codes).values_list("code", "pk"))


def tills() -> dict[tuple[str, str], int]:
    """The tills by store and code. Queries: 1."""
    return {(store, code): key for store, code, key in Till.objects.values_list("store__code", "code", "pk")}


def staff() -> dict[str, int]:
    """Ids of staff by code. Queries: 1."""
    return dict(Staff.objects.values_list("code", "pk"))


def kindred() -> dict[int, Kindred]:
    """What every category says to a ticket. Queries: 1."""
    return {
        key: Kindred(facts.points_class, facts.earns_points, facts.allows_discount)
        for key, facts in catalog_selectors.category_facts().items()
    }


def boards(published: Sequence[tuple[str, datetime]]) -> list[dict[int, Board]]:
    """The prices of each publication (group, moment) by price item. Queries: 2."""
    rows = BoardPublication.objects.values_list("price_group__code", "valid_from", "pk")
    keys = {(group, moment): key for group, moment, key in rows}
    by_publication: dict[int, dict[int, Board]] = {key: {} for key in keys.values()}
    columns = ("publication_id", "price_item_id", "pk", "retail_cents_per_gram")
    for publication, item, key, cents in BoardPrice.objects.values_list(*columns):
        by_publication[publication][item] = Board(id=key, cents_per_gram=cents)
    return [by_publication[keys[each]] for each in published]


def goods(tags: Sequence[str]) -> dict[str, Goods]:
    """The pieces under `tags` as a ticket sees them, whether or not they are still here. Queries: 1 or 2."""
    return {piece.tag: _goods(piece) for piece in as_pieces_for_sale(list(for_sale_rows(tags)), tags)}


def _goods(piece: PieceForSale) -> Goods:
    return Goods(
        kind=LineKind.PIECE, code=piece.tag, name=piece.legal_name, name_en=piece.legal_name_en,
        category_id=piece.category_id, price_item_id=piece.price_item_id, metal=piece.metal,
        weight_mg=piece.weight_mg, quantity=1, price_basis=piece.price_basis,
        tag_price_cents=piece.tag_price_cents or 0, labour=Labour(kind=piece.labour_kind, value=piece.labour_value),
        stones=piece.stones, cost_cents=piece.cost_cents or 0, is_new_product=piece.is_new_product, piece_id=piece.id,
        style_code=piece.style_code or "",
    )  # fmt: skip


def lots() -> dict[str, LotFacts]:
    """The bulk lots as a ticket sees them. Queries: 1."""
    columns = ("pk", "sku", "name", "name_en", "category_id", "price_item_id", "metal", "price_basis", "price_cents")
    rows = BulkLot.objects.values_list(*columns, "cost_cents_per_gram")
    found: dict[str, LotFacts] = {}
    for pk, *facts, cost in rows:
        named: dict[str, Any] = dict(zip(columns[1:], facts, strict=True))
        found[named["sku"]] = LotFacts(id=pk, **named, cost_cents_per_gram=cost or 0)
    return found


def member_ids() -> dict[str, int]:
    """Ids of members by number. Queries: 1."""
    return dict(Member.objects.values_list("number", "pk"))


def shown_tags(store: str, *, category: str, count: int) -> list[str]:
    """Pieces in stock that nobody holds, to lay on a ticket or to send; the same ones each time. Queries: 1."""
    rows = Piece.objects.filter(store__code=store, category__code=category, state="in_stock").order_by("-pk")
    held = Reservation.objects.filter(piece=OuterRef("pk"), released_at=None)  # even one that will have ended
    return list(rows.filter(~Exists(held)).values_list("tag", flat=True)[:count])


def gross_of(tag: str) -> int:
    """What a piece weighs, in mg. Queries: 1."""
    return Piece.objects.values_list("gross_weight_mg", flat=True).get(tag=tag)


def stones_of(tag: str) -> tuple[int, int]:
    """Carats (thousandths) and number of a piece's stones. Queries: 1."""
    rows = Piece.objects.filter(tag=tag).values_list("stones__carat_mct", "stones__count")
    return sum(mct or 0 for mct, _ in rows), sum(count or 0 for _, count in rows)


def tray_tags(store: str, tray: str, *, before: datetime) -> list[str]:
    """Pieces of a tray that came before a moment, the cheapest first and those somebody holds last. Queries: 1."""
    rows = Piece.objects.filter(store__code=store, place__code=tray, state="in_stock", received_at__lt=before)
    held = Reservation.objects.filter(piece=OuterRef("pk"), released_at=None)
    ordered = rows.annotate(is_held=Exists(held)).order_by("is_held", "cost_cents", "pk")
    return list(ordered.values_list("tag", flat=True))


def fixed_price_tags(store: str, tray: str, *, before: datetime) -> list[str]:
    """Pieces of a tray with a fixed price that came before a moment, the oldest first. Queries: 1."""
    rows = Piece.objects.filter(store__code=store, place__code=tray, state="in_stock", received_at__lt=before)
    return list(rows.filter(price_basis="fixed").order_by("received_at", "pk").values_list("tag", flat=True))


def delivered_tags(*, consigned: bool) -> list[tuple[str, str]]:
    """Supplier's code and tag of pieces in stock at S01 that came against an order and nobody holds. Queries: 1."""
    held = Reservation.objects.filter(piece=OuterRef("piece"), released_at=None)
    rows = ReceiptItem.objects.filter(
        ~Exists(held), piece__state="in_stock", piece__store__code="S01", receipt__order__consigned=consigned
    )
    return list(rows.order_by("pk").values_list("receipt__supplier__code", "piece__tag"))


def weights(tags: Sequence[str]) -> list[tuple[str, int]]:
    """What the scale says of pieces, one of them a little worn. Queries: 1."""
    rows = Piece.objects.filter(tag__in=tags).order_by("tag").values_list("tag", "gross_weight_mg")
    return [(tag, mg - 10 * (place == 0)) for place, (tag, mg) in enumerate(rows)]


def sent_tags(number: str) -> list[str]:
    """The pieces of a transfer as its papers list them. Queries: 1."""
    rows = TransferLine.objects.filter(transfer__number=number, piece__isnull=False).order_by("line_no")
    return list(rows.values_list("label", flat=True))


def stockroom(people: dict[str, Actor]) -> Stockroom:
    """What deliveries need to know. Queries: 4."""
    by_store: dict[str, dict[str, int]] = {}
    for (store, code), key in tills().items():
        by_store.setdefault(store, {})[code] = key
    return Stockroom(
        stores={code: key for code, (key, _) in stores().items()},
        places={(store, code): key for store, code, key in Place.objects.values_list("store_id", "code", "pk")},
        suppliers=dict(Partner.objects.filter(kind="supplier").values_list("code", "pk")),
        warehouse=people["warehouse"],
        sellers={each.username: (people[each.username], by_store[each.store]) for each in chain.STAFF if each.store},
    )


def member_of_clerk(staff_id: int) -> int | None:
    """A member of that clerk who bought lately. Queries: 1."""
    rows = Member.objects.filter(clerk_id=staff_id, state="active").order_by("-standing__last_visit_on", "-pk")
    return rows.values_list("pk", flat=True).first()


def last_deliveries(*, most: int) -> list[tuple[str, int]]:
    """The papers of the last deliveries of which pieces are still here, and their stores. Queries: 1."""
    rows = PieceMovement.objects.filter(kind="received", piece__state="in_stock").order_by("-at", "-pk")
    found: dict[str, int] = {}
    for document, store_id in rows.values_list("document", "store_id")[:3_000]:
        if len(found) < most:
            found.setdefault(document, store_id)
    return list(found.items())


def is_done(name: str) -> bool:
    """Whether the portion `name` is written. Queries: 1."""
    return Operation.objects.filter(pk=OperationKey.of_job("demo", name).id).exists()


def tag_price(tag: str) -> int:
    """What the tag of a piece says. Units: cents; 0 where it is priced by weight. Queries: 1."""
    return Piece.objects.filter(tag=tag, price_basis="fixed").values_list("tag_price_cents", flat=True).first() or 0


def style_codes() -> list[str]:
    """Some styles that can be ordered otherwise. Queries: 1."""
    return list(Style.objects.filter(withdrawn_on=None).order_by("code").values_list("code", flat=True)[:12])


@dataclass(frozen=True, slots=True)
class SoldGoods:
    """Goods of one line of a ticket."""

    sale: UUID
    line_no: int
    quantity: int
    at: datetime


def sold_lately(store: str, *, before: datetime, most: int) -> list[SoldGoods]:
    """The last pieces that a store sold to members and that did not come back, the newest first. Queries: 1."""
    lines = SaleLine.objects.filter(
        kind=LineKind.PIECE.value, sale__store__code=store, sale__completed_at__lt=before, sale__member__isnull=False,
        returned_by=None,
    ).order_by("-sale__completed_at", "line_no")  # fmt: skip
    rows = lines.values_list("sale_id", "line_no", "quantity", "sale__completed_at")[:most]
    return [SoldGoods(*row) for row in rows]


def leaf_codes() -> list[str]:
    """The categories that goods may hang on. Queries: 1."""
    return [facts.code for facts in catalog_selectors.category_facts().values() if facts.is_leaf and facts.is_active]


@dataclass(frozen=True, slots=True)
class Returnable:
    """A sold piece that may come back on its own."""

    sale: UUID
    line_no: int
    store: str
    member: int | None


def returnable(*, since: datetime, before: datetime) -> list[Returnable]:
    """Fixed-price pieces that were sold to members and are still theirs, those of each store in turn. Queries: 1."""
    lines = SaleLine.objects.filter(
        kind=LineKind.PIECE.value, price_basis="fixed", net_cents__range=(50_000, 1_900_000), returned_by=None,
        sale__completed_at__range=(since, before), sale__member__isnull=False,
    ).order_by("-sale__completed_at", "line_no")  # fmt: skip
    rows = lines.values_list("sale_id", "line_no", "sale__store__code", "sale__member_id")
    return [Returnable(*row) for row in rows[:60]]


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays by something that is a book of its own: how much there is, and whether she must agree. Units: cents."""

    member: int | None
    cents: int
    reference: str = ""
    is_asked: bool = False


def payer_of(method: str, *, store: str, at: datetime) -> Payer | None:
    """Somebody who can pay that way in that store. Queries: 2 at most."""
    known = {"mall": Payer(None, 0, f"SC-{store}-08817"), "group_voucher": Payer(None, 20_000, f"MT{store}20261188")}
    if method in known:
        return known[method]
    if method == "deposit":
        kept = Deposit.objects.filter(state="open", store__code=store, balance_cents__gt=0, piece=None, lock_item=None)
        row = kept.order_by("pk").values_list("member_id", "balance_cents", "number").first()
        return Payer(*row) if row else None
    if method in {"stored_value", "gift_card"}:
        named = method == "stored_value"
        cards = StoredValueAccount.objects.filter(state="active", principal_cents__gt=0, member__isnull=not named)
        card = cards.order_by("-principal_cents", "pk").values_list("member_id", "principal_cents", "number").first()
        return Payer(*card, is_asked=named) if card else None
    return _rich_in_points() if method == "points" else _on_credit(store, at=at)


def _rich_in_points() -> Payer | None:
    accounts = PointsAccount.objects.filter(available__gt=40_000, member__state="active").order_by("-available", "pk")
    member = accounts.values_list("member_id", flat=True).first()
    return Payer(member, 10_000, is_asked=True) if member else None


def _on_credit(store: str, *, at: datetime) -> Payer | None:
    """A member of the store who owes something, is not overdue, and may owe more."""
    today = local_date(at, chain.ZONE)
    owing = CreditAccount.objects.filter(
        member__home_store__code=store, open_cents__gt=200_000, limit_cents__gt=F("open_cents") + 50_000
    )
    member = owing.filter(oldest_due_on__gt=today).order_by("pk").values_list("member_id", flat=True).first()
    return Payer(member, 30_000) if member else None


def name_of(tag: str) -> str:
    """The name on a piece's tag. Queries: 1."""
    return Piece.objects.values_list("legal_name", flat=True).get(tag=tag)


def tickets_of(store: str, *, before: datetime, most: int) -> list[UUID]:
    """The last plain tickets of a store, the newest first. Queries: 1."""
    sold = Sale.objects.filter(
        store__code=store, completed_at__lt=before, pieces__gt=0, returned_cents=0, due_cents__gt=0
    )
    return list(sold.order_by("-completed_at", "pk").values_list("pk", flat=True)[:most])
