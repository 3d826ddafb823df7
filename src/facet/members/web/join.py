"""The public pages: joining by a clerk's QR, and the member's own card page. No personal data in addresses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import address_of
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.members import selectors, services
from facet.members.flows.joining import join as join_flow
from facet.members.permissions import MembersPermission
from facet.members.rules import changing_code, contacts, joining
from facet.members.rules.words import CONSENT_CHANNELS, ConsentChannel
from facet.members.services import JoinIn
from facet.members.web import words
from facet.members.web.card_forms import InviteForm, JoinCodeForm, JoinForm, named
from facet.members.web.forms import refused
from facet.members.web.qr import qr_picture
from facet.members.web.throttle import count_or_refuse, is_over

_KEY = "join_request"  # in the visitor's session: the secret of her request


def _public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open to all, remembered by nobody: no cache, no referrer outside, no search engine; refusals are plain pages."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except DomainError as refusal:
            response = render(request, "members/join_over.html", {"sentence": sentence(refusal)}, status=refusal.status)
        response["Referrer-Policy"] = "same-origin"  # "no-referrer" would send Origin: null with our own forms
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return login_not_required(never_cache(wrapper))


@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """The clerk's QR: whoever scans it joins in this store, in her care."""
    require(request.actor, MembersPermission.CREATE_MEMBERS)
    form = InviteForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "hours": joining.INVITATION_HOURS}
    try:
        referrer = form.cleaned_data["referrer"] if form.is_bound and form.is_valid() else ""
        text = selectors.invite(actor=request.actor, referrer_number=referrer)
        address = request.build_absolute_uri(reverse("members:join", args=[text]))
        context |= {"qr": qr_picture(address, scale=5), "address": address, "referrer": referrer}
    except DomainError as refusal:
        context["refusal"] = sentence(refusal)
    return render(request, "members/invite.html", context, status=422 if "refusal" in context else 200)


@_public
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, invitation: str) -> HttpResponse:
    """Name, phone and agreement; the answer is the same whether the phone is known or not."""
    selectors.invitation_of(invitation)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return _begin(request, form, invitation)
        except DomainError as refusal:
            if refusal.status == 429:
                raise
            refused(form, refusal)
    return render(request, "members/join.html", {"form": form}, status=422 if form.errors else 200)


def _begin(request: HttpRequest, form: JoinForm, invitation: str) -> HttpResponse:
    at, typed = now(), form.cleaned_data
    phone = contacts.normal_phone(typed["phone"])
    count_or_refuse("address", address_of(request), at=at)
    count_or_refuse("phone", phone, at=at)
    channels = tuple(each for each in joining.OFFERED_CHANNELS if typed[each.value])
    wanted = JoinIn(
        name=typed["name"], phone=typed["phone"], channels=channels, agreed=typed["agreed"],
        language=get_language() or "zh-hans",
    )  # fmt: skip
    request.session[_KEY] = services.begin_joining(invitation=invitation, wanted=wanted, at=at)
    return redirect("members:join_code")


@_public
@require_http_methods(["GET", "POST"])
def join_code(request: HttpRequest) -> HttpResponse:
    """The code from the message; then the card page, or that she is a member already."""
    secret = request.session.get(_KEY, "")
    form = JoinCodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        at = now()
        count_or_refuse("code", address_of(request), at=at)
        try:
            done = join_flow(secret=secret, code=form.cleaned_data["code"], at=at)
        except DomainError as refusal:
            refused(form, refusal)
        else:
            request.session.pop(_KEY, None)
            if done.already:
                return render(request, "members/join_already.html")
            return redirect("members:own_card", secret=done.card_page)
    context = {"form": form, "minutes": joining.CODE_MINUTES, "is_demo": settings.FACET_DEMO}
    return render(request, "members/join_code.html", context, status=422 if form.errors else 200)


@_public
@require_GET
def demo_messages(request: HttpRequest) -> HttpResponse:
    """The simulated messenger of the demonstration: the codes that real phones would get."""
    if not settings.FACET_DEMO:
        raise Http404
    return render(request, "members/join_demo.html", {"rows": selectors.latest_codes(at=now())})


@_public
@require_GET
def own_card(request: HttpRequest, secret: str) -> HttpResponse:
    """The member's card on her own phone; the code changes with the page, which loads itself again."""
    at = now()
    if is_over("page", address_of(request), at=at):
        count_or_refuse("page", address_of(request), at=at)
    try:
        card = selectors.own_card(secret, at=at)
    except DomainError:
        count_or_refuse("page", address_of(request), at=at)
        raise
    code = selectors.changing_code_of(card.member_id, at=at)
    context = {
        "card": card, "secret": secret, "qr": qr_picture(code, scale=7), "code": code,
        "seconds": changing_code.seconds_left(at), "grade": words.grade_word(card.grade_code),
        "type": named(card.card_type, card.card_type_en), "honorific": words.honorific(card.gender),
        "consents": [(channel.value, gettext(CONSENT_CHANNELS[channel])) for channel in card.consents],
    }  # fmt: skip
    return render(request, "members/own_card.html", context)


@_public
@require_POST
def own_consent(request: HttpRequest, secret: str) -> HttpResponse:
    """The member takes a consent back herself."""
    channel = request.POST.get("channel", "")
    if channel not in CONSENT_CHANNELS:
        raise Http404
    services.withdraw_own_consent(secret=secret, channel=ConsentChannel(channel), at=now())
    return redirect("members:own_card", secret=secret)
