"""A refusal that no form shows becomes a page: what happened, who can help, what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from facet.kernel.errors import DomainError, NotPermitted
from facet.kernel.pages import sentence
from facet.organisation import selectors
from facet.organisation.web.fields import named


def refusal_page(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """The page for `refusal` with its status; a fragment's refusal is a fragment."""
    context = {
        "refusal": refusal,
        "sentence": sentence(refusal),
        "helpers": _helpers(refusal) if isinstance(refusal, NotPermitted) else "",
    }
    template = "organisation/refused.html" + ("#said" if getattr(request, "htmx", False) else "")
    return render(request, template, context, status=refusal.status)


def _helpers(refusal: NotPermitted) -> str:
    """The roles that include the right which is missing."""
    return ", ".join(named(role) for role in selectors.roles_with(str(refusal.facts.get("permission", ""))))
