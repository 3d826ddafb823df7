"""Drafts, the second person, versions and slices."""

from dataclasses import replace
from datetime import date

import pytest

from facet.audit.models import Event
from facet.kernel.errors import ApprovalNeeded, Invalid, NotPermitted
from facet.kernel.permissions import EVERYWHERE, Actor, house
from facet.organisation import services as organisation_services
from facet.organisation.tests import factories as organisation
from facet.promotions import services
from facet.promotions.errors import NothingRuns, TermsInvalid
from facet.promotions.models import PromotionSlice, PromotionVersion
from facet.promotions.permissions import PromotionsPermission
from facet.promotions.rules.terms import Conditions, Kind, Limits
from facet.promotions.selectors import promotion_page
from facet.promotions.tests import factories
from facet.promotions.tests.factories import AT, YEAR, draft, key, live, wanted

pytestmark = pytest.mark.django_db


def person(name, *rights):
    staff = organisation.staff(name)
    grants = dict.fromkeys([str(right) for right in rights], EVERYWHERE)
    return Actor(key=f"staff:{staff.pk}", name=staff.name, staff_id=staff.pk, code=staff.code, grants=grants)


@pytest.fixture
def marketing():
    return person("m1", PromotionsPermission.MANAGE_PROMOTIONS, PromotionsPermission.VIEW_PROMOTIONS)


@pytest.fixture
def finance():
    return person("f1", PromotionsPermission.APPROVE_PROMOTIONS)


def publish(actor, code="P1", **more):
    return services.publish_promotion(actor=actor, operation=key(), code=code, at=AT, **more)


def test_a_draft_goes_live_with_a_second_persons_yes_only(marketing, finance):
    services.save_promotion(actor=marketing, operation=key(), wanted=wanted(), at=AT)
    with pytest.raises(ApprovalNeeded):
        publish(marketing)
    approval = services.request_promotion_approval(actor=marketing, operation=key(), code="P1", reason="x", at=AT)
    organisation_services.decide_approval(actor=finance, approval_id=approval, approve=True, note="", at=AT)

    assert publish(marketing) == 1

    assert PromotionVersion.objects.get().state == "published"
    assert Event.objects.filter(action="promotions.published").count() == 1


def test_a_change_after_the_yes_needs_a_new_one(marketing, finance):
    services.save_promotion(actor=marketing, operation=key(), wanted=wanted(), at=AT)
    approval = services.request_promotion_approval(actor=marketing, operation=key(), code="P1", reason="x", at=AT)
    organisation_services.decide_approval(actor=finance, approval_id=approval, approve=True, note="", at=AT)
    services.save_promotion(actor=marketing, operation=key(), wanted=wanted(value=2_000), at=AT)

    with pytest.raises(ApprovalNeeded):
        publish(marketing)
    assert PromotionVersion.objects.get().state == "draft"


def test_the_same_draft_twice_under_one_key_is_one(marketing):
    again = key()
    first = services.save_promotion(actor=marketing, operation=again, wanted=wanted(), at=AT)

    assert services.save_promotion(actor=marketing, operation=again, wanted=wanted(), at=AT) == first
    assert PromotionVersion.objects.count() == 1


def test_without_the_right_nothing_is_kept(finance):
    with pytest.raises(NotPermitted):
        services.save_promotion(actor=finance, operation=key(), wanted=wanted(), at=AT)
    assert not PromotionVersion.objects.exists()


def test_a_new_version_replaces_the_live_one_and_keeps_it_as_history():
    live()
    live(value=2_000)

    assert list(PromotionVersion.objects.order_by("number").values_list("number", "state")) == [
        (1, "stopped"), (2, "published"),
    ]  # fmt: skip


def test_stopping_ends_it_once():
    live()
    services.stop_promotion(actor=house("test"), operation=key(), code="P1", at=AT)

    with pytest.raises(NothingRuns):
        services.stop_promotion(actor=house("test"), operation=key(), code="P1", at=AT)


def test_what_is_over_cannot_be_published():
    draft(conditions=Conditions(begins=date(2026, 1, 1), until=date(2026, 11, 21)))

    with pytest.raises(Invalid):
        publish(house("test"))


def test_limits_are_cut_into_one_slice_a_store():
    for code in ("S01", "S02", "S03"):
        organisation.store(code)

    live(limits=Limits(budget_cents=100_000, total=10))

    rows = PromotionSlice.objects.order_by("store__code").values_list("budget_cents", "total")
    assert list(rows) == [(33_334, 4), (33_333, 3), (33_333, 3)]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"value": 0}, "value"),
        ({"value": 10_001}, "value"),
        ({"kind": Kind.GIFT, "value": 0}, "gift_sku"),
        ({"kind": Kind.GIFT, "value": 0, "gift_sku": "NONE", "gift_quantity": 1}, "gift_sku"),
        ({"kind": Kind.SPEND_SAVE, "value": 100}, "from_cents"),
        ({"kind": Kind.BUNDLE, "value": 100}, "parts"),
        ({"kind": Kind.ADD_ON, "value": 100}, "target"),
        ({"conditions": replace(YEAR, until=YEAR.begins)}, "last"),
    ],
)
def test_terms_that_cannot_be_meant_are_refused_at_their_blank(facts, field):
    with pytest.raises(TermsInvalid) as refused:
        draft(**facts)

    assert refused.value.facts["field"] == field
    assert not PromotionVersion.objects.exists()


def test_promotions_that_meet_are_named_before_one_is_kept(marketing):
    live("P1", group="xmas")
    draft("P2", group="xmas", value=2_000)
    draft("P3")

    page = promotion_page(marketing, "P2", on=date(2026, 11, 21))

    assert [(clash.other.code, clash.meeting) for clash in page.clashes] == [("P1", "better"), ("P3", "add_up")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_with_one_store_and_three(marketing, count, django_assert_num_queries):
    for number in range(count):
        organisation.store(f"S0{number}")
    live(limits=factories.terms().limits)

    with django_assert_num_queries(7):
        promotion_page(marketing, "P1", on=date(2026, 11, 21))
