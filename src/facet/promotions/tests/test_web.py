"""The screens: editor, page, second person, calendar, sample cart."""

import uuid

import pytest

from facet.inventory.tests import factories as inventory
from facet.kernel.permissions import EVERYWHERE, Actor
from facet.organisation.tests import factories as organisation
from facet.promotions.models import Promotion, PromotionVersion
from facet.promotions.tests.factories import draft, live

pytestmark = pytest.mark.django_db


def marketing():
    staff = organisation.staff("marketing")
    rights = ("promotions.view_promotions", "promotions.manage_promotions", "organisation.view_stores")
    return Actor(
        key=f"staff:{staff.pk}", name=staff.name, staff_id=staff.pk, code=staff.code,
        grants=dict.fromkeys(rights, EVERYWHERE),
    )  # fmt: skip


@pytest.fixture
def screen(see):
    organisation.store()
    who = marketing()
    return lambda name, *args, **more: see(who, f"promotions:{name}", *args, **more)


def blanks(**facts):
    return {
        "operation_id": uuid.uuid4(), "code": "XMAS", "name": "圣诞", "kind": "percent", "percent": "10",
        "begins": "2026-12-24", "last": "2026-12-25", "priority": "0", **facts,
    }  # fmt: skip


def test_the_editor_keeps_a_draft_and_shows_it(screen):
    answer = screen("draft_new", data=blanks())

    assert answer.status_code == 302
    row = PromotionVersion.objects.get()
    assert (row.state, row.terms["value"], row.until.isoformat()) == ("draft", 1_000, "2026-12-26")
    assert screen("draft", "XMAS").status_code == 200


def test_a_wrong_blank_is_named_and_nothing_is_kept(screen):
    answer = screen("draft_new", data=blanks(percent=""))

    assert answer.status_code == 422
    assert not Promotion.objects.exists()


def test_overlaps_are_named_before_it_is_kept(screen):
    live("NEWYEAR")

    answer = screen("draft_new", data=blanks(check="1"))

    assert "NEWYEAR" in answer.content.decode()
    assert Promotion.objects.count() == 1


@pytest.mark.parametrize("name", ["promotions", "calendar", "preview", "draft_new"])
def test_each_page_opens_with_and_without_promotions(screen, name):
    assert screen(name).status_code == 200
    live(), draft("P2")
    assert screen(name).status_code == 200


def test_the_page_stops_a_running_promotion_with_one_tap(screen):
    live()

    screen("stop", "P1", data={"operation_id": uuid.uuid4()})

    assert PromotionVersion.objects.get().state == "stopped"


def test_asking_and_publishing_without_a_yes_is_refused_in_words(screen):
    draft()
    screen("ask", "P1", data={"operation_id": uuid.uuid4(), "reason": "圣诞"})
    assert PromotionVersion.objects.get().state == "review"

    answer = screen("publish", "P1", data={"operation_id": uuid.uuid4()})

    assert answer.status_code == 422
    assert PromotionVersion.objects.get().state == "review"


def test_the_sample_cart_tells_what_counts_and_what_is_missing(screen):
    inventory.category("ring", "戒指", price_basis="fixed", price_item=None, labour_value=0)
    live("P1"), live("P2", from_cents=1_000_000)

    answer = screen("preview", query="?on=2026-11-21&hour=12&category1=ring&price1=1000")

    assert [each.why for each in answer.context["result"].skipped] == ["spend"]
    assert answer.context["after"] == 90_000
