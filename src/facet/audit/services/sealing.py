"""Sealing what was recorded: one sealer, one chain, never a wait for the tills.

The audit row is written in the business transaction without a seal; the sealer follows within
two seconds. Source: decisions.md D9, reliability.md §1.4.9.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection

from facet.audit.models import Head, Seal, Verification
from facet.audit.rules import chain
from facet.audit.selectors import chain as chain_selectors
from facet.kernel.permissions import Actor
from facet.kernel.sealed import ring
from facet.kernel.transactions import unit_of_work

BATCH = 2_000
HEARTBEAT = timedelta(seconds=5)


@unit_of_work
def seal_events(*, at: datetime) -> int:
    """Seal the events that wait, `BATCH` at most. Gives how many; a second sealer waits or gives up.

    Locks: the head. Raises: StillWorking.
    """
    head = _locked_head()
    oldest, following = chain_selectors.transaction_horizon()  # before the rows are looked at
    waiting = chain_selectors.unsealed_after(head.low, limit=BATCH)
    key = ring().audit
    known = {event.id for event in waiting if chain.is_marked(key, said=event.body, given=event.mark)}
    unmarked = [event for event in waiting if event.id not in known]
    seals = []
    for event in (each for each in waiting if each.id in known):
        sealed = chain.row(event.id, said=event.body, marked=event.mark)
        seq, previous = head.seq + 1, bytes(head.hmac)
        head.seq, head.hmac = seq, chain.link(key, sequence=seq, previous=previous, sealed=sealed)
        seals.append(Seal(seq=seq, event=event.id, previous=previous, hmac=head.hmac))
    Seal.objects.bulk_create(seals, batch_size=500)
    complete = len(waiting) < BATCH
    head.unmarked = len(unmarked)
    head.first_unmarked = unmarked[0].id if unmarked else None
    _raise_low(head, waiting, oldest=oldest, following=following)
    head.caught_up_at = at if complete and not unmarked else head.caught_up_at
    head.save()
    return len(seals)


def _locked_head() -> Head:
    head = Head.objects.select_for_update().filter(pk=1).first()
    if head is None:
        Head.objects.bulk_create([Head(pk=1, hmac=chain.START)], ignore_conflicts=True)
        head = Head.objects.select_for_update().get(pk=1)
    return head


def _raise_low(head: Head, waiting: Sequence[chain_selectors.Unsealed], *, oldest: int, following: int) -> None:
    """Move the border below which nobody needs to look again.

    SQLite has one writer: what is visible is all there is. PostgreSQL gives ids before the
    transactions commit: the border follows when every transaction of that time has ended.
    """
    bounds = [waiting[-1].id] if len(waiting) == BATCH else []
    if head.first_unmarked is not None:
        bounds.append(head.first_unmarked - 1)
    highest = waiting[-1].id if waiting else head.low
    if connection.vendor != "postgresql":
        head.low = max(head.low, min([highest, *bounds]))
        return
    if head.candidate and oldest >= head.candidate_xid:
        head.low = max(head.low, min([head.candidate, *bounds]))
        head.candidate = 0
    if not head.candidate and highest > head.low:
        head.candidate, head.candidate_xid = highest, following


@unit_of_work
def look_again() -> None:
    """Have the next sealing look at every event once more, in case one was passed by. Locks: the head."""
    head = _locked_head()
    head.low = head.candidate = 0
    head.save(update_fields=["low", "candidate"])


@unit_of_work
def note_heartbeat(*, at: datetime) -> None:
    """Say that nothing waits for a seal at `at`."""
    Head.objects.filter(pk=1).update(caught_up_at=at)


@unit_of_work
def note_anchor(*, seq: int, at: datetime) -> None:
    """Say that the head `seq` has been written outside the database."""
    Head.objects.filter(pk=1, anchored_seq__lt=seq).update(anchored_seq=seq, anchored_at=at)


@unit_of_work
def record_verification(
    *,
    actor: Actor,
    faults: Sequence[chain.Fault],
    wrong: int,
    seals: int,
    last_event_at: datetime | None,
    took: timedelta,
    at: datetime,
) -> Verification:
    """Keep the outcome of one check of the chain."""
    first = min(faults, key=lambda fault: fault.seq) if faults else None
    return Verification.objects.create(
        at=at,
        seals=seals,
        last_event_at=last_event_at,
        wrong=wrong,
        first_bad_seq=first.seq if first else None,
        problem=first.kind if first else "",
        milliseconds=int(took / timedelta(milliseconds=1)),
        actor_name=chain.clean(actor.name, 64),
    )
