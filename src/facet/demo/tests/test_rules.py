"""The plan is the same each time, believable, and never beyond what the rules of the house allow."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from facet.catalog.rules.board import is_large_batch
from facet.demo.rules import chain, names, people, season
from facet.demo.rules.goods import KINDS
from facet.demo.rules.world import Size, World
from facet.demo.tests.factories import AT, small_world


def world(at=AT, seed="law"):
    return World(seed=seed, size=Size(members=60, pieces=50, sales=120, days=40, lead=60), at=at)


def test_the_same_seed_gives_the_same_chain():
    one, other = small_world(), small_world()

    assert [each.at for each in one.files] == [each.at for each in other.files]
    assert [(each.at, each.store, each.bulk) for each in one.tickets] == [
        (each.at, each.store, each.bulk) for each in other.tickets
    ]
    assert [one.piece(each, 0) for each in one.deliveries] == [other.piece(each, 0) for each in other.deliveries]


@pytest.mark.parametrize("seed", ["yunxiu", "a", "b"])
def test_no_change_of_the_board_needs_a_second_person(seed):
    published = World(seed=seed, size=Size(), at=AT).boards.published
    held = {}
    for each in published:
        assert not is_large_batch(each.request, held.get(each.group, {})), each
        held[each.group] = each.quotes

    assert held["EAST"]["AU999"].retail == 98_000


@pytest.mark.parametrize(("hour", "least"), [(0, 5), (4, 5), (7, 5), (9, 5), (14, 5), (20, 5)], ids=str)
def test_today_has_tickets_in_every_store_at_any_hour(hour, least):
    at = datetime(2026, 11, 21, (hour - 8) % 24, 5, tzinfo=UTC)
    plan = world(at)
    today = [each for each in plan.tickets if each.day == plan.today]

    assert len({each.store for each in today}) == least
    assert all(each.at < at for each in plan.tickets)


def test_nothing_is_sold_before_it_came_or_to_somebody_unknown():
    plan = world()
    came = {
        number: delivery.at
        for delivery in plan.deliveries
        for number in range(delivery.first, delivery.first + len(delivery.slots))
    }

    assert all(came[number] < each.at for each in plan.tickets for number in plan.pieces_of[each.serial])
    assert all(each.file.at < each.at for each in plan.tickets if each.file)
    assert Counter(number for held in plan.pieces_of.values() for number in held).most_common(1)[0][1] == 1


def test_files_are_numbered_as_they_are_opened_and_name_only_older_ones():
    plan = world()
    moments = [each.at for each in plan.files]
    plans = [people.member_plan(plan.seed, each, today=plan.today, earlier=plan.files) for each in plan.files]

    assert moments == sorted(moments)
    assert all(each.referrer is None or each.referrer < number for number, each in enumerate(plans))
    assert len({each.person.phone for each in plans}) == len(plans)
    assert {each.person.phone[3:6] for each in plans} <= set(names.PREFIXES)


@pytest.mark.parametrize("seed", ["yunxiu", "a"])
def test_members_come_as_often_as_people_do(seed):
    """Most one to six times in eighteen months, regulars up to fifteen, a handful up to thirty."""
    plan = World(seed=seed, size=Size(), at=AT)
    days = {each.number: set() for each in plan.files}
    for ticket in plan.tickets:
        if ticket.file:
            days[ticket.file.number].add(ticket.day)
    visits = sorted(map(len, days.values()))

    assert visits[-1] <= 30
    assert sum(1 <= each <= 6 for each in visits) > len(visits) * 85 // 100
    assert 0 < sum(each > 15 for each in visits) < len(visits) * 2 // 100


def test_festivals_are_busier_and_new_years_day_is_quiet():
    spring = date(2026, 2, 17)  # the first day of the lunar year
    assert season.day_weight(date(2026, 2, 14)) > season.day_weight(date(2026, 1, 24)) > season.day_weight(spring)
    assert season.day_weight(date(2026, 10, 3)) > season.day_weight(date(2026, 10, 10))


def test_every_role_of_the_house_has_somebody_and_the_page_shows_one_of_each():
    roles = {each.role for each in chain.STAFF}

    assert len(roles) == 10
    assert {chain.person(name).role for name in chain.SHOWN} == roles
    assert len({each.username for each in chain.STAFF}) == len(chain.STAFF) == 29


def test_every_kind_of_goods_can_be_made():
    plan = World(seed="kinds", size=Size(members=5, pieces=900, sales=20, days=30, lead=60), at=AT)
    made = {KINDS[slot.kind].key for each in plan.deliveries for slot in each.slots}

    assert made == {kind.key for kind in KINDS}
