"""The access log: what a view noted is written when the answer is ready, outside its transaction."""

from collections.abc import Callable

import structlog
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from facet.audit.services import access
from facet.kernel import clock
from facet.kernel.errors import DomainError

log = structlog.get_logger("facet.audit")


class AccessLogMiddleware:
    """Writes one row for each record that a view noted with `note_access`.

    Stands above the ActorMiddleware in the settings, so that the page's own transaction is over. A
    log that cannot be written never takes the page away; it is an error line for the monitor.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        looks = getattr(request, "facet_looks", None)
        actor = getattr(request, "actor", None) or getattr(request, "auth", None)
        if looks and actor is not None and response.status_code < 400:
            match = request.resolver_match
            try:
                access.record_looks(actor, list(looks), path=match.view_name if match else "", at=clock.now())
            except (DatabaseError, DomainError):
                log.exception("access_not_logged", looks=len(looks))
        return response
