"""The door: signing in and out, the first own password, one's own preferences."""

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import address_of
from facet.kernel.pages import sentence
from facet.organisation import flows, selectors, services
from facet.organisation.errors import PasswordWrong, SignInTooSoon
from facet.organisation.web import device
from facet.organisation.web.forms_sign_in import FirstPasswordForm, LookForm, NewPasswordForm, SignInForm
from facet.organisation.web.middleware import safe_next, staff_of


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """User name and password; then on to the page that was asked for."""
    target = safe_next(request, request.POST.get("next") or request.GET.get("next"))
    if request.user.is_authenticated:
        return redirect(target)
    people = selectors.demo_sign_ins()
    if request.method == "GET":
        chosen = next((each for each in people if each.username == request.GET.get("as")), None)
        initial = {"username": chosen.username, "password": chosen.password} if chosen else {}
        return _sign_in_page(request, SignInForm(initial=initial | {"next": request.GET.get("next", "")}), people)
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _sign_in_page(request, form, people, status=422)
    entered = {name: form.cleaned_data[name] for name in ("username", "password")}
    try:
        staff = flows.sign_in(**entered, address=address_of(request), at=now())
    except DomainError as refusal:
        form.add_error(None, sentence(refusal))
        return _refused(request, form, people, refusal)
    auth.login(request, staff)  # a new session key, and a new CSRF secret
    return redirect(target)


def _sign_in_page(request: HttpRequest, form: SignInForm, people: list, status: int = 200) -> HttpResponse:
    if form.is_bound:
        form.fields["password"].widget.render_value = False
    context = {"form": form, "people": people, "till": device.registered(request)}
    return render(request, "organisation/sign_in.html", context, status=status)


def _refused(request: HttpRequest, form: SignInForm, people: list, refusal: DomainError) -> HttpResponse:
    too_soon = isinstance(refusal, SignInTooSoon)
    response = _sign_in_page(request, form, people, status=429 if too_soon else 422)
    if too_soon:
        response["Retry-After"] = str(refusal.facts["seconds"])
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    services.note_sign_out(actor=request.actor, at=now())
    auth.logout(request)
    return redirect("organisation:sign_in")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def first_password(request: HttpRequest) -> HttpResponse:
    """Replace the password that somebody else knows, and choose language and text size."""
    me = staff_of(request)
    look = {
        "language": request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, me.language),
        "text_size": request.COOKIES.get("facet_text", me.text_size),
    }  # as chosen on the sign-in page
    form = FirstPasswordForm(request.POST if request.method == "POST" else None, initial=look)
    if request.method == "POST" and form.is_valid() and _password_changed(request, form):
        chosen = {name: form.cleaned_data[name] for name in ("language", "text_size")}
        services.set_preferences(actor=request.actor, **chosen, theme=me.theme, at=now())
        return redirect(settings.LOGIN_REDIRECT_URL)
    status = 422 if form.is_bound else 200
    return render(request, "organisation/first_password.html", {"form": form}, status=status)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Language, text size, brightness, and a new password: two forms on one page."""
    now_set = {name: getattr(staff_of(request), name) for name in LookForm.base_fields}
    sent = request.POST.get("form") if request.method == "POST" else ""
    look = LookForm(request.POST if sent == "look" else None, initial=now_set)
    password = NewPasswordForm(request.POST if sent == "password" else None)
    if sent == "look" and look.is_valid():
        services.set_preferences(actor=request.actor, **look.cleaned_data, at=now())
        return redirect("organisation:preferences")
    if sent == "password" and password.is_valid() and _password_changed(request, password):
        return redirect("organisation:preferences")
    context = {"look": look, "password": password}
    return render(request, "organisation/preferences.html", context, status=422 if sent else 200)


def _password_changed(request: HttpRequest, form: NewPasswordForm) -> bool:
    given = form.cleaned_data
    try:
        flows.change_password(actor=request.actor, present=given["present"], new=given["new"], at=now())
    except PasswordWrong as refusal:
        form.add_error("present", sentence(refusal))
    except DomainError as refusal:
        form.add_error("new", sentence(refusal))
    else:
        me = staff_of(request)
        me.refresh_from_db()
        auth.update_session_auth_hash(request, me)  # this session stays, all others end
        return True
    return False
