"""How long finding a member takes among 20,000 and 200,000 of them.

    python bench/members_lookup.py [members] [rounds]

Builds its own database under FACET_HOME (a fresh temporary one by default), fills it through the
same rules as the services, and prints the median, p95 and the most queries for each kind of entry,
seen by a clerk, a store manager and headquarters. Source: decisions.md §5, docs/algorithms/member_search.md.
"""

import os
import random
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
os.environ.setdefault("FACET_HOME", tempfile.mkdtemp(prefix="facet-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facet.config.settings.test")

import django
from django.conf import settings

settings.MIGRATION_MODULES = {label.rsplit(".", 1)[-1]: None for label in settings.INSTALLED_APPS}
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from facet.kernel.permissions import EVERYWHERE, Reach  # noqa: E402
from facet.kernel.transactions import unit_of_work  # noqa: E402
from facet.members import selectors  # noqa: E402
from facet.members.models import Member, Standing  # noqa: E402
from facet.members.permissions import MembersPermission as Right  # noqa: E402
from facet.members.rules.columns import columns_of  # noqa: E402
from facet.members.rules.file import Person  # noqa: E402
from facet.members.rules.numbers import member_number  # noqa: E402
from facet.members.services.tokens import write_tokens  # noqa: E402
from facet.members.tests import factories  # noqa: E402
from facet.organisation.tests import factories as organisation_factories  # noqa: E402

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈"
GIVEN = "雅琴敏静丽强伟芳娜秀英华慧巧美霞燕玲桂丹萍红玉兰洁梅琳素云莲真环雪荣爱妹霜香月莺媛艳瑞凡佳嘉琼勤珍贞"
AT = datetime(2026, 11, 21, tzinfo=UTC)
CHUNK = 5_000


def fill(wanted: int, dice: random.Random) -> None:
    """Members spread over ten stores with ten clerks each, half of them seen in the last year."""
    stores = [organisation_factories.store(f"S{n:02}") for n in range(1, 11)]
    clerks = [[factories.staff(f"clerk{store.code}{n}", store) for n in range(10)] for store in stores]
    for begin in range(0, wanted, CHUNK):
        _chunk(range(begin + 1, min(begin + CHUNK, wanted) + 1), stores, clerks, dice)
        print(f"\r  {min(begin + CHUNK, wanted):>7} members", end="", flush=True)
    print()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@unit_of_work
def _chunk(serials: range, stores: list, clerks: list, dice: random.Random) -> None:
    rows = []
    for serial in serials:
        place = dice.randrange(10)
        name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2, 2))))
        born = date(1950, 1, 1) + timedelta(days=dice.randrange(20_000))
        person = Person(name=name, phone=f"+861{dice.choice('3589')}{dice.randrange(10**9):09}", birth_date=born)
        rows.append(
            Member(number=member_number(serial), opened_on=AT.date(), opened_store=stores[place],
                   home_store=stores[place], clerk=dice.choice(clerks[place]), created_at=AT, **columns_of(person))
        )  # fmt: skip
    rows = Member.objects.bulk_create(rows, batch_size=1_000)
    visits = [AT.date() - timedelta(days=dice.randrange(365)) if dice.random() < 0.5 else None for _ in rows]
    Standing.objects.bulk_create(
        (Standing(member=row, last_visit_on=day) for row, day in zip(rows, visits, strict=True)), batch_size=1_000
    )
    write_tokens(rows)


def entries(dice: random.Random) -> dict[str, list[str]]:
    """What people type, by kind, taken from members who exist."""
    sample = list(Member.objects.filter(pk__in=dice.sample(range(1, Member.objects.count() + 1), 100)))
    return {
        "full phone": [row.phone[3:] for row in sample],
        "last four": [row.phone[-4:] for row in sample],
        "whole name": [row.name for row in sample],
        "surname": [row.name[:1] for row in sample],
        "two letters": [dice.choice("zhang wang li chen liu".split())[:2] for _ in sample],
        "surname in pinyin": [dice.choice("zhang wang liu chen yang zhao huang".split()) for _ in sample],
        "initials": ["".join(dice.choices("wlzcyqfmx", k=3)) for _ in sample],
        "birthday": [row.birth_date[5:] for row in sample],
        "member number": [row.number for row in sample],
    }


def viewers() -> dict:
    clerk = factories.staff("clerkS011")
    store = frozenset({clerk.store_id})
    limited = {Right.VIEW_LIMITED: EVERYWHERE}
    return {
        "clerk": factories.actor_for(clerk, {Right.VIEW_MEMBERS: Reach(store, own=True), **limited}),
        "manager": factories.actor_for(clerk, {Right.VIEW_MEMBERS: Reach(store), **limited}),
        "headquarters": factories.actor_for(clerk, {Right.VIEW_MEMBERS: EVERYWHERE}),
    }


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    dice = random.Random(7)
    call_command("migrate", run_syncdb=True, verbosity=0)
    if Member.objects.count() < wanted:
        fill(wanted, dice)
    print(
        f"{connection.vendor}, {Member.objects.count()} members\n{'':20}{'viewer':14}{'median':>9}{'p95':>9}  queries"
    )
    for kind, texts in entries(dice).items():
        for viewer, actor in viewers().items():
            times = []
            for text in texts * rounds:
                begin = time.perf_counter()
                selectors.find_members(actor, text)
                times.append(time.perf_counter() - begin)
            with CaptureQueriesContext(connection) as asked:
                selectors.find_members(actor, texts[0])
            times.sort()
            median, p95 = times[len(times) // 2] * 1e3, times[int(len(times) * 0.95)] * 1e3
            print(f"{kind:20}{viewer:14}{median:7.1f}ms{p95:7.1f}ms  {len(asked)}")


if __name__ == "__main__":
    main()
