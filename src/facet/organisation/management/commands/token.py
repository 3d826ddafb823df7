"""./facet token <username>: a bearer token for the API, printed once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.permissions import house
from facet.organisation import services


class Command(BaseCommand):
    help = "Print a new API token that acts as one member of staff. It is shown once and kept nowhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="the user name of the member of staff")
        parser.add_argument("--days", type=int, default=30, help="how many days it works (default 30)")
        parser.add_argument("--label", default="command line", help="what it is for, to recognise it later")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            token = services.issue_token(
                actor=house("token", via="command"),
                username=options["username"],
                label=options["label"],
                days=options["days"],
                at=now(),
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(token)
