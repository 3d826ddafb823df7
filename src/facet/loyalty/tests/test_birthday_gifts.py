"""The birthday gift: one for each birthday by her own calendar, proposed while it is due, listed. Source: R326, T34."""

from datetime import UTC, date, datetime

import pytest

from facet.kernel.transactions import unit_of_work
from facet.loyalty import errors, services
from facet.loyalty.models import BirthdayGift, PrizeStock
from facet.loyalty.selectors.birthday_gifts import gift_due, gifts_queryset
from facet.loyalty.tests import factories as make
from facet.loyalty.tests import spending as spend
from facet.organisation.tests import factories as organisation

pytestmark = pytest.mark.django_db
COUNTER = ("loyalty.use_coupons", "loyalty.view_coupons")


@pytest.fixture
def store():
    make.programme()
    row = organisation.store()
    spend.prize(row, points=0, is_birthday_gift=True)
    return row


@unit_of_work
def born(store, day, *, lunar=False):
    row = make.member(store=store)
    row.birth_date, row.is_lunar_birthday = day, lunar
    row.save(update_fields=["birth_date", "is_lunar_birthday"])
    row.refresh_from_db()
    return row


def give(member, store, on):
    wanted = services.GiftIn(member_id=member.pk, prize="P001", store_id=store.pk)
    return services.give_birthday_gift(actor=make.HOUSE, operation=make.key(), request=wanted, at=make.AT, on=on)


def test_two_lunar_birthdays_of_one_solar_year_are_two_gifts_and_each_is_one(store):
    member = born(store, "1991-01-16", lunar=True)  # the 1st of the 12th month
    give(member, store, date(2022, 1, 3))
    with pytest.raises(errors.GiftHad):
        give(member, store, date(2022, 1, 8))
    give(member, store, date(2022, 12, 23))

    assert list(BirthdayGift.objects.order_by("pk").values_list("year", flat=True)) == [2021, 2022]
    assert PrizeStock.objects.get().on_hand == 8


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 12, 24), None),
        (date(2026, 12, 25), date(2027, 1, 1)),
        (date(2027, 1, 8), date(2027, 1, 1)),
        (date(2027, 1, 9), None),
    ],
)
def test_it_is_due_seven_days_around_new_year_s_day(store, on, due):
    member = born(store, "1990-01-01")
    assert gift_due(member.pk, on=on) == due


def test_a_gift_that_was_given_is_due_no_more(store, django_assert_max_num_queries):
    member = born(store, "1990-01-01")
    give(member, store, date(2026, 12, 28))
    with django_assert_max_num_queries(5):
        assert gift_due(member.pk, on=date(2027, 1, 3)) is None


def test_the_counter_gives_and_lists_it_over_the_api(store, call, monkeypatch):
    member = born(store, "1990-01-01")
    monkeypatch.setattr("facet.kernel.clock.now", lambda: datetime(2027, 1, 2, 4, tzinfo=UTC))
    clerk = make.actor(*COUNTER, stores=[store.pk], store_id=store.pk)

    answer = call(clerk, "POST", f"/members/{member.pk}/birthday-gift", {"prize": "P001"})
    assert (answer.status_code, answer.json()["year"], answer.json()["prize"]) == (201, 2027, "P001")
    again = call(clerk, "POST", f"/members/{member.pk}/birthday-gift", {"prize": "P001"})
    assert again.status_code == 409
    [row] = call(clerk, "GET", f"/loyalty/birthday-gifts?member_id={member.pk}").json()
    assert (row["birthday_on"], row["store"]) == ("2027-01-01", store.code)

    stranger = make.actor(*COUNTER, stores=[organisation.store("S77").pk])
    assert call(stranger, "GET", "/loyalty/birthday-gifts").json() == []
    assert call(make.actor(), "GET", "/loyalty/birthday-gifts").status_code == 403


def test_the_store_s_calendar_decides_and_not_the_chain_s(store, call, monkeypatch):
    """At 23:30 UTC on 24 December the chain is in the 25th, the first day; a store in Hawaii still in the 24th."""
    member, far = born(store, "1990-01-01"), organisation.store("S78")
    type(far).objects.filter(pk=far.pk).update(time_zone="Pacific/Honolulu")
    monkeypatch.setattr("facet.kernel.clock.now", lambda: datetime(2026, 12, 24, 23, 30, tzinfo=UTC))
    body = {"prize": "P001"}

    away = call(make.actor(*COUNTER, store_id=far.pk), "POST", f"/members/{member.pk}/birthday-gift", body)
    here = call(make.actor(*COUNTER, store_id=store.pk), "POST", f"/members/{member.pk}/birthday-gift", body)

    assert (away.json()["code"], here.status_code) == ("loyalty.no_birthday", 201)


def test_the_list_opens_and_shows_whose_birthday_it_was(store, see):
    member = born(store, "1990-01-01")
    give(member, store, date(2026, 12, 28))
    page = see(make.actor(*COUNTER), "loyalty:birthday_gifts").content.decode()
    assert member.number in page
    assert gifts_queryset(make.actor(*COUNTER)).count() == 1


def test_her_page_proposes_the_gift_while_it_is_due(store):
    from facet.loyalty.web.head import gift_waiting

    class File:
        id, today = born(store, "1990-01-01").pk, date(2026, 12, 31)

    step = gift_waiting(make.actor(*COUNTER), File)
    assert (step.facts, str(File.id) in step.url) == ({"day": "2027-01-01"}, True)
    assert gift_waiting(make.actor("loyalty.view_points"), File) is None
