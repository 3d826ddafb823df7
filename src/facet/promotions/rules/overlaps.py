"""Which promotions meet: same days, same stores, same goods, and what happens then. Pure. Source: P24."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from facet.kernel.errors import gettext_noop
from facet.promotions.rules.terms import Offer, Scope


class Meeting(StrEnum):
    """What happens on a ticket that takes both."""

    ADD_UP = "add_up"
    FIRST = "first"  # one group, another priority
    BETTER = "better"  # one group, one priority


MEETING_WORDS: dict[str, str] = {
    Meeting.ADD_UP: gettext_noop("both count on the same goods and add up"),
    Meeting.FIRST: gettext_noop("only the one with the higher priority counts"),
    Meeting.BETTER: gettext_noop("only the one that gives the customer more counts"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two promotions that meet, from `begins` to before `until`."""

    one: Offer
    other: Offer
    begins: date
    until: date
    meeting: str
    winner: str = ""


def clashes(offer: Offer, others: Iterable[Offer], *, paths: Mapping[str, Sequence[str]]) -> list[Clash]:
    """Every promotion that `offer` meets; `paths` are the category codes above each category, itself included."""
    found = []
    for other in sorted(others, key=lambda each: each.code):
        mine, theirs = offer.terms.conditions, other.terms.conditions
        begins, until = max(mine.begins, theirs.begins), min(mine.until, theirs.until)
        if other.code == offer.code or begins >= until or not _meet(offer, other, paths):
            continue
        meeting, winner = _meeting(offer, other)
        found.append(Clash(one=offer, other=other, begins=begins, until=until, meeting=meeting, winner=winner))
    return found


def _meeting(one: Offer, other: Offer) -> tuple[Meeting, str]:
    if not one.terms.group or one.terms.group != other.terms.group:
        return Meeting.ADD_UP, ""
    if one.terms.priority == other.terms.priority:
        return Meeting.BETTER, ""
    return Meeting.FIRST, max((one, other), key=lambda each: each.terms.priority).name


def _meet(one: Offer, other: Offer, paths: Mapping[str, Sequence[str]]) -> bool:
    mine, theirs = one.terms.conditions, other.terms.conditions
    return (
        _shared(mine.stores, theirs.stores)
        and _shared(mine.store_kinds, theirs.store_kinds)
        and _shared(mine.grades, theirs.grades)
        and _shared(mine.weekdays, theirs.weekdays)
        and mine.from_minute < theirs.until_minute
        and theirs.from_minute < mine.until_minute
        and any(_scopes_meet(a, b, paths) for a in _scopes(one) for b in _scopes(other))
    )


def _scopes(offer: Offer) -> Sequence[Scope]:
    return offer.terms.parts or (offer.terms.scope,)


def _scopes_meet(one: Scope, other: Scope, paths: Mapping[str, Sequence[str]]) -> bool:
    if one.is_open or other.is_open or one.styles & other.styles or one.pieces & other.pieces:
        return True
    if one.styles or one.pieces or other.styles or other.pieces:
        return bool(one.categories or other.categories)  # a style or a piece may lie in the other's category
    return any(a in paths.get(b, (b,)) or b in paths.get(a, (a,)) for a in one.categories for b in other.categories)


def _shared(one: frozenset[Any], other: frozenset[Any]) -> bool:
    return not one or not other or bool(one & other)
