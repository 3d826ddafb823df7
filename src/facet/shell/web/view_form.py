"""The editor of a view between two clicks: a form's fields as content, and content as a form.

Every button posts the whole form, so that nothing is lost without scripts and nothing is kept on the server.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from facet.kernel.listing.definition import Column, Condition, ListDefinition
from facet.kernel.listing.query import choices_of
from facet.kernel.listing.relative import SPANS
from facet.kernel.listing.views import MATCHES, ME, MY_STORE, Content, ViewGroup, ViewRow
from facet.kernel.permissions import Actor


@dataclass(frozen=True, slots=True)
class Editing:
    """A view while it is edited. `order` are all visible columns, `shown` the ticked ones."""

    content: Content
    order: tuple[str, ...]
    shown: frozenset[str]
    fields: dict[str, str] = field(default_factory=dict)  # name, share, target, view_id, version, back, is_default


FIELDS = ("name", "share", "target", "view_id", "version", "back", "is_default")


def opened(definition: ListDefinition, actor: Actor, content: Content, fields: dict[str, str]) -> Editing:
    """The editor as it opens: the view's columns first, then the rest."""
    every = [column.key for column in definition.columns_for(actor)]
    first = [key for key in content.columns if key in every] or every
    return Editing(content, tuple(dict.fromkeys([*first, *every])), frozenset(first), fields)


def posted(definition: ListDefinition, actor: Actor, form: QueryDict) -> Editing:
    """The editor as it was sent, after its button: `act` moves a column, adds or takes a row or a group."""
    every = [column.key for column in definition.columns_for(actor)]
    order = [key for key in form.getlist("order") if key in every]
    order = list(dict.fromkeys([*order, *every]))
    act, _, what = form.get("act", "").partition(":")
    if act in {"up", "down"} and what in order:
        at = order.index(what)
        to = max(at - 1, 0) if act == "up" else min(at + 1, len(order) - 1)
        order.insert(to, order.pop(at))
    shown = frozenset(key for key in form.getlist("column") if key in every)
    groups = [_group(form, number) for number in range(_number(form.get("groups", "0"), 5))]
    content = Content(
        columns=tuple(key for key in order if key in shown),
        groups=tuple(_acted(definition, groups, act, what, form)),
        match=_match(form.get("match", "all")),
        sort=form.get("sort", ""),
        size=_number(form.get("size", "50"), 200) or 50,
        frozen="frozen" in form,
        dense="dense" in form,
    )
    return Editing(content, tuple(order), shown, {name: form.get(name, "") for name in FIELDS})


def _number(text: str, most: int) -> int:
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _match(text: str) -> str:
    return text if text in MATCHES else "all"


def _group(form: QueryDict, number: int) -> ViewGroup:
    rows = []
    for line in range(_number(form.get(f"rows_{number}", "0"), 10)):
        key = form.get(f"cond_{number}_{line}", "")
        texts = tuple(form.getlist(f"text_{number}_{line}")) or ("",)
        word = form.get(f"span_{number}_{line}", "")
        rows.append(ViewRow(key, (word, "") if word else texts))
    return ViewGroup(_match(form.get(f"match_{number}", "all")), tuple(rows))


def _acted(
    definition: ListDefinition, groups: list[ViewGroup], act: str, what: str, form: QueryDict
) -> list[ViewGroup]:
    """The groups after the button."""
    if act == "group":
        return [*groups, ViewGroup()][:5]
    if act == "add" and what.isdigit() and int(what) < len(groups):
        key = form.get(f"new_{what}", "")
        if any(each.key == key for each in definition.conditions):
            group = groups[int(what)]
            groups[int(what)] = replace(group, rows=(*group.rows, ViewRow(key, ("", "")))[:10])
    if act == "drop":
        number, _, line = what.partition("-")
        if number.isdigit() and int(number) < len(groups):
            group = groups[int(number)]
            kept = tuple(row for place, row in enumerate(group.rows) if str(place) != line)
            groups[int(number)] = replace(group, rows=kept)
            if not line:
                groups.pop(int(number))
    return groups


def shown_form(definition: ListDefinition, actor: Actor, editing: Editing) -> dict[str, Any]:
    """What `shell/view.html` needs: columns in order, groups with their fields, what may be added."""
    columns: dict[str, Column] = {column.key: column for column in definition.columns_for(actor)}
    conditions = {condition.key: condition for condition in definition.conditions_for(actor)}
    groups = editing.content.groups or (ViewGroup(),)
    return {
        "columns": [(key, gettext(columns[key].title), key in editing.shown) for key in editing.order],
        "sorts": [
            (sign + column.key, f"{gettext(column.title)} {arrow}")
            for column in columns.values()
            if column.sort
            for sign, arrow in (("", "↑"), ("-", "↓"))
        ],
        "groups": [
            (
                number,
                group.match,
                [
                    _field(conditions[row.condition], actor, number, line, row)
                    for line, row in enumerate(group.rows)
                    if row.condition in conditions
                ],
            )
            for number, group in enumerate(groups)
        ],
        "addable": [(condition.key, gettext(condition.title)) for condition in conditions.values()],
        "content": editing.content,
        "sizes": (25, 50, 100, 200),
        "fields": editing.fields,
    }


def _field(condition: Condition, actor: Actor, number: int, line: int, row: ViewRow) -> dict[str, Any]:
    """One row of a group, as the template lays it out."""
    texts = (*row.texts, "", "")[:2]
    own = [(ME, gettext("Me")), (MY_STORE, gettext("My store"))]
    choices = [*own, *choices_of(condition, actor)] if condition.kind == "choice" else []
    return {
        "condition": condition,
        "place": f"{number}_{line}",
        "drop": f"{number}-{line}",
        "texts": texts,
        "choices": [(value, label, value == texts[0]) for value, label in choices if value],
        "spans": [(word, gettext(label), word == texts[0]) for word, (label, _) in SPANS.items()]
        if condition.kind == "dates"
        else [],
        "is_span": texts[0] in SPANS,
    }
