"""The trade's own prices, recorded beside the board by hand, by file or by a connector."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.catalog.models import MarketPrice
from facet.catalog.permissions import CatalogPermission
from facet.catalog.rules.market import MarketSeries
from facet.kernel import operations
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work


@dataclass(frozen=True, slots=True)
class MarketQuote:
    """One day's price of one series: cents per gram, for an index hundredths of a point."""

    on: date
    series: str
    value_cents: int
    source: str = ""


@unit_of_work
def record_market_prices(*, actor: Actor, quotes: Sequence[MarketQuote], at: datetime) -> int:
    """Write down the trade's prices; a day's older value is corrected. Gives how many rows changed.

    Raises: NotPermitted, Invalid. Locks: the rows that are corrected. Source: R108, R351.
    """
    require(actor, CatalogPermission.SET_BOARD_PRICE)
    for quote in quotes:
        if quote.series not in list(MarketSeries):
            raise Invalid(field="series", reason=gettext_noop("is not known"))
        if quote.value_cents <= 0:
            raise Invalid(field="value", reason=gettext_noop("must be more than nothing"))
    wanted = {(quote.on, str(quote.series)): quote for quote in quotes}
    rows = MarketPrice.objects.select_for_update().filter(on__in={quote.on for quote in quotes}).order_by("pk")
    known = {(row.on, row.series): row for row in rows}
    changed = 0
    for key, quote in wanted.items():
        row = known.get(key)
        if row is not None and row.value_cents == quote.value_cents:
            continue
        before = row.value_cents if row is not None else None
        row = row or MarketPrice(on=quote.on, series=key[1])
        row.value_cents, row.source = quote.value_cents, quote.source
        row.save()
        changed += 1
        subject = ("catalog.market_price", row.pk, f"{key[1]} {quote.on.isoformat()}")
        audit_services.record(
            actor, "catalog.market_price_recorded", at=at, subject=subject, before=before, after=quote.value_cents
        )
    return changed


@unit_of_work
def take_in_market_prices(
    *, actor: Actor, operation: OperationKey, quotes: Sequence[MarketQuote], at: datetime
) -> dict[str, int]:
    """Write down a whole file of trade prices; the same file again changes nothing.

    Gives how many days are new, changed and unchanged.
    Raises: NotPermitted. Locks: the operation, the rows that are corrected. Source: R351.
    """
    act = operations.begin(operation, kind="catalog.take_in_market_prices", actor=actor, at=at)
    if act.done:
        return dict(act.result)
    require(actor, CatalogPermission.SET_BOARD_PRICE)
    rows = MarketPrice.objects.select_for_update().filter(on__in={quote.on for quote in quotes}).order_by("pk")
    known = {(row.on, row.series): row for row in rows}
    fresh, changed = [], []
    for quote in quotes:
        row = known.get((quote.on, quote.series))
        if row is None:
            fresh.append(
                MarketPrice(on=quote.on, series=quote.series, value_cents=quote.value_cents, source=quote.source)
            )
        elif row.value_cents != quote.value_cents:
            row.value_cents, row.source = quote.value_cents, quote.source
            changed.append(row)
    MarketPrice.objects.bulk_create(fresh, batch_size=1_000)
    MarketPrice.objects.bulk_update(changed, ["value_cents", "source"], batch_size=500)
    counts = {"new": len(fresh), "changed": len(changed), "unchanged": len(quotes) - len(fresh) - len(changed)}
    subject = ("catalog.market_price", str(operation.id), "import")
    audit_services.record(actor, "catalog.market_prices_taken_in", at=at, subject=subject, counts=counts)
    act.finish(**counts)
    return counts
