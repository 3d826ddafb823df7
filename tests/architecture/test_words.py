"""Every text has its Chinese, no Chinese is left without its text, and one thing has one word."""

import re
from collections.abc import Iterator

from facet.shell import catalogues, ribbon
from facet.shell import help as screens_help
from tests.architecture.sources import ROOT, none

GLOSSARY = ROOT / "docs" / "glossary.md"
# Papers that a customer reads: receipt, price screen, messages.
FOR_CUSTOMERS = re.compile(r"receipt|price_screen|paper|member_message")


def test_every_text_is_translated_and_no_translation_is_stale():
    none([str(finding) for finding in catalogues.findings()])


def banned() -> list[tuple[str, str]]:
    """(word, the word to use) of the glossary's last table."""
    table = GLOSSARY.read_text().partition("## Words we do not use")[2]
    rows = [tuple(cell.strip() for cell in line.split("|")[1:3]) for line in table.splitlines() if line[:1] == "|"]
    return [(word, other) for word, other in rows[2:]]


def texts() -> Iterator[tuple[str, str]]:
    """(where, text) of all that people read: catalogues, help, the ribbon's labels, the guides."""
    for path in sorted((ROOT / "src").glob("facet/*/locale/zh_Hans/LC_MESSAGES/django.po")):
        for block in path.read_text().split("\n\n"):
            if not FOR_CUSTOMERS.search(block.partition("msgid")[0]):
                yield f"{path.parts[-5]} “{_said(block)[:40]}”", _said(block)
    for screen in screens_help.screens():
        page = screens_help.help_for(screen)
        for text in (page.title_zh, page.title_en, *page.zh, *page.en):
            yield f"help of {screen}", text
    for command in ribbon.commands():
        yield f"ribbon {command.key}", f"{command.label} {command.words.split()[0]}"
    for path in sorted((ROOT / "docs" / "user-guide").rglob("*.md")):
        yield str(path.relative_to(ROOT)), path.read_text()


def _said(block: str) -> str:
    """The texts of a catalogue's entry, English and Chinese, as one line."""
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', re.sub(r"^#.*$", "", block, flags=re.MULTILINE)))


def test_what_the_glossary_bans_is_said_nowhere():
    words = banned()
    assert ("货号", "条码") in words
    none(
        [
            f"{where}: say {other}, not {word}"
            for where, text in texts()
            for word, other in words
            if word.casefold() in text.casefold()
        ]
    )
