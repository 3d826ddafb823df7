"""When a gold price is believable, and when two people must agree."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis.strategies import builds, datetimes, integers, just, lists, none, one_of, sampled_from

from facet.catalog.errors import PriceNotReasonable
from facet.catalog.rules.board import (
    BoardRequest,
    PriceLine,
    Quote,
    Review,
    change_bp,
    check_quote,
    is_large_change,
    largest_change_bp,
    reviewed,
    written_changes,
)
from facet.kernel.errors import Invalid

prices = integers(1, 10**6)
quotes = builds(Quote, retail=prices, exchange=one_of(none(), prices), buy_back=one_of(none(), prices))


@pytest.mark.parametrize(
    ("newer", "is_large"),
    [
        (Quote(100_900, 100_900, 95_584), False),  # +2.96 %, +2.96 %, +3.00 %
        (Quote(100_940, 98_000, 92_800), False),  # exactly 3 %
        (Quote(100_941, 98_000, 92_800), True),
        (Quote(95_059, 92_800, 92_800), True),
        (Quote(98_000, 98_000, 90_015), True),  # buy-back alone
        (Quote(98_000, None, 92_800), False),  # no longer exchanged: not a change of price
    ],
)
def test_change_above_three_percent_is_large(newer, is_large):
    assert is_large_change(Quote(98_000, 98_000, 92_800), newer) is is_large


def test_change_is_signed_and_rounded_once():
    assert (change_bp(97_400, 98_000), change_bp(98_000, 97_400), change_bp(98_000, 98_000)) == (62, -61, 0)
    assert largest_change_bp(Quote(98_000, None, 92_800), Quote(98_980, 98_000, 90_000)) == 302


@pytest.mark.parametrize(
    "quote",
    [
        Quote(0, None, None),
        Quote(98_000, 0, None),
        Quote(98_000, None, -1),
        Quote(98_000, 98_001, 92_800),
        Quote(98_000, 98_000, 98_001),
    ],
)
def test_prices_that_would_lose_money_are_refused(quote):
    with pytest.raises(PriceNotReasonable):
        check_quote(quote, item="AU999")


@pytest.mark.parametrize("quote", [Quote(98_000, 98_000, 92_800), Quote(93_600, None, 92_800), Quote(1, None, None)])
def test_believable_prices_pass(quote):
    check_quote(quote, item="AU999")


@given(current=quotes, newer=quotes)
def test_a_large_change_is_never_below_the_limit(current, newer):
    if is_large_change(current, newer, limit_bp=300):
        assert largest_change_bp(current, newer) >= 300
    else:
        assert largest_change_bp(current, newer) <= 300


@given(quote=quotes)
def test_no_change_is_not_large(quote):
    assert not is_large_change(quote, quote)
    assert largest_change_bp(quote, quote) == 0


lines = lists(
    builds(PriceLine, item=sampled_from(["AU999", "PT950", "AG999"]), quote=quotes),
    max_size=3,
    unique_by=lambda line: line.item,
)
moments = one_of(none(), datetimes(timezones=just(UTC)))


@given(request=builds(BoardRequest, price_group=just("G1"), lines=lines.map(tuple), valid_from=moments))
def test_a_request_survives_being_written_down(request):
    again = BoardRequest.of_facts(json.loads(json.dumps(request.facts())))

    assert again == request
    assert again.digest() == request.digest()


def test_a_request_is_written_down_for_people():
    lines = (PriceLine("AU999", Quote(107_940, None, 97_140)),)
    request = BoardRequest(price_group="G1", lines=lines)

    assert request.facts() == {"Price group": "G1", "Valid from": "–", "AU999": "1,079.40 / – / 971.40"}


@pytest.mark.parametrize("text", ["", "980.00", "– / – / 1.00", "980.00 / x", "980.00 / 1.00"])
def test_a_line_that_was_not_written_by_us_is_refused(text):
    with pytest.raises(Invalid):
        BoardRequest.of_facts({"Price group": "G1", "AU999": text})


def test_the_digest_binds_group_moment_and_every_price():
    base = BoardRequest(price_group="G1", lines=(PriceLine("AU999", Quote(98_000, None, 92_800)),))
    others = [
        replace(base, price_group="G2"),
        replace(base, valid_from=datetime(2026, 2, 14, tzinfo=UTC)),
        replace(base, lines=(PriceLine("AU999", Quote(98_001, None, 92_800)),)),
        replace(base, lines=(PriceLine("AU999", Quote(98_000, 92_800, None)),)),
        replace(base, lines=(PriceLine("AU9999", Quote(98_000, None, 92_800)),)),
    ]

    assert replace(base, note="别的说明").digest() == base.digest()
    assert base.digest() not in {other.digest() for other in others}


def test_written_changes_name_what_moves():
    current = {"AU999": Quote(97_400, None, None), "AG999": Quote(1_680, None, None)}
    request = BoardRequest(
        price_group="G1",
        lines=tuple(
            PriceLine(code, Quote(price, None, None))
            for code, price in (("AU999", 98_000), ("AG999", 1_680), ("PT950", 1))
        ),
    )

    assert written_changes(request, current, names={}) == "AU999 974.00 → 980.00"
    assert written_changes(request, current, names={"AU999": "足金"}) == "足金 974.00 → 980.00"


def test_review_of_a_first_price_says_no_change():
    request = BoardRequest(price_group="G1", lines=(PriceLine("PT950", Quote(42_800, None, None)),))

    assert reviewed(request, {}, limit_bp=300) == [
        Review("PT950", None, Quote(42_800, None, None), None, is_large=False)
    ]


def test_review_names_the_largest_change_with_its_sign():
    request = BoardRequest(price_group="G1", lines=(PriceLine("AU999", Quote(98_000, 97_000, 88_000)),))
    current = {"AU999": Quote(97_400, 97_400, 92_200)}

    [review] = reviewed(request, current, limit_bp=300)

    assert (review.change_bp, review.is_large) == (-456, True)
