"""Paging by key: each page begins after the last row of the one before, however deep.

A page's address holds the order columns of its border row, signed; rows that come or go
meanwhile neither repeat nor hide others. Empty values stand last in both directions.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, Q, QuerySet

from facet.kernel.listing.definition import ListDefinition
from facet.kernel.listing.query import ListQuery

_SALT = "facet.listing"


@dataclass(frozen=True, slots=True)
class Key:
    """One order column: its path, its direction, and whether it may be empty."""

    path: str
    falling: bool
    nullable: bool

    @property
    def ordering(self) -> Any:
        column = F(self.path)
        if not self.nullable:  # plain, so that an index on the column serves both directions
            return column.desc() if self.falling else column.asc()
        return column.desc(nulls_last=True) if self.falling else column.asc(nulls_last=True)

    def reversed(self) -> Any:
        column = F(self.path)
        if not self.nullable:
            return column.asc() if self.falling else column.desc()
        return column.asc(nulls_first=True) if self.falling else column.desc(nulls_first=True)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows, and the signed keys of its neighbours ("" where there is none)."""

    rows: list[Any]
    after: str = ""
    before: str = ""


def keys_of(definition: ListDefinition, query: ListQuery, model: type[Model]) -> list[Key]:
    """The order of `query`: the clicked column first, then the list's own, ending in a unique column."""
    order = list(definition.order)
    if query.sort:
        column = next(each for each in definition.columns if each.key == query.sort.removeprefix("-"))
        order = [("-" if query.sort.startswith("-") else "") + column.sort.removeprefix("-"), *order]
    paths = [path.removeprefix("-") for path in order]
    if not {"id", "pk"} & set(paths):
        order.append("-pk")
    seen: dict[str, Key] = {}
    for path in order:
        name = path.removeprefix("-")
        seen.setdefault(name, Key(name, path.startswith("-"), _may_be_empty(model, name)))
    return list(seen.values())


def _may_be_empty(model: type[Model], path: str) -> bool:
    """Whether a row may lack the column; an annotation may, for all we know."""
    for step in path.split("__"):
        if step == "pk":
            return False
        try:
            column = model._meta.get_field(step)
        except FieldDoesNotExist:
            return True
        if getattr(column, "null", True):
            return True
        model = column.related_model or model  # type: ignore[assignment]
    return False


def read_page(definition: ListDefinition, query: ListQuery, queryset: QuerySet[Any]) -> Page:
    """The page of `queryset` that `query` asks for. Queries: 1, and one for each prefetch."""
    keys = keys_of(definition, query, queryset.model)
    back = bool(query.before) and (border := _border(query.before, definition, keys)) is not None
    if not back:
        border = _border(query.after, definition, keys) if query.after else None
    if border is not None:
        queryset = queryset.filter(_beyond(keys, border, back=back))
    ordered = queryset.order_by(*(key.reversed() if back else key.ordering for key in keys))
    rows = list(ordered[: query.size + 1])
    more = len(rows) > query.size
    rows = rows[: query.size]
    if back:
        rows.reverse()
    follows = back or more
    precedes = more if back else border is not None
    return Page(
        rows,
        after=_sign(definition, keys, rows[-1]) if rows and follows else "",
        before=_sign(definition, keys, rows[0]) if rows and precedes else "",
    )


def _sign(definition: ListDefinition, keys: Sequence[Key], row: Any) -> str:
    values = [_value(row, key.path) for key in keys]
    return signing.dumps([definition.key, _order(keys), values], salt=_SALT, serializer=_Json, compress=True)


def _border(text: str, definition: ListDefinition, keys: Sequence[Key]) -> list[Any] | None:
    """The values of a border row; None for a key that is broken or of another list or order."""
    try:
        key, order, values = signing.loads(text, salt=_SALT, serializer=_Json)
    except (signing.BadSignature, ValueError):
        return None
    return values if (key, order) == (definition.key, _order(keys)) else None


def _order(keys: Sequence[Key]) -> str:
    return " ".join(("-" if key.falling else "") + key.path for key in keys)


def _value(row: Any, path: str) -> Any:
    if isinstance(row, dict):
        return row.get(path)
    if hasattr(row, path):
        return getattr(row, path)
    for step in path.split("__"):
        row = getattr(row, step, None)
    return row


def _beyond(keys: Sequence[Key], border: Sequence[Any], *, back: bool) -> Q:
    """Rows behind `border` in the order of `keys` (before it, going back)."""
    condition = Q(pk__in=[])
    for key, value in zip(reversed(keys), reversed(border), strict=True):
        condition = _one(key, value, condition, back=back)
    return condition


def _one(key: Key, value: Any, rest: Q, *, back: bool) -> Q:
    """Beyond `value` in this column, or level with it and `rest` in the columns after it."""
    empty = Q(**{f"{key.path}__isnull": True})
    if value is None:
        return ~empty | (empty & rest) if back else empty & rest
    sign = "lt" if key.falling != back else "gt"
    further = Q(**{f"{key.path}__{sign}": value})
    if key.nullable:
        level = further | (Q(**{key.path: value}) & rest)
        return level if back else level | empty
    # the outer bound says nothing new, but lets the database begin inside the index
    return Q(**{f"{key.path}__{sign}e": value}) & (further | rest)


class _Json(signing.JSONSerializer):
    """Dates and UUIDs travel as texts, to the microsecond; the columns take them back."""

    def dumps(self, obj: Any) -> bytes:
        return json.dumps(obj, separators=(",", ":"), default=_text).encode("latin-1")


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
