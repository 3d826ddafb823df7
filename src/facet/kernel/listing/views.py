"""A saved view of a list: which columns in which order, and which rows. Pure shapes and their reading.

A view is JSON that people made, perhaps with other rights than the reader's, perhaps before a column was
renamed: nothing in it is trusted. What the reader may not see is left out and said (`View.notes`), and the
rows are always the reader's own `definition.queryset(actor)`, narrowed further.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.interface import clean_text
from facet.kernel.listing.definition import LARGEST_PAGE, PAGE_SIZE, ListDefinition
from facet.kernel.permissions import Actor

ME, MY_STORE = "@me", "@store"
MOST_GROUPS, MOST_ROWS, LONGEST = 5, 10, 100
MATCHES = ("all", "any")


@dataclass(frozen=True, slots=True)
class ViewRow:
    """One question of a view: a condition's key and what is asked; dates and ranges hold (from, to).

    For dates the first text may be a word of `relative.SPANS`, for others `@me` or `@store`.
    """

    condition: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ViewGroup:
    """Questions that must all be met, or one of them ("all", "any")."""

    match: str = "all"
    rows: tuple[ViewRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What a view says. No columns: the list's own. `match` joins the groups."""

    columns: tuple[str, ...] = ()
    groups: tuple[ViewGroup, ...] = ()
    match: str = "all"
    sort: str = ""
    size: int = PAGE_SIZE
    frozen: bool = False
    dense: bool = False

    def plain(self) -> dict[str, Any]:
        """As it is stored and sent: the same content gives the same bytes."""
        stored: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return stored


@dataclass(frozen=True, slots=True)
class SavedView:
    """A kept view as one reader may use it. `shared_with` is "" for one's own, else the words for whom."""

    id: int
    list_key: str
    name: str
    content: Content
    shared_with: str = ""
    is_default: bool = False
    may_change: bool = False
    version: int = 1


class ViewStore(Protocol):
    """Slot "list.views": where views are kept. Organisation offers it, for it knows people and roles."""

    def views(self, actor: Actor, list_key: str) -> Sequence[SavedView]:
        """All views of a list that `actor` may use, his default first. Queries: 1."""
        ...

    def own_store(self, actor: Actor) -> tuple[str, ...]:
        """The texts by which conditions may know the actor's store: id, code. Queries: 1."""
        ...


@dataclass(frozen=True, slots=True)
class Fitted:
    """A view as one reader may see it."""

    content: Content
    notes: tuple[str, ...] = field(default=())  # English message ids
    missing: tuple[str, ...] = ()  # the keys that were left out


def read_content(definition: ListDefinition, raw: Mapping[str, Any]) -> Content:
    """`raw` as a view of this list, whoever made it. Raises: Invalid for what no list has.

    A column or condition the list knows is kept even when the author cannot see it: rights are
    asked when it is shown.
    """
    columns = tuple(dict.fromkeys(str(key) for key in raw.get("columns") or ()))
    known = {column.key for column in definition.columns}
    if unknown := [key for key in columns if key not in known]:
        raise Invalid(field="columns", reason=gettext_noop("this list has no such column"), value=unknown[0][:40])
    groups = tuple(_group(definition, each) for each in list(raw.get("groups") or ())[: MOST_GROUPS + 1])
    groups = tuple(group for group in groups if group.rows)
    if len(groups) > MOST_GROUPS:
        raise Invalid(field="groups", reason=gettext_noop("at most five groups"))
    sort = str(raw.get("sort") or "")
    sortable = {column.key for column in definition.columns if column.sort}
    size = raw.get("size") or PAGE_SIZE
    return Content(
        columns=columns,
        groups=groups,
        match=_match(raw),
        sort=sort if sort.removeprefix("-") in sortable else "",
        size=min(max(size, 1), LARGEST_PAGE) if isinstance(size, int) else PAGE_SIZE,
        frozen=raw.get("frozen") is True,
        dense=raw.get("dense") is True,
    )


def _match(raw: Mapping[str, Any]) -> str:
    return "any" if raw.get("match") == "any" else "all"


def _group(definition: ListDefinition, raw: Mapping[str, Any]) -> ViewGroup:
    rows = tuple(_row(definition, each) for each in raw.get("rows") or ())
    rows = tuple(row for row in rows if any(row.texts))
    if len(rows) > MOST_ROWS:
        raise Invalid(field="groups", reason=gettext_noop("at most ten conditions in a group"))
    return ViewGroup(_match(raw), rows)


def _row(definition: ListDefinition, raw: Mapping[str, Any]) -> ViewRow:
    key = str(raw.get("condition") or "")
    condition = next((each for each in definition.conditions if each.key == key), None)
    if condition is None:
        raise Invalid(field="condition", reason=gettext_noop("this list has no such condition"), value=key[:40])
    texts = [clean_text(str(text or ""))[:LONGEST] for text in raw.get("texts") or ()]
    wanted = 2 if condition.kind in {"dates", "range"} else 1
    return ViewRow(key, tuple((texts + ["", ""])[:wanted]))


def fit(content: Content, definition: ListDefinition, actor: Actor) -> Fitted:
    """`content` without what `actor` may not see; a view made with more rights never lends them."""
    columns = {column.key for column in definition.columns_for(actor)}
    conditions = {condition.key for condition in definition.conditions_for(actor)}
    kept = tuple(key for key in content.columns if key in columns)
    groups = tuple(
        ViewGroup(group.match, tuple(row for row in group.rows if row.condition in conditions))
        for group in content.groups
    )
    gone_columns = [key for key in content.columns if key not in columns]
    gone_rows = [row.condition for group in content.groups for row in group.rows if row.condition not in conditions]
    sortable = {column.key for column in definition.columns_for(actor) if column.sort}
    notes = []
    if gone_columns:
        notes.append(gettext_noop("Some columns of this view are left out: your role does not see them."))
    if gone_rows:
        notes.append(gettext_noop("Some conditions of this view are left out: your role may not ask them."))
    return Fitted(
        Content(
            columns=kept,
            groups=tuple(group for group in groups if group.rows),
            match=content.match,
            sort=content.sort if content.sort.removeprefix("-") in sortable else "",
            size=content.size,
            frozen=content.frozen,
            dense=content.dense,
        ),
        tuple(notes),
        tuple(gone_columns + gone_rows),
    )
