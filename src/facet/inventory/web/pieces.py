"""The screens about pieces: list, page, scan, move."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from facet.inventory import selectors, services
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.states import RESTORATIONS, WITHDRAWALS
from facet.inventory.services import MoveRequest
from facet.inventory.web.fields import spoken
from facet.inventory.web.form_page import FormPage, form_page, piece_crumbs, sent, typed
from facet.inventory.web.forms import MoveForm
from facet.inventory.web.lists import MOVEMENTS, PIECES, state_badge
from facet.inventory.web.tag_file import with_file
from facet.kernel import registry
from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import Actor, require


@require_GET
def piece_list(request: HttpRequest) -> HttpResponse:
    """Every piece within reach."""
    return list_page(request, PIECES)


@require_GET
def movement_list(request: HttpRequest) -> HttpResponse:
    """What happened to pieces within reach."""
    return list_page(request, MOVEMENTS)


@require_GET
def piece(request: HttpRequest, tag: str) -> HttpResponse:
    """Everything about one piece."""
    actor, at = request.actor, now()  # type: ignore[attr-defined]
    page = selectors.piece_page(actor, tag, at=at)
    may_change = actor.may(InventoryPermission.MANAGE_PIECES, store_id=page.card.store_id)
    context = {
        "page": page,
        "card": page.card,
        "name": spoken(page.card.legal_name, page.card.legal_name_en),
        "badge": state_badge(page.card.state),
        "held": page.card.reserved_until is not None and page.card.reserved_until > at,
        "panels": [panel for panel in registry.offers("piece.tab") if actor.may(panel.permission)],
        "may_change": may_change,
        "may_withdraw": may_change and any(kind in WITHDRAWALS for kind in page.possible),
        "may_restore": may_change and any(kind in RESTORATIONS for kind in page.possible),
        "may_print": actor.may(InventoryPermission.PRINT_TAGS, store_id=page.card.store_id),
        "may_move": page.card.state == "in_stock"
        and actor.may(InventoryPermission.MOVE_PIECES, store_id=page.card.store_id),
        "may_ask": page.card.state == "in_stock"
        and page.card.store_id != actor.store_id  # her own store's goods need no parcel
        and actor.may(InventoryPermission.REQUEST_TRANSFER),
    }
    return render(request, "inventory/piece.html", context)


@require_GET
def tab(request: HttpRequest, tag: str, key: str) -> HttpResponse:
    """One tab that another domain offers for a piece's page."""
    actor = request.actor  # type: ignore[attr-defined]
    panel = registry.offered("piece.tab", key)
    if panel is None or not actor.may(panel.permission):
        raise Http404
    card = selectors.piece_card(actor, tag)
    return render(request, panel.template, {"panel": panel, **panel.context(actor, card.id, now())})


@require_GET
def where(request: HttpRequest) -> HttpResponse:
    """Scan anything: what it is and where it is. A command may send `tag` instead of `code`."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, InventoryPermission.VIEW_PIECES)
    code = (request.GET.get("code") or request.GET.get("tag") or "").strip()[:64]
    found = selectors.where_is(actor, code)
    prices = selectors.todays_prices([each.card for each in found.pieces], at=now())
    sightings = [(each, state_badge(each.card.state), prices.get(each.card.tag)) for each in found.pieces]
    context = {"code": code, "found": found, "sightings": sightings}
    part = "#found" if getattr(request, "htmx", False) else ""
    return render(request, f"inventory/where.html{part}", context)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, tag: str = "") -> HttpResponse:
    """Put scanned pieces into another place of their store."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, InventoryPermission.MOVE_PIECES)
    initial: dict[str, Any] = {}
    if tag:
        initial = {"tags": tag, "store": selectors.piece_card(actor, tag).store_code}
    form, unread = _move_form(request, actor, initial)
    crumbs = piece_crumbs(tag) if tag else [(gettext("Piece list"), reverse("inventory:pieces"))]
    purpose = gettext("Scan the pieces, choose the place; movements are written for each.")
    page = FormPage(gettext("Move pieces"), purpose, gettext("Move"), crumbs, "", template="inventory/move.html")

    def act(facts: dict[str, Any]) -> str:
        if unread is not None:
            raise unread
        wanted = MoveRequest(store=facts["store"], place=facts["place"], tags=facts["tags"])
        done = services.move_pieces(actor=actor, operation=form.operation(), request=wanted, at=now())
        request.session["notice"] = moved_words(len(done.moved), len(done.already_there)) + over_words(done.over)
        return reverse("inventory:piece", args=[tag]) if tag else reverse("inventory:move")

    return form_page(request, form, page, act)


def _move_form(request: HttpRequest, actor: Actor, initial: dict[str, Any]) -> tuple[MoveForm, DomainError | None]:
    """The form with the pieces of its file, and why the file could not be read."""
    data, unread = sent(request), None
    try:
        data = with_file(request, field="tags") if data is not None else None
    except DomainError as refusal:
        unread = refusal
    form = MoveForm(data, actor=actor, initial=initial | typed(request))
    form.fields["tags"].required = unread is None  # one refusal is enough
    return form, unread


def moved_words(moved: int, already_there: int) -> str:
    """What a move did, in one sentence."""
    said = ngettext("{n} piece moved.", "{n} pieces moved.", moved).format(n=moved)
    if already_there:
        rest = ngettext("{n} was already there.", "{n} were already there.", already_there)
        said = f"{said} {rest.format(n=already_there)}"
    return said


def over_words(over: tuple[str, int, int] | None) -> str:
    """A sentence more where a place now holds more than fits."""
    if over is None:
        return ""
    said = gettext("Mind the room: {place} now holds {pieces} pieces, {capacity} fit.")
    return " " + said.format(place=over[0], pieces=over[1], capacity=over[2])
