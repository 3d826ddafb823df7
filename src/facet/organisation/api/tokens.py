"""Bearer tokens: who is calling the API."""

import contextlib
import uuid
from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from facet.kernel.clock import now
from facet.kernel.errors import StillWorking
from facet.kernel.permissions import Actor
from facet.organisation import selectors, services
from facet.organisation.rules.tokens import PREFIX, digest


class BearerToken(HttpBearer):
    """`Authorization: Bearer facet_…`: the Actor that the token stands for, or 401."""

    openapi_name = "BearerToken"

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        if not token.startswith(PREFIX):
            return None
        at = now()
        known = selectors.actor_of_token(digest(token), at=at, request_id=request_id(request))
        if known is None:
            return None
        actor, token_id, first_today = known
        if first_today:
            with contextlib.suppress(StillWorking):  # a note of use is not worth a refusal
                services.note_token_use(token_id=token_id, at=at)
        return actor


def request_id(request: Any) -> str:
    """The id that the middleware gave this request."""
    return getattr(request, "request_id", None) or uuid.uuid4().hex
