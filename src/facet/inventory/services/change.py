"""The facts of a piece that may change after it came in: description, price, tag, picture."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from facet.audit import services as audit_services
from facet.catalog.rules.pricing import LabourKind, PriceBasis
from facet.inventory.errors import EpcTaken, PieceUnfit, PieceUnknown, TagTaken
from facet.inventory.models import Piece, PieceName, PiecePhoto, RetiredTag, TagPriceChange
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.sounds import sounds_of
from facet.inventory.rules.tags import checked_epc, checked_tag, normal_tag
from facet.inventory.services.month_guard import refuse_locked_month
from facet.kernel import outbox
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceChange:
    """What a piece shall be described as from now on; None leaves a fact as it is, "" empties it."""

    legal_name: str | None = None
    legal_name_en: str | None = None
    colour: str | None = None
    circumference_tenths: int | None = None
    length_mm: int | None = None
    engraving: str | None = None
    note: str | None = None
    epc: str | None = None
    is_new_product: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChange:
    """What the tag shall say from now on. Units: cents; `labour_value` by `labour_kind`."""

    price_basis: str
    reason: str
    tag_price_cents: int | None = None
    labour_kind: str = ""
    labour_value: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPhoto:
    """A picture that lies under the uploads by its own sha256. Units: pixels."""

    sha256: str
    width: int
    height: int


@unit_of_work
def change_piece(*, actor: Actor, tag: str, change: PieceChange, at: datetime) -> None:
    """Correct what a piece is described as; what it weighs, costs and consists of stays.

    Raises: PieceUnknown, NotPermitted, TagUnfit, EpcTaken. Locks: the piece.
    """
    piece = _managed(actor, tag)
    wanted = {each.name: getattr(change, each.name) for each in fields(change)}
    after = {name: value for name, value in wanted.items() if value is not None and value != getattr(piece, name)}
    if "epc" in after:
        after["epc"] = checked_epc(after["epc"])
        if owner := Piece.objects.filter(epc=after["epc"]).exclude(pk=piece.pk).values_list("tag", flat=True).first():
            raise EpcTaken(epc=after["epc"], tag=owner)
    if after.get("legal_name", "x") == "":
        raise Invalid(field="legal_name", reason=gettext_noop("a piece needs its legal name"))
    if not after:
        return
    before = {name: getattr(piece, name) for name in after}
    Piece.objects.filter(pk=piece.pk).update(**after)
    if "legal_name" in after:
        name = PieceName(
            name=after["legal_name"], name_en=after.get("legal_name_en", ""), sounds=sounds_of(after["legal_name"])
        )
        PieceName.objects.bulk_create([name], ignore_conflicts=True)
    _record(actor, "inventory.piece_changed", piece, at=at, before=_clear(before), after=_clear(after))


@unit_of_work
def reprice_piece(*, actor: Actor, tag: str, change: PriceChange, at: datetime) -> None:
    """Write another price on the tag and keep the one before. Source: R107.

    Raises: PieceUnknown, NotPermitted, PieceUnfit, Invalid. Locks: the piece.
    """
    write_price(actor, tag, change, at=at)


@joins_unit_of_work
def write_price(actor: Actor, tag: str, change: PriceChange, *, at: datetime) -> None:
    """The step of reprice_piece, for services that decide on a price within their own work."""
    piece = _managed(actor, tag)
    _check_price(piece, change)
    fixed = change.price_basis == PriceBasis.FIXED
    after: dict[str, Any] = {
        "price_basis": change.price_basis,
        "tag_price_cents": change.tag_price_cents,
        "labour_kind": "" if fixed else change.labour_kind or LabourKind.PER_GRAM.value,
        "labour_value": 0 if fixed else change.labour_value,
    }
    before = {name: getattr(piece, name) for name in after}
    if before == after:
        return
    refuse_locked_month([piece.store_id], at=at)
    Piece.objects.filter(pk=piece.pk).update(**after)
    TagPriceChange.objects.create(
        piece=piece,
        at=at,
        before_price_cents=before["tag_price_cents"],
        after_price_cents=after["tag_price_cents"],
        before_basis=before["price_basis"],
        after_basis=after["price_basis"],
        before_labour_kind=before["labour_kind"],
        after_labour_kind=after["labour_kind"],
        before_labour_value=before["labour_value"],
        after_labour_value=after["labour_value"],
        actor_key=actor.key,
        actor_name=actor.name,
        reason=change.reason,
    )
    _record(actor, "inventory.piece_repriced", piece, at=at, before=before, after=after, reason=change.reason)
    outbox.publish("inventory.piece_repriced", at=at, piece_id=piece.pk, tag=piece.tag)


@unit_of_work
def retag_piece(*, actor: Actor, tag: str, new_tag: str, reason: str, at: datetime) -> str:
    """Give a piece another tag, for one that was damaged or wrong; the old tag is never used again.

    Raises: PieceUnknown, NotPermitted, TagUnfit, TagTaken, Invalid. Locks: the piece.
    """
    piece = _managed(actor, tag)
    wanted = checked_tag(new_tag)
    if not reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write why: the next person will ask"))
    if wanted == piece.tag:
        return wanted
    if Piece.objects.filter(tag=wanted).exists() or RetiredTag.objects.filter(tag=wanted).exists():
        raise TagTaken(tag=wanted)
    Piece.objects.filter(pk=piece.pk).update(tag=wanted)
    RetiredTag.objects.create(
        tag=piece.tag, piece=piece, retired_at=at, actor_key=actor.key, actor_name=actor.name, reason=reason
    )
    _record(actor, "inventory.piece_retagged", piece, at=at, before=piece.tag, after=wanted, reason=reason)
    return wanted


@unit_of_work
def add_photo(*, actor: Actor, tag: str, photo: StoredPhoto, at: datetime) -> None:
    """Show a picture, already stored, with the piece; the first one stands on every list.

    The same picture again changes nothing. Raises: PieceUnknown, NotPermitted. Locks: the piece.
    """
    piece = _managed(actor, tag)
    row, made = PiecePhoto.objects.get_or_create(
        piece=piece,
        sha256=photo.sha256,
        defaults={"width": photo.width, "height": photo.height, "added_at": at, "added_by_name": actor.name},
    )
    if not made:
        return
    if not piece.photo:
        Piece.objects.filter(pk=piece.pk).update(photo=photo.sha256)
    _record(actor, "inventory.photo_added", piece, at=at, sha256=photo.sha256, width=row.width, height=row.height)


def _managed(actor: Actor, tag: str) -> Piece:
    """The piece, locked, if the actor may change pieces of its store."""
    piece = Piece.objects.select_for_update().filter(tag=normal_tag(tag)).first()
    if piece is None:
        raise PieceUnknown(tag=tag, key=tag)
    require(actor, InventoryPermission.MANAGE_PIECES, store_id=piece.store_id)
    return piece


def _check_price(piece: Piece, change: PriceChange) -> None:
    if not change.reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write why: the next person will ask"))
    if change.price_basis not in set(PriceBasis):
        raise Invalid(field="price_basis", reason=gettext_noop("choose one of the ways of pricing offered"))
    if change.price_basis == PriceBasis.FIXED and not change.tag_price_cents:
        reason = gettext_noop("a piece at a fixed price needs its tag price")
        raise PieceUnfit(tag=piece.tag, field="tag_price_cents", reason=reason)
    if change.price_basis != PriceBasis.FIXED and piece.price_item_id is None:
        reason = gettext_noop("a piece priced by its metal needs a line of the price board")
        raise PieceUnfit(tag=piece.tag, field="price_basis", reason=reason)


def _clear(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts for the record, without texts that may name a person."""
    return {name: ("…" if name in {"engraving", "note"} and value else value) for name, value in facts.items()}


def _record(actor: Actor, action: str, piece: Piece, *, at: datetime, **facts: Any) -> None:
    store_name = Piece.objects.values_list("store__name", flat=True).get(pk=piece.pk)
    audit_services.record(
        actor,
        action,
        at=at,
        subject=("inventory.piece", piece.pk, piece.tag),
        store=(piece.store_id, store_name),
        **facts,
    )
