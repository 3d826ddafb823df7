"""Coupons: the list, one coupon, giving, using and looking one up; birthday gifts."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
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
from facet.loyalty.rules.coupon import LIMIT, CouponLine
from facet.loyalty.rules.kinds import CLASS_LABELS
from facet.loyalty.rules.proof import Purpose
from facet.loyalty.selectors import coupons as selectors
from facet.loyalty.selectors import prizes as prize_selectors
from facet.loyalty.selectors.proof import proof_asked
from facet.loyalty.selectors.store_day import day_of
from facet.loyalty.web.acting import FormPage, act_form, member_named, number_of
from facet.loyalty.web.coupon_lists import COUPONS, GIFTS, promise, state_badge
from facet.loyalty.web.days import today
from facet.loyalty.web.fields import CleanField, YuanField, offer_choices
from facet.loyalty.web.proving import ProofForm, prove
from facet.loyalty.web.redeem import MEMBER_HINT


class IssueForm(OperationForm):
    """Who gets which coupon."""

    member = CleanField(label=_("Member"), max_length=40, help_text=MEMBER_HINT)
    type = forms.ChoiceField(label=_("Coupon"), help_text=_("Only types that are issued now."))
    approval_id = forms.IntegerField(
        label=_("Approval number"), required=False, min_value=1,
        help_text=_("Only above your own limit: the number of a colleague's approval."),
    )  # fmt: skip


class UseForm(ProofForm):
    """A coupon that is used outside a ticket."""

    code = CleanField(
        label=_("Code"), max_length=30, help_text=_("Scan it, or type it as printed; hyphens do not matter.")
    )
    member = CleanField(label=_("Member"), max_length=40, required=False, help_text=_("For a personal coupon."))
    points_class = forms.ChoiceField(
        label=_("Bought"), choices=[(kind.value, _(label)) for kind, label in CLASS_LABELS.items()]
    )
    due_cents = YuanField(
        label=_("Amount in yuan"), required=False, help_text=_("What is due for it; empty for a gift.")
    )
    labour_cents = YuanField(label=_("Labour in it, in yuan"), required=False, help_text=_("For coupons on labour."))
    field_order = ("code", "member", "points_class", "due_cents", "labour_cents", "proof_kind", "answer")


class VoidForm(OperationForm):
    """Why a coupon is made void."""

    reason = CleanField(label=_("Why"), max_length=120, help_text=_("Stays in the coupon's history."))


class GiftForm(OperationForm):
    """Who gets her birthday gift."""

    member = CleanField(label=_("Member"), max_length=40, help_text=MEMBER_HINT)
    prize = forms.ChoiceField(label=_("Gift"), help_text=_("Birthday gifts that this store has."))


@require_GET
def coupons(request: HttpRequest) -> HttpResponse:
    """Every coupon within reach."""
    return list_page(request, COUPONS)


@require_http_methods(["GET", "POST"])
def coupon(request: HttpRequest, coupon_id: int) -> HttpResponse:
    """One coupon with its history; it can be made void."""
    form = VoidForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            services.void_coupon(
                actor=request.actor, operation=form.operation(form.cleaned_data | {"coupon": coupon_id}),
                coupon_id=coupon_id, reason=form.cleaned_data["reason"], at=clock.now(),
            )  # fmt: skip
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = gettext("The coupon is void.")
            return redirect("loyalty:coupon", coupon_id)
    with viewing(request.actor):
        page = selectors.find_coupon(request.actor, coupon_id)
    context: dict[str, Any] = {
        "page": page, "form": form, "promise": promise(page.type), "tone": state_badge(page),
        "may_void": request.actor.may(LoyaltyPermission.MANAGE_COUPONS) and page.state == "issued",
    }  # fmt: skip
    return render(request, "loyalty/coupon.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def coupon_issue(request: HttpRequest) -> HttpResponse:
    """Give one member a coupon."""
    require(request.actor, LoyaltyPermission.ISSUE_COUPONS)
    form = IssueForm(request.POST or None, initial={"member": number_of(request.actor, request.GET.get("member", ""))})
    offer_choices(form, "type", selectors.open_types(request.actor))
    note = gettext("You may give coupons that cost up to ¥%(yuan)s alone.")
    page = _page(
        gettext("Give a coupon"),
        gettext("Give the coupon"),
        gettext("One coupon for one member, at once in her hands."),
    )
    limit = min(request.actor.limit(LIMIT), 10**9)
    page = FormPage(
        **{name: getattr(page, name) for name in page.__dataclass_fields__}
        | {"note": note % {"yuan": formats.shown(limit, "yuan")}}
    )
    return act_form(request, form, lambda: _issue(request, form), page=page)


@require_http_methods(["GET", "POST"])
def coupon_use(request: HttpRequest) -> HttpResponse:
    """Look a coupon up by its code and use it outside a ticket."""
    require(request.actor, LoyaltyPermission.USE_COUPONS)
    form, found = UseForm(request.POST or None), None
    if form.is_bound and form.is_valid():
        try:
            found = selectors.coupon_by_code(request.actor, form.cleaned_data["code"])
            done = None if "look" in request.POST else _use(request, form, found)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            if done:
                told = gettext("Used: %(name)s, ¥%(yuan)s off.") if done.cents else gettext("Used: %(name)s.")
                request.session["notice"] = told % {
                    "name": done.gift or done.name,
                    "yuan": formats.shown(done.cents, "yuan"),
                }
                return redirect("loyalty:coupon_use")
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "promise": found and promise(found.type),
        "tone": found and state_badge(found),
    }
    return render(request, "loyalty/coupon_use.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def birthday_gift(request: HttpRequest) -> HttpResponse:
    """Hand a member her birthday gift."""
    require(request.actor, LoyaltyPermission.USE_COUPONS)
    form = GiftForm(request.POST or None, initial={"member": number_of(request.actor, request.GET.get("member", ""))})
    store_id = request.actor.store_id
    choices = prize_selectors.prize_choices(request.actor, store_id=store_id, on=today()) if store_id else []
    gifts = [(each.code, f"{each.name} × {each.on_hand}") for each in choices if each.is_birthday_gift]
    offer_choices(form, "prize", gifts)
    page = _page(
        gettext("Birthday gift"),
        gettext("Give the gift"),
        gettext("Once a year, some days around the birthday, in any store."),
    )
    return act_form(request, form, lambda: _gift(request, form), page=page)


@require_GET
def birthday_gifts(request: HttpRequest) -> HttpResponse:
    """Who had the gift of which birthday."""
    return list_page(request, GIFTS)


def _issue(request: HttpRequest, form: IssueForm) -> tuple[str, str]:
    data = form.cleaned_data
    wanted = services.CouponIn(
        member_id=member_named(request.actor, data["member"]), type=data["type"], approval_id=data["approval_id"]
    )
    coupon_id = services.issue_coupon(
        actor=request.actor, operation=form.operation(), request=wanted, at=clock.now(), on=today()
    )
    return reverse("loyalty:coupon", args=[coupon_id]), gettext("The coupon is hers.")


def _use(request: HttpRequest, form: UseForm, found: selectors.CouponPage) -> services.CouponUsedUp | None:
    data, on = form.cleaned_data, today()
    operation = form.operation()
    member_id = member_named(request.actor, data["member"]) if data["member"] else None
    document = f"loyalty.coupon_use:{operation.id}"
    due = data["due_cents"] or 0
    lines = [CouponLine(1, due, data["points_class"], data["labour_cents"] or 0)] if due else []
    proof_id = None
    if found.member_id and member_id == found.member_id and found.state == "issued":
        worth = max(due, found.type.cost_cents)
        if proof_asked(store_id=request.actor.store_id, worth_cents=worth, on=on):
            proof_id = prove(
                request, form, member_id=member_id, purpose=Purpose.COUPON, amount=worth, document=document
            )
            if proof_id is None:
                return None
    wanted = services.CouponUseIn(
        code=data["code"], document=document, member_id=member_id, store_id=request.actor.store_id, lines=lines,
        proof_id=proof_id,
    )  # fmt: skip
    return services.redeem_coupon_at_counter(
        actor=request.actor, operation=operation, request=wanted, at=clock.now(), on=on
    )


def _gift(request: HttpRequest, form: GiftForm) -> tuple[str, str]:
    data = form.cleaned_data
    wanted = services.GiftIn(
        member_id=member_named(request.actor, data["member"]), prize=data["prize"], store_id=request.actor.store_id
    )
    at = clock.now()
    services.give_birthday_gift(
        actor=request.actor, operation=form.operation(), request=wanted, at=at,
        on=day_of(request.actor.store_id, at=at),
    )  # fmt: skip
    return reverse("loyalty:birthday_gifts"), gettext("The birthday gift is given.")


def _page(title: str, button: str, purpose: str) -> FormPage:
    return FormPage(
        title=title, icon="ticket", button=button, purpose=purpose, back_url=reverse("loyalty:coupons"),
        back_label=gettext("Coupons"),
    )  # fmt: skip
