"""What the architecture tests read: the tree, its domains and layers, its syntax trees."""

import ast
import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "facet"

# From the bottom up; strangers share a line. The import contracts say the same (.importlinter).
HOUSE = [
    "kernel",
    "audit",
    "organisation",
    "catalog",
    "members",
    "loyalty inventory",
    "promotions",
    "sales",
    "aftercare purchasing",
    "performance marketing",
    "analytics alerts",
    "integrations backup",
    "shell",
    "demo",
    "config",
]
HEIGHT = {name: height for height, names in enumerate(HOUSE) for name in names.split()}
DOMAINS = sorted(path.name for path in SRC.iterdir() if (path / "__init__.py").exists())


def none(offenders: Iterable[object]) -> None:
    """Fail with every offender on a line of its own."""
    found = [str(offender) for offender in offenders]
    if found:
        pytest.fail(f"{len(found)} to mend:\n  " + "\n  ".join(found), pytrace=False)


def in_tests(path: Path) -> bool:
    return bool({"tests", "testing"} & set(path.parts))


def python_files(*, tests: bool = False, under: Path = SRC) -> list[Path]:
    """The Python files of the application (or its tests), migrations apart."""
    return [path for path in sorted(under.rglob("*.py")) if "migrations" not in path.parts and in_tests(path) == tests]


def layer(*names: str) -> list[Path]:
    """The application files of these layers, whether the layer is a file or a package."""
    return [path for path in python_files() if {path.stem, *path.relative_to(SRC).parts[1:-1]} & set(names)]


@functools.cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def offered_by(path: Path) -> set[str] | None:
    """The names a layer's package hands out; None for a layer that is one file: all its public ones."""
    door = path.parent / "__init__.py"
    if path.stem == path.relative_to(SRC).parts[1].removesuffix(".py"):
        return None
    names = [node.names for node in tree_of(door).body if isinstance(node, ast.ImportFrom)]
    return {alias.asname or alias.name for group in names for alias in group}


def templates() -> list[Path]:
    return sorted(SRC.rglob("templates/**/*.html"))


@functools.lru_cache(maxsize=1)
def slots_of_the_registry() -> frozenset[str]:
    """The slots that ARCHITECTURE.md lists: first cell of the rows under "The slots of the registry"."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = text.split("The slots of the registry", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]
    cells = re.findall(r"^\| (`[^|]+`) \|", section, re.MULTILINE)
    return frozenset(slot for cell in cells for slot in re.findall(r"`([^`]+)`", cell))
