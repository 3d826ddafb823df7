import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from facet.kernel import registry


class Command(BaseCommand):
    help = "Check that every ledger, stock and counter agrees with its entries; ends with 1 when one does not."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        checks = registry.offers("books")
        for check in checks:
            began = time.monotonic()
            problems = list(check.run())
            wrong += len(problems)
            took = f"{time.monotonic() - began:.1f} s"
            self.stdout.write(f"{'wrong' if problems else 'right'}  {check.key}  {check.title} ({took})")
            for problem in problems[:100]:
                self.stdout.write(f"       {problem}")
        if wrong:
            raise CommandError(f"{wrong} differences in {len(checks)} books")
        self.stdout.write(f"{len(checks)} books agree")
