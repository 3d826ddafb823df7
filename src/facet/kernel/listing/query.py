"""What a person asked of a list: the conditions, the sort, the page, read from an address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy

from facet.kernel import formats
from facet.kernel.interface import clean_text
from facet.kernel.listing.definition import LARGEST_PAGE, PAGE_SIZE, Column, Condition, Dates, ListDefinition, Range
from facet.kernel.permissions import Actor

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """One condition as it was asked: the texts for the form, the value for the query, what is wrong."""

    condition: Condition
    texts: tuple[str, ...]  # one, or (from, to)
    value: Any = None
    error: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return parameter_names(self.condition)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each parameter with the text in it."""
        return list(zip(self.names, self.texts, strict=True))


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Everything one address asks of a list."""

    asked: list[Asked]
    sort: str  # "tag", "-tag", or "" for the list's own order
    after: str = ""
    before: str = ""
    size: int = PAGE_SIZE
    columns: list[Column] = field(default_factory=list)

    @property
    def is_narrowed(self) -> bool:
        return any(any(each.texts) for each in self.asked)

    @property
    def is_wrong(self) -> bool:
        return any(each.error for each in self.asked)

    def parameters(self, **changes: str | int) -> dict[str, str]:
        """The address of this query with `changes`; pages are left out unless they are named."""
        kept = {name: text for each in self.asked for name, text in each.pairs if text}
        if self.sort:
            kept["sort"] = self.sort
        if self.size != PAGE_SIZE:
            kept["size"] = str(self.size)
        return {name: str(value) for name, value in (kept | changes).items() if value != ""}

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """`queryset` under all conditions that were asked."""
        for each in self.asked:
            if each.value is not None:
                queryset = _apply(each.condition, queryset, each.value)
        return queryset


def parameter_names(condition: Condition) -> tuple[str, ...]:
    """The address parameters of a condition."""
    if condition.kind in {"dates", "range"}:
        return (f"{condition.key}_from", f"{condition.key}_to")
    return (condition.key,)


def read_query(definition: ListDefinition, actor: Actor, parameters: Mapping[str, str]) -> ListQuery:
    """What `parameters` ask, as far as `actor` may ask it; nonsense is named, never obeyed."""
    columns = definition.columns_for(actor)
    sortable = {column.key for column in columns if column.sort}
    sort = parameters.get("sort", "")
    size = parameters.get("size", "")
    return ListQuery(
        asked=[_read(condition, actor, parameters) for condition in definition.conditions_for(actor)],
        sort=sort if sort.removeprefix("-") in sortable else "",
        after=parameters.get("after", ""),
        before=parameters.get("before", ""),
        size=min(max(int(size), 1), LARGEST_PAGE) if size.isascii() and size.isdigit() and len(size) < 6 else PAGE_SIZE,
        columns=columns,
    )


def _read(condition: Condition, actor: Actor, parameters: Mapping[str, str]) -> Asked:
    texts = tuple(clean_text(parameters.get(name, ""))[:_LONGEST] for name in parameter_names(condition))
    match condition.kind:
        case "choice":
            choices = _choices(condition, actor)
            known = texts[0] in {value for value, _ in choices}
            return Asked(
                condition, texts if known else ("",), texts[0] if known and texts[0] else None, choices=choices
            )
        case "dates":
            return _read_pair(condition, texts, _day, gettext_lazy("Write dates as 2026-02-14."), Dates)
        case "range":
            wrong = gettext_lazy("Write a number, for example 12.50.")
            return _read_pair(condition, texts, lambda text: formats.typed(text, condition.unit), wrong, Range)
    return Asked(condition, texts, texts[0] or None)


def _read_pair(condition: Condition, texts: tuple[str, ...], read: Any, wrong: Any, shape: Any) -> Asked:
    values: list[Any] = [read(text) if text else None for text in texts]
    if any(text and value is None for text, value in zip(texts, values, strict=True)):
        return Asked(condition, texts, error=str(wrong))
    if None not in values and values[0] > values[1]:
        return Asked(condition, texts, error=gettext("The first value is above the second."))
    return Asked(condition, texts, shape(*values) if any(texts) else None)


def _choices(condition: Condition, actor: Actor) -> tuple[tuple[str, str], ...]:
    if callable(condition.choices):
        return tuple((str(value), str(label)) for value, label in condition.choices(actor))
    return tuple((str(value), gettext(str(label)) if label else "") for value, label in condition.choices)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None  # further out, time zones overflow


def _apply(condition: Condition, queryset: QuerySet[Any], value: Any) -> QuerySet[Any]:
    if callable(condition.apply):
        return condition.apply(queryset, value)
    path = condition.apply
    match condition.kind:
        case "text":
            bounds = {path if path.endswith(("__exact", "__istartswith")) else f"{path}__icontains": value}
        case "choice":
            bounds = {path: value}
        case "dates":
            bounds = {f"{path}__gte": value.start(settings.TIME_ZONE), f"{path}__lt": value.end(settings.TIME_ZONE)}
        case _:
            bounds = {f"{path}__gte": value.low, f"{path}__lte": value.high}
    return queryset.filter(**{name: bound for name, bound in bounds.items() if bound is not None})
