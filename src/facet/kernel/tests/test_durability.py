"""The house does not start on a database that may forget."""

import pytest
from django.db import connection

from facet.kernel import durability


@pytest.mark.parametrize("switch", durability.SWITCHES)
def test_a_switch_that_is_off_is_refused(switch, monkeypatch):
    monkeypatch.setattr(
        durability, "_settings", lambda alias: dict.fromkeys(durability.SWITCHES, "on") | {switch: "off"}
    )

    [error] = durability.database_keeps_its_word(databases=["default"])

    assert error.id == "facet.E001"
    assert error.msg == f"PostgreSQL runs with {switch} = off: a power failure would lose paid sales."


@pytest.mark.django_db
def test_this_database_keeps_its_word():
    assert durability.database_keeps_its_word(databases=["default"]) == []
    if connection.vendor == "postgresql":
        assert set(durability._settings("default")) == set(durability.SWITCHES)


def test_without_databases_nothing_is_asked():
    assert durability.database_keeps_its_word(databases=None) == []
