"""The list "tell first": who waits for what has come in. Source: R026."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from facet.inventory.models import Piece, PieceMovement, TellFirst
from facet.inventory.rules.states import PieceState
from facet.inventory.selectors.proposals import free_pieces
from facet.kernel.permissions import Actor
from facet.members import selectors as members_selectors
from facet.members.permissions import MembersPermission


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTell:
    """One piece and one member who waits for it. Personal data is in the clear: only within the viewer's reach."""

    id: int
    piece_tag: str
    piece_name: str
    piece_name_en: str
    is_here: bool  # still in stock
    store_name: str
    member_id: int
    member_number: str
    member_name: str
    source: str
    score: int
    reasons: tuple[tuple[str, dict[str, str]], ...]
    found_at: datetime
    state: str
    snoozed_until: date | None
    clerk_name: str


def tell_first_queryset(viewer: Actor) -> QuerySet[TellFirst]:
    """The rows about members in the viewer's full reach, with what a list shows of them."""
    members = members_selectors.members_queryset(viewer).select_related(None).order_by().values("pk")
    return TellFirst.objects.filter(member__in=members).select_related(
        "piece__store", "member__clerk", "member__home_store"
    )


def tell_first(viewer: Actor, *, on: date, member_id: int | None = None, most: int = 200) -> list[ToTell]:
    """Who is to be told now: open, not put off beyond `on`, the piece still here. Queries: 1.

    Without the right to see members nobody is on it.
    """
    if not viewer.may(MembersPermission.VIEW_MEMBERS):
        return []
    rows = tell_first_queryset(viewer).filter(_waiting(on))
    if member_id is not None:
        rows = rows.filter(member_id=member_id)
    return [_row(row) for row in rows.order_by("-score", "-found_at", "pk")[:most]]


def _waiting(on: date) -> Q:
    awake = Q(snoozed_until=None) | Q(snoozed_until__lte=on)
    return awake & Q(state="open", piece__state=PieceState.IN_STOCK)


def received_pieces(document: str) -> Sequence[Piece]:
    """What came in on this delivery and is free, as proposals see it. For services. Queries: 1."""
    ids = PieceMovement.objects.filter(document=document, kind="received").order_by().values("piece_id")
    return list(free_pieces().filter(pk__in=ids))


def _row(row: TellFirst) -> ToTell:
    piece, member = row.piece, row.member
    return ToTell(
        id=row.pk, piece_tag=piece.tag, piece_name=piece.legal_name, piece_name_en=piece.legal_name_en,
        is_here=piece.state == PieceState.IN_STOCK, store_name=piece.store.name, member_id=member.pk,
        member_number=member.number, member_name=member.name or "", source=row.source, score=row.score,
        reasons=tuple((text, dict(facts)) for text, facts in row.reasons), found_at=row.found_at, state=row.state,
        snoozed_until=row.snoozed_until, clerk_name=member.clerk.name if member.clerk else "",
    )  # fmt: skip
