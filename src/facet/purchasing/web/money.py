"""The screens of grams owed, fixed prices and suppliers' bills."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError, NotFound
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing
from facet.organisation import selectors as organisation_selectors
from facet.purchasing import selectors, services
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.services import BillIn, BillLineIn, FixingIn
from facet.purchasing.web.fields import spoken
from facet.purchasing.web.form_page import FormPage, form_page, plain, sent
from facet.purchasing.web.lists import today
from facet.purchasing.web.money_forms import BillForm, BillLineForms, ChooseSupplierForm, FixingForm
from facet.purchasing.web.money_lists import BILLS, FIXINGS, bill_badge


@require_GET
def owed(request: HttpRequest) -> HttpResponse:
    """Grams that are owed, by supplier."""
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        rows = selectors.owed_metal(actor)
    context = {"rows": rows, "shows_cost": actor.sees("cost"), "total_mg": sum(row.open_mg for row in rows)}
    return render(request, "purchasing/owed.html", context)


@require_http_methods(["GET", "POST"])
def fix(request: HttpRequest) -> HttpResponse:
    """Fix a price."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, PurchasingPermission.FIX_PRICES)
    known = {name: request.GET.get(name, "")[:16] for name in ("supplier", "metal")}
    grams = request.GET.get("fine_mg", "")
    initial: dict[str, Any] = known | ({"fine_mg": int(grams)} if grams.isdecimal() and len(grams) < 16 else {})
    form = FixingForm(sent(request), actor=actor, initial=initial)
    purpose = gettext("The oldest grams first. What they cost so far was provisional; now it is real.")
    crumbs = [(gettext("Grams owed"), reverse("purchasing:owed"))]
    page = FormPage(gettext("Fix a price"), purpose, gettext("Fix the price"), crumbs, gettext("Fixed."))

    def act(facts: dict[str, Any]) -> str:
        wanted = {name: value for name, value in facts.items() if name not in ("operation_id", "store")}
        store_id = _store_id(actor, facts["store"]) if facts["store"] else None
        operation = form.operation(plain(wanted, store=facts["store"]))
        services.fix_purchase_price(
            actor=actor, operation=operation, wanted=FixingIn(**wanted, store_id=store_id), at=now()
        )
        return reverse("purchasing:fixings")

    return form_page(request, form, page, act)


def _store_id(actor: Actor, code: str) -> int:
    for row in organisation_selectors.stores_of(actor, PurchasingPermission.FIX_PRICES):
        if row.code == code:
            return row.id
    raise NotFound(key=code)


@require_GET
def fixings(request: HttpRequest) -> HttpResponse:
    """Prices that were fixed."""
    return list_page(request, FIXINGS)


@require_GET
def bills(request: HttpRequest) -> HttpResponse:
    """What suppliers billed."""
    return list_page(request, BILLS)


@require_http_methods(["GET", "POST"])
def bill_new(request: HttpRequest) -> HttpResponse:
    """Whose bill first; then what of each received line is billed."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, PurchasingPermission.ENTER_BILLS)
    code = request.GET.get("supplier", "")[:16]
    if not code:
        page = _bill_page(gettext("Enter a bill"), gettext("Whose bill is it?"), gettext("Go on"))
        context = {"form": ChooseSupplierForm(actor=actor), "page": page, "back": page.crumbs[-1][1]}
        return render(request, "purchasing/choose.html", context)
    with viewing(actor):
        known = selectors.supplier_page(actor, code, at=now(), on=today())
        rows = selectors.billable_lines(known.id)
        expected = selectors.expected_of(rows)
    offered = [_offered(row, expected[row.pk]) for row in rows if expected[row.pk].quantity or expected[row.pk].cents]
    form = BillForm(sent(request), initial={"billed_on": today()})
    lines = BillLineForms(sent(request), initial=offered)
    purpose = gettext("The lines show what is still to be billed; change what the bill says otherwise.")
    if not offered:
        purpose = gettext("Nothing of this supplier waits for a bill.")
    title = gettext("Bill of {supplier}").format(supplier=spoken(known.name, known.name_en))
    page = _bill_page(title, purpose, gettext("Match the bill"), lines=lines if lines.forms else None)
    return form_page(request, form, page, lambda facts: _entered(actor, form, facts, lines, code))


def _bill_page(title: str, purpose: str, button: str, *, lines: Any = None) -> FormPage:
    crumbs = [(gettext("Suppliers' bills"), reverse("purchasing:bills"))]
    hint = gettext("Clear the amount of a line that is not on the bill.")
    return FormPage(title, purpose, button, crumbs, lines=lines, lines_title=gettext("Lines"), lines_hint=hint)


def _offered(row: Any, expected: Any) -> dict[str, Any]:
    thing = row.style or row.category
    return {
        "order": row.order.number, "line_no": row.line_no, "kind": spoken(thing.name, thing.name_en),
        "quantity": expected.quantity, "weight_mg": expected.weight_mg, "net_cents": expected.cents,
    }  # fmt: skip


def _entered(actor: Actor, form: BillForm, facts: dict[str, Any], lines: Any, supplier: str) -> str:
    rows = tuple(
        BillLineIn(
            order=line["order"], line_no=line["line_no"], quantity=line["quantity"] or 0,
            weight_mg=line["weight_mg"] or 0, net_cents=line["net_cents"],
        )
        for line in (each.cleaned_data for each in lines)
        if line.get("net_cents") is not None
    )  # fmt: skip
    head = {name: value for name, value in facts.items() if name != "operation_id"}
    head["tax_cents"] = head["tax_cents"] or 0
    wanted = BillIn(supplier=supplier, lines=rows, **head)
    operation = form.operation(plain({"bill": wanted}))
    number = services.enter_supplier_bill(actor=actor, operation=operation, wanted=wanted, at=now())
    return reverse("purchasing:bill", args=[number])


@require_GET
def bill(request: HttpRequest, number: str) -> HttpResponse:
    """One bill beside order and receipts."""
    return _shown(request, number, OperationForm())


@require_POST
def bill_approve(request: HttpRequest, number: str) -> HttpResponse:
    """Allow the difference."""
    actor = request.actor  # type: ignore[attr-defined]
    form = OperationForm(request.POST)
    if form.is_valid():
        try:
            services.approve_supplier_bill(
                actor=actor, operation=form.operation({"number": number}), number=number, at=now()
            )
        except NotFound:
            raise
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = gettext("Allowed. It may be paid.")
            return redirect("purchasing:bill", number)
    return _shown(request, number, form)


def _shown(request: HttpRequest, number: str, form: OperationForm) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        row = selectors.bill_page(actor, number)
    context = {
        "row": row, "badge": bill_badge(row.state), "supplier_name": spoken(row.supplier.name, row.supplier.name_en),
        "shows_cost": actor.sees("cost"), "key": OperationForm(), "refused": form if form.errors else None,
        "may_approve": row.state == "differs" and actor.may(PurchasingPermission.APPROVE_BILLS),
    }  # fmt: skip
    return render(request, "purchasing/bill.html", context, status=422 if form.errors else 200)
