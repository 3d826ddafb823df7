"""Somebody to look at the frame."""

from collections.abc import Callable

import pytest
from django.test import Client

from facet.kernel import registry
from facet.kernel.permissions import Scope
from facet.organisation.models import Staff
from facet.organisation.tests import factories as house
from facet.shell import catalogues


@pytest.fixture
def person(db) -> Callable[..., Staff]:
    """Makes a member of staff of store S01 with the given rights, chain-wide."""

    def make(*permissions: str, username: str = "lin", **fields: str) -> Staff:
        fields.setdefault("name", "林嘉慧")
        staff = house.staff(username, home=house.store(name="解放路店", name_en="Jiefang Road"), **fields)
        if permissions:
            house.give(staff, house.role(f"role-{username}", dict.fromkeys(permissions, Scope.CHAIN)))
        return staff

    return make


@pytest.fixture
def browser(person) -> Callable[..., Client]:
    """A browser in which a person with the given rights is signed in."""

    def make(*permissions: str, **fields: str) -> Client:
        client = Client()
        client.force_login(person(*permissions, **fields))
        return client

    return make


@pytest.fixture
def slots(monkeypatch) -> dict[str, dict[str, object]]:
    """An empty registry to fill: what the domains offer is not this domain's test."""
    empty: dict[str, dict[str, object]] = {"permission": registry._slots.get("permission", {})}
    monkeypatch.setattr(registry, "_slots", empty)
    return empty


@pytest.fixture(scope="session")
def chinese() -> None:
    """The Chinese words, compiled: the .mo files are build products."""
    catalogues.compile_all()
