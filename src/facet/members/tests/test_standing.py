"""The member lock and the write that goes with it."""

from datetime import date, timedelta

import pytest

from facet.kernel.transactions import unit_of_work
from facet.members import services
from facet.members.errors import MemberUnknown
from facet.members.models import MemberEvent, Standing
from facet.members.rules.standing import Purchase, purchase_changes
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened
from facet.members.tests import factories

DAY = date(2026, 11, 21)


@pytest.mark.django_db
def test_apply_standing_is_one_update_and_counts(django_assert_num_queries):
    member = factories.member()

    @unit_of_work
    def buy():
        standing = services.lock_standing(member.pk)
        with django_assert_num_queries(1):
            services.apply_standing(
                standing, **purchase_changes(standing, Purchase(store_id=member.home_store_id, on=DAY, net_cents=500)),
                points_available=5, grade_code="silver",
            )  # fmt: skip

    buy()
    standing = Standing.objects.get(pk=member.pk)
    assert (standing.spend_cents, standing.visits, standing.last_visit_on) == (500, 1, DAY)
    assert (standing.points_available, standing.grade_code, standing.version) == (5, "silver", 1)
    assert standing.last_store_id == member.home_store_id


@pytest.mark.django_db
def test_apply_standing_without_changes_writes_nothing(django_assert_num_queries):
    member = factories.member()

    @unit_of_work
    def idle():
        standing = services.lock_standing(member.pk)
        with django_assert_num_queries(0):
            services.apply_standing(standing)

    idle()


@pytest.mark.django_db
def test_apply_standing_refuses_a_column_it_does_not_know():
    member = factories.member()

    @unit_of_work
    def slip():
        services.apply_standing(services.lock_standing(member.pk), last_store=3)

    with pytest.raises(TypeError):
        slip()
    assert Standing.objects.get(pk=member.pk).version == 0


@pytest.mark.django_db
def test_lock_standing_of_nobody_is_refused_and_alone_it_refuses_to_run():
    with pytest.raises(MemberUnknown):
        unit_of_work(services.lock_standing)(99)
    with pytest.raises(RuntimeError):
        services.lock_standing(99)


@pytest.mark.django_db
def test_lock_standings_gives_the_known_ones_in_one_query(django_assert_num_queries):
    members = [factories.member("王芳", f"1390000111{n}") for n in range(3)]

    @unit_of_work
    def lock(ids):
        with django_assert_num_queries(1):
            return services.lock_standings(ids)

    assert list(lock([members[2].pk, 99, members[0].pk])) == [members[0].pk, members[2].pk]


def test_a_return_takes_back_spending_but_neither_visit_nor_day():
    standing = Standing(spend_cents=1000, visits=3, last_visit_on=DAY)
    given_back = Purchase(store_id=1, on=DAY + timedelta(days=3), net_cents=-400, visits=0)
    assert purchase_changes(standing, given_back) == {"spend_cents": 600, "visits": 3}


def test_a_ticket_that_arrives_late_does_not_move_the_last_visit_back():
    standing = Standing(spend_cents=0, visits=1, last_visit_on=DAY)
    late = Purchase(store_id=1, on=DAY - timedelta(days=3), net_cents=100)
    assert purchase_changes(standing, late) == {"spend_cents": 100, "visits": 2}


@pytest.mark.django_db
def test_record_event_writes_one_line_with_its_icon(django_assert_num_queries):
    member = factories.member()

    @unit_of_work
    def tell():
        with django_assert_num_queries(1):
            services.record_event(
                member.pk,
                Happening(kind=Happened.SALE, at=factories.AT, on=DAY, title="Bought for {amount}",
                          facts={"amount": "5"},
                          amount_cents=500, pieces=1, weight_mg=3760, visits=1, url="/sales/1/"),
            )  # fmt: skip

    tell()
    event = MemberEvent.objects.get(kind="sale")
    assert (event.icon, event.amount_cents, event.pieces, event.weight_mg) == ("receipt", 500, 1, 3760)


@pytest.mark.django_db
def test_record_events_writes_many_at_once(django_assert_num_queries):
    member = factories.member()
    line = Happening(kind=Happened.POINTS, at=factories.AT, on=DAY, title="Points")

    @unit_of_work
    def tell():
        with django_assert_num_queries(1):
            services.record_events([(member.pk, line)] * 3)

    tell()
    assert MemberEvent.objects.filter(kind="points").count() == 3
