"""Between the session and the screens: who is acting, in which language, and are they allowed in."""

import re
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect

from facet.kernel.clock import now
from facet.kernel.errors import DomainError, NotPermitted
from facet.kernel.transactions import viewing
from facet.organisation.models import Staff
from facet.organisation.selectors.actors import actor_for
from facet.organisation.web import device
from facet.organisation.web.refusals import refusal_page

OPEN_PATHS = ("/api/", "/healthz", "/i18n/", "/favicon.ico", "/robots.txt")
LOCKED = "locked"  # session key: the page to go back to; while it is there, the session opens nothing else
WHILE_LOCKED = frozenset({"organisation:locked", "organisation:sign_out"})
FIRST_STEPS = frozenset({"organisation:first_password", "organisation:sign_out"})
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_READS = frozenset({"GET", "HEAD"})


class ActorMiddleware:
    """Gives every request its `actor`, and sends those who have not signed in to the door.

    `request.actor` is the Actor, or None before sign-in. A view marked with Django's
    `login_not_required` is open to all. Language, text size and theme follow the person.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = _request_id(request)
        request.actor = None
        kept = request.COOKIES.get("facet_text")
        request.text_size = kept if kept in Staff.TextSize.values else Staff.TextSize.NORMAL
        request.theme = Staff.Theme.LIGHT
        if self._is_open(request):
            response = self.get_response(request)
        else:
            response = self._answer(request)
        response["X-Request-Id"] = request.request_id
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if "\x00" in request.path_info:  # no name holds it, and PostgreSQL would stumble over it
            return _nothing(request)
        if self._is_open(request) or not getattr(view, "login_required", True):
            return None
        if request.actor is None:
            return to_sign_in(request)
        screen = request.resolver_match.view_name if request.resolver_match else ""
        if LOCKED in request.session and screen not in WHILE_LOCKED:
            return _sent_to(request, reverse("organisation:locked"))
        if staff_of(request).must_change_password and screen not in FIRST_STEPS:
            return _sent_to(request, reverse("organisation:first_password"))
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DomainError) and not self._is_open(request):
            return refusal_page(request, error)
        return None

    def _answer(self, request: HttpRequest) -> HttpResponse:
        staff = request.user if request.user.is_authenticated else None
        if staff is None:
            return self.get_response(request)
        request.actor = actor_for(
            staff, via="web", till_id=device.till_id(request), request_id=request.request_id, at=now()
        )
        request.text_size, request.theme = staff.text_size, staff.theme
        translation.activate(staff.language)
        request.LANGUAGE_CODE = translation.get_language()
        if request.method in _READS:
            with viewing(request.actor):
                return self.get_response(request)
        return self.get_response(request)

    @staticmethod
    def _is_open(request: HttpRequest) -> bool:
        return request.path_info.startswith((*OPEN_PATHS, settings.STATIC_URL))


def staff_of(request: HttpRequest) -> Staff:
    """The row of the person who is signed in. Only behind the door."""
    if not isinstance(request.user, Staff):
        raise NotPermitted(permission="sign_in")
    return request.user


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to the sign-in page, and back to the page that was asked for."""
    asked = request.get_full_path() if request.method in _READS and not request.htmx else _page_of(request)
    return _sent_to(request, f"{reverse('organisation:sign_in')}?{urlencode({'next': asked})}")


def safe_next(request: HttpRequest, target: str | None) -> str:
    """`target` when it stays in this house, else home."""
    if target and url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    return reverse(settings.LOGIN_REDIRECT_URL)


def _nothing(request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        problem = {"code": "not_found", "detail": gettext("Nothing was found."), "facts": {}}
        return JsonResponse(problem, status=404)
    raise Http404


def _sent_to(request: HttpRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)


def _page_of(request: HttpRequest) -> str:
    """The page that a fragment was loaded into."""
    return (request.htmx.current_url_abs_path if request.htmx else None) or "/"


def _request_id(request: HttpRequest) -> str:
    given = request.headers.get("X-Request-Id", "")
    return given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
