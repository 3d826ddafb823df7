"""A shape of the API has one name: programs that read the document take two of one name for one."""

import ast
from collections import defaultdict

from tests.architecture.sources import ROOT, SRC, none

SHAPES = ("In", "Out", "Body", "Patch", "Create")


def test_no_two_domains_name_a_shape_alike():
    seen: dict[str, set[str]] = defaultdict(set)
    files = [*SRC.glob("*/api/*.py"), *SRC.glob("*/api/*/*.py"), SRC / "kernel" / "interface.py"]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and node.bases and node.name.endswith(SHAPES):
                seen[node.name].add(str(path.relative_to(ROOT)))
    assert len(seen) > 50
    none(f"{name}: {', '.join(sorted(files))}" for name, files in seen.items() if len(files) > 1)
