"""After a backup was restored: forget again whoever asked to be forgotten since."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from facet.kernel import clock
from facet.kernel.permissions import house
from facet.members.flows.erased_list import list_path, reapply


class Command(BaseCommand):
    help = "privacy reapply [--list FILE]: erase everybody on the deletion list whom a restored backup remembers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["reapply"])
        parser.add_argument("--list", default="", help="the deletion list; without it the house's own")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["list"]) if options["list"] else list_path()
        count = reapply(house("members.privacy", via="command"), path, at=clock.now())
        self.stdout.write(f"{count} people were erased again; the list has {path}.")
