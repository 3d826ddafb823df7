"""The table of states, against its worked rows and its laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.inventory.errors import TransitionNotAllowed
from facet.inventory.rules.states import (
    DESTINATIONS,
    FINAL,
    MOVEMENT_WORDS,
    PLACE_WORDS,
    RESTORATIONS,
    STATE_WORDS,
    TRANSITIONS,
    VIRTUAL,
    WITHDRAWALS,
    MovementKind,
    PieceState,
    PlaceKind,
    movements_from,
    state_after,
)

ALLOWED = [
    ("draft", "received", "in_stock"),
    ("in_stock", "moved", "in_stock"),
    ("in_stock", "sold", "sold"),
    ("sold", "returned", "in_stock"),
    ("in_stock", "sent", "in_transit"),
    ("in_transit", "arrived", "in_stock"),
    ("in_transit", "missed", "lost"),
    ("lost", "found", "in_stock"),
    ("in_stock", "lent", "out"),
    ("out", "brought_back", "in_stock"),
    ("in_stock", "taken_off_sale", "draft"),
    ("draft", "put_on_sale", "in_stock"),
    ("draft", "sent_back", "returned_to_supplier"),
    ("in_stock", "melted", "melted"),
]
REFUSED = [
    ("sold", "sold"),
    ("in_transit", "sold"),
    ("lost", "sold"),
    ("draft", "sold"),
    ("melted", "found"),
    ("sold", "melted"),
    ("in_stock", "returned"),
    ("returned_to_supplier", "put_on_sale"),
]


@pytest.mark.parametrize(("before", "movement", "after"), ALLOWED)
def test_state_after_an_allowed_movement(before, movement, after):
    assert state_after(before, MovementKind(movement), tag="T1") == after


@pytest.mark.parametrize(("before", "movement"), REFUSED)
def test_state_after_a_movement_outside_the_table_is_refused(before, movement):
    with pytest.raises(TransitionNotAllowed) as refusal:
        state_after(before, MovementKind(movement), tag="T1")

    assert refusal.value.facts == {
        "tag": "T1",
        "state": STATE_WORDS[PieceState(before)],
        "movement": MOVEMENT_WORDS[MovementKind(movement)],
    }


@given(st.sampled_from(PieceState), st.sampled_from(MovementKind))
def test_movements_from_and_state_after_agree(state, movement):
    if movement in movements_from(state):
        assert state_after(state, movement, tag="T1") == TRANSITIONS[movement][1]
    else:
        with pytest.raises(TransitionNotAllowed):
            state_after(state, movement, tag="T1")


def test_every_list_covers_every_member():
    assert set(STATE_WORDS) == set(PieceState)
    assert set(MOVEMENT_WORDS) == set(TRANSITIONS) == set(MovementKind)
    assert set(PLACE_WORDS) == set(PlaceKind)
    assert set(DESTINATIONS.values()) == VIRTUAL


def test_final_states_have_no_way_out_and_all_others_have_one():
    assert {state for state in PieceState if not movements_from(state)} == FINAL


def test_withdrawals_start_on_sale_and_restorations_end_there():
    assert all(PieceState.IN_STOCK in TRANSITIONS[kind][0] for kind in WITHDRAWALS)
    assert all(TRANSITIONS[kind][1] == PieceState.IN_STOCK for kind in RESTORATIONS)
