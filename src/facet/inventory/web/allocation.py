"""The screen of sharing goods out: choose, look at the proposal, change it, make the transfers."""

from collections import defaultdict
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from facet.inventory import selectors, services
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.tags import normal_tag
from facet.inventory.services import AllocationIn
from facet.inventory.web import choices
from facet.inventory.web.forms import TagsField
from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing

RIGHT = InventoryPermission.ALLOCATE


class AllocationForm(OperationForm):
    """Which goods, and among which stores."""

    from_store = forms.ChoiceField(label=_("From store"), help_text=_("Who has the goods: usually the warehouse."))
    tags = TagsField(label=_("Pieces"), help_text=_("One tag a line; empty at first: what came in this week."))
    among = forms.MultipleChoiceField(
        required=False, label=_("Among"), help_text=_("Nothing chosen: every other store."),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_store"].choices = choices.stores(actor, RIGHT)  # type: ignore[attr-defined]
        self.fields["from_store"].initial = choices.own_store(actor, RIGHT)
        self.fields["among"].choices = choices.stores(actor)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def allocate(request: HttpRequest) -> HttpResponse:
    """Propose (first POST), then share out (second POST, with a store for each piece)."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, RIGHT)
    form = AllocationForm(request.POST or None, actor=actor, initial=_arrived(actor))
    rows: list[Any] = []
    if form.is_bound and form.is_valid():
        try:
            if "share" in request.POST:
                return _share(request, form)
            rows = _proposed(actor, form)
        except DomainError as refusal:
            add_refusal(form, refusal)
    context = {"form": form, "rows": rows, "stores": choices.stores(actor)}
    return render(request, "inventory/allocate.html", context, status=422 if form.errors else 200)


def _arrived(actor: Actor) -> dict[str, Any]:
    store = choices.own_store(actor, RIGHT)
    if not store:
        return {}
    with viewing(actor):
        return {"tags": "\n".join(selectors.arrived_lately(actor, from_store=store, at=now()))}


def _proposed(actor: Actor, form: AllocationForm) -> list[Any]:
    facts = form.cleaned_data
    with viewing(actor):
        return selectors.propose_allocation(
            actor, from_store=facts["from_store"], tags=facts["tags"], stores=facts["among"], at=now()
        )


def _share(request: HttpRequest, form: AllocationForm) -> HttpResponse:
    facts = form.cleaned_data
    shares: dict[str, list[str]] = defaultdict(list)
    for tag in facts["tags"]:
        if code := request.POST.get(f"to_{normal_tag(tag)}", "")[:32]:
            shares[code].append(tag)
    wanted = AllocationIn(
        from_store=facts["from_store"], shares=tuple((code, tuple(tags)) for code, tags in sorted(shares.items()))
    )
    operation = form.operation({"from": wanted.from_store, "shares": {code: tags for code, tags in shares.items()}})
    actor = request.actor  # type: ignore[attr-defined]
    numbers = services.allocate_goods(actor=actor, operation=operation, allocation=wanted, at=now())
    said = ngettext("{n} transfer was written: {numbers}.", "{n} transfers were written: {numbers}.", len(numbers))
    request.session["notice"] = said.format(n=len(numbers), numbers=gettext(", ").join(numbers))
    return redirect(reverse("inventory:transfers"))
