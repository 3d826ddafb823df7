"""The screens of consigned and lent goods."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from facet.kernel.clock import now
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.purchasing import selectors, services
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.services import MemoIn, SettlementIn
from facet.purchasing.web.fields import spoken
from facet.purchasing.web.form_page import FormPage, form_page, plain, sent
from facet.purchasing.web.lists import today
from facet.purchasing.web.money_forms import MemoBackForm, MemoForm, SettlementForm
from facet.purchasing.web.money_lists import CONSIGNED, MEMOS, SETTLEMENTS, memo_badge

SETTLE = PurchasingPermission.SETTLE_CONSIGNMENT


@require_GET
def consigned(request: HttpRequest) -> HttpResponse:
    """Suppliers' goods in our trays."""
    return list_page(request, CONSIGNED)


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest) -> HttpResponse:
    """Settle what was sold."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, SETTLE)
    with viewing(actor):
        rows = selectors.owing_suppliers(actor)
    choices = [(row["code"], f"{row['code']} {spoken(row['name'], row['name_en'])}") for row in rows if row["sold"]]
    form = SettlementForm(sent(request), choices=choices)
    purpose = gettext("From now on these pieces are ours, and their price is owed to the supplier.")
    page = FormPage(
        gettext("Settle what was sold"), purpose, gettext("Settle"),
        [(gettext("Consigned goods"), reverse("purchasing:consigned"))], gettext("Settled."),
        template="purchasing/settle.html", extra={"rows": rows, "shows_cost": actor.sees("cost")},
    )  # fmt: skip

    def act(facts: dict[str, Any]) -> str:
        wanted = SettlementIn(
            supplier=facts["supplier"], tags=facts["tags"], cents_per_gram=facts["cents_per_gram"] or 0
        )
        services.settle_consignment(actor=actor, operation=form.operation(plain(facts)), wanted=wanted, at=now())
        return reverse("purchasing:settlements")

    return form_page(request, form, page, act)


@require_GET
def settlements(request: HttpRequest) -> HttpResponse:
    """What was settled."""
    return list_page(request, SETTLEMENTS)


@require_GET
def memos(request: HttpRequest) -> HttpResponse:
    """Our goods with partners."""
    return list_page(request, MEMOS)


@require_http_methods(["GET", "POST"])
def memo_new(request: HttpRequest) -> HttpResponse:
    """Lend pieces."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, SETTLE)
    form = MemoForm(sent(request), actor=actor)
    purpose = gettext("The pieces stay ours and cannot be sold until they are back.")
    crumbs = [(gettext("Lent goods"), reverse("purchasing:memos"))]
    page = FormPage(gettext("Lend pieces"), purpose, gettext("Lend"), crumbs, gettext("Lent."))

    def act(facts: dict[str, Any]) -> str:
        wanted = {name: value for name, value in facts.items() if name != "operation_id"}
        number = services.lend_on_memo(
            actor=actor, operation=form.operation(plain(wanted)), wanted=MemoIn(**wanted), at=now()
        )
        return reverse("purchasing:memo", args=[number])

    return form_page(request, form, page, act)


@require_GET
def memo(request: HttpRequest, number: str) -> HttpResponse:
    """One memo with its pieces."""
    row = _row(request, number)
    context = {
        "row": row, "lines": sorted(row.lines.all(), key=lambda line: line.tag), "badge": memo_badge(row.state),
        "partner_name": spoken(row.partner.name, row.partner.name_en),
        "store_name": spoken(row.store.name, row.store.name_en), "late": row.state == "out" and row.due_on < today(),
    }  # fmt: skip
    return render(request, "purchasing/memo.html", context)


@require_http_methods(["GET", "POST"])
def memo_back(request: HttpRequest, number: str) -> HttpResponse:
    """Take pieces back."""
    actor = request.actor  # type: ignore[attr-defined]
    row = _row(request, number)
    out = "\n".join(sorted(line.tag for line in row.lines.all() if line.back_at is None))
    form = MemoBackForm(sent(request), initial={"tags": out})
    address = reverse("purchasing:memo", args=[row.number])
    crumbs = [(gettext("Lent goods"), reverse("purchasing:memos")), (row.number, address)]
    purpose = gettext("What is back can be sold again; what is missing stays with the partner.")
    page = FormPage(gettext("Take pieces back"), purpose, gettext("Take back"), crumbs, gettext("Taken back."))

    def act(facts: dict[str, Any]) -> str:
        operation = form.operation(plain(facts, number=row.number))
        services.return_from_memo(actor=actor, operation=operation, number=row.number, weights=facts["tags"], at=now())
        return address

    return form_page(request, form, page, act)


def _row(request: HttpRequest, number: str) -> Any:
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.memo_page(actor, number)
