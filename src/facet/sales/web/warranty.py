"""The digital warranty: open to whoever holds the code, without a sign-in and without anything of a person."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from facet.kernel import signing, throttle
from facet.kernel.clock import now
from facet.kernel.errors import NotFound
from facet.kernel.interface import address_of
from facet.sales.rules.warranty import LIMITS, file_text
from facet.sales.selectors.warranty import WarrantyPage, warranty_page
from facet.sales.web.papers import is_english


def _public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open to all, found by no search engine, asked anew each time: a piece may have come back since."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _over(request) or view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return login_not_required(wrapper)


def _over(request: HttpRequest) -> HttpResponse | None:
    """The answer for an address that asks too often, or that has tried too many codes that do not exist."""
    at, who = now(), address_of(request)
    most, minutes = LIMITS["page"]
    guesses, window = LIMITS["unknown"]
    asked = throttle.count("warranty.page", who, minutes=minutes, at=at)
    if asked <= most and throttle.counted("warranty.unknown", who, minutes=window, at=at) <= guesses:
        return None
    response = render(request, "sales/warranty/none.html", {"over": True}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


def _found(request: HttpRequest, token: str) -> WarrantyPage | None:
    try:
        return warranty_page(token)
    except NotFound:
        throttle.count("warranty.unknown", address_of(request), minutes=LIMITS["unknown"][1], at=now())
        return None


@_public
@require_GET
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The piece as it was sold, whether we signed that, and whether it still holds."""
    found = _found(request, token)
    if found is None:
        return render(request, "sales/warranty/none.html", status=404)
    context = {"warranty": found, "piece": found.facts["piece"], "seller": found.facts["seller"]}
    return render(request, "sales/warranty/page.html", context | {"english": is_english()})


@_public
@require_GET
def file(request: HttpRequest, token: str) -> HttpResponse:
    """The signed statement as a small file, to be checked without us."""
    found = _found(request, token)
    if found is None:
        return render(request, "sales/warranty/none.html", status=404)
    response = HttpResponse(file_text(found.signed), content_type="application/json; charset=utf-8")
    name = "".join(each for each in found.facts["piece"]["tag"] if each.isascii() and (each.isalnum() or each in "-_"))
    response["Content-Disposition"] = f'attachment; filename="warranty-{name}.json"'
    return response


@_public
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """Every public key of the house by number (Ed25519, base64 of 32 bytes); old ones stay for old papers."""
    response = JsonResponse({"algorithm": "Ed25519", "keys": {str(n): key for n, key in signing.public_keys().items()}})
    response["Cache-Control"] = "public, max-age=86400"
    return response
