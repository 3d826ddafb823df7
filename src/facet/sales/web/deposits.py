"""Deposits and layaways: the list, one with everything that moved it, taking, using, settling, the slip."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal, clean_text
from facet.kernel.listing.web import list_page
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.members import selectors as members_selectors
from facet.organisation.selectors import TillFacts
from facet.sales.flows import deposit as flow
from facet.sales.permissions import SalesPermission
from facet.sales.rules.deposits import MEANING
from facet.sales.selectors.deposits import DepositPage, deposit_page, open_deposits_of
from facet.sales.selectors.old_gold import gold_items
from facet.sales.selectors.till import current_basket
from facet.sales.web.deposit_forms import DepositForm, PayInForm, SettleForm
from facet.sales.web.deposit_lists import DEPOSITS
from facet.sales.web.place import till_of


@require_GET
def deposits(request: HttpRequest) -> HttpResponse:
    """The deposits and layaways in reach, the newest first."""
    return list_page(request, DEPOSITS)


@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """What is left, for what, and what is promised; POST puts it on the open ticket, where it is paid."""
    require(request.actor, SalesPermission.TAKE_DEPOSIT)
    place = till_of(request)
    if place is None:
        return redirect("sales:choose_till")
    require(request.actor, SalesPermission.TAKE_DEPOSIT, store_id=place.store_id)
    form = DepositForm(request.POST or None, items=_items(place), initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        member = form.cleaned_data["member"] or _ticket_member(request, place)
        try:
            flow.take_money(actor=request.actor, till=place, wanted=form.wanted(), member=member, at=now())
            return redirect("sales:till")
        except DomainError as refusal:
            add_refusal(form, refusal)
    context = {"form": form, "member": _member(request, place, form)}
    return render(request, "sales/deposits/take.html", context, status=422 if form.is_bound and form.errors else 200)


@require_http_methods(["GET", "POST"])
def use(request: HttpRequest) -> HttpResponse:
    """The deposits of the ticket's member, or one by its number; POST puts it on the ticket."""
    require(request.actor, SalesPermission.USE_DEPOSIT)
    place = till_of(request)
    if place is None:
        return redirect("sales:choose_till")
    message, number = "", clean_text(request.POST.get("number", ""))[:24]
    if request.method == "POST":
        try:
            flow.use(actor=request.actor, till=place, number=number, at=now())
            return redirect("sales:till")
        except DomainError as refusal:
            message = sentence(refusal)
    member = _ticket_member(request, place)
    rows = open_deposits_of(request.actor, member_id=member) if member else []
    context = {"rows": rows, "message": message, "number": number, "member": member}
    return render(request, "sales/deposits/use.html", context, status=422 if message else 200)


@require_GET
def deposit(request: HttpRequest, number: str) -> HttpResponse:
    """One deposit: what is left, what was promised, every movement, the instalments."""
    page = deposit_page(request.actor, number=number, at=now())
    return _page(request, page, pay=PayInForm(), settle=SettleForm())


@require_POST
def act(request: HttpRequest, number: str) -> HttpResponse:
    """Put more money, or the settlement, on the open ticket; it counts when the ticket is paid."""
    page, place = deposit_page(request.actor, number=number, at=now()), till_of(request)
    if place is None:
        return redirect("sales:choose_till")
    settling = request.POST.get("do") == "settle"
    pay, settle = PayInForm(None if settling else request.POST), SettleForm(request.POST if settling else None)
    form: Any = settle if settling else pay
    if form.is_valid():
        try:
            wanted = form.wanted(page.deposit.number)
            flow.take_money(actor=request.actor, till=place, wanted=wanted, at=now())
            return redirect("sales:till")
        except DomainError as refusal:
            add_refusal(form, refusal)
    return _page(request, page, pay=pay, settle=settle)


def _page(request: HttpRequest, page: DepositPage, **forms_shown: forms.Form) -> HttpResponse:
    wrong = any(form.is_bound and form.errors for form in forms_shown.values())
    context = {"page": page, "meaning": MEANING[page.deposit.kind], **forms_shown}
    return render(request, "sales/deposits/deposit.html", context, status=422 if wrong else 200)


def _items(place: TillFacts) -> list[tuple[str, str]]:
    english = (get_language() or "").startswith("en")
    items = gold_items(place.price_group_id, at=now()).values()
    return [(each.code, each.name_en if english else each.name) for each in items]


def _ticket_member(request: HttpRequest, place: TillFacts) -> int | None:
    basket = current_basket(request.actor, till=place)
    return basket.member_id if basket else None


def _member(request: HttpRequest, place: TillFacts, form: DepositForm) -> str:
    """Whose deposit it will be, as the viewer may see her name; "" where nobody is named yet."""
    asked = str(form["member"].value() or "")
    found = int(asked) if asked.isdecimal() and len(asked) < 16 else _ticket_member(request, place)
    if not found:
        return ""
    try:
        return members_selectors.member_for_sale(found).name_for(request.actor)
    except DomainError:
        return ""
