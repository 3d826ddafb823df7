"""The screens of audit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from facet.audit import services
from facet.audit.permissions import AuditPermission
from facet.audit.selectors import chain as chain_selectors
from facet.audit.web.lists import EVENTS, LOOKS, history_definition
from facet.kernel import clock
from facet.kernel.listing.web import list_page


@require_GET
def events(request: HttpRequest) -> HttpResponse:
    """Every act, with the state of the chain of seals."""
    may_verify = request.actor.may(AuditPermission.VERIFY)
    context = {
        "head": chain_selectors.head(),
        "last": chain_selectors.last_verification(),
        "may_verify": may_verify,
    }
    return list_page(request, EVENTS, template="audit/events.html", context=context)


@require_GET
def looks(request: HttpRequest) -> HttpResponse:
    """Who looked at pages with personal data."""
    return list_page(request, LOOKS)


@require_GET
def history(request: HttpRequest, subject_type: str, subject_id: str) -> HttpResponse:
    """What was done to one record."""
    definition = history_definition(subject_type, subject_id)
    return list_page(request, definition, template="audit/history.html", context={"subject_id": subject_id})


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Have the whole chain checked in the background."""
    services.ask_for_verification(request.actor, at=clock.now())
    request.session["notice"] = gettext("The whole chain is being checked; the result will stand here in a moment.")
    return redirect("audit:events")
