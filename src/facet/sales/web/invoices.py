"""Invoices: asked for from a ticket, answered by the accountant."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.sales import services
from facet.sales.permissions import SalesPermission
from facet.sales.rules.invoicing import BUYER_WORDS, InvoiceWish
from facet.sales.selectors.invoices import invoice_page, ticket_invoice
from facet.sales.web.invoice_lists import INVOICES

_PLAIN = {"autocomplete": "off", "data-free-text": ""}


class WishForm(OperationForm):
    """Whom the invoice names, and where it is sent."""

    buyer = forms.ChoiceField(
        label=_("Named on it"), choices=[(kind.value, _(word)) for kind, word in BUYER_WORDS.items()],
        help_text=_("A company needs its tax number."),
    )  # fmt: skip
    title = forms.CharField(
        label=_("Name on the invoice"), max_length=100, widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("The person's or the company's full name."),
    )  # fmt: skip
    tax_number = forms.CharField(
        label=_("Tax number"), max_length=24, required=False, widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("For a company: 15 to 20 letters and digits."),
    )  # fmt: skip
    email = forms.CharField(
        label=_("Send it to"), max_length=120, widget=forms.EmailInput(attrs=_PLAIN),
        help_text=_("The e-mail address; kept sealed."),
    )  # fmt: skip


class AnswerForm(OperationForm):
    """What became of one request."""

    answer = forms.ChoiceField(choices=[("issued", "issued"), ("rejected", "rejected")])
    number = forms.CharField(
        label=_("Number of the invoice"), max_length=32, required=False, widget=forms.TextInput(attrs=_PLAIN),
        help_text=_("As the tax platform gave it."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why it is not issued"), max_length=200, required=False,
        help_text=_("The store reads it, for example: the tax number is unknown."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def ask_invoice(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """What the ticket can be invoiced for, and the form; after asking, where the request stands."""
    found = ticket_invoice(request.actor, sale_id=sale_id)
    form = WishForm(request.POST or None)
    if form.is_bound and form.is_valid():
        facts = form.cleaned_data
        wish = InvoiceWish(**{name: facts[name] for name in ("buyer", "title", "tax_number", "email")})
        try:
            services.request_invoice(
                actor=request.actor, operation=form.operation({"sale": str(sale_id)}), sale_id=sale_id, wish=wish,
                at=now(),
            )  # fmt: skip
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = gettext("The invoice is asked for; accounting issues it.")
            return redirect("sales:ask_invoice", sale_id=sale_id)
    context = {"found": found, "form": form}
    return render(request, "sales/invoices/ask.html", context, status=422 if form.errors else 200)


@require_GET
def invoices(request: HttpRequest) -> HttpResponse:
    """Every request in reach, the newest first."""
    return list_page(request, INVOICES)


@require_GET
def invoice(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """One request; names are masked."""
    require(request.actor, SalesPermission.ISSUE_INVOICE)
    return _page(request, invoice_id, AnswerForm())


@require_POST
def reveal_invoice(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """One request with its names, to copy them to the tax platform; who looked is kept."""
    services.reveal_invoice(actor=request.actor, invoice_id=invoice_id, at=now())
    return _page(request, invoice_id, AnswerForm(), revealed=True)


@require_POST
def decide_invoice(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """Issued, with its number, or rejected, with a reason."""
    require(request.actor, SalesPermission.ISSUE_INVOICE)
    form = AnswerForm(request.POST)
    if form.is_valid():
        facts = form.cleaned_data
        answer = services.InvoiceAnswer(
            issued=facts["answer"] == "issued", number=facts["number"], reason=facts["reason"]
        )
        try:
            services.decide_invoice(
                actor=request.actor, operation=form.operation({"invoice": str(invoice_id)}), invoice_id=invoice_id,
                answer=answer, at=now(),
            )  # fmt: skip
        except DomainError as refusal:
            if refusal.status == 404:
                raise
            add_refusal(form, refusal)
        else:
            return redirect("sales:invoice", invoice_id=invoice_id)
    return _page(request, invoice_id, form, status=422)


def _page(
    request: HttpRequest, invoice_id: UUID, form: AnswerForm, *, revealed: bool = False, status: int = 200
) -> HttpResponse:
    page = invoice_page(request.actor, invoice_id=invoice_id, revealed=revealed)
    return render(request, "sales/invoices/invoice.html", {"page": page, "form": form}, status=status)
