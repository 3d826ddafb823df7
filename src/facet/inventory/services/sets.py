"""Sets are put together under a tag of their own, change their terms, and are dissolved. Source: R322."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from facet.audit import services as audit_services
from facet.inventory.errors import SetNotPossible, SetUnknown, TagTaken
from facet.inventory.models import Piece, PieceSet, PieceSetLine, RetiredTag
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.sets import LEAST_PIECES, MOST_PIECES, SetPolicy, set_shares
from facet.inventory.rules.tags import checked_tag, normal_tag
from facet.inventory.selectors.for_sale import PieceForSale
from facet.inventory.selectors.references import store_named
from facet.inventory.services.movement import refuse_unless_here
from facet.inventory.services.sale import lock_pieces
from facet.kernel import operations, outbox
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation.selectors import StoreRow

MANAGE = InventoryPermission.MANAGE_SETS


@dataclass(frozen=True, slots=True, kw_only=True)
class SetIn:
    """Pieces of one store that belong together. `price_cents` None: the sum of the pieces. Units: cents."""

    store: str
    tag: str
    name: str
    tags: tuple[str, ...]
    name_en: str = ""
    policy: str = SetPolicy.TOGETHER
    price_cents: int | None = None


@unit_of_work
def make_set(*, actor: Actor, operation: OperationKey, request: SetIn, at: datetime) -> str:
    """Put pieces under one set tag; the tag. Each piece keeps its own tag and price.

    Raises: NotPermitted, NotFound, Invalid, SetNotPossible, TagUnfit, TagTaken, PieceUnknown, PieceNotAvailable,
    PieceElsewhere, PieceReserved. Locks: pieces by id.
    """
    act = operations.begin(operation, kind="inventory.join_pieces", actor=actor, at=at)
    if act.done:
        return str(act.result["tag"])
    require(actor, MANAGE)
    store = store_named(actor, request.store, permission=MANAGE)
    tag = _checked(request)
    pieces = lock_pieces(request.tags)
    refuse_unless_here(pieces, store_id=store.id, holder="", at=at)
    _refuse_members(pieces)
    row = PieceSet.objects.create(
        tag=tag, name=request.name.strip(), name_en=request.name_en.strip(), store_id=store.id, policy=request.policy,
        price_cents=request.price_cents, made_at=at, made_by_name=actor.name[:60],
    )  # fmt: skip
    shares = _shares(request.price_cents, pieces)
    PieceSetLine.objects.bulk_create(
        PieceSetLine(set=row, line_no=number, piece_id=piece.id, share_cents=cents)
        for number, (piece, cents) in enumerate(zip(pieces, shares, strict=True), start=1)
    )
    Piece.objects.filter(pk__in=[piece.id for piece in pieces]).update(in_set=row)
    _note(actor, "inventory.set_made", row, store, at=at, tags=[piece.tag for piece in pieces], policy=row.policy,
          price_cents=row.price_cents)  # fmt: skip
    act.finish(tag=row.tag)
    return row.tag


@unit_of_work
def change_set(
    *, actor: Actor, tag: str, name: str, name_en: str, policy: str, price_cents: int | None, at: datetime
) -> None:
    """Name, terms and price of a living set from now on. Raises: NotPermitted, SetUnknown, Invalid, SetNotPossible.

    Locks: the set, pieces by id.
    """
    row = _locked(actor, tag)
    if policy not in set(SetPolicy) or not name.strip():
        raise Invalid(field="name", reason=gettext_noop("a set needs its name and whether it is sold as a whole"))
    lines = list(row.lines.filter(is_live=True).select_related("piece").order_by("line_no"))
    lock_pieces([line.piece.tag for line in lines])
    for line, cents in zip(lines, _shares(price_cents, [line.piece for line in lines]), strict=True):
        line.share_cents = cents
    PieceSetLine.objects.bulk_update(lines, ["share_cents"])
    before = {"name": row.name, "policy": row.policy, "price_cents": row.price_cents}
    row.name, row.name_en, row.policy, row.price_cents = name.strip(), name_en.strip(), policy, price_cents
    row.save(update_fields=["name", "name_en", "policy", "price_cents"])
    after = {"name": row.name, "policy": row.policy, "price_cents": row.price_cents}
    _note(actor, "inventory.set_changed", row, None, at=at, before=before, after=after)


@unit_of_work
def end_set(*, actor: Actor, tag: str, reason: str, at: datetime) -> None:
    """Dissolve a set: its pieces are sold singly from now on. Raises: NotPermitted, SetUnknown, Invalid.

    Locks: the set.
    """
    if not reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write why: the next person will ask"))
    row = _locked(actor, tag)
    Piece.objects.filter(in_set=row).update(in_set=None)
    PieceSetLine.objects.filter(set=row).update(is_live=False)
    row.ended_at, row.ended_by_name, row.reason = at, actor.name[:60], reason.strip()[:120]
    row.save(update_fields=["ended_at", "ended_by_name", "reason"])
    _note(actor, "inventory.set_dissolved", row, None, at=at, reason=reason)


@joins_unit_of_work
def _locked(actor: Actor, tag: str) -> PieceSet:
    require(actor, MANAGE)
    rows = PieceSet.objects.select_related("store").select_for_update(of=("self",))
    row = rows.filter(tag=normal_tag(tag), ended_at=None).first()
    if row is None or not actor.may(MANAGE, store_id=row.store_id):
        raise SetUnknown(tag=tag, key=tag)
    return row


@joins_unit_of_work
def _checked(request: SetIn) -> str:
    """The set's tag, which no piece and no other set carries. Raises: Invalid, SetNotPossible, TagUnfit, TagTaken."""
    if request.policy not in set(SetPolicy):
        raise Invalid(field="policy", reason=gettext_noop("choose whether the pieces may be sold singly"))
    if not request.name.strip():
        raise Invalid(field="name", reason=gettext_noop("a set needs a name"))
    if not LEAST_PIECES <= len({normal_tag(tag) for tag in request.tags}) <= MOST_PIECES:
        raise SetNotPossible(field="tags", reason=gettext_noop("a set has 2 to 12 pieces: scan each of them"))
    tag = checked_tag(request.tag)
    taken = [Piece.objects.filter(tag=tag), RetiredTag.objects.filter(tag=tag), PieceSet.objects.filter(tag=tag)]
    if any(rows.exists() for rows in taken):
        raise TagTaken(tag=tag, field="tag")
    return tag


@joins_unit_of_work
def _refuse_members(pieces: Sequence[PieceForSale]) -> None:
    """Refuse a piece that belongs to another living set. Raises: SetNotPossible. Queries: 1."""
    rows = PieceSetLine.objects.filter(piece__in=[piece.id for piece in pieces], is_live=True)
    if rows.exists():
        reason = gettext_noop("one of the pieces belongs to another set: dissolve that one first")
        raise SetNotPossible(field="tags", reason=reason)


def _shares(price_cents: int | None, pieces: Sequence[PieceForSale | Piece]) -> list[int] | list[None]:
    if price_cents is None:
        return [None] * len(pieces)
    singles = [piece.tag_price_cents or 0 for piece in pieces]
    # A piece by weight has no tag price; what it cost is then the fairer measure for all of them.
    return set_shares(price_cents, singles if all(singles) else [piece.cost_cents or 0 for piece in pieces])


@joins_unit_of_work
def _note(actor: Actor, action: str, row: PieceSet, store: StoreRow | None, *, at: datetime, **facts: Any) -> None:
    where = (store.id, store.name) if store else (row.store_id, row.store.name)
    audit_services.record(actor, action, at=at, subject=("inventory.set", row.pk, row.tag), store=where, **facts)
    outbox.publish(action, at=at, tag=row.tag, store_id=row.store_id)
