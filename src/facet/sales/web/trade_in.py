"""Trade-in: weigh, test, see the four ways side by side; print that as a trial, or put one way on the ticket."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.organisation.selectors import TillFacts
from facet.sales.flows.trade_in import origin_of, take_old_gold
from facet.sales.permissions import SalesPermission
from facet.sales.rules.old_gold import WAY_WORDS
from facet.sales.rules.request import LineRequest
from facet.sales.selectors.old_gold import gold_items
from facet.sales.selectors.old_gold_trial import Offer, Trial, trial_of_old_gold
from facet.sales.selectors.till import current_basket, request_of
from facet.sales.web.place import till_of
from facet.sales.web.trade_in_form import TakeForm, TradeInForm


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """One way as a card: its words, or why it does not count."""

    offer: Offer
    words: str
    why_not: str


@require_http_methods(["GET", "POST"])
def trade_in(request: HttpRequest) -> HttpResponse:
    """The scale's and the test's numbers; with them the four ways. POST puts one of them on the open ticket."""
    require(request.actor, SalesPermission.TRADE_IN)
    place = till_of(request)
    if place is None:
        return redirect("sales:choose_till")
    require(request.actor, SalesPermission.TRADE_IN, store_id=place.store_id)
    if request.method == "POST":
        return _take(request, place)
    items = _items(place)
    if not request.GET.get("gross"):
        return _shown(request, form=TradeInForm(items=items, initial=request.GET.dict()))
    form = TradeInForm(request.GET, items=items)
    return _tried(request, place, form)


def _tried(request: HttpRequest, place: TillFacts, form: TradeInForm, **more: Any) -> HttpResponse:
    """The four ways for what stands in the form."""
    if not form.is_valid():
        return _shown(request, form=form, status=422)
    try:
        trial = _trial(request, place, form)
    except DomainError as refusal:
        return _shown(request, form=form, status=422, message=sentence(refusal))
    take = more.pop("take", None) or TakeForm(items=_items(place), initial=form.cleaned_data)
    return _shown(request, form=form, trial=trial, offers=_offers(trial), take=take, **more)


def _trial(request: HttpRequest, place: TillFacts, form: TradeInForm) -> Trial:
    at = now()
    basket = current_basket(request.actor, till=place)
    lines: tuple[LineRequest, ...] = ()
    if basket:
        lines = request_of(basket, list(basket.lines.order_by("line_no")), till=place).lines
    held = basket.prices_at if basket and at < basket.prices_until else at
    wanted = form.wanted(origin=origin_of(request.actor, form.cleaned_data["receipt"]))
    return trial_of_old_gold(request.actor, wanted, till=place, lines=lines, prices_at=held, at=at)


def _take(request: HttpRequest, place: TillFacts) -> HttpResponse:
    """Put the chosen way on the open ticket and go to the till."""
    form = TakeForm(request.POST, items=_items(place))
    if not form.is_valid():
        return _tried(request, place, TradeInForm(request.POST, items=_items(place)), take=form, status=422)
    facts = form.cleaned_data
    try:
        wanted = form.wanted(
            origin=origin_of(request.actor, facts["receipt"]), way=facts["way"], melt_consent=facts["melt_consent"]
        )
        take_old_gold(
            actor=request.actor, till=place, wanted=wanted, seller=form.seller(place.store_code),
            operation=form.operation(), at=now(),
        )  # fmt: skip
    except DomainError as refusal:
        again = TradeInForm(request.POST, items=_items(place))
        return _tried(request, place, again, take=form, status=422, message=sentence(refusal))
    return redirect("sales:till")


def _items(place: TillFacts) -> list[tuple[str, str]]:
    english = (get_language() or "").startswith("en")
    items = gold_items(place.price_group_id, at=now()).values()
    return [(each.code, each.name_en if english else each.name) for each in items]


def _offers(trial: Trial) -> list[ShownOffer]:
    return [
        ShownOffer(offer, WAY_WORDS[offer.way], sentence(offer.refusal) if offer.refusal else "")
        for offer in trial.offers
    ]


def _shown(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, "sales/trade_in/trade_in.html", more, status=status)
