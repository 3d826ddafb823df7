"""The frame around a page: ribbon by role, status, preferences, errors."""

import pytest
from django.test import Client
from django.urls import reverse

from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel, offer
from facet.organisation.models import Staff
from facet.organisation.tests import factories as house
from facet.shell.models import Shortcuts
from facet.shell.web.frame import Frame

HOME = "/"


def test_a_page_has_language_theme_skip_link_and_no_inline_script(browser, slots):
    html = browser().get(HOME).content.decode()

    assert '<html lang="zh-Hans" data-bs-theme="light" data-text="normal"' in html
    assert '<a class="fc-skip" href="#main">' in html
    assert 'id="main"' in html
    assert "<script>" not in html
    assert " onclick=" not in html
    assert "style=" not in html


def test_english_readers_see_gains_in_green(browser, slots):
    html = browser(language="en").get(HOME).content.decode()

    assert '<html lang="en"' in html
    assert 'data-gain="green"' in html


def test_large_text_and_dark_follow_the_person(browser, slots):
    html = browser(text_size="large", theme="dark").get(HOME).content.decode()

    assert 'data-bs-theme="dark" data-text="large"' in html


def test_the_ribbon_has_what_the_role_may_use_and_nothing_else(browser, slots):
    html = browser("members.view_members").get(HOME).content.decode()

    assert 'data-command="members.list"' in html
    assert 'data-command="home.todo"' in html  # everybody's
    assert 'data-command="admin.roles"' not in html
    assert 'data-command="sell.repairs"' not in html  # its page does not exist yet


def test_the_tab_of_the_page_is_selected_and_its_command_marked(browser, slots):
    html = browser("members.view_members").get(reverse("members:list")).content.decode()

    assert 'id="tab-members"' in html
    tab = html.split('id="tab-members"')[1].split(">")[0]
    assert 'aria-selected="true"' in tab
    command = html.split('data-command="members.list"')[1].split(">")[0]
    assert 'aria-current="page"' in command


def test_counts_and_reasons_come_from_the_domains(browser, slots):
    state = {"home.todo": {"count": 7}, "members.list": {"disabled": "Closed today"}}
    offer("ribbon.state", "test", Panel("test", "", "", lambda actor, subject, at: state, "", 0))

    html = browser("members.view_members").get(HOME).content.decode()

    assert '<span class="rb-count">7</span>' in html
    assert 'aria-disabled="true" tabindex="0" title="Closed today"' in html


def test_the_status_line_names_store_and_gold_price(browser, slots):
    offer("status.gold", "test", Panel("test", "", "", lambda actor, store, at: {"line": f"980.00 @{store}"}, "", 0))
    client = browser(language="en")

    html = client.get(HOME).content.decode()

    assert "Jiefang Road" in html
    assert f"980.00 @{Staff.objects.get().store_id}" in html


def test_the_frame_costs_two_queries_beyond_who_is_acting(browser, slots, django_assert_num_queries):
    client = browser("members.view_members", "sales.view_sales")
    url = reverse("shell:functions")
    client.get(url)

    with django_assert_num_queries(4 + 2):  # session, person, roles, rights · store, shortcuts
        client.get(url)


def test_one_press_changes_only_that_preference_and_comes_back(browser, slots):
    client = browser()

    answer = client.post(reverse("shell:look"), {"text_size": "large", "next": "/functions"})

    person = Staff.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/functions")
    assert (person.text_size, person.theme, person.language) == ("large", "light", "zh-hans")


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_preferences_never_lead_out_of_the_house(browser, slots, target):
    answer = browser().post(reverse("shell:look"), {"theme": "dark", "next": target})

    assert answer["Location"] == HOME


def test_an_unknown_value_changes_nothing(browser, slots):
    browser().post(reverse("shell:look"), {"theme": "pink", "language": "xx"})

    assert (Staff.objects.get().theme, Staff.objects.get().language) == ("light", "zh-hans")


@pytest.mark.django_db
def test_before_signing_in_language_and_text_size_stay_in_the_browser():
    client = Client()

    answer = client.post(reverse("shell:before_sign_in"), {"language": "en", "text_size": "large", "next": "/sign-in"})

    assert answer["Location"] == "/sign-in"
    page = client.get(reverse("organisation:sign_in")).content.decode()
    assert '<html lang="en"' in page
    assert 'data-text="large"' in page


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in():
    answer = Client().get(HOME)

    assert answer.status_code == 302
    assert reverse("organisation:sign_in") in answer["Location"]


def test_a_wrong_address_gets_our_page(browser, slots):
    answer = browser(language="en").get("/no/such/page")

    assert answer.status_code == 404
    assert "Nothing was found here" in answer.content.decode()


def test_shortcuts_are_kept_per_person_and_reached_by_digits(browser, slots):
    client = browser("members.view_members", "catalog.view_catalog", language="en")

    answer = client.post(reverse("shell:shortcuts"), {"command": ["members.list", "home.gold_price"]}, follow=True)

    html = answer.content.decode()
    assert Shortcuts.objects.get().commands == ["members.list", "home.gold_price"]
    assert "Your quick commands were kept." in html
    assert "Your quick commands were kept." not in client.get(HOME).content.decode()  # said once
    quick = html.split("rb-quick")[1]
    assert quick.index('data-command="members.list"') < quick.index('data-command="home.gold_price"')


@pytest.mark.parametrize("commands", [["no.such"], [f"reports.{n}" for n in range(10)]])
def test_wrong_shortcuts_are_refused_and_nothing_is_written(browser, slots, commands):
    answer = browser(language="en").post(reverse("shell:shortcuts"), {"command": commands})

    assert answer.status_code == 422
    assert not Shortcuts.objects.exists()


def test_on_a_registered_till_the_status_line_names_it(rf, person, slots):
    staff = person()
    till = house.till("T1", staff.store, name="1 号收银台")
    request = rf.get("/")
    request.actor = Actor(key="staff:1", name="a", staff_id=staff.pk, store_id=staff.store_id, till_id=till.pk)

    assert Frame(request).status.till == "1 号收银台"
