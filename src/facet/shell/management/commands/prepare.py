"""What a start needs, in one process: icons, words, tables. `./facet` calls it."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandParser

from facet.kernel import registry
from facet.kernel.new_database import bring_up_to_date
from facet.shell import catalogues, icons, npm


class Command(BaseCommand):
    help = "Cut the icons, compile the words, bring the database up to date."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        for step in ("icons", "messages", "database"):
            parser.add_argument(f"--{step}", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["icons"]:
            try:
                icons.cut()
            except icons.UnknownIcons as lost:  # a missing picture must not keep the shop shut
                self.stderr.write(f"Tabler has no such icon: {lost}")
            npm.build()
        if options["messages"]:
            catalogues.compile_all()
        if options["database"]:
            bring_up_to_date()
            call_command("createcachetable", verbosity=0)
            Path(settings.STATIC_ROOT).mkdir(exist_ok=True)  # whitenoise looks there, even when it serves by finders
            write_facts()


def write_facts() -> None:
    """For the launcher, which cannot ask Django: is the house empty, which commands, whose demonstration."""
    facts = {
        "is_empty": not get_user_model().objects.exists(),
        "commands": sorted(get_commands()),
        "sign_ins": [(person.username, person.password) for person in registry.offers("demo.sign_in")],
    }
    (settings.FACET_KEYS.parents[1] / "prepared.json").write_text(json.dumps(facts))
