"""A caller of the API and a person at the screen, with exactly the rights a test names."""

import json
from uuid import uuid4

import pytest

from facet.kernel.permissions import Actor


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
