"""Every act that is recorded, and every fact beside it, has words in English and Chinese."""

import ast
import re
from collections.abc import Iterator
from itertools import chain

from facet.audit.rules import words
from facet.shell import catalogues
from tests.architecture.sources import ROOT, SRC, none

RECORDERS = {"record", "_record", "note"}
# An act is named by what has happened; a right (loyalty.adjust_points) and a subject (sales.sale) are not.
HAPPENED = re.compile(
    r"(\w+(?<!ne)ed|\w+_(set|given|taken|left|sent|withdrawn|done|held|paid|lost|reset|made|in|out|put|cut|met|begun|"
    r"sold|bought|brought|kept|written|chosen|public))"
)
NOT_FACTS = {"at", "subject", "store", "before", "after", "request"}


def services() -> Iterator[tuple[str, ast.AST]]:
    """(file, tree) of everything that may record."""
    for path in sorted(chain(SRC.glob("*/services/*.py"), SRC.glob("kernel/*.py"), SRC.glob("kernel/*/*.py"))):
        if "tests" not in path.parts:
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def texts(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def recorded() -> tuple[dict[str, str], dict[str, str]]:
    """(acts, facts), each with the file it stands in."""
    acts: dict[str, str] = {}
    facts: dict[str, str] = {}
    for file, tree in services():
        domain = file.split("/")[2]
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        told = set(chain.from_iterable(texts(call) for call in calls if name_of(call) == "publish"))
        noted = [call for call in calls if name_of(call) in RECORDERS]
        said = set(chain.from_iterable(texts(call) for call in noted))
        for text in texts(tree):
            part, dot, act = text.partition(".")
            if dot and part == domain and HAPPENED.fullmatch(act) and (text in said or text not in told):
                acts[text] = file
        for call in noted:
            facts |= {word.arg: file for word in call.keywords if word.arg and word.arg not in NOT_FACTS}
    return acts, facts


def test_every_act_and_every_fact_has_words():
    acts, facts = recorded()
    assert "sales.sale_completed" in acts
    assert "difference_cents" in facts
    books = (catalogues.po_path(domain, "zh_Hans") for domain in catalogues.domains())
    found = chain.from_iterable(catalogues.messages(path) for path in books)
    known = {(message.context, message.id) for message in found if catalogues.is_translated(message)}
    phrases = {("act", words.action_words(act)): file for act, file in acts.items()}
    phrases |= {("fact", words.fact_name(fact)[0]): file for fact, file in facts.items()}
    none(
        f"{file}: no words for the {kind} “{phrase}”"
        for (kind, phrase), file in sorted(phrases.items())
        if (kind, phrase) not in known
    )
