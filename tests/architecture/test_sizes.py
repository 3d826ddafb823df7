"""Nothing grows past what one reads at one go (style.md 3.8)."""

import ast

from tests.architecture.sources import (
    ROOT,
    SRC,
    functions,
    layer,
    length,
    name_of,
    none,
    offered_by,
    python_files,
    templates,
    tree_of,
)

FILE, STYLES, TEMPLATE, SCREEN = 400, 500, 150, 90  # lines of a file
FUNCTION, VIEW, RULE, TEST, ARGUMENTS = 50, 25, 30, 40, 6
LAUNCHER = [ROOT / "facet", *sorted((ROOT / "tools").glob("*.py"))]


def lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def test_files_stay_small():
    everything = [*python_files(), *python_files(tests=True), *(ROOT / "tests").rglob("*.py"), *LAUNCHER]
    everything += SRC.rglob("*.js")

    none([f"{name_of(path)}: {lines(path)}" for path in everything if lines(path) > FILE])


def test_style_sheets_stay_small():
    none(f"{name_of(path)}: {lines(path)}" for path in SRC.rglob("*.css") if lines(path) > STYLES)


def too_long(paths, limit, wanted=lambda node: True):
    return [
        f"{name_of(path)}: {node.name} has {length(node)} lines"
        for path in paths
        for node in functions(path)
        if length(node) > limit and wanted(node)
    ]


def test_functions_stay_small():
    none(too_long([*python_files(), *LAUNCHER], FUNCTION))


def test_views_stay_small():
    none(too_long(layer("web"), VIEW, lambda node: node.args.args and node.args.args[0].arg == "request"))


def test_rules_stay_small():
    none(too_long(layer("rules"), RULE))


def test_tests_stay_small():
    paths = [*python_files(tests=True), *(ROOT / "tests").rglob("test_*.py")]

    none(too_long(paths, TEST, lambda node: node.name.startswith("test_")))


def test_templates_stay_small():
    none([f"{name_of(path)}: {lines(path)}" for path in templates() if lines(path) > TEMPLATE])


def test_readmes_and_decisions_fit_a_screen():
    pages = [*SRC.glob("*/README.md"), *(ROOT / "docs" / "decisions").glob("*.md")]

    none([f"{name_of(path)}: {lines(path)}" for path in pages if lines(path) > SCREEN])


def test_services_selectors_and_rules_take_few_arguments_and_name_them():
    """At most six; all but two are keyword-only, so that a call says what it gives.

    What a package does not hand out is its own business.
    """
    offenders = []
    for path in layer("services", "selectors", "rules"):
        offered = None if "rules" in path.parts else offered_by(path)
        for node in tree_of(path).body:
            public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            if public and (offered is None or node.name in offered):
                positional = len(node.args.posonlyargs) + len(node.args.args)
                if positional > 2 or positional + len(node.args.kwonlyargs) > ARGUMENTS:
                    offenders.append(f"{name_of(path)}: {node.name}({ast.unparse(node.args)})")

    none(offenders)
