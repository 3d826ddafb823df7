"""The screens of sets: list, page, put together, change, dissolve."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.sets import POLICY_WORDS
from facet.inventory.selectors.sets import SetPage, set_page
from facet.inventory.services.sets import SetIn, change_set, end_set, make_set
from facet.inventory.web import choices
from facet.inventory.web.fields import Amount, Words, labelled, spoken
from facet.inventory.web.form_page import FormPage, form_page, sent
from facet.inventory.web.forms import TagsField
from facet.inventory.web.works_forms import ReasonForm
from facet.inventory.web.works_lists import SETS, set_badge
from facet.kernel.clock import now
from facet.kernel.interface import OperationForm
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing

MANAGE = InventoryPermission.MANAGE_SETS


class TermsForm(OperationForm):
    """What a set is called and how it is sold."""

    name = Words(80, label=_("Name of the set"), help_text=_("For example: dragon and phoenix wedding set."))
    name_en = Words(120, required=False, label=_("English name"))
    policy = forms.ChoiceField(
        label=_("How it is sold"), help_text=_("Only as a whole: one piece alone is refused at the till.")
    )
    price_cents = Amount(
        "yuan", low=1, required=False, label=_("Set price"), help_text=_("In yuan; empty: the sum of its pieces.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["policy"].choices = labelled(POLICY_WORDS)  # type: ignore[attr-defined]


class SetForm(TermsForm):
    """A new set: its tag and its pieces as well."""

    store = forms.ChoiceField(label=_("Store"), help_text=_("Where the pieces are."))
    tag = Words(32, label=_("Set tag"), help_text=_("Scanned at the till, it puts all pieces on the ticket."))
    tags = TagsField(label=_("Scanned pieces"), help_text=_("Scan one after the other; each stands on its own line."))
    field_order = ["operation_id", "store", "tag", "tags", "name", "name_en", "policy", "price_cents"]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["store"].choices = choices.stores(actor, MANAGE)  # type: ignore[attr-defined]
        self.fields["store"].initial = choices.own_store(actor, MANAGE)


@require_GET
def set_list(request: HttpRequest) -> HttpResponse:
    """The sets of the chain."""
    return list_page(request, SETS)


@require_GET
def piece_set(request: HttpRequest, tag: str) -> HttpResponse:
    """One set with its pieces."""
    page = _page(request, tag)
    context = {"page": page, "badge": set_badge(page.state), "name": spoken(page.name, page.name_en)}
    return render(request, "inventory/set.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Put scanned pieces together under a set tag."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, MANAGE)
    first = {"tags": (request.GET.get("tags") or "").replace(",", "\n")[:2_000]}
    form = SetForm(sent(request), actor=actor, initial=first)
    purpose = gettext("Each piece keeps its tag and its price; together they have the set's price.")
    page = FormPage(
        gettext("Put a set together"), purpose, gettext("Put together"), _crumbs(), gettext("The set is made.")
    )

    def act(facts: dict[str, Any]) -> str:
        wanted = SetIn(**{name: value for name, value in facts.items() if name != "operation_id"})
        return _address(make_set(actor=actor, operation=form.operation(), request=wanted, at=now()))

    return form_page(request, form, page, act)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, tag: str) -> HttpResponse:
    """Name, terms and price of a set."""
    require(request.actor, MANAGE)  # type: ignore[attr-defined]
    found = _page(request, tag)
    first = {name: getattr(found, name) for name in ("name", "name_en", "policy", "price_cents")}
    page = FormPage(
        gettext("Change the set"), gettext("It counts from the next ticket on."), gettext("Save"), _crumbs(found),
        gettext("Saved."),
    )  # fmt: skip

    def act(facts: dict[str, Any]) -> str:
        wanted = {name: value for name, value in facts.items() if name != "operation_id"}
        change_set(actor=request.actor, tag=tag, at=now(), **wanted)  # type: ignore[attr-defined]
        return _address(found.tag)

    return form_page(request, TermsForm(sent(request), initial=first), page, act)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, tag: str) -> HttpResponse:
    """Dissolve a set."""
    require(request.actor, MANAGE)  # type: ignore[attr-defined]
    found = _page(request, tag)
    page = FormPage(
        gettext("Dissolve the set"), gettext("Its pieces are sold singly at their own prices; its tag stays taken."),
        gettext("Dissolve"), _crumbs(found), gettext("Dissolved."),
    )  # fmt: skip

    def act(facts: dict[str, Any]) -> str:
        end_set(actor=request.actor, tag=tag, reason=facts["reason"], at=now())  # type: ignore[attr-defined]
        return _address(found.tag)

    return form_page(request, ReasonForm(sent(request)), page, act)


def _page(request: HttpRequest, tag: str) -> SetPage:
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        return set_page(actor, tag)


def _address(tag: str) -> str:
    return reverse("inventory:set", args=[tag])


def _crumbs(page: SetPage | None = None) -> list[tuple[str, str]]:
    first = [(gettext("Sets"), reverse("inventory:sets"))]
    return [*first, (page.tag, _address(page.tag))] if page else first
