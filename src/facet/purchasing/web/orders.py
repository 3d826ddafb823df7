"""The screens of purchase orders."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.inventory.permissions import InventoryPermission
from facet.kernel.clock import now
from facet.kernel.errors import DomainError, NotFound
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.organisation import selectors as organisation_selectors
from facet.purchasing import selectors, services
from facet.purchasing.flows import sending
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.words import LABOUR_WORDS
from facet.purchasing.services import Confirmation, OrderIn, OrderLineIn
from facet.purchasing.web import fields
from facet.purchasing.web.fields import spoken
from facet.purchasing.web.form_page import FormPage, form_page, grown, plain, sent
from facet.purchasing.web.forms import ConfirmForm, OrderForm, OrderLineForm, OrderLineForms, ReasonForm
from facet.purchasing.web.lists import ORDERS, order_badge, today

MORE = 4  # lines that "More lines" adds


@require_GET
def orders(request: HttpRequest) -> HttpResponse:
    """What was ordered."""
    return list_page(request, ORDERS)


@require_http_methods(["GET", "POST"])
def order_new(request: HttpRequest) -> HttpResponse:
    """Write an order."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, PurchasingPermission.ORDER_GOODS)
    wants_more = request.method == "POST" and "more" in request.POST
    initial = {"supplier": request.GET.get("supplier", "")[:16], "due_on": today() + timedelta(days=14)}
    form = OrderForm(request.POST if wants_more else sent(request), actor=actor, initial=initial)
    kwargs = {
        "kinds": [("", "—"), *fields.categories()],
        "labour": [("", gettext("as listed")), *fields.labelled(LABOUR_WORDS)],
    }
    data = grown(request, "form", MORE) if wants_more else sent(request)
    lines = OrderLineForms(data, form_kwargs=kwargs)
    page = FormPage(
        gettext("Write an order"), gettext("A draft first: you approve and send it from its page."),
        gettext("Save as draft"), [_list_crumb()], gettext("Saved. Approve it, then send it to the supplier."),
        lines=lines, lines_title=gettext("Lines"), may_grow=True,
        lines_hint=gettext("A category or a style each. Leave a price empty to take it from the supplier's list and the"
            " last trade price; empty lines are passed over."),
    )  # fmt: skip
    if wants_more:
        form.errors.clear()
        return render(request, page.template, {"form": form, "page": page, "back": page.crumbs[-1][1]})
    return form_page(request, form, page, lambda facts: _written(request, form, facts, lines))


def _written(request: HttpRequest, form: OrderForm, facts: dict[str, Any], lines: Any) -> str:
    wanted = OrderIn(
        supplier=facts["supplier"], store=facts["store"], due_on=facts["due_on"], return_by=facts["return_by"],
        note=facts["note"], consigned=facts["terms"] == "consigned",
        priced_later={"now": False, "later": True}.get(facts["terms"]),
        lines=tuple(_line(line.cleaned_data) for line in lines if OrderLineForm.is_filled(line.cleaned_data)),
    )  # fmt: skip
    operation = form.operation(plain({"order": wanted}))
    actor = request.actor  # type: ignore[attr-defined]
    return _address(services.create_purchase_order(actor=actor, operation=operation, request=wanted, at=now()))


def _line(facts: dict[str, Any]) -> OrderLineIn:
    return OrderLineIn(
        category="" if facts["style"] else facts["category"], style=facts["style"], quantity=facts["quantity"],
        weight_mg=facts["weight_mg"] or 0, label=facts["label"], metal_cents_per_gram=facts["metal_cents_per_gram"],
        labour_per=facts["labour_per"], labour_cents=facts["labour_cents"], other_cents=facts["other_cents"] or 0,
    )  # fmt: skip


@require_GET
def order(request: HttpRequest, number: str) -> HttpResponse:
    """One order: its lines, its letters, what to do next."""
    return _shown(request, number, ReasonForm())


@require_POST
def approve(request: HttpRequest, number: str) -> HttpResponse:
    """Allow it, within one's limit or with a second person's yes."""
    form = OperationForm(request.POST)
    return _act(
        request, number, form, gettext("Approved. Send it to the supplier now."),
        lambda: services.approve_purchase_order(
            actor=request.actor, operation=form.operation({"number": number}), number=number, at=now()  # type: ignore[attr-defined]
        ),
    )  # fmt: skip


@require_POST
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """Ask a second person."""
    form = ReasonForm(request.POST)
    return _act(
        request, number, form, gettext("A second person has been asked. With the yes you can approve here."),
        lambda: services.request_order_approval(
            actor=request.actor, operation=form.operation(plain(form.cleaned_data, number=number)),  # type: ignore[attr-defined]
            number=number, reason=form.cleaned_data["reason"], at=now(),
        ),
    )  # fmt: skip


@require_POST
def send(request: HttpRequest, number: str) -> HttpResponse:
    """Send the paper with the supplier's link."""
    form = OperationForm(request.POST)

    def link(secret: str) -> str:
        return request.build_absolute_uri(reverse("purchasing:supplier_answer", args=[secret]))

    return _act(
        request, number, form, _sent_words(),
        lambda: sending.send_purchase_order(
            actor=request.actor, operation=form.operation({"number": number}), number=number, link=link, at=now()  # type: ignore[attr-defined]
        ),
    )  # fmt: skip


def _sent_words() -> str:
    """What a letter's way was: to the mail server, or into a file where the house has none."""
    if sending.carries_letters():
        return gettext("Sent. The supplier can confirm through the link in the letter.")
    return gettext("No mail server is set, so the letter was not carried: it lies in the house's data folder, under "
                   "letters/. The order counts as sent.")  # fmt: skip


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, number: str) -> HttpResponse:
    """Write down what the supplier said on the telephone."""
    known = _page(request, number)
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, PurchasingPermission.ORDER_GOODS)
    form = ConfirmForm(sent(request), lines=known.lines, initial={"promised_on": known.promised_on or known.due_on})
    purpose = gettext("What the supplier promises; less or later than asked puts a to-do on your list.")
    page = FormPage(gettext("Confirmation"), purpose, gettext("Save"), _crumbs(known), gettext("Saved."))

    def act(facts: dict[str, Any]) -> str:
        answer = Confirmation(facts["promised_on"], form.quantities())
        operation = form.operation(plain(facts, number=known.number))
        services.confirm_purchase_order(actor=actor, operation=operation, number=known.number, answer=answer, at=now())
        return _address(known.number)

    return form_page(request, form, page, act)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Cancel what has not come."""
    known = _page(request, number)
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, PurchasingPermission.ORDER_GOODS)
    form = ReasonForm(sent(request))
    purpose = gettext("Pieces that have not come are no longer expected; what came stays.")
    page = FormPage(
        gettext("Cancel the rest"), purpose, gettext("Cancel the rest"), _crumbs(known), gettext("Cancelled.")
    )

    def act(facts: dict[str, Any]) -> str:
        operation = form.operation(plain(facts, number=known.number))
        services.cancel_purchase_order(
            actor=actor, operation=operation, number=known.number, reason=facts["reason"], at=now()
        )
        return _address(known.number)

    return form_page(request, form, page, act)


@require_GET
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """The order on A4, as the supplier gets it; prices for who may see cost."""
    page = _page(request, number)
    pdf = sending.paper_of(page, language=request.LANGUAGE_CODE)  # type: ignore[attr-defined]
    headers = {"Content-Disposition": f'inline; filename="{page.number}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _act(request: HttpRequest, number: str, form: OperationForm, told: str, act: Callable[[], Any]) -> HttpResponse:
    if form.is_valid():
        try:
            act()
        except NotFound:
            raise
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = told
            return redirect(_address(number))
    return _shown(request, number, form)


def _shown(request: HttpRequest, number: str, form: OperationForm) -> HttpResponse:
    page = _page(request, number)
    actor = request.actor  # type: ignore[attr-defined]
    approval = None
    if page.approval_id is not None and page.state in ("waiting", "approved"):
        try:
            approval = organisation_selectors.approval_card(actor, page.approval_id, at=now())
        except NotFound:  # asked by a colleague
            approval = None
    within = page.amount_cents is not None and page.amount_cents <= actor.limit("purchase_cents")
    context = {
        "page": page, "badge": order_badge(page.state), "approval": approval, "within_limit": within,
        "supplier_name": spoken(page.supplier_name, page.supplier_name_en),
        "store_name": spoken(page.store_name, page.store_name_en),
        "form": form if isinstance(form, ReasonForm) else ReasonForm(), "refused": form if form.errors else None,
        "key": OperationForm(), "shows_cost": actor.sees("cost"),
        "may_print": actor.may(InventoryPermission.PRINT_TAGS, store_id=page.store_id),
    }  # fmt: skip
    return render(request, "purchasing/order.html", context, status=422 if form.errors else 200)


def _page(request: HttpRequest, number: str) -> selectors.OrderPage:
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.order_page(actor, number, at=now())


def _address(number: str) -> str:
    return reverse("purchasing:order", args=[number])


def _list_crumb() -> tuple[str, str]:
    return gettext("Purchase orders"), reverse("purchasing:orders")


def _crumbs(page: selectors.OrderPage) -> list[tuple[str, str]]:
    return [_list_crumb(), (page.number, _address(page.number))]
