"""Numbers on tags, chips and certificates: one written form for each. Pure."""

import re

from facet.inventory.errors import TagUnfit

_TAG = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,31}")
_EPC = re.compile(r"[0-9A-F]{8,32}")


def normal_tag(text: str) -> str:
    """`text` as tags are stored: capitals, no blanks. A scanner's stray spaces do not matter."""
    return "".join(letter for letter in text if letter.isprintable() and not letter.isspace()).upper()[:64]


def checked_tag(text: str) -> str:
    """`text` as a new tag. Raises: TagUnfit."""
    tag = normal_tag(text)
    if not _TAG.fullmatch(tag):
        raise TagUnfit(tag=text[:40])
    return tag


def checked_epc(text: str) -> str | None:
    """`text` as the hexadecimal number of an RFID chip, None when empty. Raises: TagUnfit."""
    epc = normal_tag(text)
    if not epc:
        return None
    if not _EPC.fullmatch(epc):
        raise TagUnfit(tag=text[:40])
    return epc


def normal_certificate(text: str) -> str:
    """A certificate's number as stored: capitals, no blanks; never parsed for meaning."""
    return normal_tag(text)[:40]
