"""A caller of the API and a person at the screen, with exactly the rights a test names."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from facet.kernel.permissions import Actor
from facet.organisation.tests import factories as organisation


@pytest.fixture
def call(client, monkeypatch):
    """`call(actor, method, path, body, key)`: the API's answer to `actor`."""

    def ask(who: Actor, method: str, path: str, body: object = None, key: object = None):
        monkeypatch.setattr("facet.organisation.api.tokens.BearerToken.authenticate", lambda *_: who)
        headers = {"Authorization": "Bearer x", "Idempotency-Key": str(key or uuid4())}
        return client.generic(
            method.upper(), f"/api/v1{path}", json.dumps(body or {}), "application/json", headers=headers
        )

    return ask


@pytest.fixture
def see(client, monkeypatch):
    """`see(actor, name, *args, method=…, data=…)`: the screen as `actor` gets it."""

    def ask(who, name, *args, query="", htmx=False, data=None, language=""):
        monkeypatch.setattr("facet.organisation.web.middleware.actor_for", lambda *_args, **_kwargs: who)
        type(person).objects.filter(pk=person.pk).update(language=language or person.language)
        client.force_login(person)
        address, headers = reverse(name, args=args) + query, {"HX-Request": "true"} if htmx else {}
        return client.get(address, headers=headers) if data is None else client.post(address, data, headers=headers)

    person = organisation.staff("viewer")
    return ask
