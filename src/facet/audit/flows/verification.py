"""Walking the whole chain: what was changed, deleted, put in, reordered or cut off."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, connections

from facet.audit.flows import anchors
from facet.audit.rules import chain
from facet.audit.selectors import chain as chain_selectors
from facet.audit.services import sealing
from facet.kernel.permissions import Actor
from facet.kernel.sealed import ring

CHUNK = 20_000
KEPT = 1_000  # faults that are kept word by word; the rest is counted


@dataclass(slots=True)
class Report:
    """The outcome of one walk."""

    seals: int = 0
    wrong: int = 0
    faults: list[chain.Fault] = field(default_factory=list)
    last_event_at: datetime | None = None
    anchors: int = 0
    took: timedelta = timedelta()

    def add(self, fault: chain.Fault) -> None:
        self.wrong += 1
        if len(self.faults) < KEPT:
            self.faults.append(fault)

    @property
    def first_bad_seq(self) -> int | None:
        return min((fault.seq for fault in self.faults), default=None)


def verify(*, actor: Actor, at: datetime, progress: Callable[[int], None] = lambda seals: None) -> Report:
    """Examine the chain and keep the outcome, for the badge on the audit screen."""
    report = examine(progress=progress)
    sealing.record_verification(
        actor=actor,
        faults=report.faults,
        wrong=report.wrong,
        seals=report.seals,
        last_event_at=report.last_event_at,
        took=report.took,
        at=at,
    )
    return report


def examine(*, progress: Callable[[int], None] = lambda seals: None) -> Report:
    """Walk the chain from its first seal and compare it with every anchor; writes nothing."""
    began = time.monotonic()
    head = chain_selectors.head()  # what is sealed while we walk is checked the next time
    report = Report()
    walk = chain.Walk(ring().audit)
    pending = _anchors_by_seq(report)
    last_event = 0
    for links in _chunks():
        for fault in (*walk.step(links), *_against_anchors(links, pending)):
            report.add(fault)
        report.seals += len(links)
        last_event = links[-1][1]
        progress(report.seals)
    for fault in (*_ends(walk, head.seq, head.hmac, pending), *_put_in(head, walk.seq)):
        report.add(fault)
    report.last_event_at = chain_selectors.moment_of(last_event)
    report.took = timedelta(seconds=time.monotonic() - began)
    return report


def _chunks() -> Iterator[chain_selectors.Links]:
    """The seals in pieces; the database reads the next piece while the caller works on this one.

    Not inside a transaction, which another connection does not see; nor on SQLite, which reads in
    this very process and gains nothing.
    """
    if connection.in_atomic_block or connection.vendor == "sqlite":
        seq = 0
        while links := chain_selectors.links_after(seq, limit=CHUNK):
            yield links
            seq = links[-1][0]
        return
    with ThreadPoolExecutor(max_workers=1) as reader:
        coming = reader.submit(chain_selectors.links_after, 0, limit=CHUNK)
        while links := coming.result():
            coming = reader.submit(chain_selectors.links_after, links[-1][0], limit=CHUNK)
            yield links
        reader.submit(connections.close_all)


def _put_in(head: chain_selectors.ChainHead, last_seq: int) -> Iterator[chain.Fault]:
    """Events that another hand wrote: without the writer's mark, or slipped in below what is sealed."""
    _, slipped = chain_selectors.unsealed_below(head.low)
    for event in {each for each in (slipped, head.first_unmarked) if each is not None}:
        yield chain.Fault(chain_selectors.place_of(event) or last_seq + 1, "put_in", event)


def _anchors_by_seq(report: Report) -> dict[int, set[bytes]]:
    """Heads written outside; one number with two seals means that the chain was written anew."""
    found: dict[int, set[bytes]] = {}
    for anchor in anchors.read():
        found.setdefault(anchor.seq, set()).add(anchor.hmac)
        report.anchors += 1
    return found


def _against_anchors(links: chain_selectors.Links, pending: dict[int, set[bytes]]) -> Iterator[chain.Fault]:
    for seq, event, _, hmac, _ in links:
        if seq in pending and pending.pop(seq) != {hmac}:
            yield chain.Fault(seq, "anchor", event)


def _ends(walk: chain.Walk, head_seq: int, head_hmac: bytes, pending: dict[int, set[bytes]]) -> Iterator[chain.Fault]:
    """Faults at the end of the chain: it stops before its head, or before what was anchored."""
    if walk.seq < head_seq:
        yield chain.Fault(walk.seq + 1, "cut")
    elif walk.seq == head_seq and walk.hmac != head_hmac:
        yield chain.Fault(walk.seq, "broken")
    elif any(seq > walk.seq for seq in pending):
        yield chain.Fault(walk.seq + 1, "cut")
