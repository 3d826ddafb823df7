from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from facet.kernel import clock, keys
from facet.kernel.errors import DomainError
from facet.kernel.pages import sentence
from facet.kernel.permissions import house
from facet.kernel.sealed import ring


class Command(BaseCommand):
    help = (
        "new: make the key ring. status: which key seals how much. rotate: add a key for everything from now on."
        " reseal: bring older values over to it. retire N: destroy key N, which nothing needs any more."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["new", "status", "rotate", "reseal", "retire"])
        parser.add_argument("number", nargs="?", type=int, help="the key's number (retire)")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        try:
            getattr(self, f"_{what}")(options["number"])
        except DomainError as refusal:
            raise CommandError(sentence(refusal)) from refusal

    def _new(self, _number: int | None) -> None:
        try:
            path = keys.make()
        except FileExistsError as error:
            raise CommandError(f"there is a key ring already: {error}; rotate it instead") from error
        self.stdout.write(
            f"made {path}. Keep a copy where the database's copies are not: without it they cannot be read."
        )

    def _status(self, _number: int | None) -> None:
        numbers = sorted(ring().data)
        self.stdout.write(f"keys {', '.join(map(str, numbers))}; {ring().newest} seals")
        for place, counts in keys.status().items():
            parts = [f"key {number}: {counts[number]}" for number in sorted({*numbers, *counts}) if counts[number]]
            self.stdout.write(f"{place}: {', '.join(parts) or 'empty'}")

    def _rotate(self, _number: int | None) -> None:
        number = keys.rotate(actor=house("keys", via="command"), at=clock.now())
        self.stdout.write(f"key {number} seals from now on; next: ./facet keys reseal")

    def _reseal(self, _number: int | None) -> None:
        changed = keys.reseal(progress=lambda table, rows: self.stderr.write(f"{table}: {rows} …"))
        self.stdout.write(f"{changed} rows sealed again with key {ring().newest}")

    def _retire(self, number: int | None) -> None:
        if number is None:
            raise CommandError("which key? ./facet keys status lists them")
        keys.retire(number, actor=house("keys", via="command"), at=clock.now())
        self.stdout.write(f"key {number} is destroyed")
