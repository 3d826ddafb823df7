"""The tables of docs/algorithms/transfer.md, and laws. Source: F45, P21."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.inventory.errors import TransferNotPossible
from facet.inventory.rules.transfer import Act, LineState, TransferState, allow, differs, may, state_of, tally


def test_f45_the_missing_grams_are_the_missing_tag():
    sent = {f"T{n}": 8_640 for n in range(28)} | {"T28": 8_740, "M": 5_520}
    received = {tag: mg for tag, mg in sent.items() if tag != "M"}

    found = tally(sent, received)

    assert (found.sent_pieces, found.sent_mg, found.received_pieces, found.received_mg) == (30, 256_180, 29, 250_660)
    assert (found.missing, found.short_mg) == (("M",), 5_520)


@pytest.mark.parametrize(
    ("paper", "scale", "pieces", "said"),
    [
        (5_520, 5_520, 1, False),
        (5_520, 5_540, 1, False),
        (5_520, 5_541, 1, True),
        (5_520, 5_499, 1, True),
        (5_520, None, 1, False),
        (12_400, 12_480, 20, False),
        (12_400, 12_801, 20, True),
    ],
)
def test_weights_differ_beyond_the_tolerance_of_two_scales(paper, scale, pieces, said):
    assert differs(paper, scale, pieces=pieces) is said


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        (["on_the_road", "on_the_road"], "sent"),
        (["on_the_road", "received"], "short"),
        (["received", "received"], "received"),
        (["received", "lost"], "received"),
        (["received", "came_back"], "received"),
        (["came_back", "came_back"], "cancelled"),
        (["not_sent"], "cancelled"),
        (["received", "not_sent", "not_listed"], "received"),
        (["asked", "asked"], "requested"),
    ],
)
def test_state_from_lines(lines, state):
    assert state_of(lines) == state


@given(st.lists(st.sampled_from(list(LineState)), min_size=1, max_size=12))
def test_a_transfer_is_over_exactly_when_nothing_is_asked_or_travels(lines):
    over = state_of(lines) in (TransferState.RECEIVED, TransferState.CANCELLED)
    open_lines = {LineState.ON_THE_ROAD, LineState.ASKED} & set(lines)
    assert over == (not open_lines)


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("state", list(TransferState))
def test_an_act_is_refused_exactly_where_it_has_no_button(act, state):
    if may(state, act):
        allow(state, act, number="TR-1")
    else:
        with pytest.raises(TransferNotPossible):
            allow(state, act, number="TR-1")
