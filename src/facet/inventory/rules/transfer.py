"""What a transfer may do next, and what its receipt says. Pure.

Source: F45, P21; docs/algorithms/transfer.md, whose tables are this file's tests. Units: mg.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from facet.inventory.errors import TransferNotPossible
from facet.kernel.errors import gettext_noop

TOLERANCE_MG = 20  # per piece: two scales, each good to 0.01 g


class TransferState(StrEnum):
    """How far a transfer is."""

    REQUESTED = "requested"
    SENT = "sent"
    SHORT = "short"
    RECEIVED = "received"
    CANCELLED = "cancelled"


class LineState(StrEnum):
    """How far one line is."""

    ASKED = "asked"
    NOT_SENT = "not_sent"
    ON_THE_ROAD = "on_the_road"
    RECEIVED = "received"
    CAME_BACK = "came_back"
    LOST = "lost"
    NOT_LISTED = "not_listed"


class Difference(StrEnum):
    """What a line that arrived has against it."""

    WEIGHT = "weight"
    DAMAGED = "damaged"
    NOT_LISTED = "not_listed"


class Act(StrEnum):
    """What may be done to a transfer."""

    SEND = "send"
    RECEIVE = "receive"
    CANCEL = "cancel"
    LOSE = "lose"


TRANSFER_WORDS = {
    TransferState.REQUESTED: gettext_noop("asked for"),
    TransferState.SENT: gettext_noop("on the road"),
    TransferState.SHORT: gettext_noop("arrived short"),
    TransferState.RECEIVED: gettext_noop("complete"),
    TransferState.CANCELLED: gettext_noop("cancelled"),
}
LINE_WORDS = {
    LineState.ASKED: gettext_noop("asked for"),
    LineState.NOT_SENT: gettext_noop("not sent"),
    LineState.ON_THE_ROAD: gettext_noop("on the road"),
    LineState.RECEIVED: gettext_noop("arrived"),
    LineState.CAME_BACK: gettext_noop("back at the sender"),
    LineState.LOST: gettext_noop("lost on the road"),
    LineState.NOT_LISTED: gettext_noop("came without being listed"),
}
DIFFERENCE_WORDS = {
    Difference.WEIGHT: gettext_noop("weight differs"),
    Difference.DAMAGED: gettext_noop("damaged"),
    Difference.NOT_LISTED: gettext_noop("not on the packing list"),
}
_NEXT: dict[Act, frozenset[TransferState]] = {
    Act.SEND: frozenset({TransferState.REQUESTED}),
    Act.RECEIVE: frozenset({TransferState.SENT, TransferState.SHORT}),
    Act.CANCEL: frozenset({TransferState.REQUESTED, TransferState.SENT, TransferState.SHORT}),
    Act.LOSE: frozenset({TransferState.SENT, TransferState.SHORT}),
}
_OVER = frozenset({LineState.RECEIVED, LineState.CAME_BACK, LineState.LOST, LineState.NOT_SENT, LineState.NOT_LISTED})


def allow(state: str, act: Act, *, number: str) -> None:
    """Refuse an act that the transfer's state does not allow. Raises: TransferNotPossible."""
    current = TransferState(state)
    if current not in _NEXT[act]:
        raise TransferNotPossible(number=number, state=TRANSFER_WORDS[current])


def may(state: str, act: Act) -> bool:
    """Whether the state allows `act`: which buttons a page shows."""
    return TransferState(state) in _NEXT[act]


def differs(paper_mg: int, scale_mg: int | None, *, pieces: int = 1) -> bool:
    """Whether a scale disagrees with the paper by more than the tolerance; unweighed never does."""
    return scale_mg is not None and abs(scale_mg - paper_mg) > TOLERANCE_MG * max(1, pieces)


def state_of(lines: Sequence[str]) -> TransferState:
    """The state of a sent transfer from the states of its lines."""
    states = {LineState(line) for line in lines}
    if LineState.ON_THE_ROAD in states:
        arrived = states & {LineState.RECEIVED, LineState.LOST, LineState.CAME_BACK}
        return TransferState.SHORT if arrived else TransferState.SENT
    if not states <= _OVER:
        return TransferState.REQUESTED
    return TransferState.RECEIVED if states & {LineState.RECEIVED, LineState.LOST} else TransferState.CANCELLED


@dataclass(frozen=True, slots=True)
class Tally:
    """What was sent against what arrived, in pieces and milligrams, and what explains the gap."""

    sent_pieces: int
    sent_mg: int
    received_pieces: int
    received_mg: int
    missing: tuple[str, ...]

    @property
    def short_mg(self) -> int:
        return self.sent_mg - self.received_mg


def tally(sent: Mapping[str, int], received: Mapping[str, int]) -> Tally:
    """The receipt in sums: weights by tag. A tag that was sent and not received is named. Source: F45."""
    missing = tuple(tag for tag in sent if tag not in received)
    return Tally(len(sent), sum(sent.values()), len(received), sum(received.values()), missing)
