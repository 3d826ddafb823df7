"""Visits and what was asked for in vain: two taps, figures, who sees them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.sales import services
from facet.sales.models import AskedFor, Reception
from facet.sales.rules.reception import OUTCOME_LABELS, footfall
from facet.sales.selectors.reception import asked_for, footfall_of
from facet.sales.services.reception import VisitIn, WishIn
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, TODAY, Shop, key

WISH = WishIn(store="S01", category="gold-bangle", weight_band="20-50", price_band="20000-50000", size_tenths=560)


@pytest.mark.parametrize(("rows", "left", "share"), [
    ([], 0, None), ([("sold", 1, 2), ("left", 2, 3)], 2, 3_333), ([("asked", 1, 1), ("sold", 2, 2)], 0, 6_667),
])  # fmt: skip
def test_how_many_bought(rows, left, share):
    told = footfall(rows)

    assert (told.left, told.conversion_bp) == (left, share)


@given(st.lists(st.tuples(st.sampled_from(sorted(map(str, OUTCOME_LABELS))), st.integers(0, 999), st.integers(0, 999))))
def test_every_visit_ends_one_way(rows):
    told = footfall(rows)

    assert told.visits == told.sold + told.asked + told.left == sum(row[1] for row in rows)


def visit(shop: Shop, outcome: str = "sold", **facts) -> Reception:
    actor = facts.pop("actor", shop.actor())
    return services.note_visit(
        actor=actor, operation=facts.pop("operation", key()), at=AT,
        visit=VisitIn(**{"store": "S01", "outcome": outcome, **facts}),
    )  # fmt: skip


def wish(shop: Shop, asked: WishIn = WISH, **facts) -> AskedFor:
    return services.note_asked_for(actor=shop.actor(), operation=key(), wish=replace(asked, **facts), at=AT)


@pytest.mark.django_db
def test_visits_and_wishes_are_counted_once_each():
    shop, same = factories.shop(), key()
    assert visit(shop, operation=same).pk == visit(shop, operation=same).pk
    visit(shop, "left", party=3, staff="MS01")
    wish(shop, member=shop.member.pk)

    told = footfall_of(shop.actor(), store_id=shop.store.pk, first=TODAY, last=TODAY)

    assert (told.visits, told.people, told.sold, told.asked, told.conversion_bp) == (3, 5, 1, 1, 3_333)
    assert Reception.objects.get(outcome="left").staff == shop.manager


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_the_plan_reads_what_was_asked_for_in_one_question(rows, django_assert_num_queries):
    shop, other = factories.shop(), factories.shop(code="S02", with_member=False)
    for _ in range(rows):
        wish(shop, quantity=2)
    services.note_asked_for(actor=other.actor(), operation=key(), wish=replace(WISH, store="S02"), at=AT)

    with django_assert_num_queries(1):
        found = asked_for(shop.actor(), first=TODAY, last=TODAY)

    assert [(each.times, each.quantity, each.weight_mg) for each in found] == [(rows, rows * 2, (20_000, 50_000))]
    assert found[0].price_cents == (2_000_000, 5_000_000)


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"category": ""}, {"weight_band": "heavy"}, {"price_band": "1"}, {"quantity": 0}])
def test_a_wish_nobody_can_read_is_refused(wrong):
    shop = factories.shop()
    with pytest.raises(Invalid):
        wish(shop, **wrong)
    assert not AskedFor.objects.exists()
    assert not Reception.objects.exists()


@pytest.mark.django_db
def test_another_store_and_people_without_the_right_write_nothing():
    shop = factories.shop()
    with pytest.raises(NotFound):
        visit(shop, store="S77")
    with pytest.raises(NotPermitted):
        visit(shop, actor=shop.actor(grants={}))
    for wrong in ({"outcome": "fled"}, {"party": 0}, {"staff": "X"}):
        with pytest.raises(Invalid):
            visit(shop, **wrong)
    assert not Reception.objects.exists()
