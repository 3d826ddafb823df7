"""How long a member's page takes with five hundred lines on her timeline.

    python bench/member_page.py [events] [rounds]
    python bench/member_page.py --large [events] [rounds]

With --large on the large chain that `bench/till.py --keep` left on PostgreSQL (as bench/pages.py): its busiest
member gets quiet lines up to so many, and the page is opened as the administrator. Otherwise builds its own
database under FACET_HOME (a fresh temporary one by default): one store, one clerk, one member with so many sales,
contacts and needs, opened as the clerk. Goes tab by tab and prints median, p95 and the queries of each.
Goal: p95 ≤ 400 ms. Source: ux.md §2.8, decisions.md §5.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE)]
LARGE = "--large" in sys.argv
GIVEN = [text for text in sys.argv[1:] if text != "--large"]
os.environ.setdefault("FACET_HOME", tempfile.mkdtemp(prefix="facet-bench-"))
if LARGE:
    from pages import SIZES
    from tillbench import world

    os.environ["DJANGO_SETTINGS_MODULE"] = "facet.config.settings.dev"
    os.environ["DATABASE_URL"] = world.database("facet_bench", SIZES["facet_bench"], keep=True)
    world.manage(os.environ["DATABASE_URL"], "migrate", "--verbosity", "0")
else:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facet.config.settings.test")

import django  # noqa: E402
from django.conf import settings  # noqa: E402

if not LARGE:
    settings.MIGRATION_MODULES = {label.rsplit(".", 1)[-1]: None for label in settings.INSTALLED_APPS}
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from facet.catalog.services.install import install_catalog  # noqa: E402
from facet.kernel import clock, registry  # noqa: E402
from facet.kernel.permissions import house  # noqa: E402
from facet.kernel.transactions import unit_of_work  # noqa: E402
from facet.loyalty import services as loyalty_services  # noqa: E402
from facet.members import services  # noqa: E402
from facet.members.models import Member, MemberEvent  # noqa: E402
from facet.members.rules.contact_log import ContactChannel, ContactIn  # noqa: E402
from facet.members.rules.need import NeedIn  # noqa: E402
from facet.members.rules.timeline import Happening  # noqa: E402
from facet.members.rules.words import Happened  # noqa: E402
from facet.members.tests import factories  # noqa: E402
from facet.organisation import selectors as organisation_selectors  # noqa: E402
from facet.organisation import services as organisation_services  # noqa: E402
from facet.organisation.models import Role, RoleAssignment, Staff  # noqa: E402

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


def busiest(events: int) -> Member:
    """The member of the large chain with most lines, brought up to `events` by lines that change no sum."""
    counted = MemberEvent.objects.values("member").annotate(lines=Count("pk")).order_by("-lines", "member")
    found = counted.filter(member__merged_into=None, member__state="active")[0]
    at, missing = clock.now(), max(0, events - found["lines"])
    unit_of_work(lambda: services.record_events((found["member"], _quiet(at, n)) for n in range(missing)))()
    return Member.objects.get(pk=found["member"])


def _quiet(at: object, number: int) -> Happening:
    moment = at - timedelta(days=number)  # type: ignore[operator]
    return Happening(kind=Happened.FILE, at=moment, on=moment.date(), title="Address changed", icon="home")


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
    events, rounds = (int(text) for text in (*GIVEN, *("500", "60")[len(GIVEN) :]))
    if not LARGE:
        setup_test_environment()
        call_command("migrate", run_syncdb=True, verbosity=0)
    member = busiest(events) if LARGE else fill(events)
    browser = Client(headers={"host": "127.0.0.1"}) if LARGE else Client()
    browser.force_login(Staff.objects.get(username="admin") if LARGE else member.clerk)
    lines = MemberEvent.objects.filter(member=member).count()
    print(f"{lines} lines of the timeline, {Member.objects.count()} members, {rounds} rounds, {connection.vendor}")
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
