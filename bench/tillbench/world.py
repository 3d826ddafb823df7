"""A database of the benchmark's own, filled by the demonstration's command."""

import os
import subprocess
import sys

import psycopg

ADMIN = os.environ.get("FACET_BENCH_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


def database(name: str, size: tuple[int, int, int], *, keep: bool) -> str:
    """The address of the database `name` with a chain of `size` (members, pieces, sales) in it."""
    url = ADMIN.rsplit("/", 1)[0] + f"/{name}"
    with psycopg.connect(ADMIN, autocommit=True) as admin:
        there = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if there and keep:
            return url
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {name}")
    members, pieces, sales = size
    print(f"filling {name}: {members:,} members, {pieces:,} pieces, {sales:,} sales")
    manage(url, "prepare", "--database")
    manage(url, "demo", "--members", str(members), "--pieces", str(pieces), "--sales", str(sales))
    with psycopg.connect(url, autocommit=True) as own:
        own.execute("VACUUM ANALYZE")
    return url


def manage(url: str, *words: str) -> None:
    """A management command on the database `url`."""
    environment = os.environ | {"DATABASE_URL": url, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-m", "django", *words], env=environment, check=True)
