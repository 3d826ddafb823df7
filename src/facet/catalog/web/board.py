"""The price board: today's prices, publishing new ones, confirming, and how they moved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import uuid5

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from facet.catalog import selectors, services
from facet.catalog.permissions import CatalogPermission
from facet.catalog.rules.board import GROUP, BoardRequest, reviewed
from facet.catalog.rules.pricing import alloy_cents_per_gram, price_step_cents
from facet.catalog.selectors import BoardLine, PriceGroupRef
from facet.catalog.web import history
from facet.catalog.web.forms_board import BoardForm
from facet.kernel import clock
from facet.kernel.clock import now
from facet.kernel.errors import ApprovalNeeded, DomainError, NotFound
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.operations import OperationKey
from facet.kernel.pages import sentence
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing
from facet.organisation import selectors as organisation_selectors

DEFAULT_ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Desk:
    """What every view of the board starts from: who looks, at which group, and its lines."""

    actor: Actor
    groups: list[PriceGroupRef]
    group: PriceGroupRef | None
    lines: list[BoardLine]
    zone: str
    at: datetime


def desk(request: HttpRequest) -> Desk:
    """The price group that was asked for, else the one of the viewer's store, else the first. Queries: 4."""
    actor, at = request.actor, now()
    require(actor, CatalogPermission.VIEW_CATALOG)
    groups = selectors.price_groups(actor)
    group = _chosen(groups, request.POST.get("group") or request.GET.get("group"), actor.store_id)
    if group is None:
        return Desk(actor, groups, None, [], DEFAULT_ZONE, at)
    zone = group.stores[0].time_zone if group.stores else DEFAULT_ZONE
    since = clock.start_of_day(clock.local_date(at, zone), zone)
    return Desk(actor, groups, group, selectors.board_lines(group.id, at=at, since=since), zone, at)


def _chosen(groups: list[PriceGroupRef], code: str | None, store_id: int | None) -> PriceGroupRef | None:
    if code:
        found = next((group for group in groups if group.code == code), None)
        if found is None:
            raise NotFound(key=code)
        return found
    mine = next((group for group in groups if store_id in {store.id for store in group.stores}), None)
    return mine or next(iter(groups), None)


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Today's prices of one group, with the form for those who publish."""
    with viewing(request.actor):
        place = desk(request)
        if place.group is None:
            return render(request, "catalog/board_empty.html", {"has_items": bool(selectors.price_items())})
        form = BoardForm(lines=place.lines, group=place.group.code)
        return render(request, "catalog/board.html", _context(request, place, form))


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Publish, ask a second person, or only say what would happen (`do`)."""
    place = desk(request)
    group = _required(place)
    form = BoardForm(request.POST, lines=place.lines, group=group.code)
    if request.POST.get("do") == "check":
        return render(request, "catalog/board_publish.html#board-check", _checked(place, form))
    if form.is_valid():
        try:
            _act(place.actor, form, is_asking=request.POST.get("do") == "ask", at=place.at)
        except ApprovalNeeded as refusal:
            form.needs_second_person = sentence(refusal)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            asked = request.POST.get("do") == "ask"
            request.session["notice"] = gettext("A second person has been asked.") if asked else gettext("Published.")
            return redirect(_address(group.code))
    with viewing(place.actor):
        return render(request, "catalog/board.html", _context(request, place, form), status=422)


@require_POST
def publish_approved(request: HttpRequest, approval_id: int) -> HttpResponse:
    """Publish exactly what a second person has allowed."""
    actor, at = request.actor, now()
    form = OperationForm(request.POST)
    card = organisation_selectors.approval_card(actor, approval_id, at=at)
    if card.kind != services.APPROVAL_KIND or not form.is_valid():
        raise NotFound(key=str(approval_id))
    body = BoardRequest.of_facts(card.facts)
    services.set_board_price(
        actor=actor, operation=form.operation(body.plain()), request=body, approval_id=approval_id, at=at
    )
    request.session["notice"] = gettext("Published.")
    return redirect(_address(body.price_group))


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm for one store that the prices in force stand on its counter."""
    actor = request.actor
    publication = request.POST.get("publication", "")
    services.confirm_board_price(
        actor=actor,
        store=request.POST.get("store", ""),
        publication_id=int(publication) if publication.isdecimal() and len(publication) < 16 else None,
        at=now(),
    )
    request.session["notice"] = gettext("Confirmed. The price screen shows these prices.")
    return redirect(_address(request.POST.get("group", "")))


def _act(actor: Actor, form: BoardForm, *, is_asking: bool, at: datetime) -> None:
    body = form.request()
    operation = form.operation(body.plain())
    if not is_asking:
        services.set_board_price(actor=actor, operation=operation, request=body, at=at)
        return
    key = OperationKey(uuid5(operation.id, "ask"), operation.digest)  # the same form may be asked for, then published
    reason = form.cleaned_data["reason"]
    services.request_board_price(actor=actor, operation=key, request=body, reason=reason, at=at)


def _context(request: HttpRequest, place: Desk, form: BoardForm) -> dict[str, Any]:
    group = _required(place)
    publication = selectors.publication_in_force(group.id, at=place.at, store_id=place.actor.store_id)
    answers = selectors.confirmations(group, publication.id if publication else None)
    mine = next((answer for answer in answers if answer.store_id == place.actor.store_id), None)
    return {
        "groups": place.groups,
        "group": group,
        "lines": place.lines,
        "form": form,
        "publication": publication,
        "upcoming": selectors.upcoming_publications(group.id, at=place.at),
        "answers": answers,
        "confirmed_count": sum(answer.confirmed_at is not None for answer in answers),
        "mine": mine,
        "may_publish": place.actor.may(CatalogPermission.SET_BOARD_PRICE),
        "may_confirm": _may_confirm(place.actor, answers),
        "approvals": _own_approvals(place),
        "fresh": OperationForm(),
        "limit_bp": selectors.change_limit_bp(place.at),
        "history": history.chosen(request, group, place.lines, zone=place.zone, at=place.at),
    }


def _may_confirm(actor: Actor, answers: list[selectors.StoreConfirmation]) -> set[int]:
    """The stores for which this person may confirm."""
    right = CatalogPermission.CONFIRM_BOARD_PRICE
    return {answer.store_id for answer in answers if actor.may(right, store_id=answer.store_id)}


def _own_approvals(place: Desk) -> list[organisation_selectors.ApprovalCard]:
    """What this person has asked for and may still use, for this price group."""
    if not place.actor.may(CatalogPermission.SET_BOARD_PRICE):
        return []
    cards = organisation_selectors.list_approvals(place.actor, at=place.at, limit=20)
    code = _required(place).code
    return [
        card
        for card in cards
        if card.kind == services.APPROVAL_KIND
        and card.is_own
        and card.state in {"waiting", "approved"}
        and card.facts.get(GROUP) == code
    ]


def _checked(place: Desk, form: BoardForm) -> dict[str, Any]:
    """What the typed prices would change, and what the alloys' prices would follow from them."""
    form.is_valid()
    current = {line.code: line.price.quote for line in place.lines if line.price}
    lines = {line.code: line for line in place.lines}
    body = BoardRequest(price_group=form.group, lines=tuple(form.wanted_lines()))
    limit = selectors.change_limit_bp(place.at)
    reviews = [(lines[each.item], each) for each in reviewed(body, current, limit_bp=limit)]
    retail = {code: quote.retail for code, quote in current.items()} | {
        line.item: line.quote.retail for line in body.lines
    }
    return {
        "reviews": reviews,
        "limit_bp": limit,
        "is_large": any(each.is_large for _, each in reviews),
        "suggestions": [_suggestion(line, retail[line.base_code]) for line in place.lines if line.base_code in retail],
    }


def _suggestion(line: BoardLine, base_cents: int) -> dict[str, Any]:
    step = price_step_cents(base_cents)
    suggested = alloy_cents_per_gram(
        base_cents, fineness_e4=line.fineness_e4, premium_basis_points=line.premium_bp, step_cents=step
    )
    share = 10_000 + line.premium_bp
    return {"line": line, "base_cents": base_cents, "share_bp": share, "cents": suggested, "step_cents": step}


def _required(place: Desk) -> PriceGroupRef:
    if place.group is None:
        raise NotFound(key="price group")
    return place.group


def _address(group: str) -> str:
    return f"{reverse('catalog:board')}?{urlencode({'group': group})}" if group else reverse("catalog:board")
