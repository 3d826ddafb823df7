"""How long a member's page takes with five hundred lines on her timeline.

    python bench/member_page.py [events] [rounds]

Builds its own database under FACET_HOME (a fresh temporary one by default): one store, one clerk, one member with
so many sales, contacts and needs. Opens the page over Django's client, as the clerk, tab by tab, and prints median,
p95 and the queries of each. Goal: p95 ≤ 400 ms. Source: ux.md §2.8, decisions.md §5.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
os.environ.setdefault("FACET_HOME", tempfile.mkdtemp(prefix="facet-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facet.config.settings.test")

import django
from django.conf import settings

settings.MIGRATION_MODULES = {label.rsplit(".", 1)[-1]: None for label in settings.INSTALLED_APPS}
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from facet.catalog.services.install import install_catalog  # noqa: E402
from facet.kernel import clock, registry  # noqa: E402
from facet.kernel.permissions import house  # noqa: E402
from facet.kernel.transactions import unit_of_work  # noqa: E402
from facet.loyalty import services as loyalty_services  # noqa: E402
from facet.members import services  # noqa: E402
from facet.members.models import Member  # noqa: E402
from facet.members.rules.contact_log import ContactChannel, ContactIn  # noqa: E402
from facet.members.rules.need import NeedIn  # noqa: E402
from facet.members.rules.timeline import Happening  # noqa: E402
from facet.members.rules.words import Happened  # noqa: E402
from facet.members.tests import factories  # noqa: E402
from facet.organisation import selectors as organisation_selectors  # noqa: E402
from facet.organisation import services as organisation_services  # noqa: E402
from facet.organisation.models import Role, RoleAssignment  # noqa: E402

CONTACTS = 60


def fill(events: int) -> Member:
    """One member with a long life: three quarters sales, then contacts with needs, through the services."""
    at = clock.now()
    organisation_services.install_roles(actor=house("bench"), roles=organisation_selectors.starting_roles(), at=at)
    install_catalog(actor=house("bench"), at=at)
    loyalty_services.install_programme(house("bench"), at, template="demo", effective_on=at.date())
    member = factories.member(birth_date=factories.BORN, ring_tenths=520, note="likes jade")
    RoleAssignment.objects.create(staff=member.clerk, role=Role.objects.get(code="clerk"))
    clerk = factories.clerk()
    for number in range(CONTACTS):
        contact = ContactIn(channel=ContactChannel.CALL, topic="new-goods", text="想看古法手镯，圈口大一点")
        need = NeedIn(text="手镯", category="gold-heritage") if number % 20 == 0 else None
        services.record_contact(
            actor=clerk, operation=factories.key(number), member_id=member.pk, contact=contact, need=need, at=at
        )
    unit_of_work(lambda: services.record_events((member.pk, _sale(at, n)) for n in range(events - CONTACTS)))()
    return member


def _sale(at: object, number: int) -> Happening:
    moment = at - timedelta(days=number)  # type: ignore[operator]
    return Happening(
        kind=Happened.SALE, at=moment, on=moment.date(), title="Bought {goods}", facts={"goods": "足金手镯"},
        amount_cents=123_456, pieces=1, weight_mg=12_340, visits=1,
    )  # fmt: skip


def measure(browser: Client, url: str, rounds: int) -> tuple[float, float, int]:
    """Median and p95 in milliseconds, and the queries of one answer."""
    browser.get(url)
    asked: list[str] = []

    def count(execute: Any, sql: str, *arguments: Any) -> Any:
        asked.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(count):
        assert browser.get(url).status_code == 200, url
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        browser.get(url)
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times), sorted(times)[int(len(times) * 0.95) - 1], len(asked)


def main() -> None:
    events, rounds = (int(text) for text in (*sys.argv[1:], *("500", "60")[len(sys.argv) - 1 :]))
    setup_test_environment()
    call_command("migrate", run_syncdb=True, verbosity=0)
    member = fill(events)
    browser = Client()
    browser.force_login(member.clerk)
    print(f"{events} lines of the timeline, {rounds} rounds, {connection.vendor}")
    worst = 0.0
    for key in ["", *(panel.key for panel in registry.offers("member.tab"))]:
        url = f"/members/{member.pk}" + (f"?tab={key}" if key else "")
        median, p95, queries = measure(browser, url, rounds)
        worst = max(worst, p95)
        print(f"  {key or 'page':<24} median {median:6.1f} ms   p95 {p95:6.1f} ms   {queries} queries")
    print(f"worst p95 {worst:.1f} ms, goal 400 ms")
    sys.exit(worst > 400)


if __name__ == "__main__":
    main()
