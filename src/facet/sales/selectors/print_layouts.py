"""How papers look on a day, and the page on which that is arranged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from facet.kernel import registry
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow
from facet.sales.models import PrintLayout
from facet.sales.permissions import SalesPermission
from facet.sales.rules.print_layouts import Layout, LayoutVersion, PrintForm, layout_on, lines_of
from facet.sales.selectors.receipt_words import receipt_words

SLOT = "print.form"


@dataclass(frozen=True, slots=True)
class PaperWords:
    """What stands above and below one paper, in its language; `policy` line by line."""

    head: str
    policy: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutRow:
    """One stored wording as the page lists it; `store` is "" for the chain."""

    id: int
    store: str
    valid_from: date
    follows_chain: bool
    paper: str
    parts: int
    note: str
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLayouts:
    """One form, what the chain prints today, and every wording of it, newest first."""

    form: PrintForm
    today: Layout
    rows: Sequence[LayoutRow]


def form_of(key: str) -> PrintForm:
    """The form `key`. Raises: NotFound. Queries: 0."""
    form: PrintForm | None = registry.offered(SLOT, key)
    if form is None:
        raise NotFound(key=key)
    return form


def layout_of(form: PrintForm, *, store_id: int | None, on: date) -> Layout:
    """How `form` prints in a store (None: the chain) on a day. Queries: 1."""
    rows = PrintLayout.objects.filter(form=form.key, valid_from__lte=on)
    mine = [row for row in rows.order_by("pk") if row.store_id in {None, store_id}]
    return layout_on([_version(row) for row in mine], form=form, store_id=store_id, on=on)


def paper_words(layout: Layout, store: StoreRow, *, on: date, english: bool) -> PaperWords:
    """The layout's words; where it has none those of the house's rules, then the head in the store's file.

    Queries: 0 where the layout says both, else 2, or 4 in English.
    """
    head, foot = layout.head_in(english), layout.foot_in(english)
    if head and foot:
        return PaperWords(head, foot)
    rules = receipt_words(store_id=store.id, on=on, english=english)
    terms = rules.policy if layout.form == "receipt" else ()
    return PaperWords(head or rules.head or store.receipt_head, foot or terms)


def print_layouts(viewer: Actor, *, on: date) -> list[FormLayouts]:
    """Every form with its wordings within the viewer's reach. Raises: NotPermitted. Queries: 1."""
    require(viewer, SalesPermission.VIEW_PRINT_LAYOUTS)
    reach = viewer.scope(SalesPermission.VIEW_PRINT_LAYOUTS)
    seen = [
        row
        for row in PrintLayout.objects.select_related("store").order_by("-valid_from", "-pk")
        if row.store_id is None or reach.covers(row.store_id)
    ]
    found = []
    for form in registry.offers(SLOT):
        rows = [row for row in seen if row.form == form.key]
        today = layout_on([_version(row) for row in rows], form=form, store_id=None, on=on)
        found.append(FormLayouts(form=form, today=today, rows=[_row(row) for row in rows]))
    return found


def stores_to_lay_out(viewer: Actor) -> list[StoreRow]:
    """The stores whose papers the viewer may arrange. Queries: 1."""
    return organisation_selectors.stores_of(viewer, SalesPermission.PRINT_LAYOUTS)


def _version(row: PrintLayout) -> LayoutVersion:
    layout = Layout(
        form=row.form, paper=row.paper, font=row.font, blocks=tuple(row.blocks), head=row.head, head_en=row.head_en,
        foot=row.foot, foot_en=row.foot_en, logo=row.logo,
    )  # fmt: skip
    return LayoutVersion(
        id=row.pk, store_id=row.store_id, valid_from=row.valid_from, follows_chain=row.follows_chain, layout=layout
    )


def _row(row: PrintLayout) -> LayoutRow:
    return LayoutRow(
        id=row.pk, store=row.store.name if row.store else "", valid_from=row.valid_from,
        follows_chain=row.follows_chain, paper=row.paper, parts=len(row.blocks), note=row.note, set_by=row.set_by_name,
        set_at=row.set_at,
    )  # fmt: skip


__all__ = [
    "FormLayouts", "LayoutRow", "PaperWords", "form_of", "layout_of", "lines_of", "paper_words", "print_layouts",
    "stores_to_lay_out",
]  # fmt: skip
