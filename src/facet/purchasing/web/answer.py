"""The page behind the link in a supplier's letter: open to all who have it, remembered by nobody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from facet.kernel import throttle
from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal, address_of
from facet.kernel.pages import sentence
from facet.purchasing import selectors, services
from facet.purchasing.errors import LinkOver
from facet.purchasing.rules.orders import link_digest
from facet.purchasing.services import Confirmation
from facet.purchasing.web.fields import spoken
from facet.purchasing.web.form_page import plain
from facet.purchasing.web.forms import ConfirmForm

LIMITS = {"page": (60, 10), "unknown": (10, 10)}  # how often, in how many minutes, from one address


def _public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No sign-in, no cache, no referrer outside, no search engine; refusals are plain pages."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = _over(request) or view(request, *args, **kwargs)
        except DomainError as refusal:
            if isinstance(refusal, LinkOver):
                throttle.count("purchasing.unknown", address_of(request), minutes=LIMITS["unknown"][1], at=now())
            context = {"sentence": sentence(refusal)}
            response = render(request, "purchasing/answer_over.html", context, status=refusal.status)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return login_not_required(never_cache(wrapper))


def _over(request: HttpRequest) -> HttpResponse | None:
    """The answer for an address that asks too often, or that has tried too many links that do not exist."""
    at, who = now(), address_of(request)
    most, minutes = LIMITS["page"]
    guesses, window = LIMITS["unknown"]
    asked = throttle.count("purchasing.answer", who, minutes=minutes, at=at)
    if asked <= most and throttle.counted("purchasing.unknown", who, minutes=window, at=at) <= guesses:
        return None
    context = {"sentence": gettext("Too many tries from here. Please wait some minutes and open the link again.")}
    response = render(request, "purchasing/answer_over.html", context, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


@_public
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Quantities and day, from the supplier. The secret is 256 bits; only its digest is kept."""
    digest = link_digest(secret)
    page = selectors.order_by_link(digest, at=now())
    data = request.POST if request.method == "POST" and page.may_confirm else None
    form = ConfirmForm(data, lines=page.lines, initial={"promised_on": page.promised_on or page.due_on})
    if form.is_bound and form.is_valid():
        wanted = Confirmation(form.cleaned_data["promised_on"], form.quantities())
        operation = form.operation(plain(form.cleaned_data, digest=digest))
        try:
            services.confirm_by_link(operation=operation, digest=digest, answer=wanted, at=now())
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = gettext(
                "Thank you: your answer has arrived. You may change it until goods come."
            )
            return redirect("purchasing:supplier_answer", secret=secret)
    context = {
        "page": page, "form": form, "supplier_name": spoken(page.supplier_name, page.supplier_name_en),
        "store_name": spoken(page.store_name, page.store_name_en), "notice": request.session.pop("notice", ""),
    }  # fmt: skip
    return render(request, "purchasing/answer.html", context, status=422 if form.errors else 200)
