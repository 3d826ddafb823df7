"""What every test gets: no network but this machine, steady laws, and one clock.

The suite's settings are named in pyproject.toml (pytest-django reads them before this file).
"""

import ipaddress
import os
import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# Playwright keeps an event loop in the thread in which journeys use the ORM.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

_CALM = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]}
settings.register_profile("quick", max_examples=30, **_CALM)  # type: ignore[arg-type]
settings.register_profile("ci", max_examples=60, derandomize=True, **_CALM)  # type: ignore[arg-type]
settings.register_profile("proof", max_examples=1_000, stateful_step_count=60, **_CALM)  # type: ignore[arg-type]
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def _is_this_machine(address: Any) -> bool:
    if not isinstance(address, tuple):  # a Unix socket
        return True
    host = str(address[0]).split("%", maxsplit=1)[0]
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that talks to another machine fails, and says to whom."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if not _is_this_machine(address):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """After a test with real transactions the tables are emptied, not filled with rights that nobody here reads.

    Facet has permissions of its own (kernel/permissions.py); Django's would be written anew after each such test.
    """
    from django.contrib.auth.management import create_permissions
    from django.contrib.contenttypes.management import create_contenttypes
    from django.db import connection
    from django.db.models.signals import post_migrate

    from facet.kernel.testing.emptying import empty_only_what_was_written

    if connection.vendor == "postgresql":
        empty_only_what_was_written(type(connection.ops))
    post_migrate.disconnect(create_permissions, dispatch_uid="django.contrib.auth.management.create_permissions")
    post_migrate.disconnect(create_contenttypes)


@pytest.fixture
def is_proof() -> bool:
    """Whether the long counts are asked for (`make proof`)."""
    return settings.get_current_profile_name() == "proof"
