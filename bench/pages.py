"""How long each page takes on the large chain: every page without an id, and one of each with one.

    ./facet bench pages [--rounds 15] [--ten]

Opens each page as somebody who may, through the whole middleware, on the database that `bench/till.py --keep`
left (or builds it); `--ten` takes ten times the data. Prints the slowest first. Source: decisions.md §5.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE)]

SIZES = {"facet_bench": (20_000, 10_000, 30_000), "facet_bench_10x": (200_000, 100_000, 300_000)}
PEOPLE = ("manager1", "admin", "marketing", "buyer", "accountant", "auditor", "clerk1")
SHOWN = 15


def addresses() -> Iterator[tuple[str, str]]:
    """(name, address) of every page that needs no id, and of the heaviest that need one."""
    from django.urls import NoReverseMatch, get_resolver, reverse  # noqa: PLC0415 -- needs Django

    from facet.inventory.models import Piece  # noqa: PLC0415 -- as above
    from facet.members.models import MemberEvent  # noqa: PLC0415 -- as above
    from facet.sales.models import Sale  # noqa: PLC0415 -- as above

    def names(resolver: Any, space: str) -> Iterator[str]:
        for each in resolver.url_patterns:
            if hasattr(each, "url_patterns"):
                yield from names(each, f"{space}{each.namespace}:" if each.namespace else space)
            elif each.name and not each.pattern.converters:
                yield f"{space}{each.name}"

    member = MemberEvent.objects.order_by("-pk").values_list("member_id", flat=True).first()
    piece = Piece.objects.filter(state="in_stock").values_list("tag", flat=True).first()
    sale = Sale.objects.order_by("-completed_at").values_list("pk", flat=True).first()
    yield "members:member", reverse("members:member", args=[member])
    yield "inventory:piece", reverse("inventory:piece", args=[piece])
    yield "sales:sale", reverse("sales:sale", args=[sale])
    for name in sorted(set(names(get_resolver(), ""))):
        if name.startswith("api"):
            continue
        try:
            yield name, reverse(name)
        except NoReverseMatch:
            continue


def measure(rounds: int) -> dict[str, tuple[str, list[float]]]:
    """Times in milliseconds of each page that somebody may open, with who opened it."""
    from django.test import Client  # noqa: PLC0415 -- needs Django

    from facet.organisation.models import Staff  # noqa: PLC0415 -- as above

    clients = {}
    for name in PEOPLE:
        clients[name] = Client(headers={"host": "127.0.0.1"})
        clients[name].force_login(Staff.objects.get(username=name))
    found: dict[str, tuple[str, list[float]]] = {}
    for page, address in addresses():
        for person, client in clients.items():
            if client.get(address).status_code != 200:
                continue
            found[page] = person, [_once(client, address) for _ in range(rounds)]
            break
    return found


def _once(client: Any, address: str) -> float:
    begun = time.perf_counter()
    client.get(address)
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--ten", action="store_true", help="ten times the data")
    given = parser.parse_args()
    os.environ.setdefault("FACET_HOME", tempfile.mkdtemp(prefix="facet-bench-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "facet.config.settings.dev"
    from tillbench import world  # noqa: PLC0415 -- needs the environment above

    name = "facet_bench_10x" if given.ten else "facet_bench"
    os.environ["DATABASE_URL"] = world.database(name, SIZES[name], keep=True)
    world.manage(os.environ["DATABASE_URL"], "migrate", "--verbosity", "0")
    import django  # noqa: PLC0415 -- needs the environment above

    django.setup()
    from tillbench.load import middle, quantile  # noqa: PLC0415 -- needs Django

    found = measure(given.rounds)
    slowest = sorted(found.items(), key=lambda each: -quantile(each[1][1], 0.95))
    print(f"\n{len(found)} pages on {name}; the slowest (p95 at most 400 ms):")
    for page, (person, times) in slowest[:SHOWN]:
        print(f"{page:34} as {person:10} p50 {middle(times):7.1f}   p95 {quantile(times, 0.95):7.1f} ms")
    beyond = [page for page, (_, times) in found.items() if quantile(times, 0.95) > 400]
    print(f"beyond 400 ms: {', '.join(beyond) or 'none'}")


if __name__ == "__main__":
    main()
