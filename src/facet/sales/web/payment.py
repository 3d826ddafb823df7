"""Taking the money, and what the clerk sees after it."""

import json
from dataclasses import replace
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from facet.kernel import formats
from facet.kernel.clock import local_date, now
from facet.kernel.errors import DomainError
from facet.kernel.operations import OperationKey
from facet.kernel.pages import sentence
from facet.loyalty.rules.proof import ProofKind
from facet.organisation.selectors import TillFacts
from facet.sales import selectors, services
from facet.sales.errors import IdentityNeeded, MemberNeeded
from facet.sales.flows.proving import Spending, ask, prove, with_proofs
from facet.sales.flows.terminal import charge_terminal, terminal_of
from facet.sales.models import Basket
from facet.sales.rules.kinds import METHOD_LABELS, Method
from facet.sales.selectors.sale import SoldTicket
from facet.sales.selectors.till import current_basket, request_of, till_view
from facet.sales.services.payments import ChargeIn
from facet.sales.services.planned_points import plan_points
from facet.sales.web.payment_form import PaymentForm
from facet.sales.web.place import till_of
from facet.sales.web.till import page


@require_POST
def pay(request: HttpRequest, basket_id: UUID) -> HttpResponse:
    """Complete the open ticket with the money on the sheet. Sending it twice sells once."""
    place = till_of(request)
    form = PaymentForm(request.POST)
    if place is None or not form.is_valid():
        return redirect("sales:till") if place is None else page(request, place, status=422, payment=form, paying=True)
    basket = current_basket(request.actor, till=place)
    if basket is None or basket.pk != basket_id:
        return _answered_already(request, form)
    try:
        if "set_aside" in request.POST:
            return _set_aside(request, place, basket, form)
        if "ask_code" in request.POST:
            return _code_asked(request, place, basket, form)
        sold = _sell(request, place, basket, form)
    except DomainError as refusal:
        return page(
            request, place, status=422, payment=form, paying=True, message=sentence(refusal),
            identify=isinstance(refusal, IdentityNeeded), proving=refusal.code.startswith("loyalty.proof"),
        )  # fmt: skip
    return _to_done(request, sold.sale.pk)


def _sell(request: HttpRequest, place: TillFacts, basket: Basket, form: PaymentForm) -> SoldTicket:
    """Prove what the member spends, then complete the ticket."""
    facts = form.cleaned_data
    proofs: dict[str, int] = facts["proofs"] or {}
    if basket.member_id:
        spending = _spending(request, place, basket, form)
        proofs = prove(request.actor, spending, kind=facts["proof_kind"], text=facts["proof_answer"], asked=proofs)
    tenders = form.tenders(proofs, _charged(request, place, basket, form))
    ticket = request_of(
        basket, list(basket.lines.order_by("line_no")), till=place, tenders=tenders,
        round_off=facts["round_off"], expected_total_cents=facts["expected_total_cents"], identity=form.identity(),
    )  # fmt: skip
    ticket = replace(ticket, coupons=with_proofs(ticket.coupons, proofs))
    key = form.operation({"basket": str(basket.pk), **form.digest_body()})
    return services.complete_sale(actor=request.actor, operation=key, request=ticket, at=now())


def _charged(request: HttpRequest, place: TillFacts, basket: Basket, form: PaymentForm) -> dict[str, UUID]:
    """Charge what a terminal takes, where the store has one that we reach; the payments by method."""
    at, amount = now(), form.cleaned_data["amount_terminal"]
    terminal = terminal_of(place.store_id, on=at) if amount and form.cleaned_data["expected_total_cents"] > 0 else None
    if terminal is None:
        return {}
    asked = ChargeIn(method=Method.TERMINAL.value, amount_cents=amount, basket=basket.pk)
    key = OperationKey.of(uuid4(), {"basket": str(basket.pk), "amount": amount})
    paid = charge_terminal(actor=request.actor, operation=key, till=place, request=asked, terminal=terminal, at=at)
    return {Method.TERMINAL.value: paid.pk}


def _code_asked(request: HttpRequest, place: TillFacts, basket: Basket, form: PaymentForm) -> HttpResponse:
    """A one-time code was sent to the member's telephone; the sheet stays open for her answer."""
    spending = _spending(request, place, basket, form)
    proofs = ask(request.actor, spending, kind=ProofKind.CODE.value)
    again = request.POST.copy()
    again["proofs"], again["proof_kind"] = json.dumps(proofs), ProofKind.CODE.value
    form.data = again
    words = _("A code was sent to the member's telephone.") if proofs else _("Write first how much she spends.")
    return page(request, place, payment=form, paying=True, message=words, proving=True)


def _set_aside(request: HttpRequest, place: TillFacts, basket: Basket, form: PaymentForm) -> HttpResponse:
    """The points written on the sheet are held for this ticket, at any till of the store; none gives them back."""
    cents = form.cleaned_data["amount_points"] or 0
    held = plan_points(actor=request.actor, till=place, basket_id=basket.pk, cents=cents, at=now())
    if held is None:
        words = _("No points are held for this ticket any more.")
    else:
        facts = {"n": formats.shown(held.points, "points"), "yuan": formats.shown(held.cents, "yuan")}
        words = _("%(n)s points (¥%(yuan)s) are held for this ticket; no other till can spend them.") % facts
    return page(request, place, payment=form, paying=True, message=words)


def _spending(request: HttpRequest, place: TillFacts, basket: Basket, form: PaymentForm) -> Spending:
    if basket.member_id is None:
        raise MemberNeeded(method=METHOD_LABELS[Method.POINTS])
    at = now()
    quoted = till_view(request.actor, till=place, at=at).quoted
    return Spending(
        member_id=basket.member_id, ticket=form.cleaned_data["operation_id"], tenders=form.tenders(),
        coupons=[each.cents for each in quoted.coupons] if quoted else [], at=at,
        on=local_date(at, place.time_zone),
    )  # fmt: skip


def _answered_already(request: HttpRequest, form: PaymentForm) -> HttpResponse:
    """The ticket is no longer open: if this very sheet sold it, show that sale."""
    key = form.cleaned_data["operation_id"]
    try:
        selectors.get_sale(request.actor, sale_id=key)
    except DomainError:
        return redirect("sales:till")
    return _to_done(request, key)


def _to_done(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    if request.htmx:
        return HttpResponseClientRedirect(reverse("sales:done", args=[sale_id]))
    return redirect("sales:done", sale_id=sale_id)


@require_GET
def done(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """Sold: change in the largest type, points, grade, receipt; Enter starts the next sale."""
    sold = selectors.get_sale(request.actor, sale_id=sale_id)
    return render(request, "sales/till/done.html", {"sold": sold, "thanks": selectors.after_sale(request.actor, sold)})
