"""Goods from stock for points alone: the open ticket's whole price in points, with the member's yes. Source: R066."""

import json
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from facet.kernel.clock import local_date, now
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.proof import PROOF_LABELS, ProofKind
from facet.organisation.selectors import TillFacts
from facet.sales import services
from facet.sales.flows.proving import Spending, ask, prove
from facet.sales.models import Basket
from facet.sales.rules.kinds import Method
from facet.sales.rules.request import TenderRequest
from facet.sales.selectors.goods_for_points import GoodsForPoints, goods_for_points
from facet.sales.selectors.till import current_basket, request_of
from facet.sales.web.payment_form import AT_ONCE
from facet.sales.web.place import till_of


class GoodsForm(OperationForm):
    """The member's yes; which ticket and which price stood there."""

    expected_total_cents = forms.IntegerField(widget=forms.HiddenInput)
    proof_kind = forms.ChoiceField(
        label=gettext_lazy("The member agrees by"), required=False,
        help_text=gettext_lazy("Asked for points and named cards."),
        choices=[
            ("", gettext_lazy("Not asked")), *((kind.value, gettext_lazy(PROOF_LABELS[kind])) for kind in AT_ONCE)
        ],
    )  # fmt: skip
    proof_answer = forms.CharField(
        label=gettext_lazy("Her answer"), max_length=128, required=False,
        help_text=gettext_lazy("Typed or scanned by herself."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "data-free-text": ""}),
    )  # fmt: skip
    proofs = forms.JSONField(required=False, initial=dict, widget=forms.HiddenInput)


@require_http_methods(["GET", "POST"])
def goods_for_points_page(request: HttpRequest) -> HttpResponse:
    """What the open ticket costs in points; POST takes the goods, or sends the member a code first."""
    require(request.actor, LoyaltyPermission.REDEEM)
    place = till_of(request)
    if place is None:
        return redirect("sales:choose_till")
    require(request.actor, LoyaltyPermission.REDEEM, store_id=place.store_id)
    basket = current_basket(request.actor, till=place)
    found = goods_for_points(request.actor, basket, till=place, at=now()) if basket else None
    if basket is None or found is None or request.method == "GET":
        form = GoodsForm(initial={"expected_total_cents": found.cents if found else 0})
        return _shown(request, form, found)
    form = GoodsForm(request.POST)
    if not form.is_valid():
        return _shown(request, form, found, status=422)
    try:
        spending = _spending(place, basket, form, found)
        if "ask_code" in request.POST:
            return _asked(request, form, found, spending)
        sold = _take(request, place, basket, form, spending)
    except DomainError as refusal:
        return _shown(request, form, found, status=422, message=sentence(refusal))
    return redirect("sales:done", sale_id=sold.sale.pk)


def _shown(
    request: HttpRequest, form: GoodsForm, found: GoodsForPoints | None, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "found": found, **more}
    return render(request, "sales/till/goods_for_points.html", context, status=status)


def _spending(place: TillFacts, basket: Basket, form: GoodsForm, found: GoodsForPoints) -> Spending:
    at = now()
    tender = TenderRequest(method=Method.POINTS.value, amount_cents=found.cents, for_goods=True)
    return Spending(
        member_id=basket.member_id or 0, ticket=form.cleaned_data["operation_id"], tenders=(tender,), at=at,
        on=local_date(at, place.time_zone),
    )  # fmt: skip


def _asked(request: HttpRequest, form: GoodsForm, found: GoodsForPoints, spending: Spending) -> HttpResponse:
    proofs = ask(request.actor, spending, kind=ProofKind.CODE.value)
    again = request.POST.copy()
    again["proofs"], again["proof_kind"] = json.dumps(proofs), ProofKind.CODE.value
    form.data = again
    return _shown(request, form, found, message=_("A code was sent to the member's telephone."))


def _take(request: HttpRequest, place: TillFacts, basket: Basket, form: GoodsForm, spending: Spending) -> Any:
    facts = form.cleaned_data
    proofs = prove(
        request.actor, spending, kind=facts["proof_kind"], text=facts["proof_answer"], asked=facts["proofs"] or {}
    )
    tender = TenderRequest(
        method=Method.POINTS.value, amount_cents=facts["expected_total_cents"], for_goods=True,
        proof=proofs.get(Method.POINTS.value),
    )  # fmt: skip
    ticket = request_of(
        basket, list(basket.lines.order_by("line_no")), till=place, tenders=(tender,),
        expected_total_cents=facts["expected_total_cents"],
    )  # fmt: skip
    key = form.operation({"basket": str(basket.pk), "goods_for_points": facts["expected_total_cents"]})
    return services.complete_sale(actor=request.actor, operation=key, request=ticket, at=now())
