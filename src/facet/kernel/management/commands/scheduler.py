import signal
from typing import Any

from django.core.management.base import BaseCommand

from facet.kernel.scheduler import Clockwork


class Command(BaseCommand):
    help = "Seal the audit record, deliver events and start jobs when they are due, until told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        clockwork = Clockwork()
        signal.signal(signal.SIGTERM, clockwork.end)
        signal.signal(signal.SIGINT, clockwork.end)
        clockwork.run()
