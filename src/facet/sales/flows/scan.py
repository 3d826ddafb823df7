"""One field for everything: what was scanned decides what happens."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from facet.inventory import selectors as inventory_selectors
from facet.inventory.errors import PieceUnknown
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.members import selectors as members_selectors
from facet.organisation.selectors import TillFacts
from facet.sales import services
from facet.sales.selectors.till import current_basket, held_tickets

_LEAST = 2  # characters before a search is worth asking


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a scan did (`done`), or what there is to choose from."""

    done: str = ""  # "line", "member", "recalled"
    members: Sequence[Any] = field(default_factory=tuple)
    pieces: Sequence[Any] = field(default_factory=tuple)
    nothing: bool = False

    @property
    def is_choice(self) -> bool:
        return bool(self.members or self.pieces or self.nothing)


def scan(*, actor: Actor, till: TillFacts, text: str, at: datetime) -> Found:
    """Put a piece on the ticket, name the member, recall a ticket, or show what could be meant.

    A full phone number or a card that fits one member names her at once; anything less is a choice.
    Raises: PieceNotAvailable and its kin when the code is a piece that cannot be sold here.
    """
    text = text.strip()
    for ticket in held_tickets(actor, till=till):
        if ticket.number == text.upper():
            services.recall_basket(actor=actor, basket_id=ticket.id, till=till.till_code, at=at)
            return Found(done="recalled")
    basket = current_basket(actor, till=till)
    try:
        if inventory_selectors.is_code(text):
            basket = basket or services.open_basket(actor=actor, store=till.store_code, till=till.till_code, at=at)
            services.add_line(actor=actor, basket_id=basket.pk, code=text, at=at)
            return Found(done="line")
    except PieceUnknown:
        pass
    if len(text) < _LEAST:
        raise NotFound(key=text)
    members = members_selectors.find_members(actor, text)
    if len(members) == 1 and members_selectors.is_exact(text):
        basket = basket or services.open_basket(actor=actor, store=till.store_code, till=till.till_code, at=at)
        services.set_people(actor=actor, basket_id=basket.pk, member_id=members[0].id, at=at)
        return Found(done="member")
    pieces = inventory_selectors.search_pieces(actor, text, store_id=till.store_id)
    return Found(members=members, pieces=pieces, nothing=not members and not pieces)
