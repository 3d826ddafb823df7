"""A refusal that no form shows becomes a page: what happened, who can help, what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from facet.kernel import registry
from facet.kernel.errors import DomainError, NotPermitted
from facet.kernel.pages import sentence
from facet.organisation import selectors
from facet.organisation.web.fields import named


def refusal_page(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """The page for `refusal` with its status; a fragment's refusal is a fragment."""
    missing = str(refusal.facts.get("permission", "")) if isinstance(refusal, NotPermitted) else ""
    context = {
        "status": refusal.status,
        "sentence": gettext(refusal.text).format(permission=_label(missing)) if missing else sentence(refusal),
        "helpers": ", ".join(named(role) for role in selectors.roles_with(missing)) if missing else "",
    }
    template = "organisation/refused.html" + ("#said" if getattr(request, "htmx", False) else "")
    return render(request, template, context, status=refusal.status)


def _label(permission: str) -> str:
    offer = registry.offered("permission", permission)
    return gettext(offer.label) if offer else permission
