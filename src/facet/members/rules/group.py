"""Groups of members: kept by hand, or computed every night from facts. Pure. Source: R347, R027."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from facet.kernel.errors import Invalid, gettext_noop

_CODE = re.compile(r"[a-z][a-z0-9-]{1,31}")
LARGEST = 10**12


class GroupKind(StrEnum):
    """Who decides who is in a group."""

    MANUAL = "manual"
    COMPUTED = "computed"


GROUP_KINDS = {
    GroupKind.MANUAL: gettext_noop("Kept by hand"),
    GroupKind.COMPUTED: gettext_noop("Computed every night"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupParam:
    """One number that a rule asks for. `unit` says how people type it: int, yuan, points, grams."""

    key: str
    label: str  # English msgid
    default: int
    unit: str = "int"
    least: int = 0
    most: int = LARGEST


@dataclass(frozen=True, slots=True)
class GroupRule:
    """Slot "member.group": how a domain computes who belongs to a group.

    `members(params, on)` gives the ids of the members who belong on the day `on`; `params` holds a
    number for each of `asks`. It reads only, and the same day gives the same answer.
    """

    key: str
    title: str  # English msgid, shown where a group is made
    asks: Sequence[GroupParam]
    members: Callable[[Mapping[str, int], Any], frozenset[int]]
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupIn:
    """A group to be kept: its code never changes, its rule may."""

    code: str
    name: str
    name_en: str = ""
    rule: str = ""  # key of a GroupRule; "" for a group that is kept by hand
    params: Mapping[str, int] = field(default_factory=dict)
    order: int = 0
    is_active: bool = True


def checked_group(request: GroupIn, rule: GroupRule | None) -> GroupIn:
    """`request` with every number its rule asks for. Raises: Invalid, naming the field."""
    if not _CODE.fullmatch(request.code):
        reason = gettext_noop("Write small letters, digits and hyphens, beginning with a letter, such as high-end.")
        raise Invalid(field="code", reason=reason)
    if not 1 <= len(request.name.strip()) <= 32:
        raise Invalid(field="name", reason=gettext_noop("Write a name of at most 32 characters."))
    if request.rule and rule is None:
        raise Invalid(field="rule", reason=gettext_noop("Choose one of the list."))
    return GroupIn(
        code=request.code, name=request.name.strip(), name_en=request.name_en.strip(), rule=request.rule,
        params=_numbers(request.params, rule.asks) if rule else {}, order=request.order, is_active=request.is_active,
    )  # fmt: skip


def _numbers(given: Mapping[str, int], asks: Sequence[GroupParam]) -> dict[str, int]:
    if unknown := given.keys() - {each.key for each in asks}:
        raise Invalid(field=sorted(unknown)[0], reason=gettext_noop("This rule does not ask for it."))
    numbers = {each.key: given.get(each.key, each.default) for each in asks}
    for each in asks:
        if not each.least <= numbers[each.key] <= each.most:
            raise Invalid(field=each.key, reason=gettext_noop("The number is out of bounds."))
    return numbers
