"""The whole history of migrations leads to the tables that a new house gets from the models, on both databases.

Each way runs in a process of its own on an empty database. A stage of its own in `make test`: it takes a minute.
"""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
POSTGRESQL = os.environ.get("FACET_TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
WAYS = {"history": ("migrate", "--verbosity=0"), "models": ("prepare", "--database")}
NOT_OURS = ("auth_", "django_", "kernel_cache", "sqlite_")  # Django's own, and the cache's, made by another command

COLUMNS = """
    select table_name, column_name, data_type, coalesce(character_maximum_length, 0), is_nullable
    from information_schema.columns where table_schema = 'public'
"""
CONSTRAINTS = """
    select conrelid::regclass::text, case contype when 'f' then '' else conname end, pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
"""
INDEXES = (
    "select tablename, regexp_replace(indexdef, ' INDEX [^ ]+ ', ' INDEX ') from pg_indexes where schemaname = 'public'"
)


def build(way: str, home: Path, url: str = "") -> None:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {"FACET_HOME": str(home), "DJANGO_SETTINGS_MODULE": "facet.config.settings.dev", "PYTHONPATH": "src"}
    env |= {"DATABASE_URL": url} if url else {}
    done = subprocess.run(
        [sys.executable, "-m", "django", *WAYS[way]], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2_000:]


def test_both_ways_lead_to_the_same_tables_on_sqlite(tmp_path):
    shapes = []
    for way in WAYS:
        home = tmp_path / way
        home.mkdir()
        build(way, home)
        with closing(sqlite3.connect(home / "facet.sqlite3")) as house:
            shapes.append(set(_of_sqlite(house)))

    assert len(shapes[0]) > 1_000
    assert sorted(map(str, shapes[0] ^ shapes[1])) == []


def _of_sqlite(house: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    for table, sql in house.execute("select name, sql from sqlite_master where type = 'table'").fetchall():
        if table.startswith(NOT_OURS):
            continue
        for _, name, kind, needed, _, key in house.execute(f'pragma table_info("{table}")'):
            yield (table, name, kind, needed, bool(key))
        for foreign in house.execute(f'pragma foreign_key_list("{table}")'):
            yield (table, "foreign key", *foreign[2:5])
        for name in re.findall(r'CONSTRAINT "(\w+)" (?:CHECK|UNIQUE)', sql):
            yield (table, "constraint", name)
        for row in house.execute(f'pragma index_list("{table}")').fetchall():
            columns = [each[2] for each in house.execute(f'pragma index_info("{row[1]}")')]
            yield (table, "index", row[2], row[4], *columns)


def test_both_ways_lead_to_the_same_tables_on_postgresql(tmp_path):
    try:
        server = psycopg.connect(POSTGRESQL, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        if IN_CI:
            raise
        pytest.skip(f"PostgreSQL does not answer: {error}")
    shapes = []
    with closing(server):
        for way in WAYS:
            name = f"facet_{way}_{os.getpid()}"
            url = urlunsplit(urlsplit(POSTGRESQL)._replace(path=f"/{name}"))
            home = tmp_path / way
            home.mkdir()
            server.execute(f'create database "{name}"')  # type: ignore[arg-type]
            try:
                build(way, home, url)
                with closing(psycopg.connect(url)) as house:
                    shapes.append(_of_postgresql(house))
            finally:
                server.execute(f'drop database "{name}" with (force)')  # type: ignore[arg-type]

    assert len(shapes[0]) > 1_000
    assert sorted(map(str, shapes[0] ^ shapes[1])) == []


def _of_postgresql(house: psycopg.Connection) -> set[tuple[object, ...]]:
    rows = [row for query in (COLUMNS, CONSTRAINTS, INDEXES) for row in house.execute(query).fetchall()]
    return {row for row in rows if not row[0].startswith(NOT_OURS)}
