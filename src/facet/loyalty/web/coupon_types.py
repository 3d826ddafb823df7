"""Coupon types and batches."""

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
from facet.loyalty.rules.coupon import BENEFIT_LABELS, Benefit, Terms
from facet.loyalty.rules.kinds import CLASS_LABELS
from facet.loyalty.selectors import coupons as selectors
from facet.loyalty.web.acting import FormPage, act_form
from facet.loyalty.web.coupon_lists import BATCHES, TYPES, promise
from facet.loyalty.web.days import today
from facet.loyalty.web.fields import CleanField, YuanField, offer_choices
from facet.loyalty.web.report_files import CODES, file_of
from facet.organisation import selectors as organisation_selectors


class TypeForm(OperationForm):
    """What coupons of a new type promise."""

    code = CleanField(label=_("Code"), max_length=16, help_text=_("Capitals and digits, such as B200; it stays."))
    name = CleanField(label=_("Name in Chinese"), max_length=60, help_text=_("As members read it."))
    name_en = CleanField(
        label=_("Name in English"), max_length=60, required=False, help_text=_("Empty: the Chinese name.")
    )
    benefit = forms.ChoiceField(
        label=_("Gives"), choices=[(kind.value, _(label)) for kind, label in BENEFIT_LABELS.items()]
    )
    amount_cents = YuanField(label=_("Amount off, in yuan"), required=False, help_text=_("For “an amount off”."))
    percent = forms.IntegerField(
        label=_("Percent off"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("For the two percentages: 10 is 10% off."),
    )
    cap_cents = YuanField(
        label=_("At most, in yuan"), required=False, help_text=_("Limits a percentage. Empty: no limit.")
    )
    prize = CleanField(
        label=_("Prize"), max_length=16, required=False, help_text=_("For “a gift”: the code of the prize.")
    )
    min_spend_cents = YuanField(
        label=_("From purchases of, in yuan"), required=False, help_text=_("Of fitting goods. Empty: any purchase.")
    )
    classes = forms.MultipleChoiceField(
        label=_("Only on"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(kind.value, _(label)) for kind, label in CLASS_LABELS.items()],
        help_text=_("None ticked: on all goods."),
    )  # fmt: skip
    stores = forms.MultipleChoiceField(
        label=_("Only in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: in all stores."),
    )
    stacks = forms.BooleanField(label=_("Goes together with other coupons"), required=False)
    days = forms.IntegerField(
        label=_("Days valid"), min_value=1, max_value=3660, initial=90, help_text=_("The day of issue counts.")
    )
    per_member = forms.IntegerField(
        label=_("Most for one member"), min_value=0, max_value=999, initial=0, help_text=_("0: any number.")
    )
    cost_cents = YuanField(
        label=_("Reckoned cost of one, in yuan"),
        required=False,
        help_text=_("What limits look at. Empty: the amount or the cap."),
    )


class BatchForm(OperationForm):
    """Coupons for bearers, made together."""

    type = forms.ChoiceField(label=_("Coupon"), help_text=_("Only types that are issued now."))
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=5_000)
    label = CleanField(
        label=_("Name of the batch"), max_length=60, help_text=_("What it is for, such as “Mall opening, May”.")
    )


@require_GET
def coupon_types(request: HttpRequest) -> HttpResponse:
    """All types."""
    return list_page(request, TYPES)


@require_http_methods(["GET", "POST"])
def coupon_type_new(request: HttpRequest) -> HttpResponse:
    """Open a type."""
    require(request.actor, LoyaltyPermission.MANAGE_COUPONS)
    form = TypeForm(request.POST or None)
    stores = organisation_selectors.list_stores(request.actor)
    offer_choices(form, "stores", [(str(store.id), store.name) for store in stores])
    page = _page(gettext("New coupon type"), gettext("Open the type"))
    return act_form(request, form, lambda: _open(request, form), page=page)


@require_http_methods(["GET", "POST"])
def coupon_type(request: HttpRequest, code: str) -> HttpResponse:
    """One type with its figures; it can be closed and opened again."""
    form = OperationForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            services.close_coupon_type(
                actor=request.actor, operation=form.operation({"type": code, "open": "open" in request.POST}),
                code=code, is_open="open" in request.POST, at=clock.now(),
            )  # fmt: skip
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("loyalty:coupon_type", code)
    with viewing(request.actor):
        row = selectors.find_type_page(request.actor, code)
        stores = [store.name for store in row.stores.all()]
    classes = [gettext(CLASS_LABELS[each]) for each in row.classes]
    context = {"row": row, "promise": promise(row), "stores": stores, "classes": classes, "form": form,
               "may_manage": request.actor.may(LoyaltyPermission.MANAGE_COUPONS)}  # fmt: skip
    return render(request, "loyalty/coupon_type.html", context, status=422 if form.errors else 200)


@require_GET
def coupon_batches(request: HttpRequest) -> HttpResponse:
    """All batches."""
    return list_page(request, BATCHES)


@require_http_methods(["GET", "POST"])
def coupon_batch_new(request: HttpRequest) -> HttpResponse:
    """Make a batch."""
    require(request.actor, LoyaltyPermission.MANAGE_COUPONS)
    form = BatchForm(request.POST or None)
    offer_choices(form, "type", selectors.open_types(request.actor))
    return act_form(
        request, form, lambda: _make(request, form), page=_page(gettext("Make a batch"), gettext("Make the batch"))
    )


@require_http_methods(["GET", "POST"])
def coupon_batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One batch; its codes are taken out once, as a file for the printer."""
    form = OperationForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            found = services.take_out_codes(actor=request.actor, batch_id=batch_id, at=clock.now())
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            return file_of(request, CODES, found, kind="csv")
    with viewing(request.actor):
        row = selectors.find_batch(request.actor, batch_id)
    context = {"row": row, "promise": promise(row.type), "form": form}
    return render(request, "loyalty/coupon_batch.html", context, status=422 if form.errors else 200)


def _open(request: HttpRequest, form: TypeForm) -> tuple[str, str]:
    data = form.cleaned_data
    value = data["amount_cents"] if data["benefit"] == Benefit.AMOUNT else (data["percent"] or 0) * 100
    terms = Terms(
        benefit=data["benefit"], value=value or 0, cap_cents=data["cap_cents"] or 0,
        min_spend_cents=data["min_spend_cents"] or 0, classes=frozenset(data["classes"]), stacks=data["stacks"],
        days=data["days"], per_member=data["per_member"], cost_cents=data["cost_cents"] or 0,
    )  # fmt: skip
    wanted = services.CouponTypeIn(
        code=data["code"], name=data["name"], name_en=data["name_en"], terms=terms, prize=data["prize"],
        store_ids=tuple(int(each) for each in data["stores"]),
    )  # fmt: skip
    services.open_coupon_type(actor=request.actor, operation=form.operation(), wanted=wanted, at=clock.now())
    return reverse("loyalty:coupon_type", args=[wanted.code]), gettext("The coupon type is open.")


def _make(request: HttpRequest, form: BatchForm) -> tuple[str, str]:
    data = form.cleaned_data
    wanted = services.BatchIn(type=data["type"], quantity=data["quantity"], label=data["label"])
    batch_id = services.make_coupon_batch(
        actor=request.actor, operation=form.operation(), request=wanted, at=clock.now(), on=today()
    )
    return reverse("loyalty:coupon_batch", args=[batch_id]), gettext("The batch is made.")


def _page(title: str, button: str) -> FormPage:
    return FormPage(
        title=title, icon="ticket", button=button, back_url=reverse("loyalty:coupon_types"),
        back_label=gettext("Coupon types"),
        purpose=gettext("What is promised once stays; close a type and open a new one."),
    )  # fmt: skip
