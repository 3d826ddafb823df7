"""Administrative areas (省/市/区) and their codes. Pure.

Source: GB/T 2260, data/areas.csv (provinces, prefectures, counties and districts of the mainland;
provinces only for Hong Kong, Macao and Taiwan). R346.
"""

import csv
import functools
from importlib import resources

from facet.kernel.errors import Invalid, gettext_noop


@functools.lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    text = resources.files("facet.members").joinpath("data/areas.csv").read_text(encoding="utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(text.splitlines())}


@functools.lru_cache(maxsize=1)
def _full_names() -> dict[str, str]:
    return {code: _joined(code) for code in _names()}


def _joined(code: str) -> str:
    names = _names()
    levels = dict.fromkeys([f"{code[:2]}0000", f"{code[:4]}00", code])
    return "".join(names.get(level, "") for level in levels)


def area_name(code: str) -> str:
    """The names of `code` from large to small: 330106 → 浙江省杭州市西湖区; "" for an unknown code."""
    return _full_names().get(code, "")


def find_areas(text: str, *, most: int = 12) -> list[tuple[str, str]]:
    """Areas whose full name holds every part of `text`, the largest first: (code, full name)."""
    parts = text.split()
    if not parts:
        return []
    hits = [(code, name) for code, name in _full_names().items() if all(part in name for part in parts)]
    return sorted(hits, key=lambda hit: (len(hit[1]), hit[0]))[:most]


def area_code(text: str) -> str:
    """The code that `text` means: a code, a full name, or a part of one that fits one area only.

    Raises: Invalid.
    """
    wanted = "".join(text.split())
    if not wanted or wanted in _names():
        return wanted
    hits = find_areas(text, most=200)
    exact = [code for code, name in hits if name == wanted] or [code for code, name in hits if _ends(name, wanted)]
    if len(exact or hits) == 1:
        return exact[0] if exact else hits[0][0]
    raise Invalid(field="area", reason=gettext_noop("Choose one of the listed areas, such as 浙江省杭州市西湖区."))


def _ends(name: str, wanted: str) -> bool:
    return name.endswith(wanted)
