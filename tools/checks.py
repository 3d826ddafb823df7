"""`make check`: everything that must be true before a commit, two at a time, all failures told.

Words on the command line choose some of the checks: `./facet check lint types`.
"""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
DJANGO = [sys.executable, "-m", "django"]
PYTEST = [sys.executable, "-m", "pytest"]


@dataclass(frozen=True)
class Outcome:
    """How one check ended."""

    name: str
    said: str
    good: bool
    seconds: float


def program(*words: str | Path) -> Callable[[], tuple[bool, str]]:
    """A check that is a program: good when it exits with 0."""

    def run() -> tuple[bool, str]:
        done = subprocess.run(
            [str(word) for word in words], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        return done.returncode == 0, done.stdout

    return run


def openapi() -> tuple[bool, str]:
    """docs/api/openapi.json is what the code gives."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "openapi.json"
        words = ["export_openapi_schema", "--api", "facet.config.api.api", "--indent", "1", "--sorted"]
        good, said = program(*DJANGO, *words, "--output", fresh)()
        if not good:
            return False, said
        committed = ROOT / "docs" / "api" / "openapi.json"
        before = committed.read_text().splitlines() if committed.exists() else []
        lines = list(
            difflib.unified_diff(before, fresh.read_text().splitlines(), "committed", "code", lineterm="", n=1)
        )
    return not lines, "\n".join([*lines[:60], "if you meant it: ./facet openapi"])


# The longest first: two run at a time.
CHECKS: dict[str, Callable[[], tuple[bool, str]]] = {
    "types": program(BIN / "mypy", "--no-error-summary"),
    "architecture": program(*PYTEST, "tests/architecture", "-p", "no:playwright", "-p", "no:cacheprovider"),
    "contracts": program(BIN / "lint-imports", "--no-cache"),
    "migrations": program(*DJANGO, "makemigrations", "--check", "--dry-run"),
    "openapi": openapi,
    "templates": program(BIN / "djlint", "src/facet", "--lint", "--quiet"),
    "lint": program(BIN / "ruff", "check", "--output-format", "concise", ".", "facet"),
    "format": program(BIN / "ruff", "format", "--check", "--output-format", "concise", ".", "facet"),
}


def measured(name: str) -> Outcome:
    began = time.monotonic()
    good, said = CHECKS[name]()
    seconds = time.monotonic() - began
    last = said.strip().splitlines()[-1] if name == "architecture" and said.strip() else ""
    print(f"{'ok  ' if good else 'FAIL'} {name:13} {seconds:5.1f} s  {last}", flush=True)
    return Outcome(name, said, good, seconds)


def main(wanted: list[str]) -> int:
    if unknown := set(wanted) - set(CHECKS):
        sys.exit(f"no such check: {', '.join(unknown)}; there are {', '.join(CHECKS)}")
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        outcomes = list(pool.map(measured, [name for name in CHECKS if not wanted or name in wanted]))
    bad = [outcome for outcome in outcomes if not outcome.good]
    for outcome in bad:
        said = outcome.said.strip()
        said = said.rpartition("\n")[0] if outcome.name == "architecture" else said  # its sum was told above
        print(f"\n--- {outcome.name} ---\n{said}", flush=True)
    names = ", ".join(outcome.name for outcome in bad)
    verdict = f"FAILED: {names}" if bad else "all kept"
    print(
        f"\ncheck: {len(outcomes) - len(bad)} of {len(outcomes)} in {time.monotonic() - began:.0f} s, {verdict}",
        flush=True,
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
