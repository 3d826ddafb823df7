"""Prizes: the list, one prize with its stock, and what is changed about it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from facet.kernel import clock
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.loyalty import services
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.selectors import prizes as selectors
from facet.loyalty.web.acting import FormPage, act_form
from facet.loyalty.web.fields import CleanField, DayField, YuanField
from facet.loyalty.web.prize_lists import PRIZES


class PrizeForm(OperationForm):
    """A prize as marketing wants it."""

    code = CleanField(label=_("Code"), max_length=16, help_text=_("Capitals and digits, such as P001; it stays."))
    name = CleanField(label=_("Name in Chinese"), max_length=60, help_text=_("As members read it."))
    name_en = CleanField(
        label=_("Name in English"), max_length=60, required=False, help_text=_("Empty: the Chinese name.")
    )
    points = forms.IntegerField(
        label=_("Points"), min_value=0, max_value=10**8, help_text=_("0: a gift only, never for points.")
    )
    cost_cents = YuanField(label=_("Cost of one in yuan"), required=False, help_text=_("What the house pays for it."))
    begins = DayField(label=_("First day"), required=False, help_text=_("Empty: at once."))
    last = DayField(label=_("Last day"), required=False, help_text=_("Through 24:00 of it. Empty: until closed."))
    per_member = forms.IntegerField(
        label=_("Most for one member"), min_value=0, max_value=999, initial=0, help_text=_("0: any number.")
    )
    is_open = forms.BooleanField(
        label=_("Offered"), required=False, initial=True, help_text=_("Closed prizes stay in the history.")
    )
    is_birthday_gift = forms.BooleanField(
        label=_("Birthday gift"), required=False, help_text=_("May be given once a year around the birthday.")
    )


class StockForm(OperationForm):
    """Prizes that came in, or a corrected number."""

    quantity = forms.IntegerField(
        label=_("How many"), min_value=-(10**6), max_value=10**6, help_text=_("A correction may be negative.")
    )
    is_correction = forms.BooleanField(
        label=_("This is a correction"), required=False, help_text=_("After counting, breakage or loss.")
    )
    reason = CleanField(label=_("Why"), max_length=120, required=False, help_text=_("Needed for a correction."))


@require_GET
def prizes(request: HttpRequest) -> HttpResponse:
    """All prizes."""
    return list_page(request, PRIZES)


@require_http_methods(["GET", "POST"])
def prize_new(request: HttpRequest) -> HttpResponse:
    """Open a prize."""
    require(request.actor, LoyaltyPermission.MANAGE_PRIZES)
    form = PrizeForm(request.POST or None)
    return act_form(request, form, lambda: _save(request, form), page=_page(gettext("New prize")))


@require_http_methods(["GET", "POST"])
def prize_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a prize."""
    require(request.actor, LoyaltyPermission.MANAGE_PRIZES)
    row = selectors.prize_page(request.actor, code).prize
    names = [name for name in PrizeForm.base_fields if name not in {"operation_id", "last"}]
    initial = {name: getattr(row, name) for name in names} | {"last": row.until and row.until - timedelta(days=1)}
    form = PrizeForm(request.POST or None, initial=initial)
    form.fields["code"].disabled = True
    return act_form(request, form, lambda: _save(request, form), page=_page(gettext("Change the prize")))


@require_http_methods(["GET", "POST"])
def prize(request: HttpRequest, code: str) -> HttpResponse:
    """One prize: its stock, its movements, and taking more in."""
    form = StockForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            _stock(request, form, code)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = gettext("The stock is changed.")
            return redirect("loyalty:prize", code)
    with viewing(request.actor):
        page = selectors.prize_page(request.actor, code)
    store = request.actor.store_id
    context: dict[str, Any] = {
        "page": page, "prize": page.prize, "form": form,
        "may_stock": store is not None and request.actor.may(LoyaltyPermission.STOCK_PRIZES, store_id=store),
        "may_manage": request.actor.may(LoyaltyPermission.MANAGE_PRIZES),
    }  # fmt: skip
    return render(request, "loyalty/prize.html", context, status=422 if form.errors else 200)


def _save(request: HttpRequest, form: PrizeForm) -> tuple[str, str]:
    data = {name: value for name, value in form.cleaned_data.items() if name not in {"operation_id", "last"}}
    last = form.cleaned_data["last"]
    wanted = services.PrizeIn(
        **data | {"cost_cents": data["cost_cents"] or 0, "until": last and last + timedelta(days=1)}
    )
    services.save_prize(actor=request.actor, operation=form.operation(), wanted=wanted, at=clock.now())
    return reverse("loyalty:prize", args=[wanted.code]), gettext("The prize is kept.")


def _stock(request: HttpRequest, form: StockForm, code: str) -> None:
    data = form.cleaned_data
    wanted = services.StockIn(
        code=code, store_id=request.actor.store_id or 0, quantity=data["quantity"], reason=data["reason"],
        is_correction=data["is_correction"],
    )  # fmt: skip
    operation = form.operation(data | {"code": code})
    services.stock_prizes(actor=request.actor, operation=operation, request=wanted, at=clock.now())


def _page(title: str) -> FormPage:
    return FormPage(
        title=title, icon="device-floppy", button=gettext("Save"), back_url=reverse("loyalty:prizes"),
        back_label=gettext("Prizes and gifts"), purpose=gettext("What is redeemed already keeps the points it cost."),
    )  # fmt: skip
