"""A saved view put to work for one reader: its columns, its questions as a query, and both in words."""

import operator
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, pgettext

from facet.kernel import registry
from facet.kernel.errors import NotFound
from facet.kernel.listing.definition import Column, Condition, ListDefinition
from facet.kernel.listing.query import Asked, apply_condition, ask, choices_of
from facet.kernel.listing.relative import SPANS, span
from facet.kernel.listing.views import ME, MY_STORE, Content, Fitted, SavedView, ViewRow, ViewStore, fit
from facet.kernel.permissions import Actor


@dataclass(frozen=True, slots=True)
class Question:
    """One row of a view as this reader asks it. `value` None: nobody meets it (a value beyond reach)."""

    condition: Condition
    value: Any
    words: str


@dataclass(frozen=True, slots=True)
class Applied:
    """A view for one reader and one day."""

    view: SavedView | None
    fitted: Fitted
    columns: list[Column]
    groups: tuple[tuple[str, tuple[Question, ...]], ...] = ()
    others: Sequence[SavedView] = field(default=())

    @property
    def content(self) -> Content:
        return self.fitted.content

    @property
    def words(self) -> str:
        """The questions as one sentence: "Grade: Gold, and last visit: The last 30 days"."""
        told = [_joined(match, [each.words for each in questions]) for match, questions in self.groups]
        if len(told) > 1:
            told = [f"({each})" for each in told]
        return _joined(self.content.match, told)

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """`queryset` under the view's questions, never wider than it came."""
        groups = [(match, questions) for match, questions in self.groups if questions]
        if self.content.match == "all":
            for match, questions in groups:
                queryset = _all(queryset, questions) if match == "all" else _any(queryset, questions)
            return queryset
        if not groups:
            return queryset
        alternatives = [
            _keys(_all(queryset, questions) if match == "all" else _any(queryset, questions))
            for match, questions in groups
        ]
        return queryset.filter(reduce(operator.or_, alternatives))


def store_of_views() -> ViewStore | None:
    """Who keeps the views of the house, when somebody does."""
    return next(iter(registry.offers("list.views")), None)


def chosen_view(definition: ListDefinition, actor: Actor, asked: str, today: date) -> Applied:
    """The view that the address names ("0" for none), else the reader's default one, else the list as declared.

    Raises: NotFound for a view that is not the reader's to use. Queries: 1; 1 more for "my store".
    """
    store = store_of_views()
    views = list(store.views(actor, definition.key)) if store is not None and actor.staff_id else []
    if asked and asked != "0":
        view = next((each for each in views if str(each.id) == asked), None)
        if view is None:
            raise NotFound(key=asked[:20])
    else:
        view = next((each for each in views if each.is_default), None) if not asked else None
    return applied(definition, actor, view.content if view else Content(), today=today, view=view, others=views)


def applied(
    definition: ListDefinition,
    actor: Actor,
    content: Content,
    *,
    today: date,
    view: SavedView | None = None,
    others: Sequence[SavedView] = (),
) -> Applied:
    """`content` as `actor` may use it today. Queries: none, 1 for "my store", and what choices cost."""
    fitted = fit(content, definition, actor)
    visible = {column.key: column for column in definition.columns_for(actor)}
    columns = [visible[key] for key in fitted.content.columns] or list(visible.values())
    groups = tuple(
        (group.match, tuple(_question(definition, actor, row, today) for row in group.rows))
        for group in fitted.content.groups
    )
    return Applied(view, fitted, columns, groups, others)


def _question(definition: ListDefinition, actor: Actor, row: ViewRow, today: date) -> Question:
    condition = next(each for each in definition.conditions if each.key == row.condition)
    title = gettext(condition.title)
    if condition.kind == "dates" and row.texts[0] in SPANS:
        return Question(condition, span(row.texts[0], today), f"{title}: {gettext(SPANS[row.texts[0]][0])}")
    texts = row.texts
    if texts[0] in {ME, MY_STORE}:
        texts = (own_value(condition, actor, texts[0]), *texts[1:])
    asked = ask(condition, actor, texts)
    return Question(condition, asked.value, f"{title}: {_value_words(row, asked)}")


def own_value(condition: Condition, actor: Actor, word: str) -> str:
    """What "me" or "my store" means for this condition and reader; "" when it means nothing."""
    if word == ME:
        candidates: tuple[str, ...] = (str(actor.staff_id), actor.code, f"mine-{actor.staff_id}", actor.key, actor.name)
    else:
        store = store_of_views()
        candidates = store.own_store(actor) if store is not None and actor.store_id else ()
    if condition.kind != "choice":
        return next((each for each in reversed(candidates) if each), "")
    known = {value for value, _ in choices_of(condition, actor)}
    return next((each for each in candidates if each in known), "")


def _value_words(row: ViewRow, asked: Asked) -> str:
    if row.texts[0] == ME:
        return gettext("Me")
    if row.texts[0] == MY_STORE:
        return gettext("My store")
    if asked.condition.kind == "choice":
        return next((label for value, label in asked.choices if value == row.texts[0]), gettext("beyond your reach"))
    if len(row.texts) > 1:
        low, high = row.texts
        return low if low == high else f"{low or '…'} – {high or '…'}"
    return f"“{row.texts[0]}”"


def _joined(match: str, parts: Sequence[str]) -> str:
    return (pgettext("joins conditions", ", and ") if match == "all" else pgettext("joins conditions", ", or ")).join(
        parts
    )


def _all(queryset: QuerySet[Any], questions: Sequence[Question]) -> QuerySet[Any]:
    for each in questions:
        queryset = queryset.none() if each.value is None else apply_condition(each.condition, queryset, each.value)
    return queryset


def _any(queryset: QuerySet[Any], questions: Sequence[Question]) -> QuerySet[Any]:
    met = [_keys(apply_condition(each.condition, queryset, each.value)) for each in questions if each.value is not None]
    return queryset.filter(reduce(operator.or_, met)) if met else queryset.none()


def _keys(queryset: QuerySet[Any]) -> Q:
    """These rows, by key: a condition may be any function of a queryset, so alternatives join over keys."""
    return Q(pk__in=queryset.order_by().values("pk"))
