"""How far a right reaches."""

import pytest
from hypothesis import given
from hypothesis.strategies import booleans, builds, frozensets, integers, none

from facet.kernel.errors import NotPermitted
from facet.kernel.permissions import EVERYWHERE, NOWHERE, Actor, Reach, house, require

REACHES = builds(Reach, store_ids=none() | frozensets(integers(1, 5)), own=booleans())


def _with(reach):
    return Actor(key="staff:1", name="x", grants={"a.b": reach})


@pytest.mark.parametrize(
    ("reach", "store", "covered"),
    [(EVERYWHERE, 3, True), (EVERYWHERE, None, True), (NOWHERE, 3, False), (NOWHERE, None, False),
     (Reach(frozenset({3})), 3, True), (Reach(frozenset({3})), 4, False), (Reach(frozenset({3})), None, True)],
)  # fmt: skip
def test_reach(reach, store, covered):
    assert reach.covers(store) is covered
    assert _with(reach).may("a.b", store_id=store) is covered


@given(REACHES, REACHES, integers(1, 5))
def test_several_roles_add_up(one, other, store):
    joined = one.joined(other)

    assert joined == other.joined(one)
    assert joined.covers(store) == (one.covers(store) or other.covers(store))
    assert joined.own == (one.own and other.own)


def test_require_refuses_with_the_right_that_is_missing():
    with pytest.raises(NotPermitted) as refusal:
        require(_with(Reach(frozenset({3}))), "a.b", store_id=4)
    assert refusal.value.facts == {"permission": "a.b"}

    require(_with(Reach(frozenset({3}))), "a.b", store_id=3)
    with pytest.raises(NotPermitted):
        require(Actor(key="x", name="x"), "a.b")


def test_switches_and_limits():
    clerk = Actor(key="x", name="x", switches=frozenset({"cost"}), limits={"discount_bp": 500})

    assert (clerk.sees("cost"), clerk.sees("phone")) == (True, False)
    assert (clerk.limit("discount_bp"), clerk.limit("refund_cents")) == (500, 0)


def test_the_house_may_everything():
    job = house("regrade")

    assert (job.key, job.via) == ("job:regrade", "job")
    assert job.may("anything", store_id=99)
    assert job.sees("cost")
    assert job.limit("refund_cents") > 10**15
    assert job.scope("x").chain_wide
