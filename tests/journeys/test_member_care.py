"""A clerk's day with members: a view kept on one device stands on the next; a contact is logged in four taps."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from facet.catalog.services.install import install_catalog
from facet.kernel.permissions import house
from facet.members.models import Contact
from facet.members.tests import factories
from facet.members.tests.test_web import OWN, sign_in
from facet.organisation.models import Staff
from tests.journeys.conftest import watch

pytestmark = pytest.mark.django_db(transaction=True)
CONTACT_TAPS = 4  # ux.md §4, row 4


@pytest.fixture
def member(db):
    install_catalog(actor=house("test"), at=factories.AT)
    return factories.member("陈雅琴")


@pytest.fixture
def device(context_of, live_server, complaints):
    """A new device of the same clerk, signed in; every page of it is watched."""

    sign_in(Client(), "clerk1", OWN)
    clerk = Staff.objects.get(username="clerk1")

    def make(size):
        client = Client()
        client.force_login(clerk)
        context = context_of(size=size)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        watch(page, complaints)
        return page

    yield make
    assert not complaints


def test_a_view_kept_at_the_counter_stands_on_the_tablet(member, device):
    counter = device("pc")
    counter.goto(reverse("shell:view", args=["members.members"]) + "?back=" + reverse("members:list"))
    counter.locator("input[name=name]").fill("我的老顾客")
    counter.locator("input[name=name]").press("Enter")
    expect(counter.get_by_role("link", name="我的老顾客")).to_be_visible()

    tablet = device("tablet")
    tablet.goto(reverse("members:list"))

    expect(tablet.get_by_role("link", name="我的老顾客")).to_be_visible()


def test_a_contact_is_in_the_log_after_four_taps(member, device):
    page = device("tablet")
    page.goto(reverse("members:member", args=[member.pk]))

    page.locator(f"a[href='{reverse('members:contact', args=[member.pk])}']:visible").first.click()
    page.locator("#id_topic").select_option(index=1)
    page.get_by_role("button", name="保存", exact=True).click()
    taps = 1 + 2 + 1  # a choice is opened and made

    page.wait_for_url("**tab=contacts**")
    assert Contact.objects.get().member_id == member.pk  # the call and that it reached her were set already
    assert taps <= CONTACT_TAPS
