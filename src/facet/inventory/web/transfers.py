"""The screens of transfers: ask, send, receive, end, and what is on the road."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from facet.inventory import selectors, services
from facet.inventory.flows.packing_list import packing_list_pdf
from facet.inventory.permissions import InventoryPermission
from facet.inventory.selectors import TransferPage
from facet.inventory.services import SendRequest, TransferReceipt, TransferRequest
from facet.inventory.web.fields import spoken
from facet.inventory.web.form_page import FormPage, form_page, sent
from facet.inventory.web.transfer_forms import ArrivalForm, EndForm, LossForm, ParcelForm, RequestForm, SendForm
from facet.inventory.web.transfer_lists import ROAD, TRANSFERS, transfer_badge
from facet.kernel.clock import local_date, now
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing


@require_GET
def transfer_list(request: HttpRequest) -> HttpResponse:
    """The transfers of the stores in reach."""
    return list_page(request, TRANSFERS)


@require_GET
def on_the_road(request: HttpRequest) -> HttpResponse:
    """What is between two stores, the oldest first."""
    return list_page(request, ROAD)


@require_GET
def transfer(request: HttpRequest, number: str) -> HttpResponse:
    """One transfer with its lines."""
    page = _page(request, number)
    context = {
        "page": page,
        "badge": transfer_badge(page.state),
        "from_name": spoken(page.from_name, page.from_name_en),
        "to_name": spoken(page.to_name, page.to_name_en),
    }
    return render(request, "inventory/transfer.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask another store for goods; a piece's page fills in which."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, InventoryPermission.REQUEST_TRANSFER)
    initial: dict[str, Any] = {}
    if tag := (request.GET.get("tag") or "").strip()[:40]:
        card = selectors.piece_card(actor, tag)
        initial = {"tags": card.tag, "from_store": card.store_code, "for_customer": True}
    initial |= _short_of(request)
    form = RequestForm(sent(request), actor=actor, initial=initial)
    purpose = gettext("The store gets a to-do; you see here when it has sent the goods.")
    page = FormPage(gettext("Ask another store"), purpose, gettext("Ask"), _crumbs(), gettext("Asked."))

    def act(facts: dict[str, Any]) -> str:
        wanted = TransferRequest(**{name: value for name, value in facts.items() if name != "operation_id"})
        number = services.request_transfer(actor=actor, operation=form.operation(), request=wanted, at=now())
        return _address(number)

    return form_page(request, form, page, act)


def _short_of(request: HttpRequest) -> dict[str, Any]:
    """What a shortage asks for: from the store that can best spare it, its oldest pieces."""
    limit, actor, at = request.GET.get("limit", ""), request.actor, now()  # type: ignore[attr-defined]
    if not limit.isdecimal() or len(limit) > 15:
        return {}
    on = local_date(at, settings.TIME_ZONE)
    with viewing(actor):
        wanted = selectors.shortage_of(actor, int(limit), at=at, on=on)
        source = selectors.source_for(actor, int(limit), at=at, on=on)
    found = {"to_store": wanted.store_code}
    return found | {"from_store": source.store_code, "tags": "\n".join(source.tags)} if source else found


@require_http_methods(["GET", "POST"])
def send_new(request: HttpRequest) -> HttpResponse:
    """Send goods that nobody asked for."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, InventoryPermission.MOVE_PIECES)
    form = SendForm(sent(request), actor=actor)
    return _sent(request, form, gettext("Send goods"), _crumbs(), "")


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, number: str) -> HttpResponse:
    """Pack what another store asked for."""
    page = _page(request, number)
    require(request.actor, InventoryPermission.MOVE_PIECES)  # type: ignore[attr-defined]
    form = ParcelForm(sent(request))
    title = gettext("Send {number}").format(number=page.number)
    return _sent(request, form, title, _crumbs(page), page.number, page=page)


def _sent(request: HttpRequest, form: Any, title: str, crumbs: Any, number: str, **extra: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    purpose = gettext("Scan each piece into the parcel; afterwards print the packing list and seal it.")
    page = FormPage(
        title, purpose, gettext("Send"), crumbs, gettext("Sent. Print the packing list and put it into the parcel."),
        template="inventory/transfer_form.html", extra={"transfer": extra.get("page")},
    )  # fmt: skip

    def act(facts: dict[str, Any]) -> str:
        wanted = SendRequest(number=number, **{name: each for name, each in facts.items() if name != "operation_id"})
        operation = form.operation({"number": number, **_plain(facts)})
        return _address(services.send_transfer(actor=actor, operation=operation, request=wanted, at=now()))

    return form_page(request, form, page, act)


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, number: str) -> HttpResponse:
    """Scan what came out of the parcel."""
    actor, found = request.actor, _page(request, number)  # type: ignore[attr-defined]
    require(actor, InventoryPermission.MOVE_PIECES)
    form = ArrivalForm(sent(request), actor=actor, store=found.to_code)
    purpose = gettext("Check the seal first. Scan each piece; what is not scanned stays on the road and is named.")
    page = FormPage(
        gettext("Receive {number}").format(number=found.number), purpose, gettext("Receive"), _crumbs(found), "",
        template="inventory/transfer_form.html", extra={"transfer": found},
    )  # fmt: skip

    def act(facts: dict[str, Any]) -> str:
        receipt = TransferReceipt(number=number, items=form.received(), bulk=facts["bulk"], place=facts["place"])
        operation = form.operation({"number": number, **_plain(facts)})
        done = services.receive_transfer(actor=actor, operation=operation, receipt=receipt, at=now())
        request.session["notice"] = arrived_words(done)
        return _address(done.number)

    return form_page(request, form, page, act)


def arrived_words(done: services.Arrived) -> str:
    """What a receipt found, in one or two sentences."""
    said = ngettext("{n} line arrived.", "{n} lines arrived.", len(done.arrived)).format(n=len(done.arrived))
    if done.missing:
        said = f"{said} {gettext('Still missing: {tags}.').format(tags=_named(done.missing))}"
    if done.differences:
        said = f"{said} {gettext('Different: {tags}.').format(tags=_named(done.differences))}"
    return said


def _named(labels: tuple[str, ...]) -> str:
    return ", ".join(labels[:8]) + (" …" if len(labels) > 8 else "")


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Take a request back, or bring what is on the road back to the sender."""
    found = _page(request, number)
    form = EndForm(sent(request))
    purpose = gettext("What was only asked for is free again; what is on the road lies at the sender again.")
    page = FormPage(
        gettext("Cancel transfer"), purpose, gettext("Cancel transfer"), _crumbs(found), gettext("Cancelled.")
    )
    return _ended(request, form, page, found.number, services.cancel_transfer)


@require_http_methods(["GET", "POST"])
def lose(request: HttpRequest, number: str) -> HttpResponse:
    """Write off pieces that never arrived."""
    found = _page(request, number)
    require(request.actor, InventoryPermission.MANAGE_PIECES)  # type: ignore[attr-defined]
    missing = "\n".join(each.label for each in found.missing if not each.is_lot)
    form = LossForm(sent(request), initial={"tags": missing})
    purpose = gettext("The sender answers for them. A piece that turns up later is put back with “Found again”.")
    page = FormPage(gettext("Lost on the road"), purpose, gettext("Write off"), _crumbs(found), gettext("Written off."))
    return _ended(request, form, page, found.number, services.lose_on_the_road)


def _ended(request: HttpRequest, form: EndForm, page: FormPage, number: str, service: Any) -> HttpResponse:
    def act(facts: dict[str, Any]) -> str:
        wanted = {name: value for name, value in facts.items() if name != "operation_id"}
        operation = form.operation({"number": number, **wanted})
        service(actor=request.actor, operation=operation, number=number, at=now(), **wanted)  # type: ignore[attr-defined]
        return _address(number)

    return form_page(request, form, page, act)


@require_GET
def packing_list(request: HttpRequest, number: str) -> HttpResponse:
    """The packing list on A4, with lines for the signatures of both ends."""
    page = _page(request, number)
    names = {"from_name": spoken(page.from_name, page.from_name_en), "to_name": spoken(page.to_name, page.to_name_en)}
    paper = packing_list_pdf({"page": page, **names, "printed_at": now()})
    headers = {"Content-Disposition": f'inline; filename="{page.number}.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=headers)


def _page(request: HttpRequest, number: str) -> TransferPage:
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.transfer_page(actor, number, at=now())


def _address(number: str) -> str:
    return reverse("inventory:transfer", args=[number])


def _crumbs(page: TransferPage | None = None) -> list[tuple[str, str]]:
    first = [(gettext("Transfers"), reverse("inventory:transfers"))]
    return [*first, (page.number, _address(page.number))] if page else first


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    """The cleaned form as texts, for the digest of its act."""
    return {name: str(value) for name, value in facts.items()}
