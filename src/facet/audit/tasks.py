"""What audit does in the background."""

from datetime import timedelta

from facet.audit.flows import verification
from facet.audit.selectors import chain as chain_selectors
from facet.audit.services import sealing
from facet.kernel import clock, jobs
from facet.kernel.permissions import house

LATE = timedelta(seconds=10)


@jobs.task()
def verify_chain() -> None:
    """Walk the whole chain; the outcome is a row that the audit screen shows."""
    verification.verify(actor=house("audit.verify"), at=clock.now())


def verify_nightly() -> None:
    """Look for events that were passed by, then walk the whole chain."""
    sealing.look_again()
    verification.verify(actor=house("audit.nightly"), at=clock.now())


def seals_are_late() -> list[str]:
    """Health: events that wait for their seal, rows of another hand, a chain that did not verify. Queries: 3."""
    head, wrong = chain_selectors.head(), []
    at = clock.now()
    if chain_selectors.anything_unsealed(head.low):
        waited = at - head.caught_up_at if head.caught_up_at else None
        if waited is None or waited > LATE:
            since = f"{waited.total_seconds():.0f} s" if waited else "the first event on"
            wrong.append(f"events have waited for a seal for {since}; is the scheduler running?")
    if head.unmarked:
        wrong.append(
            f"{head.unmarked} rows in the audit record were put in by another hand, first {head.first_unmarked}"
        )
    last = chain_selectors.last_verification()
    if last is not None and last.wrong:
        wrong.append(f"the audit chain is broken at number {last.first_bad_seq} ({last.problem})")
    return wrong
