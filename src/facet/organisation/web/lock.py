"""The locked screen: the session stays, nothing of it can be read until the password is given again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.pages import sentence
from facet.organisation import flows
from facet.organisation.errors import SignInTooSoon
from facet.organisation.web.forms_lock import UnlockForm
from facet.organisation.web.middleware import LOCKED, safe_next, staff_of
from facet.organisation.web.sign_in import address_of


@never_cache
@require_http_methods(["GET", "POST"])
def lock(request: HttpRequest) -> HttpResponse:
    """Lock this session. A link may change nothing, so its page sends the form by itself, at once."""
    if request.method == "GET":
        return render(request, "organisation/lock.html", {"back": request.headers.get("Referer", "")})
    request.session[LOCKED] = safe_next(request, request.POST.get("next"))
    return redirect("organisation:locked")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def locked(request: HttpRequest) -> HttpResponse:
    """Who locked this screen, and the one field that opens it. Wrong tries count as at the door."""
    if LOCKED not in request.session:
        return redirect(safe_next(request, None))
    form = UnlockForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = _tried(request, form) if form.is_valid() else 422
        if status == 200:
            return redirect(safe_next(request, request.session.pop(LOCKED)))
    return render(request, "organisation/locked.html", {"form": form, "staff": staff_of(request)}, status=status)


def _tried(request: HttpRequest, form: UnlockForm) -> int:
    entered = {"username": staff_of(request).username, "password": form.cleaned_data["password"]}
    try:
        flows.sign_in(**entered, address=address_of(request), at=now())
    except DomainError as refusal:
        form.add_error("password", sentence(refusal))
        return 429 if isinstance(refusal, SignInTooSoon) else 422
    return 200
