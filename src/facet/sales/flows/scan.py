"""One field for everything: what was scanned decides what happens."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from facet.inventory import selectors as inventory_selectors
from facet.inventory.errors import LotUnknown, PieceUnknown
from facet.inventory.selectors.search import search_pieces
from facet.inventory.selectors.sets import tags_of_set
from facet.kernel.errors import NotFound
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.loyalty.selectors.coupon_offer import coupon_code
from facet.members import selectors as members_selectors
from facet.members import services as members_services
from facet.members.rules.changing_code import looks_changing
from facet.organisation.selectors import TillFacts
from facet.sales import services
from facet.sales.selectors.till import current_basket, held_tickets

_LEAST = 2  # characters before a search is worth asking
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{1,31}")
_RECEIPT = re.compile(r"[A-Za-z0-9]{1,12}-20\d{6}-\d{4,6}")  # a receipt's number: its goods come back
_EXACT = re.compile(r"\+?\d{8,}|[Mm]\d{6,}")  # a whole phone, card or member number: one hit is the one


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a scan did (`done`), or what there is to choose from."""

    done: str = ""  # "line", "member", "recalled", "receipt", "coupon"
    members: Sequence[Any] = field(default_factory=tuple)
    pieces: Sequence[Any] = field(default_factory=tuple)
    nothing: bool = False

    @property
    def is_choice(self) -> bool:
        return bool(self.members or self.pieces or self.nothing)


def scan(*, actor: Actor, till: TillFacts, text: str, at: datetime, operation: OperationKey | None = None) -> Found:
    """Put a piece on the ticket, name the member, recall a ticket, or show what could be meant.

    A scan sent again under its `operation` counts once. A full phone number or a card that fits one
    member names her at once; anything less is a choice.
    Raises: PieceNotAvailable and its kin when the code is a piece that cannot be sold here.
    """
    text = text.strip()
    for ticket in held_tickets(actor, till=till):
        if ticket.number == text.upper():
            services.recall_basket(actor=actor, basket_id=ticket.id, till=till.till_code, at=at)
            return Found(done="recalled")
    if _RECEIPT.fullmatch(text):
        return Found(done="receipt")
    if coupon_code(text):
        services.add_coupon(actor=actor, basket_id=open_ticket(actor, till, at), code=text, at=at)
        return Found(done="coupon")
    if goods := _goods(actor, text, till=till):
        basket_id = open_ticket(actor, till, at)
        # A set comes whole or not at all, also where nobody sent a key for the scan.
        key = operation or (OperationKey.of(uuid4(), {"code": text}) if len(goods) > 1 else None)
        if key:
            services.scan_line(actor=actor, operation=key, basket_id=basket_id, code=goods[0], others=goods[1:], at=at)
        else:
            services.add_line(actor=actor, basket_id=basket_id, code=text, at=at)
        return Found(done="line")
    if len(text) < _LEAST:
        raise NotFound(key=text)
    if looks_changing(text):
        attach(actor=actor, till=till, member_id=members_services.prove_by_code(actor=actor, code=text, at=at), at=at)
        return Found(done="member")
    members_selectors.refuse_unusable_card(text)
    members = members_selectors.find_members(actor, text)
    if len(members) == 1 and _EXACT.fullmatch(text.replace(" ", "")):
        attach(actor=actor, till=till, member_id=members[0].id, at=at)
        return Found(done="member")
    pieces = search_pieces(actor, text, store_id=till.store_id)
    return Found(members=members, pieces=pieces, nothing=not members and not pieces)


def attach(*, actor: Actor, till: TillFacts, member_id: int, at: datetime) -> None:
    """Name the member of the open ticket, starting one where none is open. Raises: NotFound."""
    if member_id:
        members_selectors.member_for_sale(member_id)
    services.set_people(actor=actor, basket_id=open_ticket(actor, till, at), member_id=member_id, at=at)


def offer_member(actor: Actor, member_id: int) -> Found:
    """A member whose page sent somebody here, to be chosen by one key: a link changes nothing by itself."""
    try:
        number = members_selectors.member_for_sale(member_id).number
    except NotFound:
        return Found(nothing=True)
    members = [each for each in members_selectors.find_members(actor, number) if each.id == member_id]
    return Found(members=members, nothing=not members)


def open_ticket(actor: Actor, till: TillFacts, at: datetime) -> UUID:
    """The ticket that is open at this till, or a new one."""
    basket = current_basket(actor, till=till)
    return (basket or services.open_basket(actor=actor, store=till.store_code, till=till.till_code, at=at)).pk


def _goods(actor: Actor, text: str, *, till: TillFacts) -> tuple[str, ...]:
    """What `text` puts on a ticket: a piece, with the rest of its set where that is sold as a whole only, a lot, or
    all pieces of the set whose tag it is. Nothing when it is no goods. Queries: 0 to 5.
    """  # fmt: skip
    if not _CODE.fullmatch(text):
        return ()
    try:
        [piece] = inventory_selectors.pieces_for_sale(actor, [text])
        return (text, *piece.set_missing)
    except PieceUnknown:
        pass
    try:
        return (text,) if inventory_selectors.lots_for_sale(actor, [text], store_id=till.store_id) else ()
    except LotUnknown:
        return tags_of_set(actor, text)
