"""The ten starting roles against the rights that the domains offer."""

import pytest

from facet.kernel import registry
from facet.kernel.permissions import Scope
from facet.organisation import selectors
from facet.organisation.permissions import LIMITS, SWITCHES

STARTING_ROLES = tuple(selectors.starting_roles())

ROLES = {role.code: role for role in STARTING_ROLES}
MONEY = {"sales.complete_sale", "sales.take_payment", "catalog.set_board_price", "catalog.approve_board_price",
         "loyalty.adjust_points", "organisation.approve"}  # fmt: skip
READS_BESIDES = {"audit.verify", "sales.look_up_receipt"}  # rights to read that are not called view_


def test_there_are_ten_roles_and_no_more():
    assert list(ROLES) == [
        "clerk", "cashier", "store_manager", "area_manager", "marketing", "buyer", "warehouse", "accountant", "auditor",
        "administrator",
    ]  # fmt: skip


def test_every_right_of_the_house_is_held_by_somebody_and_no_other_is_named():
    offered = {offer.code for offer in registry.offers("permission")}
    named = {code for role in STARTING_ROLES for code in role.grants}
    domains = {code.split(".")[0] for code in offered}
    assert {code for code in named if code.split(".")[0] in domains} == offered


def test_limits_and_switches_are_known():
    assert {name for role in STARTING_ROLES for name in role.limits} <= set(LIMITS)
    assert {switch for role in STARTING_ROLES for switch in role.switches} <= set(SWITCHES)


@pytest.mark.parametrize(
    ("role", "scope"),
    [("clerk", Scope.OWN), ("store_manager", Scope.STORE), ("area_manager", Scope.AREA), ("marketing", Scope.CHAIN)],
)
def test_how_far_members_reach(role, scope):
    assert ROLES[role].grants["members.view_members"] == scope


def test_the_auditor_reads_all_and_writes_nothing():
    views = {offer.code for offer in registry.offers("permission") if ".view_" in offer.code}
    assert set(ROLES["auditor"].grants) == views | READS_BESIDES
    assert set(ROLES["auditor"].grants.values()) == {Scope.CHAIN}
    assert ROLES["auditor"].limits == {}


def test_the_administrator_has_no_money_and_no_cost():
    assert not MONEY & set(ROLES["administrator"].grants)
    assert ROLES["administrator"].limits == {}
    assert ROLES["administrator"].switches == frozenset()


def test_nobody_can_set_a_board_price_and_approve_it():
    both = {"catalog.set_board_price", "catalog.approve_board_price"}
    assert [role.code for role in STARTING_ROLES if both <= set(role.grants)] == []


@pytest.mark.parametrize(
    ("low", "high"), [("clerk", "store_manager"), ("cashier", "store_manager"), ("store_manager", "area_manager")]
)
def test_limits_grow_with_responsibility(low, high):
    assert all(ROLES[high].limits[name] >= value for name, value in ROLES[low].limits.items())
