"""Whose address a wrong password is counted for, with and without proxies of ours before the house."""

import pytest
from django.test import RequestFactory

from facet.kernel.interface import address_of


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "6.6.6.6", "10.0.0.1"),  # nobody's word is taken
        (1, "6.6.6.6, 9.9.9.9", "9.9.9.9"),  # what our proxy saw; what the caller claims is ignored
        (2, "6.6.6.6, 9.9.9.9, 10.0.0.7", "9.9.9.9"),
        (2, "9.9.9.9", "10.0.0.1"),  # fewer than there must be: somebody came past a proxy
        (1, "", "10.0.0.1"),
    ],
)
def test_the_callers_address(settings, proxies, forwarded, seen):
    settings.FACET_PROXIES = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="10.0.0.1")

    assert address_of(request) == seen
