"""What a list is: its columns, conditions, totals, order and rights, declared once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Expression, QuerySet

from facet.kernel import clock, registry
from facet.kernel.permissions import Actor
from facet.kernel.wording import named

KINDS = frozenset("text yuan grams carats points int date datetime percent badge".split())
NUMERIC = frozenset("yuan grams carats points int percent".split())
PAGE_SIZE = 50
LARGEST_PAGE = 200
EXPORT_LIMIT = 5_000


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A whole number that may be changed where it stands; `value` "" is an empty field.

    It is sent to `url` under `name`, with what the CSS selector `include` finds; the answer is the row again, and
    what else of the page has changed. `label` is read aloud, `problem` says why the last change was refused.
    """

    url: str
    name: str
    value: str
    label: str
    include: str = ""
    most: int = 100_000
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `value` is a path ("store__name" or "store.name") or a function of the row.

    A `badge` gives (tone, icon, English label). `sort` is the ORM path it sorts by, "" for never;
    `switch` hides the column, in page and export, from roles without that field switch. `edit` gives the field that
    stands in the cell instead of its text, None where the row's value cannot be changed.
    """

    key: str
    title: str
    value: str | Callable[[Any], Any]
    kind: str = "text"
    sort: str = ""
    link: Callable[[Any], str | None] | None = None
    switch: str = ""
    hint: str = ""
    edit: Callable[[Any], CellEdit | None] | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.key}: no such kind of column: {self.kind}")

    @property
    def numeric(self) -> bool:
        return self.kind in NUMERIC

    def of(self, row: Any) -> Any:
        """The value of this column in `row`; the name of what it leads to, in the reader's language."""
        if callable(self.value):
            return self.value(row)
        if isinstance(row, dict):
            return row.get(self.value)
        if hasattr(row, self.value):
            return getattr(row, self.value)
        *above, last = self.value.replace("__", ".").split(".")
        for step in above:
            row = getattr(row, step, None)
        return named(row) if last == "name" else getattr(row, last, None)


@dataclass(frozen=True, slots=True)
class Dates:
    """Calendar days from `first` through `last`, both included; None is open. For kind "dates"."""

    first: date | None = None
    last: date | None = None

    def start(self, zone: str) -> datetime | None:
        """The first moment inside."""
        return clock.start_of_day(self.first, zone) if self.first else None

    def end(self, zone: str) -> datetime | None:
        """The first moment after: ranges are half-open."""
        return clock.end_of_day(self.last, zone) if self.last else None


@dataclass(frozen=True, slots=True)
class Range:
    """Whole numbers from `low` to `high`, both included; None is open. For kind "range"."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One question of the query area. `apply(queryset, value)` narrows, or names the ORM path.

    A text asked by path is looked for anywhere in the column, unless the path ends in `__exact` or
    `__istartswith`. The value is a str (text, choice), `Dates` or `Range`; a range's `unit` (yuan, grams, carats,
    points, int) says how people type it. `choices` are (value, English label) pairs, or a function of
    the actor that gives pairs whose labels are already words.
    """

    key: str
    title: str
    kind: str
    apply: str | Callable[[QuerySet[Any], Any], QuerySet[Any]]
    choices: Sequence[tuple[str, str]] | Callable[[Actor], Sequence[tuple[str, str]]] = ()
    unit: str = "int"
    hint: str = ""
    switch: str = ""

    def __post_init__(self) -> None:
        if self.kind not in {"text", "choice", "dates", "range"}:
            raise ValueError(f"{self.key}: no such kind of condition: {self.kind}")


@dataclass(frozen=True, slots=True)
class Total:
    """One figure over all rows that meet the conditions, an aggregate expression."""

    key: str
    title: str
    expression: Expression | Any
    kind: str = "int"
    switch: str = ""


@dataclass(frozen=True, slots=True)
class BatchAct:
    """Something to do with the rows that were picked: they are POSTed as `row` to the screen `url`.

    That screen asks the right again for each row: what a browser sends is a wish.
    """

    key: str
    title: str
    permission: str
    url: str
    icon: str = "checks"


def offered_list(key: str) -> "ListDefinition | None":
    """The list `key` of the house as it has grown. Queries: those of growing."""
    found: ListDefinition | None = registry.offered("list", key)
    return found.grown() if found is not None else None


@dataclass(frozen=True)
class ListDefinition:
    """A list of the house. `queryset(actor)` is already limited to what the actor may see.

    `order` ends in a unique column. `actions` are (title, url name, permission); the first that
    the actor may do is the page's primary button. `empty` is the sentence for a list that has no
    row yet. `note(actor)` may say how far the actor sees ("Only your own members"). `growing()` gives the columns
    and conditions that a chain adds by itself.
    """

    key: str
    title: str
    purpose: str
    permission: str
    queryset: Callable[[Actor], QuerySet[Any]]
    columns: Sequence[Column]
    conditions: Sequence[Condition] = ()
    order: Sequence[str] = ("-id",)
    totals: Sequence[Total] = ()
    actions: Sequence[tuple[str, str, str]] = ()
    empty: str = ""
    note: Callable[[Actor], str] | None = None
    export_permission: str = ""
    export_limit: int = EXPORT_LIMIT
    icon: str = "list-search"
    batch: Sequence[BatchAct] = ()
    extra: dict[str, Any] = field(default_factory=dict)
    growing: Callable[[], tuple[Sequence[Column], Sequence[Condition]]] | None = None
    declared: "ListDefinition | None" = None  # what a grown definition was made of

    def grown(self) -> "ListDefinition":
        """With the columns and conditions that the chain added by itself, read once. Queries: those of `growing`."""
        if self.growing is None:
            return self
        columns, conditions = self.growing()
        return replace(
            self, columns=(*self.columns, *columns), conditions=(*self.conditions, *conditions), growing=None,
            declared=self,
        )  # fmt: skip

    def offered(self) -> bool:
        """Whether this list is one of the house's own: a part of another page has no saved views."""
        return registry.offered("list", self.key) is (self.declared or self)

    def columns_for(self, actor: Actor) -> list[Column]:
        """The columns that `actor` may see."""
        return [column for column in self.columns if not column.switch or actor.sees(column.switch)]

    def conditions_for(self, actor: Actor) -> list[Condition]:
        """The conditions `actor` may ask: nobody filters by what he may not see."""
        return [condition for condition in self.conditions if not condition.switch or actor.sees(condition.switch)]

    def totals_for(self, actor: Actor) -> list[Total]:
        """The totals that `actor` may see."""
        return [total for total in self.totals if not total.switch or actor.sees(total.switch)]

    def batch_for(self, actor: Actor) -> list[BatchAct]:
        """What `actor` may do with picked rows."""
        return [act for act in self.batch if actor.may(act.permission)]

    def may_export(self, actor: Actor) -> bool:
        """Whether `actor` may take these rows away."""
        return actor.may(self.export_permission or self.permission)
