"""The screens of goods at laboratories and factories: send, follow, receive, print the note."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from facet.inventory.flows.outside_note import outside_note_pdf
from facet.inventory.permissions import COST, InventoryPermission
from facet.inventory.rules.outside import OutsideKind
from facet.inventory.selectors.outside import OutsidePage, outside_page
from facet.inventory.services.outside import OutsideIn, cancel_outside, lose_outside, send_outside
from facet.inventory.services.outside_receive import CameBack, OutsideReceipt, receive_outside
from facet.inventory.web.fields import spoken
from facet.inventory.web.form_page import FormPage, form_page, sent
from facet.inventory.web.outside_forms import LoseOutsideForm, ReceiveOutsideForm, SendOutsideForm
from facet.inventory.web.works_forms import ReasonForm
from facet.inventory.web.works_lists import OUTSIDE, note_badge
from facet.kernel.clock import now
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing

SEND = InventoryPermission.SEND_OUTSIDE


@require_GET
def note_list(request: HttpRequest) -> HttpResponse:
    """The notes of the stores in reach."""
    return list_page(request, OUTSIDE)


@require_GET
def note(request: HttpRequest, number: str) -> HttpResponse:
    """One note with its pieces."""
    page = _page(request, number)
    context = {
        "page": page, "badge": note_badge(page.state), "store": spoken(page.store_name, page.store_name_en),
        "partner": spoken(page.partner, page.partner_en), "sees_cost": request.actor.sees(COST),  # type: ignore[attr-defined]
        "tags": ",".join(line.became for line in page.lines if line.became),
    }  # fmt: skip
    return render(request, "inventory/outside.html", context)


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, kind: str) -> HttpResponse:
    """Send scanned pieces to a laboratory or a factory."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, SEND)
    first = {"items": (request.GET.get("tags") or request.GET.get("tag") or "").replace(",", "\n")[:2_000]}
    form = SendOutsideForm(sent(request), actor=actor, kind=kind, initial=first)
    title = gettext("Send to a laboratory") if kind == OutsideKind.LAB else gettext("Send to a factory")
    purpose = gettext("The pieces stand outside and cannot be sold until they are received again.")
    page = FormPage(
        title, purpose, gettext("Send"), _crumbs(), gettext("Sent. Print the note and put it into the parcel.")
    )

    def act(facts: dict[str, Any]) -> str:
        wanted = OutsideIn(
            kind=kind, items=form.sending(),
            **{name: facts[name] for name in ("store", "partner", "purpose", "expected_on", "seal", "note")},
        )  # fmt: skip
        operation = form.operation({name: str(value) for name, value in facts.items()} | {"kind": kind})
        return _address(send_outside(actor=actor, operation=operation, request=wanted, at=now()))

    return form_page(request, form, page, act)


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, number: str) -> HttpResponse:
    """Scan and weigh what came back."""
    actor, found = request.actor, _page(request, number)  # type: ignore[attr-defined]
    form = ReceiveOutsideForm(sent(request), actor=actor, page=found)
    page = FormPage(
        gettext("Take {number} back in").format(number=found.number),
        gettext("Scan and weigh each piece. More than 0.02 g apart is pointed out; what is not scanned stays outside."),
        gettext("Take back in"), _crumbs(found), "", template="inventory/outside_receive.html", extra={"note": found},
    )  # fmt: skip

    def act(facts: dict[str, Any]) -> str:
        receipt = OutsideReceipt(
            number=found.number, items=form.received(), fee_cents=facts["fee_cents"] or 0, place=facts["place"]
        )
        operation = form.operation({name: str(value) for name, value in facts.items()} | {"number": number})
        done = receive_outside(actor=actor, operation=operation, receipt=receipt, at=now())
        request.session["notice"] = back_words(done)
        return _address(done.number)

    return form_page(request, form, page, act)


def back_words(done: CameBack) -> str:
    """What a receipt found, in one or two sentences."""
    said = ngettext("{n} piece is back.", "{n} pieces are back.", len(done.back)).format(n=len(done.back))
    if done.made:
        said = f"{said} {gettext('New tags: {tags}. Print them.').format(tags=', '.join(done.made[:8]))}"
    if done.differences:
        said = f"{said} {gettext('Weight differs: {tags}.').format(tags=', '.join(done.differences[:8]))}"
    return said


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Bring back what was not sent after all."""
    found = _page(request, number)
    form = ReasonForm(sent(request))
    page = FormPage(
        gettext("Cancel the note"), gettext("All pieces lie where new goods go. Only while nothing came back."),
        gettext("Cancel the note"), _crumbs(found), gettext("Cancelled."),
    )  # fmt: skip

    def act(facts: dict[str, Any]) -> str:
        operation = form.operation({"number": number, "reason": facts["reason"]})
        actor = request.actor  # type: ignore[attr-defined]
        return _address(
            cancel_outside(actor=actor, operation=operation, number=number, reason=facts["reason"], at=now())
        )

    return form_page(request, form, page, act)


@require_http_methods(["GET", "POST"])
def lose(request: HttpRequest, number: str) -> HttpResponse:
    """Write off what never came back."""
    found = _page(request, number)
    form = LoseOutsideForm(sent(request), initial={"tags": "\n".join(line.tag for line in found.outside)})
    page = FormPage(
        gettext("Lost outside"), gettext("A piece that turns up later is put back with “Found again”."),
        gettext("Write off"), _crumbs(found), gettext("Written off."),
    )  # fmt: skip

    def act(facts: dict[str, Any]) -> str:
        wanted = {"tags": facts["tags"], "reason": facts["reason"]}
        operation = form.operation({"number": number, **wanted})
        actor = request.actor  # type: ignore[attr-defined]
        return _address(lose_outside(actor=actor, operation=operation, number=number, at=now(), **wanted))

    return form_page(request, form, page, act)


@require_GET
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """The note on A4, with lines for the signatures of both sides."""
    page = _page(request, number)
    names = {"store": spoken(page.store_name, page.store_name_en), "partner": spoken(page.partner, page.partner_en)}
    found = outside_note_pdf({"page": page, **names, "printed_at": now()})
    headers = {"Content-Disposition": f'inline; filename="{page.number}.pdf"'}
    return HttpResponse(found, content_type="application/pdf", headers=headers)


def _page(request: HttpRequest, number: str) -> OutsidePage:
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        return outside_page(actor, number, at=now())


def _address(number: str) -> str:
    return reverse("inventory:outside_note", args=[number])


def _crumbs(page: OutsidePage | None = None) -> list[tuple[str, str]]:
    first = [(gettext("Outside notes"), reverse("inventory:outside"))]
    return [*first, (page.number, _address(page.number))] if page else first
