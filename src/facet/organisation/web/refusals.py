"""A refusal that no form shows becomes a page: what happened, who can help, what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from facet.kernel.errors import DomainError, NotPermitted
from facet.kernel.pages import sentence


def refusal_page(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """The page for `refusal` with its status; a fragment's refusal is a fragment."""
    context = {
        "refusal": refusal,
        "sentence": sentence(refusal),
        "missing": refusal.facts.get("permission") if isinstance(refusal, NotPermitted) else None,
    }
    template = "organisation/refused.html" + ("#said" if getattr(request, "htmx", False) else "")
    return render(request, template, context, status=refusal.status)
