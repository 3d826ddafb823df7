"""The inbox of sales that were made without the server and refused at its return."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError, Invalid, gettext_noop
from facet.kernel.interface import add_refusal
from facet.kernel.pages import sentence
from facet.sales.errors import KeptRefusal
from facet.sales.selectors.pending import list_conflicts
from facet.sales.services.pending import SettlementIn, settle_conflict
from facet.sales.web.documents import find_ticket
from facet.sales.web.pending_form import SettleForm

_AGAIN = gettext_noop("Sell it again at today's price and settle the difference with the customer.")
_WHAT_TO_DO = {
    "inventory.piece_not_available": gettext_noop("The piece is gone. Offer another one, or give the money back."),
    "inventory.piece_reserved": gettext_noop("The piece is kept for somebody. Offer another one, or ask who keeps it."),
    "sales.price_changed": _AGAIN,
    "sales.pending_too_old": _AGAIN,
    "sales.pending_limit": gettext_noop("Sell it again at the till: the goods are here and the price is known."),
}
_OTHERWISE = gettext_noop("Sell it again at the till, or give the money back.")


@require_GET
def conflicts(request: HttpRequest) -> HttpResponse:
    """What waits, or with `settled` what was settled."""
    return _page(request)


def _page(request: HttpRequest, *, wrong: SettleForm | None = None, of: UUID | None = None) -> HttpResponse:
    settled = "settled" in request.GET
    rows = [
        {
            "row": row,
            "reason": sentence(KeptRefusal(row.refusal, row.facts)),
            "advice": _(_WHAT_TO_DO.get(row.refusal_code, _OTHERWISE)),
            "form": wrong if row.id == of else SettleForm(auto_id=f"c-{row.id}-%s"),
        }
        for row in list_conflicts(request.actor, settled=settled)
    ]
    context = {"rows": rows, "settled": settled}
    return render(request, "sales/pending/conflicts.html", context, status=422 if wrong else 200)


@require_POST
def settle(request: HttpRequest, pending_id: UUID) -> HttpResponse:
    """Settle one refused sale."""
    form = SettleForm(request.POST, auto_id=f"c-{pending_id}-%s")
    if form.is_valid():
        try:
            _settle(request, pending_id, form)
        except DomainError as refusal:
            if refusal.status == 404 and not form.cleaned_data["receipt"]:
                raise
            add_refusal(form, refusal)
    return redirect("sales:conflicts") if form.is_valid() else _page(request, wrong=form, of=pending_id)


def _settle(request: HttpRequest, pending_id: UUID, form: SettleForm) -> None:
    facts = form.cleaned_data
    document = find_ticket(request.actor, facts["receipt"]) if facts["receipt"] else ""
    if facts["receipt"] and not document:
        raise Invalid(field="receipt", reason=gettext_noop("No ticket of this store has this number."))
    ticket = UUID(document.removeprefix("sales.sale:")) if document else None
    settle_conflict(
        actor=request.actor, operation=form.operation({"pending": str(pending_id), **facts}), pending_id=pending_id,
        settlement=SettlementIn(way=facts["way"], note=facts["note"], ticket=ticket), at=now(),
    )  # fmt: skip
