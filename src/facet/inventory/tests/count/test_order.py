"""Scans that arrive late, twice and in any order give one result; a piece is either there or missing."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from facet.inventory.rules.count import (
    DIFFERENCES,
    Quantity,
    Scope,
    Seen,
    Standing,
    Track,
    Verdict,
    bulk_difference,
    find,
    moment_of,
    overlap,
    standing_scans,
)
from facet.inventory.tests.count.acts import AT, ident, minute

SCOPE = Scope(1, frozenset({10, 11}), frozenset(), {10: frozenset({10, 11}), 11: frozenset({11})})
PLACES = st.sampled_from([10, 11, 20])
SEEN = st.lists(st.tuples(st.integers(0, 60), PLACES | st.none()), max_size=5)
STEPS = st.lists(st.tuples(st.integers(1, 60), st.sampled_from(["in_stock", "sold", "in_transit"]), PLACES), max_size=4)


def track(state, place, steps):
    first = Standing(AT, state, 1, place)
    later = [Standing(minute(when), to, 1, where) for when, to, where in sorted(steps)]
    return Track(1, 1, (first, *later))


def scans(drawn):
    return [Seen(minute(when), ident(number), place, "李娜") for number, (when, place) in enumerate(drawn)]


@settings(max_examples=300)
@given(SEEN, STEPS, PLACES, st.randoms(use_true_random=False))
def test_the_order_of_arrival_plays_no_part(drawn, steps, place, shuffler):
    piece, seen = track("in_stock", place, steps), scans(drawn)
    mixed = list(seen)
    shuffler.shuffle(mixed)
    assert find(piece, seen, scope=SCOPE) == find(piece, mixed, scope=SCOPE)


@settings(max_examples=300)
@given(SEEN, STEPS, PLACES)
def test_only_what_nothing_happened_to_can_be_missing(drawn, steps, place):
    finding = find(track("in_stock", place, steps), scans(drawn), scope=SCOPE)
    if finding is not None and finding.verdict == Verdict.MISSING:
        assert not drawn
        assert not steps
        assert place in SCOPE.places


@settings(max_examples=200)
@given(st.integers(0, 60), st.integers(1, 60))
def test_a_sale_and_a_scan_in_either_order_make_no_difference(seen_at, sold_at):
    piece = track("in_stock", 10, [(sold_at, "sold", 99)])
    finding = find(piece, [Seen(minute(seen_at), ident(1), None, "")], scope=SCOPE)
    assert finding.verdict not in DIFFERENCES


@settings(max_examples=200)
@given(st.permutations([(ident(1), None), (ident(2), None), (ident(3), ident(1)), (ident(4), None)]))
def test_taking_back_works_whichever_arrives_first(rows):
    assert standing_scans(rows) == {ident(2), ident(4)}


@given(st.integers(0, 99), st.integers(0, 9_999), st.integers(-9, 9), st.integers(-900, 900), st.integers(0, 20))
def test_bulk_goods_differ_by_what_was_missing_at_the_count_alone(pieces, weight_mg, sold, sold_mg, lost):
    book = Quantity(pieces + 20, weight_mg + 10_000)
    counted = Quantity(book.quantity - lost, book.weight_mg - lost * 100)
    gap = bulk_difference(
        counted,
        held_now=Quantity(book.quantity + sold, book.weight_mg + sold_mg),
        moved_since=Quantity(sold, sold_mg),
    )
    assert gap == (-lost, -lost * 100)


@given(st.integers(-500, 500), st.integers(0, 30), st.integers(0, 30))
def test_a_wrong_clock_does_no_harm(off, waited, counted_at):
    clock = timedelta(minutes=off)
    sent = minute(counted_at + waited)
    assert moment_of(minute(counted_at) + clock, sent_at=sent + clock, at=sent, opened_at=AT) == minute(counted_at)


def test_scopes_overlap_by_places_and_categories():
    whole, tray = Scope(1, frozenset({10, 11})), Scope(1, frozenset({11}), frozenset({5}))
    assert overlap(whole, tray)
    assert not overlap(tray, Scope(1, frozenset({11}), frozenset({6})))
    assert not overlap(whole, Scope(2, frozenset({10})))
    assert not overlap(whole, Scope(1, frozenset({12})))
