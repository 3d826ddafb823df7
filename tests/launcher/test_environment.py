"""A number of the environment: read, bounded, and named when it is wrong."""

import pytest

from facet.config.settings import env


@pytest.mark.parametrize(("value", "number"), [(None, 0), ("2", 2)])
def test_the_number_is_read_from_the_environment(monkeypatch, value, number):
    monkeypatch.delenv("FACET_PROXIES", raising=False)
    if value is not None:
        monkeypatch.setenv("FACET_PROXIES", value)

    assert env.number("FACET_PROXIES", 0, most=9) == number


@pytest.mark.parametrize("value", ["-1", "one", "10", "1.5", "²", ""])
def test_a_wrong_number_stops_the_start_and_is_named(monkeypatch, value):
    monkeypatch.setenv("FACET_PROXIES", value)

    with pytest.raises(env.EnvironmentMistake, match="FACET_PROXIES"):
        env.number("FACET_PROXIES", 0, most=9)
