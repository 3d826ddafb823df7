"""Settling what is unclear: charges without an answer or a ticket, vouchers that a platform has to pay."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm
from facet.kernel.pages import sentence
from facet.sales.rules.paying import DECISIONS
from facet.sales.selectors.reconciling import to_reconcile
from facet.sales.services.payments import reconcile_payment
from facet.sales.services.vouchers import reconcile_voucher


class DecisionForm(OperationForm):
    """What the terminal's own list says to one charge."""

    decision = forms.ChoiceField(choices=[(key, key) for key in DECISIONS])
    note = forms.CharField(
        label=_("Remark"), max_length=200, required=False, help_text=_("For example the number on the terminal's list.")
    )


@require_GET
def reconcile(request: HttpRequest) -> HttpResponse:
    """What waits to be settled in the actor's reach."""
    return _page(request)


def _page(request: HttpRequest, *, message: str = "", status: int = 200) -> HttpResponse:
    page = to_reconcile(request.actor)
    rows = [(each, DecisionForm(auto_id=f"p-{each.id}-%s")) for each in page.payments]
    context = {"page": page, "rows": rows, "message": message}
    return render(request, "sales/reconcile/reconcile.html", context, status=status)


@require_POST
def decide(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Settle one charge as its button says."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, message=" ".join(sum(form.errors.values(), [])))
    facts = form.cleaned_data
    try:
        reconcile_payment(
            actor=request.actor, operation=form.operation({"payment": str(payment_id), **facts}),
            payment_id=payment_id, decision=facts["decision"], note=facts["note"], at=now(),
        )  # fmt: skip
    except DomainError as refusal:
        if refusal.status == 404:
            raise
        return _page(request, status=422, message=sentence(refusal))
    return redirect("sales:reconcile")


@require_POST
def voucher_paid(request: HttpRequest, voucher_id: int) -> HttpResponse:
    """The platform paid one voucher."""
    try:
        reconcile_voucher(actor=request.actor, voucher_id=voucher_id, at=now())
    except DomainError as refusal:
        if refusal.status == 404:
            raise
        return _page(request, status=422, message=sentence(refusal))
    return redirect("sales:reconcile")
