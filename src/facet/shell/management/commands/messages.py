"""Words: bring new texts into the .po files, compile them, or say what is missing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from facet.shell import catalogues


class Command(BaseCommand):
    help = "Without options: add new texts to the zh_Hans files and compile."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail while a text has no Chinese, or one is stale")
        parser.add_argument("--compile", action="store_true", help="make zh_Hant and every .mo")
        parser.add_argument("--drop-stale", action="store_true", help="remove what no page shows any more")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            return self.check_all()
        if options["drop_stale"]:
            self.stdout.write(f"{catalogues.drop_stale()} stale texts removed")
        if not options["compile"] and not options["drop_stale"]:
            for domain, count in sorted(catalogues.bring_in().items()):
                self.stdout.write(f"{domain}: {count} new texts to translate")
        return self.stdout.write(f"{catalogues.compile_all()} texts compiled")

    def check_all(self) -> None:
        for quarrel in catalogues.quarrels():
            self.stdout.write(f"note: {quarrel}")
        wrong = catalogues.findings()
        for finding in wrong:
            self.stdout.write(str(finding))
        if wrong:
            raise CommandError(f"{len(wrong)} texts need work: ./facet messages brings new ones into the files")
