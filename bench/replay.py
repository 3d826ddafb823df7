"""How fast real sales are counted again (M2): N stored lines of a database of its own, through the flow itself.

    .venv/bin/python bench/replay.py --lines 1000000          fills `facet_bench_replay` on PostgreSQL and replays it
    .venv/bin/python bench/replay.py --lines 1000000 --keep   replays what stands there
    .venv/bin/python bench/replay.py --lines 200000 --memory  the rules alone, without a database

Goal: 1,000,000 lines in less than two minutes. FACET_BENCH_URL names the server and who may create databases.
"""

import argparse
import json
import os
import random
import resource
import sys
import time
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from facet.loyalty.rules.parsing import parse_programme
from facet.loyalty.rules.replay import Outcome, PastLine, Rules, Start, replay_member
from facet.loyalty.rules.templates import TEMPLATES

NAME = "facet_bench_replay"
SINCE, DAYS = date(2025, 1, 1), 360
CLASSES = ("gold", "gold", "gold", "diamond", "platinum", "craft", "jade", "silver")
LINES_A_MEMBER = 12
AT = datetime(2026, 1, 1, 4, tzinfo=UTC)
DAY = {"name": "会员日", "every": "digit", "day": 8, "factor_bp": 15_000}


def stored(lines: int, rng: random.Random) -> list[list[tuple]]:
    """Members with their lines, the trace as the text that the database keeps."""
    members, key = [], 0
    for account in range(1, lines // LINES_A_MEMBER + 1):
        rows = []
        for number in range(LINES_A_MEMBER):
            key += 1
            trace = {"label": "足金项链", "grade": "silver", "window": "", "bonuses": [], "earns": True}
            if rng.random() < 0.1:
                trace |= {"new": True, "bonuses": [["新品加赠", 100]]}
            on = SINCE + timedelta(days=number * 30 + rng.randrange(30))
            base = rng.randrange(10_000, 2_000_000)
            points = base * 12 // 1_000 + (100 if "new" in trace else 0)
            rows.append(
                (account, key, f"sales.sale:{key // 2}", number % 2 + 1, on, rng.choice(CLASSES), base, points, 1, None,
                 json.dumps(trace, ensure_ascii=False))
            )  # fmt: skip
        members.append(rows)
    return members


def of_rules(wanted: int) -> None:
    """The pure rules alone: JSON is read, nothing else."""
    rules, ladder = TEMPLATES["demo"]
    programme = parse_programme(rules | {"member_days": [DAY]}, ladder, version_id=1, number=1)
    members = stored(wanted, random.Random(7))
    outcome, draft = Outcome(), Rules.draft(programme)
    begun = time.perf_counter()
    for rows in members:
        start = Start(rows[0][0], 0, 0, "ordinary")
        lines = (PastLine(*row[:-1], json.loads(row[-1])) for row in rows)
        replay_member(lines, rules=draft, start=start, since=SINCE, outcome=outcome)
    told(outcome.lines, time.perf_counter() - begun)


def of_database(wanted: int, *, keep: bool) -> None:
    """The whole flow on PostgreSQL: asked for, streamed, its progress written down, its answer kept."""
    url = database(keep=keep)
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "facet.config.settings.dev"}
    import django  # noqa: PLC0415 -- settings are named only now

    django.setup()
    from facet.kernel.permissions import house  # noqa: PLC0415 -- needs Django
    from facet.loyalty import flows, services  # noqa: PLC0415 -- as above
    from facet.loyalty.models import EarnedLine, Replay  # noqa: PLC0415 -- as above
    from facet.loyalty.rules.programme import GradeFacts  # noqa: PLC0415 -- as above
    from facet.loyalty.selectors.replay import Period  # noqa: PLC0415 -- as above

    who = house("bench")
    if not EarnedLine.objects.exists():
        fill(wanted)
    rules, ladder = TEMPLATES["demo"]
    draft = services.Rules(
        rules=rules | {"member_days": [DAY]}, ladder=[GradeFacts(*step) for step in map(facts, ladder)]
    )
    number = services.save_draft(actor=who, wanted=draft, at=AT).number
    period = Period(SINCE, SINCE + timedelta(days=DAYS + 30))
    key = services.ask_replay(actor=who, number=number, period=period, at=AT)
    begun = time.perf_counter()
    flows.run_replay(actor=who, replay_id=key, at=AT, on=AT.date())
    took = time.perf_counter() - begun
    row = Replay.objects.get(pk=key)
    told(row.result["lines"], took)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{row.result['differing']:,} lines differ, {len(row.result['moves'])} ways of grades; {peak:,} MB at most")


def facts(step: Any) -> tuple[Any, ...]:
    return step.code, step.name, step.name_en, step.threshold, step.coefficient_bp


def database(*, keep: bool) -> str:
    """An empty, migrated database of our own, or the one that was kept."""
    import psycopg  # noqa: PLC0415 -- --memory goes without
    from tillbench.world import ADMIN, manage  # noqa: PLC0415 -- as above

    url = ADMIN.rsplit("/", 1)[0] + f"/{NAME}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facet.config.settings.dev")
    with psycopg.connect(ADMIN, autocommit=True) as admin:
        there = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
        if there and keep:
            return url
        admin.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {NAME}")
    manage(url, "prepare", "--database")
    manage(url, "createcachetable")
    return url


def fill(wanted: int) -> None:
    """One store, one member made by hand and copied, an account for each, and the lines by COPY."""
    from django.db import connection  # noqa: PLC0415 -- needs Django

    from facet.kernel import operations  # noqa: PLC0415 -- as above
    from facet.kernel.operations import OperationKey  # noqa: PLC0415 -- as above
    from facet.kernel.permissions import house  # noqa: PLC0415 -- as above
    from facet.kernel.transactions import unit_of_work  # noqa: PLC0415 -- as above
    from facet.loyalty import services  # noqa: PLC0415 -- as above
    from facet.loyalty.tests import factories as make  # noqa: PLC0415 -- as above

    version = services.install_programme(house("bench"), AT, template="demo", effective_on=date(2020, 1, 1))
    first = make.member()
    act = uuid.uuid4()
    unit_of_work(operations.begin)(OperationKey(act, ""), kind="bench.fill", actor=house("bench"), at=AT)
    members = wanted // LINES_A_MEMBER
    with connection.cursor() as cursor:
        copy_rows(
            cursor,
            "members_member",
            first.pk,
            members,
            {"id": "n", "seal_id": "gen_random_uuid()", "number": "'B' || lpad(n::text, 8, '0')"},
        )
        copy_rows(cursor, "members_standing", first.pk, members, {"member_id": "n"})
        cursor.execute(
            "INSERT INTO loyalty_pointsaccount (id, member_id, available, owed, pending, reserved, lifetime)"
            " SELECT n, n, 0, 0, 0, 0, 0 FROM generate_series(%s, %s) n", [first.pk + 1, first.pk + members],
        )  # fmt: skip
        columns = (
            "account_id, id, document, line_no, earned_on, points_class, base_cents, points, rule_version_id,"
            " reverses_id, trace, operation_id, recorded_at, rate_bp, coefficient_bp, factor_bp, step_bp, bonus"
        )
        rest = (act, AT, 10_000, 12_000, 10_000, 10_000, 0)
        with cursor.copy(f"COPY loyalty_earnedline ({columns}) FROM STDIN") as copy:
            for rows in stored(wanted, random.Random(7)):
                for row in rows:
                    copy.write_row((row[0] + first.pk, *row[1:8], version.pk, None, row[10], *rest))
        cursor.execute(
            "UPDATE loyalty_pointsaccount SET lifetime = s.points FROM (SELECT account_id, sum(points) AS points FROM"
            " loyalty_earnedline GROUP BY account_id) s WHERE s.account_id = loyalty_pointsaccount.id"
        )
        cursor.execute("ANALYZE")


def copy_rows(cursor: Any, table: str, key: int, times: int, own: dict[str, str]) -> None:
    """Copy the row whose first of `own` is `key`, `times` over, with its own columns."""
    cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
    names = [name for (name,) in cursor.fetchall()]
    chosen = ", ".join(own.get(name, f't."{name}"') for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    cursor.execute(
        f"INSERT INTO {table} ({quoted}) SELECT {chosen} FROM {table} t, generate_series(%s, %s) n"
        f" WHERE t.{next(iter(own))} = %s", [key + 1, key + times, key],
    )  # fmt: skip


def told(lines: int, seconds: float) -> None:
    rate = lines / seconds
    print(f"{lines:,} lines in {seconds:.1f} s: {rate:,.0f} a second; a million take {1_000_000 / rate:.0f} s")


def main() -> None:
    """Print lines, seconds, lines a second and what a million would take."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--keep", action="store_true", help="replay the database that stands there")
    parser.add_argument("--memory", action="store_true", help="the rules alone, without a database")
    given = parser.parse_args()
    if given.memory:
        of_rules(given.lines)
    else:
        of_database(given.lines, keep=given.keep)


if __name__ == "__main__":
    main()
