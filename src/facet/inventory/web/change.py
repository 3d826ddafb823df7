"""The screens that change one piece."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from facet.inventory import selectors, services
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.states import RESTORATIONS, WITHDRAWALS
from facet.inventory.selectors import PiecePage
from facet.inventory.services import ChangeRequest, PieceChange, PriceChange
from facet.inventory.web.form_page import FormPage, form_page, piece_crumbs, sent
from facet.inventory.web.forms import ChangeStateForm, DescribeForm, RepriceForm, RetagForm
from facet.kernel.clock import now
from facet.kernel.permissions import Actor, require


def managed(actor: Actor, tag: str) -> PiecePage:
    """The piece, for somebody who may change it. Raises: NotPermitted, PieceUnknown."""
    page = selectors.piece_page(actor, tag, at=now())
    require(actor, InventoryPermission.MANAGE_PIECES, store_id=page.card.store_id)
    return page


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tag: str) -> HttpResponse:
    """Correct what a piece is described as."""
    actor = request.actor  # type: ignore[attr-defined]
    found = managed(actor, tag)
    card = found.card
    names = ("legal_name", "legal_name_en", "colour", "circumference_tenths", "length_mm", "is_new_product")
    initial = {name: getattr(card, name) for name in names}
    initial |= {"epc": found.epc, "engraving": found.engraving, "note": found.note}
    form = DescribeForm(sent(request), initial=initial)
    purpose = gettext("What it weighs and consists of stays as it came in.")
    page = FormPage(gettext("Edit piece"), purpose, gettext("Save"), piece_crumbs(card.tag), gettext("Saved."))

    def act(facts: dict[str, Any]) -> str:
        services.change_piece(actor=actor, tag=card.tag, change=PieceChange(**facts), at=now())
        return reverse("inventory:piece", args=[card.tag])

    return form_page(request, form, page, act)


@require_http_methods(["GET", "POST"])
def reprice(request: HttpRequest, tag: str) -> HttpResponse:
    """Write another price on the tag."""
    actor = request.actor  # type: ignore[attr-defined]
    card = managed(actor, tag).card
    names = ("price_basis", "tag_price_cents", "labour_kind", "labour_value")
    form = RepriceForm(sent(request), initial={name: getattr(card, name) for name in names})
    purpose = gettext("The price before is kept and shown in the piece's price history.")
    page = FormPage(
        gettext("Reprice piece"), purpose, gettext("Write price"), piece_crumbs(card.tag), gettext("Repriced.")
    )

    def act(facts: dict[str, Any]) -> str:
        wanted = {**facts, "labour_value": facts["labour_value"] or 0}
        services.reprice_piece(actor=actor, tag=card.tag, change=PriceChange(**wanted), at=now())
        return reverse("inventory:piece", args=[card.tag])

    return form_page(request, form, page, act)


@require_http_methods(["GET", "POST"])
def retag(request: HttpRequest, tag: str) -> HttpResponse:
    """Give a piece another tag."""
    actor = request.actor  # type: ignore[attr-defined]
    card = managed(actor, tag).card
    form = RetagForm(sent(request))
    purpose = gettext("The old tag still finds the piece; no other piece will ever carry it.")
    page = FormPage(
        gettext("New tag"), purpose, gettext("Change tag"), piece_crumbs(card.tag), gettext("The tag was changed.")
    )

    def act(facts: dict[str, Any]) -> str:
        new_tag = services.retag_piece(actor=actor, tag=card.tag, at=now(), **facts)
        return reverse("inventory:piece", args=[new_tag])

    return form_page(request, form, page, act)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, tag: str) -> HttpResponse:
    """Take a piece out of the sale."""
    words = (gettext("Withdraw piece"), gettext("Withdraw piece"), gettext("Withdrawn."))
    return _change(request, tag, kinds=WITHDRAWALS, service=services.withdraw_pieces, words=words)


@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, tag: str) -> HttpResponse:
    """Put a piece back on sale."""
    words = (gettext("Put back on sale"), gettext("Put back"), gettext("Back on sale."))
    return _change(request, tag, kinds=RESTORATIONS, service=services.restore_pieces, words=words)


def _change(request: HttpRequest, tag: str, *, kinds: Any, service: Any, words: tuple[str, str, str]) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = managed(actor, tag)
    card = found.card
    form = ChangeStateForm(sent(request), kinds=[kind for kind in found.possible if kind in kinds])
    purpose = gettext("A movement is written with your name, the time and the reason.")
    page = FormPage(words[0], purpose, words[1], piece_crumbs(card.tag), words[2])

    def act(facts: dict[str, Any]) -> str:
        wanted = ChangeRequest(store=card.store_code, tags=(card.tag,), kind=facts["kind"], reason=facts["reason"])
        service(actor=actor, operation=form.operation(), request=wanted, at=now())
        return reverse("inventory:piece", args=[card.tag])

    return form_page(request, form, page, act)
