"""The tables of docs/algorithms/tray.md, and the puzzle of twenty-four pieces. Source: F44, M3."""

import random

import pytest

from facet.inventory.rules.handover import Verdict, verdict
from facet.inventory.rules.tray import OnTray, check_tray
from facet.kernel.testing.counts import tries

SIMULATIONS = tries(300, proof=10_000)


def test_f44_the_missing_piece_is_named_first():
    weights = [5_520, 8_640, *(8_663 for _ in range(19)), 8_679]
    pieces = [OnTray(f"T{n}", mg) for n, mg in enumerate(weights)]
    assert sum(weights) == 187_436

    found = check_tray(pieces, scale_mg=181_916 + 250_000, tare_mg=250_000)

    assert (found.pieces, found.book_mg, found.net_mg, found.short_mg) == (22, 187_436, 181_916, 5_520)
    assert (found.agrees, found.suspects[0].tags, found.suspects[0].off_mg) == (False, ("T0",), 0)


def test_a_full_tray_agrees_and_a_heavy_one_names_nobody():
    pieces = [OnTray("A", 3_000), OnTray("B", 5_000)]
    assert check_tray(pieces, scale_mg=8_018).agrees
    heavy = check_tray(pieces, scale_mg=9_000)
    assert (heavy.agrees, heavy.suspects) == (False, ())
    assert check_tray([], scale_mg=0).agrees


def test_among_equal_weights_the_one_handled_last_stands_first():
    pieces = [OnTray("A", 3_000, handled=1), OnTray("B", 3_000, handled=2), OnTray("C", 7_000)]
    assert [each.tags for each in check_tray(pieces, scale_mg=10_000).suspects][:2] == [("B",), ("A",)]


def rate(limit_mg: int, *, seed: int, rounds: int = SIMULATIONS) -> float:
    """How often the true set of one or two missing of twenty-four stands in the top three."""
    dice, right = random.Random(seed), 0
    for _ in range(rounds):
        pieces = [OnTray(f"T{n}", dice.randint(1_500, 12_000)) for n in range(24)]
        gone = dice.sample(pieces, dice.choice((1, 2)))
        there = sum(each.gross_mg for each in pieces if each not in gone)
        scale = there + round(dice.uniform(-limit_mg, limit_mg))
        found = check_tray(pieces, scale_mg=scale, limit_mg=limit_mg)
        right += {each.tag for each in gone} in [set(each.tags) for each in found.suspects]
    return right / rounds


def test_the_puzzle_of_twenty_four_is_solved_by_a_scale_good_to_five_milligrams():
    assert rate(5, seed=7) >= 0.99


@pytest.mark.parametrize(
    ("counted", "scale", "said"),
    [(22, 187_436, "agrees"), (22, None, "agrees"), (21, 187_436, "pieces"), (22, 187_656, "agrees"),
     (22, 187_657, "grams"), (22, 187_215, "grams")],
)  # fmt: skip
def test_a_hand_over_agrees_in_pieces_and_then_in_grams(counted, scale, said):
    assert verdict(book_pieces=22, book_mg=187_436, counted=counted, scale_mg=scale) == Verdict(said)
