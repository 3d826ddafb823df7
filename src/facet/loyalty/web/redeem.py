"""Redeeming at the counter: member, prize, proof, done; points into value; a new PIN."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from facet.kernel import clock, formats
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.loyalty import services
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.conversion import INTO_LABELS, Into
from facet.loyalty.rules.documents import conversion_document, pin_document, redemption_document
from facet.loyalty.rules.proof import Purpose
from facet.loyalty.selectors import prizes as selectors
from facet.loyalty.selectors.conversion import conversion_rate
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.proof import proof_asked
from facet.loyalty.web.acting import FormPage, member_named, number_of
from facet.loyalty.web.days import today
from facet.loyalty.web.fields import CleanField, offer_choices
from facet.loyalty.web.prize_lists import REDEMPTIONS, state_badge
from facet.loyalty.web.proving import ProofForm, prove

MEMBER_HINT = _("Phone, name or member number, for example M00000123.")


class RedeemForm(ProofForm):
    """Who takes which prize, and how she agrees."""

    member = CleanField(label=_("Member"), max_length=40, help_text=MEMBER_HINT)
    prize = forms.ChoiceField(label=_("Prize"), help_text=_("What this store has today, cheapest first."))
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=20, initial=1)
    hand_over = forms.BooleanField(
        label=_("She takes it along now"),
        required=False,
        initial=True,
        help_text=_("Otherwise it is set aside for her."),
    )
    field_order = ("member", "prize", "quantity", "hand_over", "proof_kind", "answer")


class ConvertForm(ProofForm):
    """How many points a member turns into what."""

    member = CleanField(label=_("Member"), max_length=40, help_text=MEMBER_HINT)
    into = forms.ChoiceField(
        label=_("Into"),
        choices=[
            (Into.STORED_VALUE.value, INTO_LABELS[Into.STORED_VALUE]),
            (Into.COUPON.value, INTO_LABELS[Into.COUPON]),
        ],
    )
    points = forms.IntegerField(
        label=_("Points"),
        min_value=0,
        max_value=10**8,
        initial=0,
        help_text=_("For stored value; whole yuan only, the rest stays."),
    )
    coupon_type = CleanField(
        label=_("Coupon type"),
        max_length=16,
        required=False,
        help_text=_("Its code, for a coupon; it says what it costs."),
    )
    field_order = ("member", "into", "points", "coupon_type", "proof_kind", "answer")


class PinForm(ProofForm):
    """A member's new PIN, typed by herself."""

    member = CleanField(label=_("Member"), max_length=40, help_text=MEMBER_HINT)
    pin = forms.CharField(
        label=_("New PIN"),
        max_length=6,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}, render_value=True),
        help_text=_("Six digits that she types herself; not all the same and not in a row."),
    )
    field_order = ("member", "pin", "proof_kind", "answer")


@require_http_methods(["GET", "POST"])
def redeem(request: HttpRequest) -> HttpResponse:
    """A prize for points."""
    require(request.actor, LoyaltyPermission.REDEEM)
    store_id, on = request.actor.store_id, today()
    choices = selectors.prize_choices(request.actor, store_id=store_id, on=on) if store_id else []
    form = RedeemForm(request.POST or None, initial={"member": number_of(request.actor, request.GET.get("member", ""))})
    offered = [(each.code, _prize(each)) for each in choices if each.points]
    offer_choices(form, "prize", offered)
    points = {each.code: each.points for each in choices}
    if form.is_bound and form.is_valid():
        try:
            done = _redeem(request, form, points)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            if done:
                told = gettext("Done. %(points)s points are left.")
                request.session["notice"] = told % {"points": formats.shown(done.available, "points")}
                return redirect("loyalty:redemption", done.redemption_id)
    context = {"form": form, "in_store": store_id is not None, "has_prizes": bool(offered)}
    return render(request, "loyalty/redeem.html", context, status=422 if form.errors else 200)


def _redeem(request: HttpRequest, form: RedeemForm, points: dict[str, int]) -> services.Redeemed | None:
    data, on = form.cleaned_data, today()
    member_id = member_named(request.actor, data["member"])
    operation, cost = form.operation(), points[data["prize"]] * data["quantity"]
    worth = programme_on(on).worth
    proof_id = None
    if proof_asked(store_id=request.actor.store_id, worth_cents=cost * worth.cents // worth.points, on=on):
        wanted = {
            "member_id": member_id,
            "purpose": Purpose.POINTS,
            "amount": cost,
            "document": redemption_document(operation.id),
        }
        proof_id = prove(request, form, **wanted)
        if proof_id is None:
            return None
    wish = services.RedeemIn(
        member_id=member_id, prize=data["prize"], quantity=data["quantity"], hand_over=data["hand_over"],
        store_id=request.actor.store_id, proof_id=proof_id,
    )  # fmt: skip
    return services.redeem_points(actor=request.actor, operation=operation, request=wish, at=clock.now(), on=on)


@require_http_methods(["GET", "POST"])
def convert(request: HttpRequest) -> HttpResponse:
    """Points into stored value or a coupon."""
    require(request.actor, LoyaltyPermission.REDEEM)
    form = ConvertForm(
        request.POST or None, initial={"member": number_of(request.actor, request.GET.get("member", ""))}
    )
    if form.is_bound and form.is_valid():
        try:
            done = _convert(request, form)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            if done:
                told = gettext("%(points)s points became ¥%(yuan)s.")
                request.session["notice"] = told % {
                    "points": formats.shown(done.points, "points"),
                    "yuan": formats.shown(done.cents, "yuan"),
                }
                return redirect("loyalty:redemptions")
    page = FormPage(
        title=gettext("Turn points into value"), icon="arrows-exchange", button=gettext("Turn into value"),
        purpose=gettext("Points become stored value or a coupon, at the rate of the house."),
        back_url=reverse("loyalty:redemptions"), back_label=gettext("Redemptions"),
    )  # fmt: skip
    return render(request, "loyalty/form.html", {"form": form, "page": page}, status=422 if form.errors else 200)


def _convert(request: HttpRequest, form: ConvertForm) -> services.Converted | None:
    data, on = form.cleaned_data, today()
    member_id = member_named(request.actor, data["member"])
    operation = form.operation()
    wish = services.ConvertIn(
        member_id=member_id, points=data["points"], into=data["into"], coupon_type=data["coupon_type"],
        store_id=request.actor.store_id,
    )  # fmt: skip
    cents, points = conversion_rate(into=wish.into, points=wish.points, coupon_type=wish.coupon_type, on=on)
    if proof_asked(store_id=request.actor.store_id, worth_cents=cents, on=on):
        document = conversion_document(operation.id)
        proof_id = prove(request, form, member_id=member_id, purpose=Purpose.POINTS, amount=points, document=document)
        if proof_id is None:
            return None
        wish = services.ConvertIn(
            **{name: getattr(wish, name) for name in wish.__dataclass_fields__} | {"proof_id": proof_id}
        )
    return services.convert_points(actor=request.actor, operation=operation, request=wish, at=clock.now(), on=on)


@require_http_methods(["GET", "POST"])
def pin(request: HttpRequest) -> HttpResponse:
    """A member's new PIN, allowed by another proof."""
    require(request.actor, LoyaltyPermission.REDEEM)
    form = PinForm(request.POST or None, initial={"member": number_of(request.actor, request.GET.get("member", ""))})
    if form.is_bound and form.is_valid():
        try:
            done = _set_pin(request, form)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            if done:
                request.session["notice"] = gettext("The PIN is set.")
                return redirect("loyalty:redemptions")
    page = FormPage(
        title=gettext("Set a PIN"), icon="lock", button=gettext("Set the PIN"),
        purpose=gettext("A member agrees to spending with her PIN where she has no phone at hand."),
        back_url=reverse("loyalty:redemptions"), back_label=gettext("Redemptions"),
    )  # fmt: skip
    return render(request, "loyalty/form.html", {"form": form, "page": page}, status=422 if form.errors else 200)


def _set_pin(request: HttpRequest, form: PinForm) -> bool:
    member_id = member_named(request.actor, form.cleaned_data["member"])
    proof_id = prove(
        request, form, member_id=member_id, purpose=Purpose.PIN, amount=0, document=pin_document(member_id)
    )
    if proof_id is None:
        return False
    operation = form.operation({"member": member_id})
    services.set_pin(
        actor=request.actor, operation=operation, member_id=member_id, pin=form.cleaned_data["pin"], proof_id=proof_id,
        at=clock.now(),
    )  # fmt: skip
    return True


@require_GET
def redemptions(request: HttpRequest) -> HttpResponse:
    """Every redemption within reach."""
    return list_page(request, REDEMPTIONS)


@require_http_methods(["GET", "POST"])
def redemption(request: HttpRequest, redemption_id: int) -> HttpResponse:
    """One redemption: hand it over, or take it back."""
    form = OperationForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            _settle(request, form, redemption_id)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = gettext("Done.")
            return redirect("loyalty:redemption", redemption_id)
    with viewing(request.actor):
        row = selectors.find_redemption(request.actor, redemption_id)
    context: dict[str, Any] = {"row": row, "form": form, "tone": state_badge(row), "state": row.state}
    return render(request, "loyalty/redemption.html", context, status=422 if form.errors else 200)


def _settle(request: HttpRequest, form: OperationForm, redemption_id: int) -> None:
    given = {"actor": request.actor, "redemption_id": redemption_id, "at": clock.now()}
    operation = form.operation({"redemption": redemption_id, "cancel": "cancel" in request.POST})
    if "cancel" in request.POST:
        services.cancel_redemption(operation=operation, on=today(), **given)
    else:
        services.hand_over(operation=operation, **given)


def _prize(each: selectors.PrizeChoice) -> str:
    name = each.name_en if (get_language() or "").startswith("en") and each.name_en else each.name
    words = gettext("%(name)s · %(points)s points · %(left)s left")
    return words % {"name": name, "points": formats.shown(each.points, "points"), "left": each.on_hand}
