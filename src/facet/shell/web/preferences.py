"""Language, text size and colours: before signing in they stay in this browser, afterwards with the person."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from facet.kernel import clock
from facet.organisation import services as organisation_services

TEXT_COOKIE = "facet_text"
A_YEAR = 365 * 24 * 3600
CHOICES = {
    "language": [code for code, _ in settings.LANGUAGES],
    "text_size": ["normal", "large"],
    "theme": ["light", "dark"],
}


@require_POST
@login_not_required
def before_sign_in(request: HttpRequest) -> HttpResponse:
    """Keep language and text size in cookies, for the sign-in page."""
    return _remembered(request, _chosen(request), redirect(_back(request)))


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Change one thing about how pages look for this person, and go back to where they were."""
    chosen = _chosen(request)
    wanted = {name: chosen.get(name) or getattr(request.user, name) for name in CHOICES}
    organisation_services.set_preferences(actor=request.actor, **wanted, at=clock.now())
    return _remembered(request, chosen, redirect(_back(request)))


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {name: value for name, allowed in CHOICES.items() if (value := request.POST.get(name)) in allowed}


def _remembered(request: HttpRequest, chosen: dict[str, str], response: HttpResponse) -> HttpResponse:
    names = {"language": settings.LANGUAGE_COOKIE_NAME, "text_size": TEXT_COOKIE}
    for name, cookie in names.items():
        if name in chosen:
            response.set_cookie(cookie, chosen[name], max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
    return response


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    return reverse("shell:home")
