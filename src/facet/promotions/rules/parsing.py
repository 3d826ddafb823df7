"""Terms as they are stored and sent: JSON with sorted lists, and back. Pure."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from facet.promotions.errors import TermsInvalid
from facet.promotions.rules.checking import check_terms
from facet.promotions.rules.terms import Conditions, CostShares, Guard, Limits, Scope, Terms

_SECTIONS = {"limits": Limits, "guard": Guard, "shares": CostShares}
_SETS = {"categories", "styles", "pieces", "but", "stores", "store_kinds", "grades", "groups", "weekdays"}


def as_json(terms: Terms) -> dict[str, Any]:
    """`terms` as stored: everything that differs from nothing said."""
    return {name: _plain(value) for name, value in asdict(terms).items() if value not in (None, "", 0, False, ())}


def terms_from(data: Mapping[str, Any]) -> Terms:
    """The terms that `data` tells, checked. Raises: TermsInvalid."""
    try:
        plain = {name: value for name, value in data.items() if name not in {"conditions", "parts", "scope", "target"}}
        plain |= {name: kind(**data[name]) for name, kind in _SECTIONS.items() if name in data}
        terms = Terms(
            conditions=_conditions(data["conditions"]), parts=tuple(_scope(each) for each in data.get("parts", ())),
            scope=_scope(data.get("scope", {})), target=_scope(data.get("target", {})), **plain,
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise TermsInvalid(field="terms", reason=str(error)) from None
    check_terms(terms)
    return terms


def _conditions(data: Mapping[str, Any]) -> Conditions:
    days = {name: date.fromisoformat(data[name]) for name in ("begins", "until")}
    return Conditions(**_sets(data) | days)


def _scope(data: Mapping[str, Any]) -> Scope:
    return Scope(**_sets(data))


def _sets(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: frozenset(value) if name in _SETS else value for name, value in data.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items() if each not in ("", False, frozenset()) or each == 0}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
