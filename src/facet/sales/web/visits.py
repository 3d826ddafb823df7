"""The reception register and what was asked for in vain: two taps at the till, and their lists."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from facet.catalog import selectors as catalog_selectors
from facet.kernel.clock import business_date, now
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.organisation.selectors import TillFacts
from facet.sales import services
from facet.sales.permissions import SalesPermission
from facet.sales.rules.reception import OUTCOME_LABELS, PRICE_BANDS, WEIGHT_BANDS, Outcome
from facet.sales.selectors.reception import footfall_of, latest_visits
from facet.sales.web.drawer import member_named
from facet.sales.web.people_lists import ASKED_FOR, RECEPTIONS
from facet.sales.web.place import till_of


class VisitForm(OperationForm):
    """One visit; the button says how it ended."""

    outcome = forms.ChoiceField(choices=list(OUTCOME_LABELS.items()))
    party = forms.IntegerField(
        label=_("People"), min_value=1, max_value=50, required=False, initial=1,
        help_text=_("How many came in together."), widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    member = forms.CharField(
        label=_("Member"), max_length=40, required=False,
        help_text=_("Only if you know her: phone, name or member number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class WishForm(OperationForm):
    """What was asked for: a category is enough."""

    category = forms.ChoiceField(label=_("Category"), required=False, help_text=_("The nearest is good enough."))
    style = forms.CharField(
        label=_("Style"), max_length=32, required=False, help_text=_("A style number, if she named one."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    weight_band = forms.ChoiceField(
        label=_("Weight, g"), required=False, choices=[("", "—"), *((each, each) for each in WEIGHT_BANDS)],
        help_text=_("About."),
    )  # fmt: skip
    price_band = forms.ChoiceField(
        label=_("Price, yuan"), required=False, choices=[("", "—"), *((each, each) for each in PRICE_BANDS)],
        help_text=_("What she wanted to spend."),
    )  # fmt: skip
    size = forms.DecimalField(
        label=_("Size, mm"), required=False, min_value=0, max_value=999, decimal_places=1,
        help_text=_("Of a ring or a bangle."), widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    wish_member = forms.CharField(
        label=_("Member"), max_length=40, required=False, help_text=_("Who wants to be told when it comes."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english = (get_language() or "").startswith("en")
        self.fields["category"].choices = [("", "—")] + [  # type: ignore[attr-defined]
            (each.code, "　" * (len(each.path_codes) - 1) + ((english and each.name_en) or each.name))
            for each in catalog_selectors.category_facts().values()
        ]


@require_http_methods(["GET", "POST"])
def visit(request: HttpRequest) -> HttpResponse:
    """Write a visit down with one key, or what was asked for with a category and one key."""
    require(request.actor, SalesPermission.RECEIVE_CUSTOMERS)
    place = till_of(request)
    if place is None:
        return redirect("sales:choose_till")
    is_wish = request.POST.get("outcome") == Outcome.ASKED.value
    visited = VisitForm(request.POST if request.method == "POST" and not is_wish else None)
    wished = WishForm(request.POST if is_wish else None)
    form = wished if is_wish else visited
    if form.is_bound and form.is_valid():
        try:
            (_wish if is_wish else _visit)(request, place, form)
            return redirect("sales:visit")
        except DomainError as refusal:
            add_refusal(form, refusal)
    context = _today(request, place) | {"till": place, "visit_form": visited, "wish_form": wished}
    return render(request, "sales/visits/visit.html", context, status=422 if form.errors else 200)


def _today(request: HttpRequest, place: TillFacts) -> dict[str, Any]:
    day = business_date(now(), place.time_zone)
    return {
        "today": footfall_of(request.actor, store_id=place.store_id, first=day, last=day),
        "month": footfall_of(request.actor, store_id=place.store_id, first=day.replace(day=1), last=day),
        "visits": [(row, OUTCOME_LABELS[row.outcome])
                   for row in latest_visits(request.actor, store_id=place.store_id, day=day)],
        "may_list": request.actor.may(SalesPermission.VIEW_RECEPTIONS),
    }  # fmt: skip


def _visit(request: HttpRequest, place: TillFacts, form: VisitForm) -> None:
    facts = form.cleaned_data
    visit = services.VisitIn(
        store=place.store_code, outcome=facts["outcome"], party=facts["party"] or 1,
        member=member_named(request.actor, facts["member"]),
    )  # fmt: skip
    services.note_visit(actor=request.actor, operation=form.operation(), visit=visit, at=now())
    request.session["notice"] = gettext("The visit is written down.")


def _wish(request: HttpRequest, place: TillFacts, form: WishForm) -> None:
    facts = form.cleaned_data
    names = {name: facts[name] for name in ("category", "style", "weight_band", "price_band")}
    wish = services.WishIn(
        store=place.store_code, size_tenths=int((facts["size"] or 0) * 10),
        member=member_named(request.actor, facts["wish_member"]), **names,
    )  # fmt: skip
    services.note_asked_for(actor=request.actor, operation=form.operation(), wish=wish, at=now())
    request.session["notice"] = gettext("It is written down for the buyers.")


@require_GET
def receptions(request: HttpRequest) -> HttpResponse:
    """The visits in reach, and how many bought."""
    return list_page(request, RECEPTIONS)


@require_GET
def asked_for(request: HttpRequest) -> HttpResponse:
    """What was asked for in vain, in reach."""
    return list_page(request, ASKED_FOR)
