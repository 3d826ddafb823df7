"""./facet create_administrator <username>: the first person of a house without a demonstration."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError

from facet.kernel import registry
from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.permissions import house
from facet.organisation import flows, selectors, services


class Command(BaseCommand):
    help = "Install the starting roles and rules, and create an administrator. The first password is printed once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="small letters or digits, for example admin")
        parser.add_argument("--name", default="", help="the person's name (default: the user name)")
        parser.add_argument("--chain", default="", help="the name of the chain, when it has none yet")

    def handle(self, *args: Any, **options: Any) -> None:
        actor, at, password = house("create_administrator", via="command"), now(), flows.first_password()
        try:
            services.install_roles(actor=actor, roles=selectors.starting_roles(), at=at)
            services.create_administrator(
                actor=actor,
                username=options["username"],
                name=options["name"] or options["username"],
                encoded_password=make_password(password),
                chain=options["chain"],
                at=at,
            )
            for begin in registry.offers("house.begin"):
                begin(actor, at)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(password)
        self.stderr.write("Sign in with this password; you will be asked for your own.")
