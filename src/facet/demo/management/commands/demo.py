import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from facet.demo import flows
from facet.demo.flows.progress import Progress
from facet.demo.rules.world import Size
from facet.kernel import clock
from facet.kernel.errors import StillWorking

PATIENCE = 30  # times that a start may find the books busy; each of them has waited for the lock already


def _built(size: Size, *, seed: str, progress: Progress) -> bool:
    """Build; where a busy house keeps a portion waiting for too long, take up again what is missing."""
    at = clock.now()
    for tries_left in reversed(range(PATIENCE)):
        try:
            return flows.build(size=size, seed=seed, progress=progress, at=at)
        except StillWorking:
            if not tries_left:
                raise
            time.sleep(1)
    raise AssertionError("unreachable")


class Command(BaseCommand):
    help = "Build the demonstration chain in an empty house, or finish one that was interrupted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing, quietly, where people work already")
        parser.add_argument("--progress", action="store_true", help="show a bar")
        parser.add_argument("--seed", default="yunxiu", help="another seed, another chain")
        for name, default in (("members", 2_000), ("pieces", 5_000), ("sales", 8_000), ("days", 548)):
            parser.add_argument(f"--{name}", type=int, default=default)

    def handle(self, *args: Any, **options: Any) -> None:
        size = Size(**{name: options[name] for name in ("members", "pieces", "sales", "days")})
        path = Path(settings.FACET_KEYS).parents[1] / "demo-progress.json"
        progress = Progress(path, self._bar if options["progress"] else lambda *_: None)
        built = _built(size, seed=options["seed"], progress=progress)
        if not built and not options["if_empty"]:
            raise CommandError(_("People work in this house already, or the demonstration is complete."))
        for step, seconds in progress.seconds.items():
            self.stdout.write(f"{seconds:6.1f} s  {_(step)}")

    def _bar(self, percent: int, step: str) -> None:
        """One line that is written over on a terminal; a line every tenth elsewhere."""
        text = f"{percent:3d}% {'█' * (percent // 5):<20} {_(step)}"
        if self.stdout.isatty():
            self.stdout.write(f"\r{text}\033[K", ending="\n" if percent >= 100 else "")
            sys.stdout.flush()
        elif percent % 10 == 0:
            self.stdout.write(text)
