"""Sets as the chain sees them: a set is where its pieces are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from facet.inventory.errors import SetUnknown
from facet.inventory.models import PieceSet, PieceSetLine
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.sets import GONE, POLICY_WORDS, SET_WORDS, SetPolicy, SetState, set_state
from facet.inventory.rules.states import STATE_WORDS, PieceState
from facet.inventory.rules.tags import normal_tag
from facet.kernel.permissions import Actor, require

VIEW, MANAGE = InventoryPermission.VIEW_PIECES, InventoryPermission.MANAGE_SETS


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLineRow:
    """One piece of a set. `share_cents` is its part of the set's price. Units: mg, cents."""

    tag: str
    name: str
    name_en: str
    state: str
    state_word: str
    store_name: str
    store_name_en: str
    gross_mg: int
    tag_price_cents: int | None
    share_cents: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPage:
    """One set with its pieces. Units: cents; price None: the sum of its pieces."""

    tag: str
    name: str
    name_en: str
    store_id: int
    policy: str
    policy_word: str
    state: str
    state_word: str
    price_cents: int | None
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    ended_by: str
    reason: str
    lines: tuple[SetLineRow, ...]
    may_change: bool

    @property
    def singles_cents(self) -> int | None:
        """What the pieces cost singly, where each has a tag price."""
        prices = [line.tag_price_cents for line in self.lines]
        return sum(each or 0 for each in prices) if all(prices) else None


def sets_queryset(viewer: Actor) -> QuerySet[PieceSet]:
    """All sets of the chain, as pieces are; with how many pieces they have and how many are still ours. Queries: 0."""
    require(viewer, VIEW)
    gone = Q(lines__piece__state__in=[state.value for state in GONE])
    return PieceSet.objects.select_related("store").annotate(
        pieces=Count("lines"),
        gone=Count("lines", filter=gone),
        grams_mg=Sum("lines__piece__gross_weight_mg", default=0),
    )


def sets_named(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Sets by a part of tag or name, or by the whole tag of one of their pieces. Queries: 0."""
    wanted = text.strip()
    lines = PieceSetLine.objects.filter(piece__tag=normal_tag(wanted))
    return rows.filter(Q(tag__contains=wanted.upper()) | Q(name__contains=wanted) | Q(pk__in=lines.values("set")))


def states_of_sets(rows: Sequence[PieceSet]) -> Mapping[int, SetState]:
    """How each set stands. Queries: 1, 0 for none."""
    if not rows:
        return {}
    found: dict[int, list[tuple[str, int]]] = {}
    lines = PieceSetLine.objects.filter(set__in=[row.pk for row in rows]).order_by("set", "line_no")
    for set_id, state, store in lines.values_list("set_id", "piece__state", "piece__store_id"):
        found.setdefault(set_id, []).append((state, store))
    return {row.pk: set_state(found.get(row.pk, ()), ended=row.ended_at is not None) for row in rows}


def list_sets(viewer: Actor, *, limit: int = 100) -> list[tuple[PieceSet, SetState]]:
    """The newest sets with how they stand, for programs. Raises: NotPermitted. Queries: 2."""
    rows = list(sets_queryset(viewer).order_by("-made_at", "-id")[:limit])
    states = states_of_sets(rows)
    return [(row, states[row.pk]) for row in rows]


def set_page(viewer: Actor, tag: str) -> SetPage:
    """One set with its pieces. Raises: NotPermitted, SetUnknown. Queries: 2."""
    row = sets_queryset(viewer).filter(tag=normal_tag(tag)).first()
    if row is None:
        raise SetUnknown(tag=tag, key=tag)
    lines = list(row.lines.select_related("piece__store").order_by("line_no"))
    state = set_state([(each.piece.state, each.piece.store_id) for each in lines], ended=row.ended_at is not None)
    return SetPage(
        tag=row.tag, name=row.name, name_en=row.name_en, store_id=row.store_id, policy=row.policy,
        policy_word=POLICY_WORDS[SetPolicy(row.policy)], state=state.value, state_word=SET_WORDS[state],
        price_cents=row.price_cents, made_at=row.made_at, made_by=row.made_by_name, ended_at=row.ended_at,
        ended_by=row.ended_by_name, reason=row.reason, lines=tuple(_line(each) for each in lines),
        may_change=row.ended_at is None and viewer.may(MANAGE, store_id=row.store_id),
    )  # fmt: skip


def tags_of_set(viewer: Actor, tag: str) -> tuple[str, ...]:
    """The tags of the pieces of the living set under `tag`, none when there is none; for the till. Queries: 1."""
    require(viewer, VIEW)
    lines = PieceSetLine.objects.filter(set__tag=normal_tag(tag), is_live=True).order_by("line_no")
    return tuple(lines.values_list("piece__tag", flat=True))


def set_of_piece(piece_id: int) -> tuple[str, str, str] | None:
    """Tag, name and English name of the living set of a piece. A step of piece_page. Queries: 1."""
    line = PieceSetLine.objects.filter(piece=piece_id, is_live=True).values_list(
        "set__tag", "set__name", "set__name_en"
    )
    return line.first()


def _line(row: PieceSetLine) -> SetLineRow:
    piece = row.piece
    return SetLineRow(
        tag=piece.tag, name=piece.legal_name, name_en=piece.legal_name_en, state=piece.state,
        state_word=STATE_WORDS[PieceState(piece.state)], store_name=piece.store.name,
        store_name_en=piece.store.name_en, gross_mg=piece.gross_weight_mg, tag_price_cents=piece.tag_price_cents,
        share_cents=row.share_cents,
    )  # fmt: skip
