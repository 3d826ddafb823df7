"""Cards: given, replaced, lost, frozen; their types; the member's link to her card page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError, NotFound
from facet.kernel.interface import OperationForm
from facet.kernel.listing.web import list_page
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.members import selectors, services
from facet.members.permissions import MembersPermission
from facet.members.rules.cards import CARD_ACTS, CardAct
from facet.members.web.card_forms import CardForm, CardTypeForm, ReasonOnlyForm, member_by, number_asked_for
from facet.members.web.card_lists import CARDS
from facet.members.web.pages import FormPage, form_page, sent
from facet.members.web.qr import qr_picture


@require_GET
def cards(request: HttpRequest) -> HttpResponse:
    """The cards of the members within reach, with their states."""
    return list_page(request, CARDS)


@never_cache
@require_http_methods(["GET", "POST"])
def issue_card(request: HttpRequest) -> HttpResponse:
    """Give a member a card."""
    title, purpose = gettext("Issue card"), gettext("Give a member a card; one is in use at a time.")
    return _give(request, services.issue_card, title, purpose)


@never_cache
@require_http_methods(["GET", "POST"])
def replace_card(request: HttpRequest) -> HttpResponse:
    """Put a new card in the place of a lost or damaged one."""
    title = gettext("Replace card")
    return _give(
        request, services.replace_card, title, gettext("The old number stays found; points and history stay."),
        same_type=True,
    )  # fmt: skip


def _give(request: HttpRequest, service, title: str, purpose: str, *, same_type: bool = False) -> HttpResponse:  # type: ignore[no-untyped-def]
    require(request.actor, MembersPermission.EDIT_MEMBERS)
    initial = {"member": number_asked_for(request.actor, request.GET.get("member", ""))}
    form = CardForm(sent(request), initial=initial, same_type=same_type)
    crumbs = ((reverse("members:cards"), gettext("Cards")),)
    page = FormPage(title=title, purpose=purpose, back=reverse("members:cards"), crumbs=crumbs)

    def act() -> None:
        member_id = member_by(request.actor, form.cleaned_data["member"])
        service(actor=request.actor, operation=form.operation(), member_id=member_id, wanted=form.wanted(), at=now())

    return form_page(request, form, page, act)


@require_POST
def change_card(request: HttpRequest, member_id: int, card_id: int, do: str) -> HttpResponse:
    """Lost, frozen, back in use, renewed; then back to the tab."""
    form = ReasonOnlyForm(request.POST)
    if do not in CARD_ACTS or not form.is_valid():
        raise NotFound(key=do)
    change = services.CardChange(CardAct(do), form.cleaned_data["reason"])
    facts = {"member_id": member_id, "card_id": card_id, "do": do, "reason": change.reason}
    services.change_card(
        actor=request.actor, operation=form.operation(facts), member_id=member_id, card_id=card_id, change=change,
        at=now(),
    )  # fmt: skip
    request.session["notice"] = gettext("Saved.")
    return redirect(reverse("members:member", args=[member_id]) + "?tab=cards")


@require_GET
def card_types(request: HttpRequest) -> HttpResponse:
    """The kinds of cards and what each brings."""
    require(request.actor, MembersPermission.MANAGE_CARDS)
    levels = selectors.price_levels()
    free = next((each for each in range(1, 10) if each not in {row.level for row in levels}), None)
    return render(request, "members/card_types.html", {"rows": selectors.card_types(), "levels": levels, "free": free})


@require_http_methods(["GET", "POST"])
def card_type(request: HttpRequest, type_id: int | None = None) -> HttpResponse:
    """Define a card type, or change one."""
    require(request.actor, MembersPermission.MANAGE_CARDS)
    known = next((row for row in selectors.card_types() if row.id == type_id), None)
    if type_id and known is None:
        raise NotFound(key=type_id)
    initial = {}
    if known:
        names = ("code", "name", "name_en", "valid_months", "colour", "price_level", "is_active")
        initial = {name: getattr(known, name) for name in names}
        initial |= {"labour_discount": f"{known.labour_discount_bp // 100}.{known.labour_discount_bp % 100:02}",
                    "categories": [str(each) for each in known.category_ids]}  # fmt: skip
    form = CardTypeForm(sent(request), initial=initial)
    back = reverse("members:card_types")
    page = FormPage(
        title=known.name if known else gettext("New card type"), back=back, crumbs=((back, gettext("Card types")),),
        purpose=gettext("What a card of this type brings, and how long it is good."),
    )  # fmt: skip
    return form_page(request, form, page, lambda: services.save_card_type(
        actor=request.actor, operation=form.operation({"type": type_id, **form.cleaned_data}), wanted=form.wanted(),
        type_id=type_id, at=now(),
    ))  # fmt: skip


@never_cache
@require_POST
def card_page_made(request: HttpRequest, member_id: int) -> HttpResponse:
    """A fresh link to the member's card page, shown once as a QR for her to scan."""
    form = OperationForm(request.POST)
    if not form.is_valid():
        return redirect("members:member", member_id=member_id)
    try:
        secret = services.make_card_page(
            actor=request.actor, operation=form.operation({"member": member_id}), member_id=member_id, at=now()
        )
    except DomainError as refusal:
        request.session["notice"] = sentence(refusal)
        return redirect("members:member", member_id=member_id)
    address = request.build_absolute_uri(reverse("members:own_card", args=[secret]))
    context = {"qr": qr_picture(address), "address": address, "member_id": member_id}
    return render(request, "members/card_page_made.html", context)


@require_POST
def card_page_ended(request: HttpRequest, member_id: int) -> HttpResponse:
    """The member's phone is lost: her link ends."""
    form = OperationForm(request.POST)
    if form.is_valid():
        services.revoke_card_page(
            actor=request.actor, operation=form.operation({"member": member_id}), member_id=member_id, at=now()
        )
        request.session["notice"] = gettext("The link has ended.")
    return redirect(reverse("members:member", args=[member_id]) + "?tab=cards")
