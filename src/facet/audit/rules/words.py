"""An event in words: the act's name, and what was before and after. Pure: words in English, to be translated.

`sales.sale_completed` reads "Sale completed"; `net_cents: 1234500` reads "Net: 12,345.00 yuan".
"""

from collections.abc import Iterator, Mapping
from typing import Any

from facet.kernel import formats

LONGEST = 200  # characters of one fact
_UNITS = {
    "_cents_per_gram": ("yuan", "yuan/g"),
    "_cents_per_ct": ("yuan", "yuan/ct"),
    "_cents": ("yuan", "yuan"),
    "_mg": ("grams", "g"),
    "_mct": ("carats", "ct"),
    "_bp": ("percent", "%"),
}


def action_words(action: str) -> str:
    """The last part of an action's name as a phrase: "inventory.pieces.exported" → "Exported"."""
    return action.rpartition(".")[2].replace("_", " ").capitalize()


def fact_name(name: str) -> tuple[str, str, str]:
    """(phrase, kind of number, unit) of a fact: "net_cents" → ("Net", "yuan", "yuan")."""
    for ending, (kind, unit) in _UNITS.items():
        if name.endswith(ending):
            return name.removesuffix(ending).replace("_", " ").capitalize(), kind, unit
    return name.replace("_", " ").capitalize(), "", ""


def value_words(name: str, value: Any) -> str:
    """One fact as people read it; "—" for nothing."""
    if value is None or value in ("", [], {}):
        return "—"
    _, kind, _ = fact_name(name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return formats.shown(value, kind) if kind else str(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {value_words(str(key), each)}" for key, each in value.items())[:LONGEST]
    if isinstance(value, list):
        return ", ".join(value_words(name, each) for each in value)[:LONGEST]
    return str(value)[:LONGEST]


def changes(facts: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """(name, before, after) of everything that changed, from the facts `before` and `after`."""
    before, after = facts.get("before"), facts.get("after")
    if isinstance(before, Mapping) or isinstance(after, Mapping):
        old = before if isinstance(before, Mapping) else {}
        new = after if isinstance(after, Mapping) else {}
        for name in dict.fromkeys([*old, *new]):
            if old.get(name) != new.get(name):
                yield str(name), old.get(name), new.get(name)
    elif before is not None or after is not None:
        yield "value", before, after


def others(facts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The facts that are no change."""
    return ((name, value) for name, value in facts.items() if name not in {"before", "after"})
