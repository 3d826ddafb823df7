"""What a person asked of a list: the conditions, the sort, the page, read from an address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy

from facet.kernel import formats
from facet.kernel.interface import clean_text
from facet.kernel.listing.definition import LARGEST_PAGE, PAGE_SIZE, Column, Condition, Dates, ListDefinition, Range
from facet.kernel.permissions import Actor

if TYPE_CHECKING:
    from facet.kernel.listing.applying import Applied

_LONGEST = 100
FIRST_CONDITIONS = 6  # what stands in the query area before the rest folds away


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
    applied: "Applied | None" = None  # the saved view behind it
    dense: bool = False
    view: str = ""  # as the address names it: an id, "0" for none, "" for the reader's default
    usual_size: int = PAGE_SIZE

    @property
    def first_asked(self) -> list[Asked]:
        """The conditions that always stand in the query area: two lines of it, not a wall."""
        return self.asked[:FIRST_CONDITIONS] if len(self.asked) > FIRST_CONDITIONS + 1 else self.asked

    @property
    def more_asked(self) -> list[Asked]:
        """The others, which fold away until one is wanted or in use."""
        return self.asked[len(self.first_asked) :]

    @property
    def more_is_open(self) -> bool:
        return any(any(each.texts) or each.error for each in self.more_asked)

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
        if self.size != self.usual_size:
            kept["size"] = str(self.size)
        if self.view:
            kept["view"] = self.view
        if self.dense != bool(self.applied and self.applied.content.dense):
            kept["dense"] = "1" if self.dense else "0"
        return {name: str(value) for name, value in (kept | changes).items() if value != ""}

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """`queryset` under the view and all conditions that were asked."""
        if self.applied is not None:
            queryset = self.applied.narrow(queryset)
        for each in self.asked:
            if each.value is not None:
                queryset = apply_condition(each.condition, queryset, each.value)
        return queryset


def parameter_names(condition: Condition) -> tuple[str, ...]:
    """The address parameters of a condition."""
    if condition.kind in {"dates", "range"}:
        return (f"{condition.key}_from", f"{condition.key}_to")
    return (condition.key,)


def read_query(
    definition: ListDefinition, actor: Actor, parameters: Mapping[str, str], applied: "Applied | None" = None
) -> ListQuery:
    """What `parameters` ask, as far as `actor` may ask it; nonsense is named, never obeyed."""
    columns = applied.columns if applied else definition.columns_for(actor)
    sortable = {column.key for column in columns if column.sort}
    usual = applied.content if applied else None
    sort = parameters.get("sort", usual.sort if usual else "")
    size = parameters.get("size", "")
    usual_size = usual.size if usual else PAGE_SIZE
    view = parameters.get("view", "") if applied is not None else ""
    return ListQuery(
        asked=[_read(condition, actor, parameters) for condition in definition.conditions_for(actor)],
        sort=sort if sort.removeprefix("-") in sortable else "",
        after=parameters.get("after", ""),
        before=parameters.get("before", ""),
        size=min(max(int(size), 1), LARGEST_PAGE) if _is_count(size) else usual_size,
        columns=columns,
        applied=applied,
        view=view,
        dense=parameters["dense"] == "1" if parameters.get("dense") in {"0", "1"} else bool(usual and usual.dense),
        usual_size=usual_size,
    )


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6


def _read(condition: Condition, actor: Actor, parameters: Mapping[str, str]) -> Asked:
    texts = tuple(clean_text(parameters.get(name, ""))[:_LONGEST] for name in parameter_names(condition))
    return ask(condition, actor, texts)


def ask(condition: Condition, actor: Actor, texts: tuple[str, ...]) -> Asked:
    """`texts`, one or (from, to), as a question of `actor`."""
    match condition.kind:
        case "choice":
            choices = choices_of(condition, actor)
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


def choices_of(condition: Condition, actor: Actor) -> tuple[tuple[str, str], ...]:
    """What `actor` may choose from: (value, words)."""
    if callable(condition.choices):
        return tuple((str(value), str(label)) for value, label in condition.choices(actor))
    return tuple((str(value), gettext(str(label)) if label else "") for value, label in condition.choices)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None  # further out, time zones overflow


def apply_condition(condition: Condition, queryset: QuerySet[Any], value: Any) -> QuerySet[Any]:
    """`queryset` where `condition` holds for `value`."""
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
