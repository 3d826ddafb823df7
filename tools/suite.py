"""`make test`: the checks, then the suite on SQLite and on PostgreSQL, one sum at the end.

`./facet test words…` hands the words to pytest instead. `--proof` runs the laws at their full
counts. FACET_TEST_DATABASE_URL names the PostgreSQL; under CI=true a missing one is a failure.
"""

from __future__ import annotations

import collections
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTEST = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
POSTGRESQL = os.environ.get("FACET_TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
_SUMMARY = re.compile(r"\d+ (?:passed|failed|errors?|skipped|xfailed|deselected)\b.* in [\d.]+s")
_COUNT = re.compile(r"(\d+) (passed|failed|error|skipped)")
ALIKE = ("src/facet/shell/tests", "tests/access", "tests/api", "tests/launcher")
NOTHING_COLLECTED = 5  # pytest's exit code


class Suite:
    """The stages so far: what passed, what failed, what is to be told at the end."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.counts: collections.Counter[str] = collections.Counter()
        self.troubles: list[str] = []

    def stage(self, title: str, command: list[str], **env: str) -> None:
        """Run one stage, showing what it says; its counts are added up from pytest's last line."""
        print(f"\n=== {title} ===", flush=True)
        began = time.monotonic()
        home = self.home / re.sub(r"\W+", "-", title)
        home.mkdir()
        process = subprocess.Popen(
            command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            env=dict(os.environ) | {"FACET_HOME": str(home)} | env,
        )  # fmt: skip
        for line in process.stdout or ():
            print(line, end="", flush=True)
            if _SUMMARY.search(line):
                self.counts.update({word: int(count) for count, word in _COUNT.findall(line)})
        code = process.wait()
        print(f"=== {title}: {time.monotonic() - began:.0f} s ===", flush=True)
        if code not in {0, NOTHING_COLLECTED}:
            self.troubles.append(f"{title} (exit {code})")

    def end(self) -> int:
        failed = self.counts["failed"] + self.counts["error"]
        failed = max(failed, len(self.troubles))  # a stage may fall without counting a test
        for trouble in self.troubles:
            print(f"FAILED: {trouble}")
        print(f"{self.counts['passed']} passed, {failed} failed, {self.counts['skipped']} skipped", flush=True)
        return 1 if failed else 0


def has_postgresql() -> bool:
    import psycopg  # noqa: PLC0415 -- slow import, and only here

    try:
        psycopg.connect(POSTGRESQL, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        print(f"PostgreSQL does not answer: {error}", flush=True)
        return False
    return True


def run_all(suite: Suite, *, proof: bool) -> None:
    profile = {"HYPOTHESIS_PROFILE": "proof" if proof else "ci"}
    both = ["-n", "2", "--dist", "worksteal"] if (os.cpu_count() or 1) > 1 else []
    suite.stage("checks", [sys.executable, "tools/checks.py"])
    # The history runs once on each database, and must end where the models do; everything else starts there.
    suite.stage("history of migrations", [*PYTEST, *both, "tests/migrations"])
    new = [*PYTEST, "--no-migrations"]
    apart = ("architecture", "concurrency", "journeys", "migrations")
    fast = [*new, *both, *(f"--ignore=tests/{folder}" for folder in apart)]
    suite.stage("suite on SQLite", fast, **profile)
    suite.stage("journeys in a browser", [*new, *both, "tests/journeys"], **profile)
    if has_postgresql():
        there = {"DATABASE_URL": POSTGRESQL, "FACET_TEST_DB": f"test_facet_{os.getpid()}"} | profile
        # Words, frames and doors are alike on every database; only the nightly proof opens them all on both.
        alike = [] if proof else [f"--ignore={place}" for place in ALIKE]
        suite.stage("suite on PostgreSQL", [*fast, *alike, "--create-db"], **there)
        suite.stage("two at once on PostgreSQL", [*new, "--create-db", "tests/concurrency"], **there)
    elif IN_CI:
        suite.troubles.append(f"no PostgreSQL at {POSTGRESQL}")
    else:
        print("skipped: the suite on PostgreSQL (start one, or set FACET_TEST_DATABASE_URL)")


def main(words: list[str]) -> int:
    proof = "--proof" in words
    rest = [word for word in words if word != "--proof"]
    if rest:
        return subprocess.run([*PYTEST, *rest], cwd=ROOT, check=False).returncode
    home = Path(tempfile.mkdtemp(prefix="facet-suite-"))
    suite = Suite(home)
    try:
        run_all(suite, proof=proof)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return suite.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
