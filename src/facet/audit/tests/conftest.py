"""Requests as the middleware would hand them on."""

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation
from django_htmx.middleware import HtmxDetails


@pytest.fixture
def ask():
    """Call the view behind an address as `actor`."""

    def call(actor, address, *, method="get", **data):
        request = getattr(RequestFactory(), method)(address, data)
        request.actor, request.session, request.htmx = actor, SessionStore(), HtmxDetails(request)
        request.csp_nonce = "n"
        request.resolver_match = resolve(address.partition("?")[0])
        match = request.resolver_match
        return match.func(request, *match.args, **match.kwargs)

    return call


@pytest.fixture(autouse=True)
def _own_anchors(settings, tmp_path):
    settings.FACET_ANCHORS = tmp_path / "anchors"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield
