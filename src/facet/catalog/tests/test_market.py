"""The trade's own prices beside the board."""

from datetime import date

import pytest

from facet.catalog import selectors, services
from facet.catalog.models import MarketPrice
from facet.catalog.services import MarketQuote
from facet.catalog.tests import factories
from facet.catalog.tests.factories import NOON, audited
from facet.catalog.web import offers
from facet.kernel.errors import Invalid, NotPermitted
from facet.kernel.importing import ImportRow

pytestmark = pytest.mark.django_db

BUYER = factories.actor("catalog.set_board_price")
FRIDAY, SATURDAY = date(2026, 2, 13), date(2026, 2, 14)


def test_record_market_prices_corrects_a_day(django_assert_num_queries):
    quotes = [MarketQuote(FRIDAY, "gold", 84_000, "上海黄金交易所"), MarketQuote(SATURDAY, "gold", 84_500)]
    assert services.record_market_prices(actor=BUYER, quotes=quotes, at=NOON) == 2
    assert services.record_market_prices(actor=BUYER, quotes=quotes, at=NOON) == 0
    assert services.record_market_prices(actor=BUYER, quotes=[MarketQuote(FRIDAY, "gold", 84_100)], at=NOON) == 1

    with django_assert_num_queries(1):
        series = selectors.market_series("gold", first=FRIDAY, last=SATURDAY)

    assert series == {FRIDAY: 84_100, SATURDAY: 84_500}
    assert [(facts["before"], facts["after"]) for _, facts in audited()] == [
        (None, 84_000),
        (None, 84_500),
        (84_000, 84_100),
    ]


@pytest.mark.parametrize(
    ("refusal", "changes"),
    [
        (Invalid, {"quotes": [MarketQuote(FRIDAY, "gold", 84_000), MarketQuote(FRIDAY, "copper", 1)]}),
        (Invalid, {"quotes": [MarketQuote(FRIDAY, "gold", 0)]}),
        (NotPermitted, {"actor": factories.actor("catalog.view_catalog")}),
    ],
)
def test_record_market_prices_refused_writes_nothing(refusal, changes):
    facts = {"actor": BUYER, "quotes": [MarketQuote(FRIDAY, "gold", 84_000)], "at": NOON} | changes

    with pytest.raises(refusal):
        services.record_market_prices(**facts)

    assert (MarketPrice.objects.count(), audited()) == (0, [])


def row(line, on, cents, series="gold"):
    return ImportRow(line, {"on": on, "series": series, "value_cents": cents, "source": None})


@pytest.mark.parametrize("days", [1, 3])
def test_a_file_of_trade_prices_is_checked_then_taken_in(days, django_assert_num_queries):
    MarketPrice.objects.create(on=FRIDAY, series="gold", value_cents=84_000)
    rows = [row(2, FRIDAY, 84_000), row(3, SATURDAY, 84_500)]
    rows += [row(4 + n, date(2026, 2, 1 + n), 83_000) for n in range(days - 1)]

    with django_assert_num_queries(1):
        checked = offers.check_market_prices(BUYER, rows, NOON)
    key = factories.operation()
    done = offers.take_in_market_prices(BUYER, key, rows, NOON)
    again = offers.take_in_market_prices(BUYER, key, rows, NOON)

    assert (checked.new, checked.changed, checked.unchanged) == (days, 0, 1)
    assert checked.states[2] == "unchanged"
    assert (done, again.new, MarketPrice.objects.count()) == (again, days, days + 1)
    corrected = offers.take_in_market_prices(BUYER, factories.operation(), [row(2, FRIDAY, 84_100)], NOON)
    assert (corrected.changed, offers.check_market_prices(BUYER, [row(2, FRIDAY, 1)], NOON).changed) == (1, 1)
    assert selectors.market_series("gold", first=FRIDAY, last=FRIDAY) == {FRIDAY: 84_100}


def test_a_file_of_trade_prices_needs_the_right():
    with pytest.raises(NotPermitted):
        offers.take_in_market_prices(factories.actor(), factories.operation(), [row(2, FRIDAY, 1)], NOON)

    assert (MarketPrice.objects.count(), audited()) == (0, [])
