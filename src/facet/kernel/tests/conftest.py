"""English words, and a registry of one's own for each test that offers things."""

import pytest
from django.utils import translation

from facet.kernel import registry


@pytest.fixture
def slots(monkeypatch):
    """An empty registry; what a test offers is gone after it."""
    monkeypatch.setattr(registry, "_slots", {})
    return registry


@pytest.fixture
def more_slots(monkeypatch):
    """The house's registry, to which a test may add."""
    monkeypatch.setattr(registry, "_slots", {name: dict(things) for name, things in registry._slots.items()})
    return registry


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield
