"""What each layer may do, as far as imports do not show it (style.md 3.2, 3.5)."""

import ast
import re

from tests.architecture.sources import functions, layer, name_of, none, offered_by, python_files, tree_of

CLOCK = re.compile(r"timezone\.now\(|datetime\.now\(|date\.today\(|time\.time\(|clock\.(now|today)\(|localdate\(\)")
TRANSACTION = re.compile(r"transaction\.(atomic|on_commit|commit|rollback)|select_for_update\(")
ALWAYS_A_WRITE = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "save", "force_insert"}
A_WRITE_ON_A_MANAGER = {"create", "update", "delete"}


def test_the_clock_is_passed_in():
    paths = layer("rules", "services", "selectors", "models", "errors", "permissions")

    none([name_of(path) for path in paths if CLOCK.search(path.read_text(encoding="utf-8"))])


def test_every_service_states_its_transaction():
    offenders = []
    for path in layer("services"):
        for node in tree_of(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                stated = {ast.unparse(decorator).split(".")[-1] for decorator in node.decorator_list}
                if not stated & {"unit_of_work", "joins_unit_of_work", "noted_reading"}:
                    offenders.append(f"{name_of(path)}: {node.name}")

    none(offenders)


def test_transactions_and_locks_are_the_services_business():
    paths = layer("web", "api", "tasks", "management", "flows", "selectors", "models", "rules")

    none([name_of(path) for path in paths if TRANSACTION.search(path.read_text(encoding="utf-8"))])


def writes_in(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            said = ast.unparse(node.func)
            if node.func.attr in ALWAYS_A_WRITE or (node.func.attr in A_WRITE_ON_A_MANAGER and ".objects" in said):
                yield f"{name_of(path)}:{node.lineno}: {said[-60:]}"


def test_only_services_write():
    paths = layer("web", "api", "tasks", "management", "flows", "selectors", "rules")

    none([write for path in paths for write in writes_in(path)])


def test_models_have_no_save_logic_and_no_signals():
    offenders = []
    for path in layer("models"):
        for node in functions(path):
            if node.name in {"save", "delete", "full_clean"}:
                offenders.append(f"{name_of(path)}: {node.name}")
    for path in python_files():
        if re.search(
            r"from django\.(dispatch|db\.models\.signals)|django\.db\.models import signals", path.read_text()
        ):
            offenders.append(name_of(path))

    none(offenders)


def test_selectors_state_their_queries():
    """`Queries: n` in the docstring of every selector a neighbour may call; a test holds the number.

    A `*_queryset` runs nothing by itself: what it costs is its list's business.
    """
    offenders = []
    for path in layer("selectors"):
        offered = offered_by(path)
        for node in tree_of(path).body:
            public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            silent = public and "Queries:" not in (ast.get_docstring(node) or "")
            if silent and not node.name.endswith("_queryset") and (offered is None or node.name in offered):
                offenders.append(f"{name_of(path)}: {node.name}")

    none(offenders)


def test_suppressions_carry_a_reason():
    bare = re.compile(r"#\s*(noqa: [A-Z0-9, ]+|noqa)\s*$")
    offenders = [
        f"{name_of(path)}:{number}"
        for path in [*python_files(), *python_files(tests=True)]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if bare.search(line) and "settings" not in path.parts  # there the import's one reason stands for all
    ]

    none(offenders)


def test_public_rules_services_and_selectors_say_what_they_give():
    offenders = []
    for path in layer("rules", "services", "selectors"):
        for node in tree_of(path).body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                offenders.append(f"{name_of(path)}: {node.name}")

    none(offenders)
