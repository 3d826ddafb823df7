"""The sealer's pulse: seal what waits, anchor the head now and then."""

from datetime import datetime, timedelta

from facet.audit.flows import anchors
from facet.audit.selectors import chain as chain_selectors
from facet.audit.services import sealing

ANCHOR_EVERY = timedelta(minutes=1)
ANCHOR_EVENTS = 1_000


def seal(at: datetime) -> int:
    """Seal one batch and anchor when it is time. Gives how many events were sealed."""
    head = chain_selectors.head()
    sealed = 0
    if chain_selectors.anything_unsealed(head.low):
        sealed = sealing.seal_events(at=at)
        head = chain_selectors.head()
    elif head.seq and (head.caught_up_at is None or at - head.caught_up_at >= sealing.HEARTBEAT):
        sealing.note_heartbeat(at=at)
    fresh = head.seq - head.anchored_seq
    if fresh and (head.anchored_at is None or at - head.anchored_at >= ANCHOR_EVERY or fresh >= ANCHOR_EVENTS):
        anchors.append(head.seq, head.hmac, at=at)
        sealing.note_anchor(seq=head.seq, at=at)
    return sealed
