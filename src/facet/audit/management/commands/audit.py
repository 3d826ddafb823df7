import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from facet.audit.flows import sealing, verification
from facet.audit.rules.chain import Fault
from facet.audit.selectors import chain as chain_selectors
from facet.kernel import clock
from facet.kernel.permissions import house

WORDS = {
    "missing_seal": "the seal is gone",
    "missing_event": "the sealed event is gone",
    "changed": "the event is not what was sealed",
    "broken": "the seal does not hold the one before it: the order was changed",
    "anchor": "the seal is not the one that was anchored outside: the chain was written anew",
    "cut": "the chain ends here, though it was longer: the tail was cut off",
    "put_in": "an event was put in by another hand",
}


class Command(BaseCommand):
    help = "verify: walk the whole chain of seals. seal: seal what waits, now. status: how far sealing has come."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify", "seal", "status"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        {"verify": self._verify, "seal": self._seal, "status": self._status}[what]()

    def _verify(self) -> None:
        began = time.monotonic()
        report = verification.verify(actor=house("audit", via="command"), at=clock.now(), progress=self._progress)
        seconds = max(time.monotonic() - began, 0.001)
        for fault in report.faults[:50]:
            self.stdout.write(f"number {fault.seq}: {self._words(fault)}")
        rate = (
            f"{report.seals} seals, {report.anchors} anchors, {seconds:.1f} s, {report.seals / seconds:,.0f} a second"
        )
        if report.wrong:
            raise CommandError(f"{report.wrong} faults, the first at number {report.first_bad_seq} ({rate})")
        until = f"{report.last_event_at:%Y-%m-%d %H:%M:%S} UTC" if report.last_event_at else "the beginning"
        self.stdout.write(f"complete and unchanged up to {until} ({rate})")
        if not report.anchors:
            self.stdout.write("no anchor was found: a cut tail would not show. Is FACET_HOME/anchors in its place?")

    def _words(self, fault: Fault) -> str:
        return WORDS[fault.kind] + (f" (event {fault.event})" if fault.event is not None else "")

    def _progress(self, seals: int) -> None:
        if seals % 500_000 == 0:
            self.stderr.write(f"{seals} …")

    def _seal(self) -> None:
        count = 0
        while sealed := sealing.seal(clock.now()):
            count += sealed
        self.stdout.write(f"{count} events sealed")

    def _status(self) -> None:
        head = chain_selectors.head()
        waiting = "events wait" if chain_selectors.anything_unsealed(head.low) else "nothing waits"
        self.stdout.write(f"{head.seq} sealed, anchored to {head.anchored_seq}, {waiting}; {head.unmarked} put in")
