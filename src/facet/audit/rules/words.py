"""An event in words: the act's name, and what was before and after. Pure: words in English, to be translated.

`sales.sale_completed` reads "Sale completed"; `net_cents: 1234500` reads "Net: 12,345.00 yuan".
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from facet.kernel import formats

LONGEST = 200  # characters of one fact
Say = Callable[[str, str], str]
_CODE = re.compile(r"[a-z]+(?:_[a-z]+)*(?:\.[a-z_]+)?")
_UNITS = {
    "_cents_per_gram": ("yuan", "yuan/g"),
    "_cents_per_ct": ("yuan", "yuan/ct"),
    "_cents": ("yuan", "yuan"),
    "_mg": ("grams", "g"),
    "_mct": ("carats", "ct"),
    "_bp": ("percent", "%"),
}


def _english(_context: str, phrase: str) -> str:
    return phrase


def action_words(action: str) -> str:
    """The last part of an action's name as a phrase: "inventory.pieces.exported" → "Exported"."""
    return action.rpartition(".")[2].replace("_", " ").capitalize()


def fact_name(name: str) -> tuple[str, str, str]:
    """(phrase, kind of number, unit) of a fact: "net_cents" → ("Net", "yuan", "yuan")."""
    for ending, (kind, unit) in _UNITS.items():
        if name.endswith(ending):
            return name.removesuffix(ending).replace("_", " ").capitalize(), kind, unit
    return name.replace("_", " ").capitalize(), "", ""


def value_words(name: str, value: Any, *, say: Say = _english) -> str:
    """One fact as people read it; "—" for nothing. `say(context, phrase)` puts a phrase into the reader's language."""
    if value is None or value in ("", [], {}):
        return "—"
    _, kind, _ = fact_name(name)
    if isinstance(value, bool):
        return say("value", "Yes" if value else "No")
    if isinstance(value, int):
        return formats.shown(value, kind) if kind else str(value)
    if isinstance(value, Mapping):
        return "; ".join(
            f"{_named(str(key), say)}: {value_words(str(key), each, say=say)}" for key, each in value.items()
        )[:LONGEST]
    if isinstance(value, list):
        return ", ".join(value_words(name, each, say=say) for each in value)[:LONGEST]
    return _coded(str(value), say)[:LONGEST]


def _named(key: str, say: Say) -> str:
    """A key inside a fact: a right or a code where it is one, else a field."""
    if "." in key:
        return say("right", key)
    phrase = fact_name(key)[0]
    said = say("fact", phrase)
    return said if said != phrase else say("value", phrase)


def _coded(text: str, say: Say) -> str:
    """A value: a code of ours ("by_weight", "chain") as a phrase, what people wrote as it is."""
    if _CODE.fullmatch(text) is None:
        return text
    if "." in text:
        return say("right", text)
    phrase = text.replace("_", " ").capitalize()
    said = say("value", phrase)
    return said if said != phrase else text.replace("_", " ")


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
