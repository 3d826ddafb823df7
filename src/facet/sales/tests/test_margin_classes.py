"""What members leave in margin, for grades, reports and lists."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from facet.kernel.permissions import EVERYWHERE
from facet.members import selectors as members_selectors
from facet.members.models import Member
from facet.members.rules.trade import bounds_of, class_of
from facet.members.tests import factories as members
from facet.organisation.tests import factories as organisation
from facet.sales.models import Sale, SaleLine
from facet.sales.rules.margin import margin_bp, margin_cents
from facet.sales.selectors import margin_classes
from facet.sales.tests import factories


@pytest.mark.parametrize(("net", "cost", "margin", "bp"), [
    (908_765, 833_548, -29_331, -365), (113_000, 60_000, 40_000, 4_000), (0, 0, 0, 0), (-113_000, -60_000, -40_000, 0),
])  # fmt: skip
def test_margin_is_net_of_tax_less_cost(net, cost, margin, bp):
    assert (margin_cents(net, cost), margin_bp(net, cost)) == (margin, bp)


@pytest.mark.parametrize(("cents", "name"), [(1_000_000, "a"), (999_999, "b"), (200_000, "b"), (1, "c"), (0, "d")])
def test_a_margin_is_in_one_class_and_within_its_bounds(cents, name):
    low, below = bounds_of(name, class_a=1_000_000, class_b=200_000)

    assert class_of(cents, class_a=1_000_000, class_b=200_000) == name
    assert low is None or low <= cents
    assert below is None or cents < below


@pytest.fixture
def sold(db):
    shop = factories.shop()
    shop.sell("G1")
    line = SaleLine.objects.get()
    return shop, Sale.objects.get().business_date, margin_cents(line.net_cents, line.cost_cents), line


def test_each_slot_tells_the_same_margin(sold, django_assert_num_queries):
    shop, day, margin, line = sold
    everybody = members.headquarters()
    with django_assert_num_queries(1):
        assert margin_classes.member_margins([shop.member.pk], None, day) == {shop.member.pk: margin}
    assert margin_classes.member_margins([shop.member.pk], None, day - timedelta(days=1)) == {}
    column = Member.objects.annotate(m=margin_classes.margin_of_row(day, day)).get(pk=shop.member.pk).m
    assert abs(column - margin) <= 1  # the database cuts where the rule rounds
    trade = margin_classes.trade_by_grade(Member.objects.values("pk"), day, day + timedelta(days=1))
    assert [(each.net_cents, each.weight_mg, each.margin_cents) for each in trade.values()] == [
        (line.net_cents, line.weight_mg, margin)
    ]
    viewer = members.actor_for(members.staff("area9"), {"sales.view_sales": EVERYWHERE})
    classes = margin_classes.class_margins(viewer, day, day + timedelta(days=1))
    assert classes == {line.category.points_class: margin_bp(line.net_cents, line.cost_cents)}
    assert margin_classes.class_margins(everybody.__class__("staff:0", "x"), day, day + timedelta(days=1)) == {}


def test_the_grade_report_tells_margin_by_right_only(sold):
    shop, day, margin, line = sold
    sees, blind = members.headquarters(), members.manager(home=shop.store)
    sees = sees.__class__(**{name: getattr(sees, name) for name in sees.__slots__} | {"switches": frozenset({"cost"})})

    (told,) = [each for each in members_selectors.grade_report(sees, first=day, last=day, on=day) if each.net_cents]
    (less,) = [each for each in members_selectors.grade_report(blind, first=day, last=day, on=day) if each.net_cents]

    assert (told.net_cents, told.weight_mg, told.margin_cents) == (line.net_cents, line.weight_mg, margin)
    assert (less.net_cents, less.margin_cents) == (line.net_cents, None)


@pytest.mark.parametrize("grades", [1, 3])
def test_the_grade_report_asks_as_often_for_three_members_as_for_one(db, grades, django_assert_num_queries):
    for number in range(grades):
        members.member(f"王{number}小", f"1380013500{number}")
    viewer, day = members.headquarters(), date(2026, 11, 1)
    with django_assert_num_queries(6):
        members_selectors.grade_report(viewer, first=date(2026, 1, 1), last=day, on=day)


@pytest.mark.parametrize(("switches", "shown"), [(frozenset({"cost"}), True), (frozenset(), False)])
def test_the_page_and_its_file(sold, switches, shown):
    role = organisation.role("figures", {
        "members.view_members": "chain", "members.export_members": "chain",
    }, switches=switches)  # fmt: skip
    client = Client()
    person = members.staff("figures1")
    organisation.give(person, role)
    client.force_login(person)

    page = client.get(reverse("members:grade_report")).content.decode()
    file = client.get(reverse("members:grade_report"), {"export": "csv"})

    assert ('class="r">毛利' in page) is shown
    assert (b"Margin" in file.content or "毛利".encode() in file.content) is shown
    listed = client.get(reverse("members:list"), {"margin_class": "a"})
    assert listed.status_code == 200
