from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from facet.kernel import clock, outbox
from facet.kernel.models import Delivery


class Command(BaseCommand):
    help = "Show the events that could not be delivered, deliver what is due now, or send dead ones again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="?", default="status", choices=["status", "deliver", "resend"])
        parser.add_argument("--id", type=int, help="one delivery only (resend)")

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        if options["what"] == "resend":
            self.stdout.write(f"{outbox.resend(at=at, delivery_id=options['id'])} deliveries will be tried again")
        elif options["what"] == "deliver":
            delivered = 0
            while tried := outbox.deliver_due(at):
                delivered += tried
            self.stdout.write(f"{delivered} deliveries tried")
        else:
            self._status()

    def _status(self) -> None:
        waiting = Delivery.objects.filter(state=Delivery.State.WAITING).count()
        self.stdout.write(f"{waiting} waiting, {outbox.dead_letters()} dead")
        dead = Delivery.objects.filter(state=Delivery.State.DEAD).select_related("event").order_by("id")
        for each in dead[:50]:
            what = f"{each.event.recorded_at:%Y-%m-%d %H:%M}  {each.event.name} → {each.consumer}"
            self.stdout.write(f"{each.pk}  {what}: {each.last_error}")
