"""The screens of deliveries and of what goes back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from facet.kernel.clock import now
from facet.kernel.importing import files
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.purchasing import selectors, services
from facet.purchasing.flows.deliveries import DELIVERIES
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.services import Delivery, DeliveryIn, SupplierReturnIn
from facet.purchasing.web.fields import spoken
from facet.purchasing.web.form_page import FormPage, form_page, plain, sent
from facet.purchasing.web.forms import DeliveryForm, ReturnForm
from facet.purchasing.web.lists import RETURNS, TO_RECEIVE

MOST_ROWS = 500  # pieces of one delivery


@require_GET
def to_receive(request: HttpRequest) -> HttpResponse:
    """What may stand in the door."""
    sheets = [(gettext("From a spreadsheet"), reverse("shell:import", args=[DELIVERIES.key]))]
    return list_page(request, TO_RECEIVE, context={"actions": sheets})


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, number: str) -> HttpResponse:
    """Scan and weigh what came."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, PurchasingPermission.RECEIVE_ORDERS)
    with viewing(actor):
        known = selectors.order_page(actor, number, at=now())
    form = DeliveryForm(sent(request))
    address = reverse("purchasing:order", args=[known.number])
    crumbs = [(gettext("Purchase orders"), reverse("purchasing:orders")), (known.number, address)]
    purpose = gettext("Scan the tag, weigh the piece, look at it. What you refuse is noted and is still to come.")
    page = FormPage(
        gettext("Receive {number}").format(number=known.number), purpose, gettext("Receive"), crumbs,
        template="purchasing/receive.html", extra={"order": known},
    )  # fmt: skip

    def act(facts: dict[str, Any]) -> str:
        wanted = DeliveryIn(
            number=known.number, items=facts["items"], place=facts["place"], delivery_note=facts["delivery_note"]
        )
        operation = form.operation(plain(facts, number=known.number))
        done = services.receive_purchase_order(actor=actor, operation=operation, request=wanted, at=now())
        request.session["notice"] = received_words(done)
        return address

    return form_page(request, form, page, act)


@require_GET
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    """A spreadsheet with a row for each piece that is still to come: the supplier, or the scale, fills in the rest."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, PurchasingPermission.RECEIVE_ORDERS)
    with viewing(actor):
        known = selectors.order_page(actor, number, at=now())
    rows = [
        {"order": known.number, "line_no": str(line.line_no), "style": line.style}
        for line in known.lines
        for _ in range(min(line.to_come, MOST_ROWS))
    ][:MOST_ROWS]
    headers = {"Content-Disposition": f'attachment; filename="{known.number}.xlsx"'}
    return HttpResponse(files.template(DELIVERIES, rows), content_type=files.XLSX, headers=headers)


def received_words(done: Delivery) -> str:
    """What a delivery came to, in one or two sentences."""
    said = ngettext(
        "{receipt}: {n} piece taken in. Print its tag at the delivery below.",
        "{receipt}: {n} pieces taken in. Print their tags at the delivery below.",
        len(done.tags),
    ).format(receipt=done.receipt, n=len(done.tags))
    if done.rejected:
        refused = gettext("Refused: {tags}.").format(tags=", ".join(done.rejected[:8]))
        said = f"{said} {refused}"
    return said


@require_GET
def returns(request: HttpRequest) -> HttpResponse:
    """What went back."""
    return list_page(request, RETURNS)


@require_http_methods(["GET", "POST"])
def return_new(request: HttpRequest) -> HttpResponse:
    """Send pieces back."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, PurchasingPermission.RETURN_GOODS)
    form = ReturnForm(sent(request), actor=actor)
    purpose = gettext("The pieces leave the stock for good; grams that were still owed for them are owed no longer.")
    crumbs = [(gettext("Supplier returns"), reverse("purchasing:returns"))]
    page = FormPage(gettext("Send goods back"), purpose, gettext("Send back"), crumbs, gettext("Sent back."))

    def act(facts: dict[str, Any]) -> str:
        wanted = {name: value for name, value in facts.items() if name != "operation_id"}
        number = services.return_to_supplier(
            actor=actor, operation=form.operation(plain(wanted)), wanted=SupplierReturnIn(**wanted), at=now()
        )
        return reverse("purchasing:return", args=[number])

    return form_page(request, form, page, act)


@require_GET
def return_shown(request: HttpRequest, number: str) -> HttpResponse:
    """One return with its pieces."""
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        row = selectors.return_page(actor, number)
    context = {
        "row": row, "lines": sorted(row.lines.all(), key=lambda line: line.tag),
        "supplier_name": spoken(row.supplier.name, row.supplier.name_en),
        "store_name": spoken(row.store.name, row.store.name_en), "shows_cost": actor.sees("cost"),
    }  # fmt: skip
    return render(request, "purchasing/return.html", context)
