"""Signatures on papers of the counter: the box to sign in, and the picture of what was signed."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal
from facet.sales import services
from facet.sales.rules.signatures import HEIGHT, WIDTH, SignedAct
from facet.sales.selectors.signed import signature_path
from facet.sales.web import deliveries, jobs, materials
from facet.sales.web.proof_forms import SignatureForm

Shown = Callable[..., HttpResponse]
PAGES: Mapping[str, tuple[str, Shown]] = {
    SignedAct.BROUGHT: ("sales:job", jobs.show),
    SignedAct.FETCHED: ("sales:job", jobs.show),
    SignedAct.RECEIVED: ("sales:delivery", deliveries.show),
    SignedAct.MELTING: ("sales:material", materials.show),
}
"""Act → the page of its paper, by name and as a view that shows the refusal."""


@require_http_methods(["GET", "POST"])
def signature(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """The signature as a picture; POST keeps what was drawn."""
    if act not in PAGES:
        raise Http404
    if request.method == "POST":
        return _sign(request, number, act)
    path = signature_path(request.actor, number=number, act=act)
    drawn = render_to_string("sales/proofs/signature.svg", {"path": path, "width": WIDTH, "height": HEIGHT})
    response = HttpResponse(drawn, content_type="image/svg+xml")
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _sign(request: HttpRequest, number: str, act: str) -> HttpResponse:
    page, show = PAGES[act]
    form = SignatureForm(request.POST)
    if form.is_valid():
        wanted = services.SignatureIn(number=number, act=act, strokes=form.cleaned_data["strokes"])
        try:
            services.sign(actor=request.actor, wanted=wanted, at=now())
            return redirect(page, number)
        except DomainError as refusal:
            add_refusal(form, refusal)
    return show(request, number, sign=form)
