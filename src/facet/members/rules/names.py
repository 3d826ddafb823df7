"""Names as they are shown: family name first, never split in two fields. Pure."""

import unicodedata

from facet.members.rules.surnames import COMPOUND


def tidy_name(text: str) -> str:
    """`text` in one Unicode form with single blanks, none between Han characters."""
    words = unicodedata.normalize("NFKC", text).split()
    out = ""
    for word in words:
        between_latin = out and not (is_han(out[-1]) and is_han(word[0]))
        out += (" " if between_latin else "") + word
    return out


def is_han(character: str) -> bool:
    """Whether `character` is a Chinese one (with the extensions that rare names use)."""
    point = ord(character)
    return 0x4E00 <= point <= 0x9FFF or 0x3400 <= point <= 0x4DBF or 0x20000 <= point <= 0x323AF or character == "〇"


def surname_of(name: str) -> str:
    """The family name: two characters where they are a compound one and a given name follows."""
    if not name.strip():
        return ""
    if not is_han(name[0]):
        return name.split(maxsplit=1)[0]
    return name[:2] if len(name) > 2 and name[:2] in COMPOUND else name[:1]


def masked_name(name: str) -> str:
    """The name for people who may not know it: 陈**, 欧阳**, M***."""
    if not name:
        return ""
    if is_han(name[0]):
        return surname_of(name) + "**"
    return name[0] + "***"


def initial_of(name: str) -> str:
    """What stands in the gold circle: the family name, or a Latin name's first letter."""
    return surname_of(name) if name and is_han(name[0]) else name[:1].upper()


def honorific(name: str, gender: str) -> tuple[str, str]:
    """The family name and the key of the title for a receipt; the whole name where the title is unknown."""
    return (surname_of(name), gender) if gender else (name, "")
