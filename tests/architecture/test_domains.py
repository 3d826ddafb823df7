"""What every domain owes the house: a README, labelled rights, offers in known slots."""

import ast
import importlib
import re
from enum import StrEnum

from facet.kernel import registry
from tests.architecture.sources import DOMAINS, ROOT, SRC, name_of, none, python_files, slots_of_the_registry, tree_of


def test_every_domain_has_a_readme():
    none(name for name in DOMAINS if name != "config" and not (SRC / name / "README.md").exists())


def permissions():
    for name in DOMAINS:
        if (SRC / name / "permissions.py").exists() and name != "kernel":
            module = importlib.import_module(f"facet.{name}.permissions")
            for thing in vars(module).values():
                if isinstance(thing, type) and issubclass(thing, StrEnum) and thing.__module__ == module.__name__:
                    for permission in thing:
                        yield name, permission, getattr(module, "LABELS", {})


def test_every_permission_is_named_after_its_domain_and_labelled():
    wrong = [
        str(permission)
        for domain, permission, labels in permissions()
        if not str(permission).startswith(f"{domain}.") or not labels.get(permission)
    ]

    none(wrong)


def test_every_permission_is_offered_to_the_role_matrix():
    offered = {offer.code for offer in registry.offers("permission")}

    none(sorted(str(permission) for _, permission, _ in permissions() if str(permission) not in offered))


def offers_in(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"registry.offer", "offer"} and node.args:
            yield node.args[0]


def test_every_slot_is_known_and_described():
    """A slot that ARCHITECTURE.md does not list is a mechanism that nobody can find."""
    used = {
        (slot.value, name_of(path))
        for path in python_files()
        for slot in offers_in(path)
        if isinstance(slot, ast.Constant)
    }
    filled = {(slot, "filled at start") for slot in registry._slots}

    none([pair for pair in sorted(used | filled) if pair[0] not in slots_of_the_registry()])


def test_every_source_names_a_page_that_exists():
    pages = re.compile(r"Source:[^\n]*?(docs/[\w/.-]+\.md)")
    missing = [
        f"{name_of(path)}: {page}"
        for path in python_files()
        for page in pages.findall(path.read_text(encoding="utf-8"))
        if not (ROOT / page).exists()
    ]

    none(missing)
