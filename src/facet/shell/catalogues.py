"""The words of the interface: found in the sources, kept in .po files, compiled without gettext.

Texts are written in English in the code (the msgid). Simplified Chinese lies beside each
domain in locale/zh_Hans; traditional Chinese is made from it by OpenCC and the corrections in
zh_hant.tsv. English needs no file: the msgid is the text. Source: decisions.md D12.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import templatize
from opencc import OpenCC

SOURCES = Path(__file__).resolve().parents[1]
CORRECTIONS = Path(__file__).with_name("zh_hant.tsv")
_ONE = ("_", "gettext", "gettext_lazy", "gettext_noop", "noop")
_TWO = ("ngettext", "ngettext_lazy")
_CONTEXT = ("pgettext", "pgettext_lazy")
KEYWORDS: Any = dict.fromkeys(_ONE) | dict.fromkeys(_TWO, (1, 2)) | dict.fromkeys(_CONTEXT, ((1, "c"), 2))
_NO_TEXTS = {"tests", "migrations", "locale", "static"}
_FACTS = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
_PERCENT = re.compile(r"%\(\w+\)[sd]|%[sd%]")

Key = tuple[str, str]  # context ("" for none), msgid


@dataclass
class Text:
    """One text of the interface and the places that show it."""

    context: str
    msgid: str
    plural: str = ""
    places: list[str] = field(default_factory=list)
    domains: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        return self.context, self.msgid


@dataclass(frozen=True)
class Finding:
    """Something that is wrong with the translations; `kind` is untranslated, stale, facts or twice."""

    kind: str
    msgid: str
    where: str

    def __str__(self) -> str:
        return f"{self.kind:12} {self.msgid!r} ({self.where})"


def po_path(domain: str, language: str) -> Path:
    """Where a domain's words of `language` (zh_Hans, zh_Hant) lie."""
    return SOURCES / domain / "locale" / language / "LC_MESSAGES" / "django.po"


def domains() -> list[str]:
    """The packages of facet that may have words."""
    return sorted(path.name for path in SOURCES.iterdir() if path.is_dir() and (path / "__init__.py").exists())


def sources() -> Iterator[Path]:
    """Every file that may hold a text for people, tests and migrations apart."""
    for path in sorted(SOURCES.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and not _NO_TEXTS & set(path.parts):
            yield path


def texts() -> dict[Key, Text]:
    """Every text in the sources, by context and msgid."""
    found: dict[Key, Text] = {}
    for path in sources():
        place = path.relative_to(SOURCES)
        for line, context, msgid, plural in _texts_of(path):
            text = found.setdefault((context, msgid), Text(context, msgid))
            text.plural = text.plural or plural
            text.places.append(f"{place}:{line}")
            text.domains.add(place.parts[0])
    return found


def _texts_of(path: Path) -> Iterator[tuple[int, str, str, str]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What lies between the texts is blanked out; its indentation means nothing to Python.
        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())
    for line, function, said, _comments in extract_python(
        io.BytesIO(source.encode()), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        parts = [part or "" for part in said] if isinstance(said, tuple | list) else [said or ""]
        context = parts.pop(0) if function in _CONTEXT else ""
        msgid, plural = parts[0], parts[1] if function in _TWO and len(parts) > 1 else ""
        if msgid:
            yield line, context, msgid, plural


def catalogue(path: Path) -> Catalog:
    """The words in a .po file; an empty catalogue when there is none yet."""
    if not path.exists():
        return Catalog(locale=path.parts[-3], charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], charset="utf-8")


def messages(path: Path) -> Iterator[Message]:
    """The entries of a .po file, its header apart."""
    return (message for message in catalogue(path) if message.id)


def key_of(message: Message) -> Key:
    return message.context or "", _first(message.id)


def _first(said: object) -> str:
    return str(said[0]) if isinstance(said, tuple | list) else str(said or "")


def is_translated(message: Message) -> bool:
    return bool(_first(message.string)) and not message.fuzzy


def findings() -> list[Finding]:
    """Every text without Chinese, every Chinese without a text, every lost `{fact}`."""
    wanted = texts()
    known: set[Key] = set()
    found: list[Finding] = []
    for domain in domains():
        for message in messages(po_path(domain, "zh_Hans")):
            where = f"{domain}/locale"
            if key_of(message) not in wanted:
                found.append(Finding("stale", _first(message.id), where))
            elif is_translated(message):
                known.add(key_of(message))
                if _facts(message.id) != _facts(message.string):
                    found.append(Finding("facts", _first(message.id), f"{where}: {_first(message.string)}"))
    missing = (text for key, text in wanted.items() if key not in known)
    found += [Finding("untranslated", text.msgid, text.places[0]) for text in missing]
    return sorted(found, key=lambda one: (one.kind, one.where, one.msgid))


def _facts(said: object) -> set[str]:
    parts = said if isinstance(said, tuple | list) else [said]
    return {fact for part in parts for fact in _FACTS.findall(str(part or ""))}


def quarrels() -> list[Finding]:
    """Texts that two domains translate differently: only one of them would ever be seen."""
    seen: dict[Key, dict[str, str]] = {}
    for domain in domains():
        for message in messages(po_path(domain, "zh_Hans")):
            if is_translated(message):
                seen.setdefault(key_of(message), {})[domain] = _first(message.string)
    differing = {key: said for key, said in seen.items() if len(set(said.values())) > 1}
    return [
        Finding("twice", msgid, ", ".join(f"{domain}: {word}" for domain, word in said.items()))
        for (_context, msgid), said in sorted(differing.items())
    ]


def bring_in() -> dict[str, int]:
    """Add what no domain has yet to the .po of the domain that shows it; gives the number per domain."""
    known = {key_of(message) for domain in domains() for message in messages(po_path(domain, "zh_Hans"))}
    added: dict[str, int] = {}
    fresh: dict[str, list[Text]] = {}
    for key, text in texts().items():
        if key not in known:
            fresh.setdefault(min(text.domains), []).append(text)
    for domain, missing in fresh.items():
        path = po_path(domain, "zh_Hans")
        book = catalogue(path)
        for text in missing:
            said = (text.msgid, text.plural) if text.plural else text.msgid
            book.add(said, context=text.context or None, locations=[(text.places[0].partition(":")[0], 1)])
        _write(book, path)
        added[domain] = len(missing)
    return added


def drop_stale() -> int:
    """Remove the entries that no source shows any more."""
    wanted, dropped = texts(), 0
    for domain in domains():
        path = po_path(domain, "zh_Hans")
        book = catalogue(path)
        stale = [message for message in book if message.id and key_of(message) not in wanted]
        for message in stale:
            book.delete(message.id, message.context)
        if stale:
            _write(book, path)
            dropped += len(stale)
    return dropped


def _say_what_is_a_format(book: Catalog) -> None:
    """A per cent sign is no format: "80 means 20 % off" looks like one to every tool that checks .po files."""
    for message in book:
        if message.id and message.python_format and not _PERCENT.search(_first(message.id)):
            message.flags.discard("python-format")
            message.flags.add("no-python-format")


def _write(book: Catalog, path: Path) -> None:
    _say_what_is_a_format(book)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, book, width=110, omit_header=False, include_lineno=False, sort_output=True)


def compile_all() -> int:
    """Make traditional Chinese from simplified and compile both; gives the number of texts."""
    convert, count = traditional(), 0
    for domain in domains():
        source = po_path(domain, "zh_Hans")
        if not source.exists():
            continue
        simplified = catalogue(source)
        made = Catalog(locale="zh_Hant", charset="utf-8")
        for message in simplified:
            if message.id and is_translated(message):
                made.add(message.id, _each(message.string, convert), context=message.context)
                count += 1
        target = po_path(domain, "zh_Hant")
        _write(made, target)
        for book, path in ((simplified, source), (made, target)):
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, book)
    return count


def _each(said: object, convert: "Traditional") -> str | tuple[str, ...]:
    return tuple(convert(str(part)) for part in said) if isinstance(said, tuple | list) else convert(str(said))


class Traditional:
    """Simplified to traditional Chinese: OpenCC with Taiwan's words, then the trade's own corrections."""

    def __init__(self, corrections: list[tuple[str, str]]) -> None:
        self._opencc = OpenCC("s2twp")
        self._corrections = corrections

    def __call__(self, text: str) -> str:
        made: str = self._opencc.convert(text)
        for wrong, right in self._corrections:
            made = made.replace(wrong, right)
        return made


def traditional() -> Traditional:
    """The converter with the corrections of zh_hant.tsv ("what OpenCC gives<TAB>what we say")."""
    lines = (line for line in CORRECTIONS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    pairs = [line.split("\t") for line in lines]
    return Traditional([(wrong, right) for wrong, right, *_ in pairs])
