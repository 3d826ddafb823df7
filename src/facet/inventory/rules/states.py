"""Which states a piece may pass through, and by which movement. Pure.

The table below is the law: a movement kind names its allowed beginnings and its one end.
`draft` is a piece that exists on paper or was taken off sale; `out` is lent or on memo; `outside` is with
a laboratory or a factory; `worked` went into other pieces. Source: decisions.md §3.4; docs/algorithms/bulk_stock.md
has the picture.
"""

from enum import StrEnum

from facet.inventory.errors import TransitionNotAllowed
from facet.kernel.errors import gettext_noop


class PieceState(StrEnum):
    """Where a piece stands in its life; exactly one at any moment."""

    DRAFT = "draft"
    IN_STOCK = "in_stock"
    IN_TRANSIT = "in_transit"
    OUT = "out"
    SOLD = "sold"
    LOST = "lost"
    DISMANTLED = "dismantled"
    MELTED = "melted"
    RETURNED_TO_SUPPLIER = "returned_to_supplier"
    OUTSIDE = "outside"
    WORKED = "worked"


class MovementKind(StrEnum):
    """What happened to a piece."""

    RECEIVED = "received"
    MOVED = "moved"
    SOLD = "sold"
    RETURNED = "returned"
    SENT = "sent"
    ARRIVED = "arrived"
    SENDING_CANCELLED = "sending_cancelled"
    LENT = "lent"
    BROUGHT_BACK = "brought_back"
    TAKEN_OFF_SALE = "taken_off_sale"
    PUT_ON_SALE = "put_on_sale"
    MISSED = "missed"
    FOUND = "found"
    DISMANTLED = "dismantled"
    MELTED = "melted"
    SENT_BACK = "sent_back"
    TO_LAB = "to_lab"
    TO_FACTORY = "to_factory"
    BACK_IN = "back_in"
    NOT_BACK = "not_back"
    USED = "used"
    MADE = "made"
    UNMADE = "unmade"
    UNUSED = "unused"


STATE_WORDS = {
    PieceState.DRAFT: gettext_noop("off sale"),
    PieceState.IN_STOCK: gettext_noop("in stock"),
    PieceState.IN_TRANSIT: gettext_noop("in transit"),
    PieceState.OUT: gettext_noop("lent out"),
    PieceState.SOLD: gettext_noop("sold"),
    PieceState.LOST: gettext_noop("lost"),
    PieceState.DISMANTLED: gettext_noop("dismantled"),
    PieceState.MELTED: gettext_noop("melted"),
    PieceState.RETURNED_TO_SUPPLIER: gettext_noop("returned to supplier"),
    PieceState.OUTSIDE: gettext_noop("at the laboratory or factory"),
    PieceState.WORKED: gettext_noop("went into other pieces"),
}

MOVEMENT_WORDS = {
    MovementKind.RECEIVED: gettext_noop("Received into stock"),
    MovementKind.MOVED: gettext_noop("Moved within the store"),
    MovementKind.SOLD: gettext_noop("Sold"),
    MovementKind.RETURNED: gettext_noop("Returned by the customer"),
    MovementKind.SENT: gettext_noop("Sent to another store"),
    MovementKind.ARRIVED: gettext_noop("Arrived"),
    MovementKind.SENDING_CANCELLED: gettext_noop("Sending cancelled"),
    MovementKind.LENT: gettext_noop("Lent out"),
    MovementKind.BROUGHT_BACK: gettext_noop("Brought back"),
    MovementKind.TAKEN_OFF_SALE: gettext_noop("Taken off sale"),
    MovementKind.PUT_ON_SALE: gettext_noop("Put on sale again"),
    MovementKind.MISSED: gettext_noop("Reported missing"),
    MovementKind.FOUND: gettext_noop("Found again"),
    MovementKind.DISMANTLED: gettext_noop("Dismantled for parts"),
    MovementKind.MELTED: gettext_noop("Melted"),
    MovementKind.SENT_BACK: gettext_noop("Sent back to the supplier"),
    MovementKind.TO_LAB: gettext_noop("Sent to the laboratory"),
    MovementKind.TO_FACTORY: gettext_noop("Sent to the factory"),
    MovementKind.BACK_IN: gettext_noop("Back from laboratory or factory"),
    MovementKind.NOT_BACK: gettext_noop("Did not come back from outside"),
    MovementKind.USED: gettext_noop("Used in works"),
    MovementKind.MADE: gettext_noop("Made in works"),
    MovementKind.UNMADE: gettext_noop("Work undone, no longer there"),
    MovementKind.UNUSED: gettext_noop("Work undone, back in stock"),
}

_STOCK, _ROAD, _OUT, _DRAFT = PieceState.IN_STOCK, PieceState.IN_TRANSIT, PieceState.OUT, PieceState.DRAFT
_OUTSIDE, _WORKED = PieceState.OUTSIDE, PieceState.WORKED

TRANSITIONS: dict[MovementKind, tuple[frozenset[PieceState], PieceState]] = {
    MovementKind.RECEIVED: (frozenset({_DRAFT}), _STOCK),
    MovementKind.MOVED: (frozenset({_STOCK}), _STOCK),
    MovementKind.SOLD: (frozenset({_STOCK}), PieceState.SOLD),
    MovementKind.RETURNED: (frozenset({PieceState.SOLD}), _STOCK),
    MovementKind.SENT: (frozenset({_STOCK}), _ROAD),
    MovementKind.ARRIVED: (frozenset({_ROAD}), _STOCK),
    MovementKind.SENDING_CANCELLED: (frozenset({_ROAD}), _STOCK),
    MovementKind.LENT: (frozenset({_STOCK}), _OUT),
    MovementKind.BROUGHT_BACK: (frozenset({_OUT}), _STOCK),
    MovementKind.TAKEN_OFF_SALE: (frozenset({_STOCK}), _DRAFT),
    MovementKind.PUT_ON_SALE: (frozenset({_DRAFT}), _STOCK),
    MovementKind.MISSED: (frozenset({_STOCK, _ROAD, _OUT}), PieceState.LOST),
    MovementKind.FOUND: (frozenset({PieceState.LOST}), _STOCK),
    MovementKind.DISMANTLED: (frozenset({_STOCK, _DRAFT}), PieceState.DISMANTLED),
    MovementKind.MELTED: (frozenset({_STOCK, _DRAFT}), PieceState.MELTED),
    MovementKind.SENT_BACK: (frozenset({_STOCK, _DRAFT}), PieceState.RETURNED_TO_SUPPLIER),
    MovementKind.TO_LAB: (frozenset({_STOCK}), _OUTSIDE),
    MovementKind.TO_FACTORY: (frozenset({_STOCK}), _OUTSIDE),
    MovementKind.BACK_IN: (frozenset({_OUTSIDE}), _STOCK),
    MovementKind.NOT_BACK: (frozenset({_OUTSIDE}), PieceState.LOST),
    MovementKind.USED: (frozenset({_STOCK, _OUTSIDE}), _WORKED),
    MovementKind.MADE: (frozenset({_DRAFT}), _STOCK),
    MovementKind.UNMADE: (frozenset({_STOCK}), _WORKED),
    MovementKind.UNUSED: (frozenset({_WORKED}), _STOCK),
}

WITHDRAWALS = (
    MovementKind.TAKEN_OFF_SALE,
    MovementKind.SENT_BACK,
    MovementKind.DISMANTLED,
    MovementKind.MELTED,
    MovementKind.MISSED,
)
RESTORATIONS = (MovementKind.PUT_ON_SALE, MovementKind.FOUND, MovementKind.BROUGHT_BACK)
FINAL = frozenset({PieceState.DISMANTLED, PieceState.MELTED, PieceState.RETURNED_TO_SUPPLIER})


class PlaceKind(StrEnum):
    """What a place is. The virtual ones hold what is no longer, or not yet, in the house."""

    STORE = "store"
    COUNTER = "counter"
    TRAY = "tray"
    SLOT = "slot"
    VAULT = "vault"
    WINDOW = "window"
    TRANSIT = "transit"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    LOSS = "loss"
    LAB = "lab"
    FACTORY = "factory"
    WORKS = "works"


PLACE_WORDS = {
    PlaceKind.STORE: gettext_noop("Store"),
    PlaceKind.COUNTER: gettext_noop("Counter"),
    PlaceKind.TRAY: gettext_noop("Tray"),
    PlaceKind.SLOT: gettext_noop("Slot"),
    PlaceKind.VAULT: gettext_noop("Vault"),
    PlaceKind.WINDOW: gettext_noop("Window"),
    PlaceKind.TRANSIT: gettext_noop("On the road"),
    PlaceKind.CUSTOMER: gettext_noop("With customers"),
    PlaceKind.SUPPLIER: gettext_noop("With suppliers"),
    PlaceKind.LOSS: gettext_noop("Losses and melting"),
    PlaceKind.LAB: gettext_noop("At the laboratory"),
    PlaceKind.FACTORY: gettext_noop("At the factory"),
    PlaceKind.WORKS: gettext_noop("In works"),
}

# These stand under every store from the first day; the others are made when a store first needs one.
FIRST_VIRTUAL = frozenset({PlaceKind.TRANSIT, PlaceKind.CUSTOMER, PlaceKind.SUPPLIER, PlaceKind.LOSS})
VIRTUAL = FIRST_VIRTUAL | {PlaceKind.LAB, PlaceKind.FACTORY, PlaceKind.WORKS}

DESTINATIONS = {
    MovementKind.SOLD: PlaceKind.CUSTOMER,
    MovementKind.SENT: PlaceKind.TRANSIT,
    MovementKind.MISSED: PlaceKind.LOSS,
    MovementKind.DISMANTLED: PlaceKind.LOSS,
    MovementKind.MELTED: PlaceKind.LOSS,
    MovementKind.SENT_BACK: PlaceKind.SUPPLIER,
    MovementKind.TO_LAB: PlaceKind.LAB,
    MovementKind.TO_FACTORY: PlaceKind.FACTORY,
    MovementKind.NOT_BACK: PlaceKind.LOSS,
    MovementKind.USED: PlaceKind.WORKS,
    MovementKind.UNMADE: PlaceKind.WORKS,
}


def state_after(state: str, movement: MovementKind, *, tag: str) -> PieceState:
    """The state a piece has after `movement`. Raises: TransitionNotAllowed."""
    allowed, result = TRANSITIONS[movement]
    current = PieceState(state)
    if current not in allowed:
        raise TransitionNotAllowed(tag=tag, state=STATE_WORDS[current], movement=MOVEMENT_WORDS[movement])
    return result


def movements_from(state: str) -> tuple[MovementKind, ...]:
    """Every movement that a piece in `state` may make, in the order of the table."""
    return tuple(kind for kind, (allowed, _) in TRANSITIONS.items() if PieceState(state) in allowed)
