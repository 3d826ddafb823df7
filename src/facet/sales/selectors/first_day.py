"""Whether what an older system's sheets say of deposits, layaways and services can be ours. Source: R312."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from facet.catalog import selectors as catalog_selectors
from facet.inventory.rules.states import PieceState
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors.for_sale import for_sale_rows
from facet.kernel.errors import NotFound, gettext_noop
from facet.kernel.importing import ImportRow, RowError
from facet.kernel.permissions import house
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow
from facet.sales.rules.deposits import DepositKind
from facet.sales.rules.jobs import JobState

LAYAWAY_ONLY = ("instalments", "next_on", "piece")


def check_deposits(rows: Sequence[ImportRow]) -> list[RowError]:
    """Balances above the price, layaways without their instalments, pieces that cannot be kept. Queries: 1."""
    above, paid = gettext_noop("More was left than the goods cost."), gettext_noop("A layaway that is paid is a sale.")
    fix = gettext_noop("Correct the price or the balance.")
    errors = []
    for row in rows:
        is_layaway, rest = row.values["kind"] == DepositKind.LAYAWAY, row.values["price"] - row.values["balance"]
        if rest < 0 or is_layaway and rest < max(1, row.values.get("instalments") or 1):
            reason = above if rest < 0 else paid
            errors.append(RowError(row.line, "balance", reason, fix, str(row.values["balance"])))
        errors += _layaway_columns(row, is_layaway=is_layaway)
    return errors + list(_unkept(rows))


def _layaway_columns(row: ImportRow, *, is_layaway: bool) -> Iterator[RowError]:
    missing = gettext_noop("A layaway needs its instalments that are left, and the day of the next one.")
    odd = gettext_noop("Only a layaway has instalments and a piece that is kept.")
    for column in LAYAWAY_ONLY:
        value = row.values.get(column)
        if is_layaway and not value and column != "piece":
            yield RowError(row.line, column, missing, gettext_noop("Fill in the cell."))
        elif not is_layaway and value:
            fix = gettext_noop("Empty the cell, or write the kind of a layaway.")
            yield RowError(row.line, column, odd, fix, str(value))


def _unkept(rows: Sequence[ImportRow]) -> Iterator[RowError]:
    """Pieces that are unknown, not in stock, kept for somebody, or named twice."""
    named = [row for row in rows if row.values.get("piece")]
    tags = Counter(normal_tag(row.values["piece"]) for row in named)
    free = {
        piece["tag"]
        for piece in (for_sale_rows(list(tags)) if tags else ())
        if piece["state"] == PieceState.IN_STOCK and piece["reserved_by"] is None
    }
    reason = gettext_noop("No free piece in stock has this tag, or it stands here twice.")
    fix = gettext_noop("Import the pieces first; correct the tag, or leave the cell empty.")
    for row in named:
        tag = normal_tag(row.values["piece"])
        if tag not in free or tags[tag] > 1:
            yield RowError(row.line, "piece", reason, fix, row.values["piece"])


def stores_of_first_day() -> dict[str, StoreRow]:
    """Every store by its code. Queries: 1."""
    return {store.code: store for store in organisation_selectors.list_stores(house("sales.first_day"))}


def categories_of_first_day(codes: Iterable[str]) -> dict[str, int]:
    """The ids of the categories that are known, by code. Queries: 1 a code."""
    found = {}
    for code in set(codes):
        try:
            found[code] = catalog_selectors.category_by_code(code).id
        except NotFound:
            continue
    return found


def check_jobs(rows: Sequence[ImportRow]) -> list[RowError]:
    """Jobs of no store or category of the house, and those outside without their workshop. Queries: 1, 1 a category."""
    stores = stores_of_first_day()
    categories = categories_of_first_day(row.values["category"] for row in rows)
    errors = []
    for row in rows:
        if row.values["store"] not in stores:
            reason, fix = gettext_noop("The house has no such store."), gettext_noop("Write the code of one of ours.")
            errors.append(RowError(row.line, "store", reason, fix, row.values["store"]))
        if row.values["category"] not in categories:
            reason = gettext_noop("No category has this code.")
            fix = gettext_noop("Write the code of one of ours.")
            errors.append(RowError(row.line, "category", reason, fix, row.values["category"]))
        if row.values["state"] == JobState.SENT and not row.values.get("workshop"):
            reason, fix = gettext_noop("A piece outside needs its workshop."), gettext_noop("Fill in the cell.")
            errors.append(RowError(row.line, "workshop", reason, fix))
    return errors
