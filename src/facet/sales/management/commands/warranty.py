"""Checking a customer's warranty file, with nothing but the file and a list of public keys."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from facet.kernel import signing
from facet.kernel.formats import shown
from facet.kernel.signing import Signature
from facet.sales.rules.warranty import facts_of, read_file

LARGEST = 64_000  # bytes of a file that could be ours


class Command(BaseCommand):
    help = (
        "verify FILE: was this warranty signed by us? Needs no database; --keys takes the file that /w/key gave,"
        " else the ring of this house is asked. keys: the public keys, as /w/key gives them."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify", "keys"])
        parser.add_argument("file", nargs="?", help="the customer's file (verify)")
        parser.add_argument("--keys", help="a file with the public keys, from /w/key")

    def handle(self, *args: Any, what: str, file: str | None, keys: str | None, **options: Any) -> None:
        if what == "keys":
            self.stdout.write(json.dumps({"algorithm": "Ed25519", "keys": signing.public_keys()}, indent=1))
            return
        if file is None:
            raise CommandError("which file? ./facet warranty verify warranty-G20260318.json")
        self._verify(_text(file), _keys(_text(keys)) if keys else signing.public_keys())

    def _verify(self, text: str, keys: dict[int, str]) -> None:
        signed = read_file(text)
        if signed is None:
            raise CommandError("this is no warranty file")
        if not signing.is_signed(signed.statement, Signature(signed.key_number, signed.signature), keys=keys):
            raise CommandError("NOT GENUINE: nobody with our keys signed this statement")
        facts = facts_of(signed.statement)
        piece = facts["piece"]
        self.stdout.write(f"genuine, signed with key {signed.key_number}")
        self.stdout.write(f"{piece['tag']} {piece['name']}, {shown(piece['net_weight_mg'], 'grams')} g net")
        self.stdout.write(f"sold on {facts['sold_on']} in {facts['seller']['city'] or facts['seller']['name']}")
        self.stdout.write("whether it still holds, its page says: a piece may have come back since")


def _text(name: str) -> str:
    try:
        with Path(name).open(encoding="utf-8") as file:
            return file.read(LARGEST)
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"cannot read {name}: {error}") from error


def _keys(text: str) -> dict[int, str]:
    try:
        return {int(number): str(key) for number, key in json.loads(text)["keys"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CommandError("this is no list of public keys") from error
