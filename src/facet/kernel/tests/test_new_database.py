"""A new database stands at once, and one that was cut off between its two steps is taken up. A process of its own."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]


def django(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {"FACET_HOME": str(home), "DJANGO_SETTINGS_MODULE": "facet.config.settings.dev", "PYTHONPATH": "src"}
    return subprocess.run(
        [sys.executable, "-m", "django", *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


def test_a_new_house_has_every_table_and_every_migration_noted(tmp_path):
    assert django(tmp_path, "prepare", "--database").returncode == 0
    with sqlite3.connect(tmp_path / "facet.sqlite3") as house:
        made = house.execute("select count(*) from sqlite_master").fetchone()
        house.execute("delete from django_migrations")  # the power went off before they were noted
    house.close()

    assert django(tmp_path, "prepare", "--database").returncode == 0
    again = django(tmp_path, "migrate", "--check")
    with sqlite3.connect(tmp_path / "facet.sqlite3") as house:
        assert house.execute("select count(*) from sqlite_master").fetchone() == made
    house.close()
    assert again.returncode == 0, again.stdout
