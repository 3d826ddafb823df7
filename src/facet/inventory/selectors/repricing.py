"""Batches of new tag prices: what a rule would make of a choice of pieces, and the batches there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from facet.inventory.errors import PieceUnknown, RepricingUnknown
from facet.inventory.models import Piece, Repricing, RepricingLine
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.repricing import (
    FATE_WORDS,
    MOST,
    OPEN,
    REPRICED_IN,
    NewPrice,
    Priced,
    PriceRule,
    RepricingState,
    Why,
    checked_rule,
    margin_bp,
    new_price,
)
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors.reach import sees_cost
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor, require

RIGHT = InventoryPermission.REPRICE
_COLUMNS = ("tag", "state", "price_basis", "tag_price_cents", "labour_kind", "labour_value", "cost_cents")


@dataclass(frozen=True, slots=True, kw_only=True)
class RepricedPiece:
    """One piece of a choice: what its tag says and would say, and why not. Units: cents, bp; cost by right only.

    `labour_kind` tells what the labour before counts; the labour after is per gram.
    """

    tag: str
    name: str
    name_en: str
    store_code: str
    basis: str
    before_cents: int | None
    after_cents: int | None
    labour_kind: str
    before_labour: int
    after_labour: int | None
    change_bp: int
    margin_before_bp: int | None
    margin_after_bp: int | None
    why: str  # English, translated where it is shown; "" for a piece that changes

    @property
    def difference_cents(self) -> int:
        """By how much the tag price changes; 0 for labour."""
        return (self.after_cents or 0) - (self.before_cents or 0) if self.after_cents is not None else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RepricingRow:
    """One line of a batch. Units: cents; labour before by its kind, after in cents a gram."""

    piece_id: int
    tag: str
    name: str
    name_en: str
    store_code: str
    basis: str
    before_cents: int | None
    after_cents: int | None
    labour_kind: str
    before_labour: int
    after_labour: int
    fate: str
    fate_word: str  # English, translated where it is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class RepricingPage:
    """One batch with its lines. Units: cents; `value` by `rule`."""

    number: str
    state: str
    rule: str
    value: int
    reason: str
    pieces: int
    written: int
    greatest_bp: int
    difference_cents: int
    made_at: datetime
    made_by: str
    effective_at: datetime
    applied_at: datetime | None
    ended_by: str
    approval_id: int | None
    lines: tuple[RepricingRow, ...]

    @property
    def is_open(self) -> bool:
        """Whether the batch may still be called off."""
        return RepricingState(self.state) in OPEN


def pieces_in_reach(viewer: Actor, *, right: str = RIGHT) -> QuerySet[Piece]:
    """The pieces that the viewer may reprice, or what else `right` allows. Raises: NotPermitted. Queries: 0."""
    require(viewer, right)
    reach = viewer.scope(right)
    return Piece.objects.all() if reach.store_ids is None else Piece.objects.filter(store__in=reach.store_ids)


def chosen_pieces(viewer: Actor, tags: Sequence[str]) -> QuerySet[Piece]:
    """The pieces under `tags`, all within reach. Raises: NotPermitted, Invalid, PieceUnknown. Queries: 1."""
    wanted = list(dict.fromkeys(normal_tag(tag) for tag in tags))
    if not wanted:
        raise Invalid(field="tags", reason=gettext_noop("scan at least one piece, or name a style"))
    if len(wanted) > MOST:
        raise Invalid(field="tags", reason=gettext_noop("at most 500 pieces at once"))
    rows = pieces_in_reach(viewer).filter(tag__in=wanted)
    missing = set(wanted) - set(rows.values_list("tag", flat=True))
    if missing:
        tag = min(missing)
        raise PieceUnknown(tag=tag, key=tag)
    return rows


def tags_of_style(viewer: Actor, style: str, *, store: str = "") -> list[str]:
    """The tags of a style's pieces that are in the house, within reach, at most 500. Queries: 1."""
    rows = pieces_in_reach(viewer).filter(style__code=style.strip(), state__in=[each.value for each in REPRICED_IN])
    if store:
        rows = rows.filter(store__code=store)
    return list(rows.order_by("tag").values_list("tag", flat=True)[: MOST + 1])


def tags_to_reprice(viewer: Actor, ids: Sequence[int], *, right: str = RIGHT) -> list[str]:
    """The tags of rows picked in a list, within reach, by id. Queries: 1."""
    return list(pieces_in_reach(viewer, right=right).filter(pk__in=ids).order_by("pk").values_list("tag", flat=True))


def preview_repricing(viewer: Actor, tags: Sequence[str], *, rule: PriceRule) -> list[RepricedPiece]:
    """What `rule` would make of the pieces, in the order given. Nothing is written.

    Raises: NotPermitted, Invalid, PieceUnknown. Queries: 2.
    """
    checked_rule(rule)
    rows = {row.tag: row for row in chosen_pieces(viewer, tags).select_related("store")}
    return [_previewed(viewer, rows[tag], rule) for tag in dict.fromkeys(normal_tag(each) for each in tags)]


def _previewed(viewer: Actor, row: Piece, rule: PriceRule) -> RepricedPiece:
    found = new_price(priced(row), rule)
    new = found if isinstance(found, NewPrice) else None
    cost = row.cost_cents if sees_cost(viewer, store_id=row.store_id) else None
    after = new.tag_cents if new else None
    why = str(found) if isinstance(found, Why) else ""
    if why == Why.NO_COST and cost is None:
        why = str(Why.SAME)  # whether there is a cost is not for every eye
    return RepricedPiece(
        tag=row.tag, name=row.legal_name, name_en=row.legal_name_en, store_code=row.store.code, basis=row.price_basis,
        before_cents=row.tag_price_cents, after_cents=after, labour_kind=row.labour_kind,
        before_labour=row.labour_value, after_labour=new.labour_value if new and after is None else None,
        change_bp=new.change_bp if new else 0, margin_before_bp=margin_bp(row.tag_price_cents, cost),
        margin_after_bp=margin_bp(after, cost), why=why,
    )  # fmt: skip


def priced(row: Piece) -> Priced:
    """The piece as the rules see it. Queries: 0."""
    return Priced(*(getattr(row, name) for name in _COLUMNS))


def repricings_queryset(viewer: Actor) -> QuerySet[Repricing]:
    """The batches whose pieces all lie in stores that the viewer may reprice. Raises: NotPermitted. Queries: 0."""
    require(viewer, RIGHT)
    reach = viewer.scope(RIGHT)
    rows = Repricing.objects.all()
    if reach.store_ids is None:
        return rows
    beyond = RepricingLine.objects.exclude(store__in=reach.store_ids).values("repricing")
    return rows.exclude(pk__in=beyond)


def list_repricings(viewer: Actor) -> list[Repricing]:
    """The newest hundred batches. Raises: NotPermitted. Queries: 1."""
    return list(repricings_queryset(viewer).order_by("-pk")[:100])


def repricing_page(viewer: Actor, number: str) -> RepricingPage:
    """One batch with its lines. Raises: NotPermitted, RepricingUnknown. Queries: 2."""
    row = repricings_queryset(viewer).filter(number=number.strip().upper()).first()
    if row is None:
        raise RepricingUnknown(number=number, key=number)
    lines = row.lines.select_related("piece", "store").order_by("line_no")
    same = ("number", "state", "rule", "value", "reason", "pieces", "written", "greatest_bp", "difference_cents",
            "made_at", "effective_at", "applied_at", "approval_id")  # fmt: skip
    return RepricingPage(
        **{name: getattr(row, name) for name in same}, made_by=row.made_by_name, ended_by=row.ended_by_name,
        lines=tuple(_row(line) for line in lines),
    )  # fmt: skip


def _row(line: RepricingLine) -> RepricingRow:
    return RepricingRow(
        piece_id=line.piece_id, tag=line.tag, name=line.piece.legal_name, name_en=line.piece.legal_name_en,
        store_code=line.store.code, basis=line.basis, before_cents=line.before_price_cents,
        after_cents=line.after_price_cents, labour_kind=line.before_labour_kind,
        before_labour=line.before_labour_value, after_labour=line.after_labour_value, fate=line.fate,
        fate_word=FATE_WORDS[line.fate],  # type: ignore[index]  # a LineFate is its text
    )  # fmt: skip
