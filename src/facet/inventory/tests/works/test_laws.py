"""Laws of works: metal, stones and cost that go in come out or are named, and parting and joining is the identity."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from facet.inventory.errors import PartsDisagree, WorkNotPossible
from facet.inventory.rules.works import (
    Alloy,
    Loss,
    Part,
    StonePart,
    Wanted,
    needs_second,
    refuse_shape,
    refuse_unnamed,
    remade,
    worked,
)
from facet.kernel.errors import Invalid

GOLD, PLATINUM = Alloy("gold", 7_500), Alloy("platinum", 9_500)
cents = st.integers(0, 10**9)
kinds = st.dictionaries(st.sampled_from(["metal", "labour", "stones", "tax", "freight", "other"]), cents, max_size=6)


@st.composite
def parts(draw, tag="G"):
    """A piece of one or two metals, with or without stones."""
    metals = draw(st.lists(st.sampled_from([GOLD, PLATINUM]), min_size=1, max_size=2, unique=True))
    lines = tuple((alloy, draw(st.integers(1_000, 10**6))) for alloy in metals)
    count = draw(st.integers(0, 30))
    mct = 5 * draw(st.integers(count, 50 * count)) if count else 0
    stones = (StonePart(kind="diamond", carat_mct=mct, count=count, cost_cents=draw(cents)),) if count else ()
    gross = sum(mg for _, mg in lines) + mct // 5
    return Part(tag=tag, gross_mg=gross, metals=lines, stones=stones, costs=draw(kinds))


def total(found, read):
    sums = {}
    for part in found:
        for key, value in read(part):
            sums[key] = sums.get(key, 0) + value
    return {key: value for key, value in sums.items() if value}


def metals(part):
    return part.metals


def costs(part):
    return (part.costs or {}).items()


@given(parts(), st.data())
def test_what_is_split_comes_out_whole_and_joined_again_is_what_it_was(whole, data):
    cut = data.draw(st.integers(1, whole.net_mg - 1))
    stones = whole.gross_mg - whole.net_mg
    wanted = [
        Wanted(tag="A", gross_mg=cut + stones, carat_mct=whole.carat_mct, stone_count=whole.stone_count),
        Wanted(tag="B", gross_mg=whole.net_mg - cut),
    ]
    found, loss = worked([whole], wanted)

    assert loss.is_none
    assert total(found, metals) == total([whole], metals)
    assert total(found, costs) == total([whole], costs)
    assert sum(part.gross_mg for part in found) == whole.gross_mg

    [again], loss = worked(found, [Wanted(tag="G", gross_mg=whole.gross_mg, carat_mct=whole.carat_mct,
                                          stone_count=whole.stone_count)])  # fmt: skip
    assert loss.is_none
    assert dict(again.metals) == dict(whole.metals)
    assert (again.stones, again.gross_mg) == (whole.stones, whole.gross_mg)
    assert total([again], costs) == total([whole], costs)


@given(st.lists(parts(), min_size=2, max_size=4), st.integers(0, 10**6))
def test_what_is_combined_and_taken_apart_again_is_what_it_was(pieces, fee):
    pieces = [replace(each, tag=f"G{number}") for number, each in enumerate(pieces)]
    carats, count = sum(each.carat_mct for each in pieces), sum(each.stone_count for each in pieces)
    one = Wanted(tag="RING", gross_mg=sum(each.gross_mg for each in pieces), carat_mct=carats, stone_count=count)
    [ring], loss = worked(pieces, [one], fee_cents=fee)
    assert loss.is_none
    assert (ring.cost_cents, ring.carat_mct) == (sum(each.cost_cents for each in pieces) + fee, carats)

    likes = [
        Wanted(tag=each.tag, gross_mg=each.gross_mg, carat_mct=each.carat_mct, stone_count=each.stone_count, like=each)
        for each in pieces
    ]
    apart, loss = worked([ring], likes)
    assert loss.is_none
    assert [dict(each.metals) for each in apart] == [dict(each.metals) for each in pieces]
    assert sum(each.cost_cents for each in apart) == ring.cost_cents
    if not fee:
        assert [each.cost_cents for each in apart] == [each.cost_cents for each in pieces]


@given(parts(), st.integers(1, 900))
def test_a_loss_is_named_to_the_milligram_and_paid_by_what_remains(whole, lost):
    half = whole.net_mg // 2
    assume(half > lost)
    stones = whole.gross_mg - whole.net_mg
    found, loss = worked(
        [whole],
        [Wanted(tag="A", gross_mg=half + stones, carat_mct=whole.carat_mct, stone_count=whole.stone_count),
         Wanted(tag="B", gross_mg=whole.net_mg - half - lost)],
    )  # fmt: skip
    assert loss.metal_mg == lost
    assert all(mg > 0 for _, mg in loss.metals)
    out = total(found, metals)
    for alloy, mg in loss.metals:
        out[alloy] = out.get(alloy, 0) + mg
    assert out == total([whole], metals)
    assert total(found, costs) == total([whole], costs)


@given(parts(), st.integers(-900, 10_000), st.integers(0, 10**6))
def test_a_remade_piece_keeps_stones_and_cost_and_tells_what_was_added(piece, change, fee):
    assume(piece.net_mg + change > 0)
    after, loss = remade(piece, tag="NEW", gross_mg=piece.gross_mg + change, fee_cents=fee)
    assert (after.net_mg, -loss.metal_mg) == (piece.net_mg + change, change)
    assert after.stones == piece.stones
    assert after.cost_cents == piece.cost_cents + fee


def test_metal_is_never_gained():
    whole = Part(tag="G", gross_mg=1_000, metals=((GOLD, 1_000),), costs={})
    with pytest.raises(PartsDisagree, match=r"1\.001 g"):
        worked([whole], [Wanted(tag="A", gross_mg=500), Wanted(tag="B", gross_mg=501)])


def test_more_stones_than_went_in_are_refused():
    gem = Part(tag="G", gross_mg=100, stones=(StonePart(kind="diamond", carat_mct=500, count=1),), costs={})
    with pytest.raises(WorkNotPossible):
        worked([gem], [Wanted(tag="A", gross_mg=60, carat_mct=300, stone_count=1),
                       Wanted(tag="B", gross_mg=50, carat_mct=250, stone_count=1)])  # fmt: skip


@pytest.mark.parametrize(
    ("loss", "went", "waits"),
    [
        (Loss(((GOLD, 100),)), 10_000, False),
        (Loss(((GOLD, 101),)), 10_000, True),
        (Loss((), 1, 0), 10_000, True),
        (Loss((), 0, 1), 10_000, True),
        (Loss(()), 0, False),
    ],
)
def test_who_must_say_yes(loss, went, waits):
    assert needs_second(loss, went_mg=went, limit_bp=100) is waits


@pytest.mark.parametrize(
    ("kind", "inputs", "outputs"),
    [("split", 2, 2), ("split", 1, 1), ("split", 1, 41), ("combine", 1, 1), ("combine", 2, 2), ("take_apart", 1, 1),
     ("remade", 1, 2), ("melt", 1, 1)],
)  # fmt: skip
def test_shapes_that_are_no_work(kind, inputs, outputs):
    with pytest.raises(Invalid):
        refuse_shape(kind, inputs=inputs, outputs=outputs)


def test_a_loss_needs_its_cause():
    with pytest.raises(Invalid):
        refuse_unnamed(Loss(((GOLD, 1),)), "")
    with pytest.raises(Invalid):
        refuse_unnamed(Loss(()), "aliens")
    refuse_unnamed(Loss(((GOLD, 1),)), "filing")
    refuse_unnamed(Loss(()), "")
