"""The statement about a sold piece that the house signs: no buyer, no price. Pure. Source: M5, F5."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

VERSION = 1
TOKEN_BYTES = 16  # 128 random bits: not to be guessed, and the page counts who tries
LIMITS = {"page": (120, 10), "unknown": (20, 10)}  # times, minutes: per network address


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the paper says. Units: mg, ten-thousandths, thousandths of a carat."""

    chain: str
    chain_en: str
    tag: str
    name: str
    name_en: str
    metal: str
    fineness_e4: int
    gross_weight_mg: int
    net_weight_mg: int
    stones: tuple[tuple[str, int, int], ...]  # kind, count, carat_mct
    certificates: tuple[tuple[str, str], ...]  # laboratory, number
    city: str
    sold_on: date


def canonical(facts: Mapping[str, Any]) -> str:
    """One text for one set of facts: keys in order, no blanks, as it is signed and as it is kept."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def statement(stated: Stated) -> str:
    """The exact text that is signed."""
    return canonical(
        {
            "kind": "facet.warranty",
            "version": VERSION,
            "seller": {"name": stated.chain, "name_en": stated.chain_en, "city": stated.city},
            "piece": {
                "tag": stated.tag,
                "name": stated.name,
                "name_en": stated.name_en,
                "metal": stated.metal,
                "fineness_e4": stated.fineness_e4,
                "gross_weight_mg": stated.gross_weight_mg,
                "net_weight_mg": stated.net_weight_mg,
                "stones": [{"kind": kind, "count": count, "carat_mct": mct} for kind, count, mct in stated.stones],
                "certificates": [{"laboratory": lab, "number": number} for lab, number in stated.certificates],
            },
            "sold_on": stated.sold_on.isoformat(),
        }
    )


@dataclass(frozen=True, slots=True)
class SignedFile:
    """What stands in a downloaded file."""

    statement: str
    signature: str
    key_number: int


def file_text(signed: SignedFile) -> str:
    """The file that a customer keeps: the statement as it was signed, the signature, the key's number."""
    facts = {"statement": signed.statement, "signature": signed.signature, "key": signed.key_number}
    return json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_file(text: str) -> SignedFile | None:
    """A downloaded file, None where it is none of ours."""
    try:
        facts = json.loads(text)
        signed = SignedFile(facts["statement"], facts["signature"], facts["key"])
    except (ValueError, KeyError, TypeError):
        return None
    whole = isinstance(signed.statement, str) and isinstance(signed.signature, str)
    return signed if whole and isinstance(signed.key_number, int) else None


def facts_of(text: str) -> dict[str, Any]:
    """What a statement says, as `statement` wrote it."""
    facts: dict[str, Any] = json.loads(text)
    return facts
