"""The editor: sentences with blanks, checked against the promotions that it would meet before it is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from facet.kernel import clock
from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.promotions import services
from facet.promotions.permissions import PromotionsPermission
from facet.promotions.rules.checking import check_terms
from facet.promotions.rules.terms import Offer
from facet.promotions.selectors import find_clashes, promotion_page, words
from facet.promotions.web.fields import today
from facet.promotions.web.forms import PromotionForm, blanks_of

BLANK_OF = {"value": "yuan", "terms": "kind", "parts": "part1", "limits": "budget", "floor_bp": "floor",
            "brand_bp": "brand", "until_minute": "until_time"}  # fmt: skip


@require_http_methods(["GET", "POST"])
def draft_new(request: HttpRequest) -> HttpResponse:
    """Draft a new promotion."""
    return _edit(request, {}, code="")


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """Change the draft, or open one from what is live."""
    with viewing(request.actor):
        page = promotion_page(request.actor, code, on=today())
    start = page.draft or page.shown
    return _edit(request, blanks_of(start.version), code=code)


def _edit(request: HttpRequest, blanks: dict[str, Any], *, code: str) -> HttpResponse:
    require(request.actor, PromotionsPermission.MANAGE_PROMOTIONS)
    form = PromotionForm(request.POST or None, initial=blanks)
    with viewing(request.actor):
        form.offer_choices(request.actor)
    if code:
        form.fields["code"].disabled = True
    context: dict[str, Any] = {"form": form, "code": code, "clashes": []}
    if form.is_bound and form.is_valid():
        try:
            wanted = form.wanted()
            context["clashes"] = _clashes(wanted)
            if "check" not in request.POST:
                services.save_promotion(actor=request.actor, operation=form.operation(), wanted=wanted, at=clock.now())
                request.session["notice"] = gettext("The draft is kept. Try it, then show it to a second person.")
                return redirect("promotions:promotion", wanted.code)
            context["is_clear"] = not context["clashes"]
        except DomainError as refusal:
            _refuse(form, refusal)
    return render(request, "promotions/draft.html", context, status=422 if form.errors else 200)


def _clashes(wanted: services.PromotionIn) -> list[str]:
    check_terms(wanted.terms)
    offer = Offer(id=0, code=wanted.code, name=wanted.name, name_en=wanted.name_en, terms=wanted.terms)
    return words.clash_sentences(find_clashes(offer))


def _refuse(form: PromotionForm, refusal: DomainError) -> None:
    """Beside the blank that the refusal means."""
    field = str(refusal.facts.get("field", ""))
    if field in BLANK_OF:
        refusal.facts = {**refusal.facts, "field": BLANK_OF[field]}
    add_refusal(form, refusal)
