"""The board as people look at it."""

from datetime import timedelta

import pytest

from facet.catalog import selectors
from facet.catalog.models import BoardConfirmation
from facet.catalog.tests import factories
from facet.catalog.tests.factories import NOON

pytestmark = pytest.mark.django_db

MIDNIGHT = NOON - timedelta(hours=12)
VIEWER = factories.actor("catalog.view_catalog")


@pytest.mark.parametrize("items", [1, 3])
def test_board_lines_show_the_change_since_the_day_began(items, django_assert_num_queries):
    group = factories.price_group()
    lines = [factories.price_item(f"AU{n}") for n in range(items)]
    factories.board(group, *((item, 97_000, None, None) for item in lines), at=MIDNIGHT - timedelta(days=3))
    factories.board(group, (lines[0], 97_400, None, None), at=MIDNIGHT)
    factories.board(group, (lines[0], 99_000, None, None), at=NOON - timedelta(hours=3))
    factories.board(group, (lines[0], 98_000, None, None), at=NOON)

    with django_assert_num_queries(2):
        board = selectors.board_lines(group.pk, at=NOON, since=MIDNIGHT)

    assert [(line.code, line.price.retail_cents_per_gram, line.change_cents) for line in board] == [
        ("AU0", 98_000, 600),
        *((f"AU{n}", 97_000, 0) for n in range(1, items)),
    ]


def test_board_lines_without_price_or_with_a_first_one():
    group = factories.price_group()
    base = factories.price_item("AU999")
    factories.price_item("AU750", base_item=base, premium_bp=300)
    factories.price_item("OLD", is_active=False)
    factories.board(group, (base, 98_000, None, None))

    lines = selectors.board_lines(group.pk, at=NOON, since=MIDNIGHT)

    assert [(line.code, line.base_code, line.price is None, line.change_cents) for line in lines] == [
        ("AU999", "", False, None),
        ("AU750", "AU999", True, None),
    ]


def test_publication_in_force_with_the_stores_confirmation(django_assert_num_queries):
    group, item = factories.price_group(), factories.price_item()
    store, other = factories.store(group=group), factories.store(group=group)
    factories.board(group, (item, 97_400, None, None), at=NOON - timedelta(days=1))
    now = factories.board(group, (item, 98_000, None, None))
    later = factories.board(group, (item, 99_000, None, None), at=NOON + timedelta(hours=1))
    BoardConfirmation.objects.create(
        store_id=store.pk, publication=now, confirmed_at=NOON, confirmed_by_key="staff:2", confirmed_by_name="王店长"
    )

    with django_assert_num_queries(1):
        mine = selectors.publication_in_force(group.pk, at=NOON, store_id=store.pk)
    theirs = selectors.publication_in_force(group.pk, at=NOON, store_id=other.pk)
    with django_assert_num_queries(1):
        coming = selectors.upcoming_publications(group.pk, at=NOON)

    assert (mine.id, mine.confirmed_at, mine.confirmed_by, mine.published_by) == (now.pk, NOON, "王店长", "陈部长")
    assert (theirs.id, theirs.confirmed_at, theirs.confirmed_by) == (now.pk, None, "")
    assert [publication.id for publication in coming] == [later.pk]
    assert selectors.publication_in_force(factories.price_group().pk, at=NOON) is None


@pytest.mark.parametrize("stores", [1, 3])
def test_price_groups_and_confirmations_within_reach(stores, django_assert_num_queries):
    group, item = factories.price_group("G1"), factories.price_item()
    factories.price_group("G2")
    rows = [factories.store(group=group) for _ in range(stores)]
    publication = factories.board(group, (item, 98_000, None, None))
    BoardConfirmation.objects.create(
        store_id=rows[0].pk, publication=publication, confirmed_at=NOON, confirmed_by_key="s", confirmed_by_name="王"
    )
    near = factories.actor("catalog.view_catalog", stores={rows[0].pk})

    with django_assert_num_queries(2):
        groups = selectors.price_groups(VIEWER)
    with django_assert_num_queries(1):
        answers = selectors.confirmations(groups[0], publication.pk)

    assert [(each.code, len(each.stores)) for each in groups] == [("G1", stores), ("G2", 0)]
    assert [each.code for each in selectors.price_groups(near)] == ["G1"]
    assert [answer.confirmed_by for answer in answers] == [""] * (stores - 1) + ["王"]
    assert selectors.confirmations(groups[1], publication.pk) == []
    assert [answer.confirmed_at for answer in selectors.confirmations(groups[0], None)] == [None] * stores


def test_publications_are_listed_within_reach():
    mine, theirs, item = factories.price_group(), factories.price_group(), factories.price_item()
    store = factories.store(group=mine)
    first, _ = factories.board(mine, (item, 1, None, None)), factories.board(theirs, (item, 1, None, None))

    near = selectors.publications_queryset(factories.actor("catalog.view_catalog", stores={store.pk}))

    assert list(near) == [first]
    assert selectors.publications_queryset(VIEWER).count() == 2


@pytest.mark.parametrize("published", [1, 3])
def test_price_series_carries_a_price_until_the_next_one(published, django_assert_num_queries):
    group, item = factories.price_group(), factories.price_item()
    for day in range(published):
        at = NOON + timedelta(days=2 * day)
        factories.board(group, (item, 97_000 + day, None, None), at=at)
        factories.board(group, (item, 98_000 + day, None, 92_000), at=at + timedelta(hours=1))
    first = NOON.date() - timedelta(days=1)

    with django_assert_num_queries(2):
        series = selectors.price_series(
            price_item_id=item.pk,
            price_group_id=group.pk,
            first=first,
            last=first + timedelta(days=3),
            zone="Asia/Shanghai",
        )

    last = 98_001 if published > 1 else 98_000
    assert [day.retail_cents for day in series] == [None, 98_000, 98_000, last]
    assert [day.published for day in series] == [False, True, False, published > 1]
    assert series[1].buy_back_cents == 92_000


def test_price_series_starts_with_what_held_before():
    group, item = factories.price_group(), factories.price_item()
    factories.board(group, (item, 97_000, None, None), at=NOON - timedelta(days=40))
    day = NOON.date()

    [only] = selectors.price_series(
        price_item_id=item.pk, price_group_id=group.pk, first=day, last=day, zone="Asia/Shanghai"
    )

    assert (only.on, only.retail_cents, only.published) == (day, 97_000, False)


@pytest.mark.parametrize("items", [1, 3])
def test_gold_line_is_the_boards_first_price(items, django_assert_num_queries):
    group = factories.price_group()
    store = factories.store(group=group)
    gold = factories.price_item("AU999", order=1)
    others = [factories.price_item(order=9 + n) for n in range(items)]
    factories.board(group, (gold, 98_000, None, None), at=NOON - timedelta(hours=1))
    publication = factories.board(group, *((item, 1_680, None, None) for item in others), at=NOON)
    BoardConfirmation.objects.create(
        store_id=store.pk, publication=publication, confirmed_at=NOON, confirmed_by_key="s", confirmed_by_name="王"
    )

    with django_assert_num_queries(1):
        line = selectors.gold_line(store.pk, at=NOON)
    before = selectors.gold_line(store.pk, at=NOON - timedelta(minutes=1))
    headquarters = selectors.gold_line(None, at=NOON)

    assert line == selectors.GoldLine("足金", "Fine gold", 98_000, NOON, NOON)
    assert (before.valid_from, before.confirmed_at) == (NOON - timedelta(hours=1), None)
    assert (headquarters.retail_cents, headquarters.confirmed_at) == (98_000, None)
    assert selectors.gold_line(factories.store().pk, at=NOON) is None


@pytest.mark.parametrize("stores", [1, 3])
def test_unconfirmed_stores_within_reach(stores, django_assert_num_queries):
    group, item = factories.price_group(), factories.price_item()
    done = factories.store(group=group)
    late = [factories.store(group=group) for _ in range(stores)]
    factories.store(group=group, is_open=False)
    factories.store()
    publication = factories.board(group, (item, 98_000, None, None))
    BoardConfirmation.objects.create(
        store_id=done.pk, publication=publication, confirmed_at=NOON, confirmed_by_key="s", confirmed_by_name="王"
    )
    right = "catalog.set_board_price"
    near = factories.actor(right, stores={done.pk, late[0].pk})

    with django_assert_num_queries(1):
        found = selectors.unconfirmed_stores(factories.actor(right), permission=right, before=NOON)

    assert [store.code for store in found] == [store.code for store in late]
    assert found[0].valid_from == NOON
    assert [store.store_id for store in selectors.unconfirmed_stores(near, permission=right, before=NOON)] == [
        late[0].pk
    ]
    assert selectors.unconfirmed_stores(near, permission=right, before=NOON - timedelta(seconds=1)) == []
    assert selectors.may_hear_of_stores(near) == right
    assert selectors.may_hear_of_stores(factories.actor("catalog.confirm_board_price")) == "catalog.confirm_board_price"
    assert selectors.may_hear_of_stores(factories.actor()) == ""
