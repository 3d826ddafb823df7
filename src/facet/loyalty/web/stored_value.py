"""Stored-value cards: the list, a card's statement and acts, what the house owes."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from facet.kernel import clock
from facet.kernel.errors import DomainError, Invalid, gettext_noop
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.loyalty import services
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.stored_value import CARD_LABELS, CardKind
from facet.loyalty.selectors import stored_value as selectors
from facet.loyalty.web.acting import FormPage, act_form, member_named, number_of
from facet.loyalty.web.days import today
from facet.loyalty.web.fields import CleanField, YuanField
from facet.loyalty.web.stored_value_lists import CARDS, state_badge


class OpenForm(OperationForm):
    """A new card: whose, and what is put on it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, _(label)) for kind, label in CARD_LABELS.items()])
    member = CleanField(
        label=_("Member"), max_length=40, required=False, help_text=_("For a named card: phone, name or member number.")
    )
    principal_cents = YuanField(label=_("Paid in, in yuan"), help_text=_("What the customer pays for the card."))
    bonus_cents = YuanField(
        label=_("Given on top, in yuan"), required=False, help_text=_("Spent last, and never paid out.")
    )
    identity_seen = forms.BooleanField(
        label=_("I have seen the buyer's identity document"),
        required=False,
        help_text=_("Needed from ¥10,000 on, all cards together."),
    )


class ActForm(OperationForm):
    """What is done to a card, with its reason or the member."""

    reason = CleanField(label=_("Why"), max_length=120, required=False, help_text=_("Stays on the statement."))
    member = CleanField(label=_("Member"), max_length=40, required=False, help_text=_("Whose named card it becomes."))


@require_GET
def stored_values(request: HttpRequest) -> HttpResponse:
    """Every card within reach."""
    return list_page(request, CARDS)


@require_http_methods(["GET", "POST"])
def stored_value_open(request: HttpRequest) -> HttpResponse:
    """Open a card and load it."""
    require(request.actor, LoyaltyPermission.SELL_STORED_VALUE)
    form = OpenForm(request.POST or None, initial={"member": number_of(request.actor, request.GET.get("member", ""))})
    page = FormPage(
        title=gettext("Open a card"), icon="wallet", button=gettext("Open the card"),
        purpose=gettext("Take the money at the till first; the card is loaded when this is sent."),
        back_url=reverse("loyalty:stored_values"), back_label=gettext("Stored-value cards"),
    )  # fmt: skip
    return act_form(request, form, lambda: _open(request, form), page=page)


@require_http_methods(["GET", "POST"])
def stored_value(request: HttpRequest, account_id: int) -> HttpResponse:
    """One card: its statement, and freezing, naming or paying it out."""
    form = ActForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            url = _act(request, form, account_id)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = gettext("Done.")
            return redirect(url)
    with viewing(request.actor):
        card = selectors.find_card(request.actor, account_id)
    context: dict[str, Any] = {
        "card": card, "form": form, "tone": state_badge(card), "kind_label": CARD_LABELS[CardKind(card.kind)],
        "may_manage": request.actor.may(LoyaltyPermission.MANAGE_STORED_VALUE),
    }  # fmt: skip
    return render(request, "loyalty/stored_value.html", context, status=422 if form.errors else 200)


@require_GET
def liability(request: HttpRequest) -> HttpResponse:
    """What the house owes on cards."""
    with viewing(request.actor):
        rows = selectors.stored_value_liability(request.actor)
    shown = [(row, CARD_LABELS[CardKind(row.kind)], row.principal_cents + row.bonus_cents) for row in rows]
    sums = {name: sum(getattr(row, name) for row in rows) for name in ("cards", "principal_cents", "bonus_cents")}
    total = sums["principal_cents"] + sums["bonus_cents"]
    return render(request, "loyalty/liability.html", {"rows": shown, "sums": sums, "total": total})


def _open(request: HttpRequest, form: OpenForm) -> tuple[str, str]:
    data = form.cleaned_data
    named = data["kind"] == CardKind.NAMED
    if named and not data["member"]:
        raise Invalid(field="member", reason=gettext_noop("a named card needs a member"))
    wanted = services.CardIn(
        kind=data["kind"], member_id=member_named(request.actor, data["member"]) if named else None,
        principal_cents=data["principal_cents"], bonus_cents=data["bonus_cents"] or 0,
        store_id=request.actor.store_id, identity_seen=data["identity_seen"],
    )  # fmt: skip
    done = services.open_stored_value(
        actor=request.actor, operation=form.operation(), request=wanted, at=clock.now(), on=today()
    )
    told = gettext("The card is open. Write this number on it: %(number)s")
    return reverse("loyalty:stored_value", args=[done.account_id]), told % {
        "number": selectors.new_number(request.actor, done.account_id)
    }


def _act(request: HttpRequest, form: ActForm, account_id: int) -> str:
    data, wanted = form.cleaned_data, request.POST.get("do", "")
    common = {"actor": request.actor, "account_id": account_id, "at": clock.now()}
    common["operation"] = form.operation(data | {"do": wanted, "card": account_id})
    if wanted in {"freeze", "unfreeze"}:
        services.freeze_card(frozen=wanted == "freeze", reason=data["reason"], **common)
    elif wanted == "pay_out":
        services.pay_out_card(reason=data["reason"], on=today(), **common)
    else:
        member_id = member_named(request.actor, data["member"])
        account_id = services.name_card(member_id=member_id, on=today(), **common)
    return reverse("loyalty:stored_value", args=[account_id])
