"""Pieces for a member: what is in stock within reach, ranked with its reasons. Source: R025."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.pricing import Labour, PriceBasis, price_by_weight
from facet.catalog.selectors import BoardPriceFacts
from facet.inventory.models import Piece, Reservation
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.pictures import stand_in
from facet.inventory.rules.proposals import (
    LEAST,
    Look,
    Reason,
    Taste,
    Want,
    materials_of,
    reasons_for,
    score,
)
from facet.inventory.rules.states import PieceState
from facet.kernel import registry
from facet.kernel.permissions import Actor, require
from facet.kernel.wording import named
from facet.members import selectors as members_selectors
from facet.members.selectors import Liking, NeedRow, WishRow

MOST = 8
LOOKED_AT = 600  # the newest of those that may fit
_WORDS = ("brand", "craft", "taste", "form", "gem")
_RINGS = frozenset({"ring", "pair-ring"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """Slot "member.goods": what a member bought, for proposals. Units: cents for a piece."""

    styles: frozenset[int]
    sets: frozenset[str]
    paid: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One piece with why it suits. Units: mg, cents. `picture` is a static path, `photo` a sha256 or ""."""

    piece_id: int
    tag: str
    legal_name: str
    legal_name_en: str
    store_name: str
    place_name: str
    net_weight_mg: int
    price_cents: int | None
    photo: str
    picture: str
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What may be proposed to a member, and what she waits for; `may_profile` is False where she forbade it."""

    may_profile: bool
    proposals: tuple[Proposal, ...]
    wishes: tuple[tuple[WishRow, int], ...]  # and how many pieces of it are in stock
    needs: tuple[NeedRow, ...]


def proposals_for(viewer: Actor, member_id: int, *, at: datetime, most: int = MOST) -> Proposals:
    """The pieces of the member's store, or the viewer's, that suit her best, each with its reasons.

    Whoever forbade conclusions is proposed only what she asked for or wished herself. Raises: NotPermitted,
    MemberUnknown, also beyond reach. Queries: 7 at most: who she is, needs, wishes, what she bought, the
    pieces, the board, and the stock of wished styles.
    """
    require(viewer, InventoryPermission.VIEW_PIECES)
    liking = members_selectors.liking_of(viewer, member_id)
    needs = members_selectors.open_needs([member_id])[::-1]
    wishes = members_selectors.wishes_asked(member_id)
    taste = taste_of(liking, needs, wishes, _owned(member_id) if liking.may_profile else None)
    stores = {liking.home_store_id, viewer.store_id or liking.home_store_id}
    rows = candidates(taste).filter(store_id__in=stores)[:LOOKED_AT] if _asks(taste) else []
    ranked = rank(list(rows), taste, at=at)[:most]
    counts = _in_stock(wishes)
    return Proposals(
        may_profile=liking.may_profile, proposals=tuple(ranked),
        wishes=tuple((each, counts.get(each.style_id or 0, 0)) for each in wishes), needs=tuple(needs),
    )  # fmt: skip


def taste_of(liking: Liking, needs: Sequence[NeedRow], wishes: Sequence[WishRow], owned: Owned | None) -> Taste:
    """A member as the rule sees her; without her leave, only what she said herself."""
    words = {(kind, code): name for _, kind, code, name, _ in liking.words} if liking.may_profile else {}
    wants = tuple(
        Want(category_path=each.category_path, material=each.material_code, taste=each.taste_code,
             low_cents=each.budget_from_cents, high_cents=each.budget_to_cents)
        for each in needs
    )  # fmt: skip
    return Taste(
        words=words, ring_tenths=liking.ring_tenths, allergies=liking.allergies, wants=wants,
        wished_styles=frozenset(each.style_id for each in wishes if each.style_id),
        owned_styles=owned.styles if owned else frozenset(), owned_sets=owned.sets if owned else frozenset(),
        paid=owned.paid if owned else (),
    )  # fmt: skip


def _asks(taste: Taste) -> bool:
    return bool(taste.words or taste.wants or taste.wished_styles or taste.owned_sets)


def _owned(member_id: int) -> Owned | None:
    """What she has, told by whoever sells. Queries: 1."""
    goods = registry.offered("member.goods", "sales")
    return goods(member_id) if goods else None


def free_pieces() -> QuerySet[Piece]:
    """Pieces in stock that nobody holds, with what a proposal needs of them, the newest first."""
    held = Reservation.objects.filter(piece=OuterRef("pk"), released_at=None)
    rows = Piece.objects.filter(~Exists(held), state=PieceState.IN_STOCK).select_related("category", "store", "place")
    return rows.select_related("category", "store", "place", *(f"style__{each}" for each in _WORDS)).order_by(
        "-received_at", "-pk"
    )


def candidates(taste: Taste) -> QuerySet[Piece]:
    """The free pieces that may suit: by a word she likes, a need, a wish or a set. One statement."""
    fits = Q(style_id__in=taste.wished_styles) | Q(style__set_code__in=[each for each in taste.owned_sets if each])
    for kind, code in taste.words:
        column = {"style": "taste"}.get(kind, kind)
        if column in _WORDS:
            fits |= Q(**{f"style__{column}__code": code})
        elif kind == "material":
            fits |= Q(metal={"karat": "gold"}.get(code, code))
    for want in taste.wants:
        fits |= Q(category__path__startswith=want.category_path) if want.category_path else _of_want(want)
    return free_pieces().filter(fits)


def _of_want(want: Want) -> Q:
    fits = Q()
    if want.material:
        fits &= Q(metal={"karat": "gold"}.get(want.material, want.material))
    if want.taste:
        fits &= Q(style__taste__code=want.taste)
    return fits if want.material or want.taste else Q(pk__in=[])


def rank(rows: Sequence[Piece], taste: Taste, *, at: datetime) -> list[Proposal]:
    """The rows that suit, the best first; of one style the first only. Queries: 1 for each price group."""
    boards = boards_of(rows, at=at)
    scored = []
    for row in rows:
        look = look_of(row, boards.get(row.store.price_group_id, {}))
        reasons = reasons_for(look, taste)
        if score(reasons) >= LEAST:
            scored.append((score(reasons), reasons, look, row))
    scored.sort(key=lambda each: (-each[0], -each[3].pk))
    seen: set[int] = set()
    ranked = []
    for points, reasons, look, row in scored:
        if row.style_id not in seen:
            ranked.append(_proposal(row, look, points, reasons))
        seen |= {row.style_id} if row.style_id else set()
    return ranked


def boards_of(rows: Collection[Piece], *, at: datetime) -> dict[int, dict[int, BoardPriceFacts]]:
    """The board of each price group among the rows. Queries: 1 for each."""
    groups = {row.store.price_group_id for row in rows if row.price_basis != PriceBasis.FIXED}
    return {group: catalog_selectors.board_prices_at(group, at=at) for group in groups}


def look_of(row: Piece, board: dict[int, BoardPriceFacts]) -> Look:
    """A row as the rule sees it; pieces priced by components have no price here. Queries: 0."""
    style = row.style
    named = {"brand": "brand", "craft": "craft", "taste": "style", "form": "form", "gem": "gem"}
    words: set[tuple[str, str]] = set()
    for column, kind in named.items():
        entry: Any = getattr(style, column, None) if style else None
        if entry is not None:
            words.add((kind, entry.code))
    gem = next((code for kind, code in words if kind == "gem"), "")
    return Look(
        words=frozenset(words) | materials_of(row.metal, fineness_e4=row.fineness_e4, gem=gem),
        category_path=row.category.path, style_id=row.style_id, set_code=style.set_code if style else "",
        price_cents=_price(row, board),
        circumference_tenths=row.circumference_tenths, is_ring=row.form in _RINGS, metal=row.metal,
        fineness_e4=row.fineness_e4, colour=row.colour,
    )  # fmt: skip


def _price(row: Piece, board: dict[int, BoardPriceFacts]) -> int | None:
    if row.price_basis == PriceBasis.FIXED:
        return row.tag_price_cents
    line = board.get(row.price_item_id or 0)
    if line is None or row.price_basis != PriceBasis.BY_WEIGHT:
        return None
    labour = Labour(row.labour_kind, row.labour_value)
    return price_by_weight(
        weight_mg=row.net_weight_mg, board_cents_per_gram=line.retail_cents_per_gram, labour=labour
    ).net_cents


def _proposal(row: Piece, look: Look, points: int, reasons: tuple[Reason, ...]) -> Proposal:
    return Proposal(
        piece_id=row.pk, tag=row.tag, legal_name=row.legal_name, legal_name_en=row.legal_name_en,
        store_name=named(row.store), place_name=row.place.name, net_weight_mg=row.net_weight_mg,
        price_cents=look.price_cents, photo=row.photo,
        picture=stand_in(row.form, metal=row.metal, fineness_e4=row.fineness_e4), score=points, reasons=reasons,
    )  # fmt: skip


def _in_stock(wishes: Sequence[WishRow]) -> dict[int, int]:
    """How many free pieces there are of each wished style, in the whole chain. Queries: 1, or 0 without wishes."""
    styles = {each.style_id for each in wishes if each.style_id}
    counts: dict[int, int] = {}
    if styles:
        held = Reservation.objects.filter(piece=OuterRef("pk"), released_at=None)
        rows = Piece.objects.filter(~Exists(held), style_id__in=styles, state=PieceState.IN_STOCK)
        for style_id in rows.order_by("pk").values_list("style_id", flat=True):
            counts[style_id or 0] = counts.get(style_id or 0, 0) + 1
    return counts
