"""Every command that a starting role is shown opens for it."""

import re

import pytest
from django.test import Client
from django.utils.module_loading import import_string

from facet.organisation.rules.roles import RoleDefinition
from facet.organisation.tests import factories as house

STARTING_ROLES: tuple[RoleDefinition, ...] = import_string(
    "facet.config.roles.STARTING_ROLES"
)  # config stands above us
COMMAND = re.compile(r'data-command="([\w.]+)" href="([^"]+)"')


def client_of(definition: RoleDefinition) -> Client:
    shop = house.store(name="解放路店")
    house.till("T1", shop)
    person = house.staff(definition.code, home=shop)
    role = house.role(definition.code, definition.grants, limits=definition.limits, switches=tuple(definition.switches))
    house.give(person, role, store=shop)
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("definition", STARTING_ROLES, ids=lambda definition: definition.code)
def test_every_command_that_is_shown_opens(definition):
    client = client_of(definition)
    shown = dict(COMMAND.findall(client.get("/").content.decode()))

    closed = {
        key: status
        for key, url in shown.items()
        if (status := client.get(url.replace("&amp;", "&"), follow=True).status_code) not in {200, 409}
    }

    assert shown
    assert closed == {}


@pytest.mark.django_db
def test_a_clerk_sees_at_most_four_tabs_and_an_administrator_the_admin_tab():
    clerk, administrator = STARTING_ROLES[0], STARTING_ROLES[-1]

    tabs = {
        each.code: re.findall(r'id="tab-(\w+)"', client_of(each).get("/").content.decode())
        for each in (clerk, administrator)
    }

    assert tabs["clerk"] == ["home", "sell", "members", "inventory"]
    assert "admin" in tabs["administrator"]


@pytest.mark.django_db
def test_a_clerk_finds_her_own_commission_but_not_the_targets_of_all():
    """Targets are compared by those whose right reaches beyond themselves; hers stands on her first page."""
    clerk, manager = STARTING_ROLES[0], STARTING_ROLES[2]

    shown = {each.code: dict(COMMAND.findall(client_of(each).get("/").content.decode())) for each in (clerk, manager)}

    assert {"home.my_results", "home.commission"} <= set(shown["clerk"])
    assert "reports.kpi" not in shown["clerk"]
    assert "reports.kpi" in shown["store_manager"]
