"""The tab "For her" of a member's page: what to propose, what she wishes; and the next step it gives."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from facet.inventory import selectors
from facet.inventory.flows.wish import wish_of
from facet.inventory.permissions import InventoryPermission
from facet.inventory.web.fields import spoken
from facet.inventory.web.form_page import FormPage, form_page, sent
from facet.kernel.clock import now
from facet.kernel.errors import NotFound, gettext_noop
from facet.kernel.interface import OperationForm, clean_text
from facet.kernel.permissions import Actor, require
from facet.kernel.registry import Panel
from facet.kernel.transactions import viewing
from facet.members import selectors as members_selectors
from facet.members import services as members_services
from facet.members.errors import MemberUnknown
from facet.members.permissions import MembersPermission
from facet.members.rules.need import WishState
from facet.members.rules.next_step import NextStep
from facet.members.selectors import LimitedCard, MemberFile


def reason_words(reasons: Sequence[tuple[str, dict[str, str]]]) -> str:
    """Why, in one line: "she likes heritage craft; her size fits"."""
    return gettext("; ").join(gettext(text).format(**facts) for text, facts in reasons)


class WishForm(OperationForm):
    """What she would like to have."""

    code = forms.CharField(
        label=_("Piece or style"), max_length=32,
        help_text=_("Scan the tag of a piece, or write the number of a style."),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )  # fmt: skip
    is_secret = forms.BooleanField(
        label=_("Keep it from the family"), required=False, help_text=_("Not shown when her husband is served.")
    )
    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("Size, colour, the day it is for. Kept sealed.")
    )


class WishEndForm(OperationForm):
    """Granted, or no longer wished."""

    state = forms.ChoiceField(choices=(("granted", _("Granted")), ("removed", _("Remove"))))


def proposals(actor: Actor, member_id: int, at: datetime) -> dict[str, Any]:
    """The tab's variables. Queries: 9 at most."""
    found = selectors.proposals_for(actor, member_id, at=at)
    rows = [
        (
            each,
            spoken(each.legal_name, each.legal_name_en),
            reason_words([(one.text, dict(one.facts)) for one in each.reasons]),
        )
        for each in found.proposals
    ]
    may_edit = actor.may(MembersPermission.EDIT_MEMBERS)
    return {
        "facts": {"found": found, "rows": rows, "may_edit": may_edit, "form": WishEndForm(), "member_id": member_id}
    }


TAB = Panel(
    "inventory.proposals", gettext_noop("For her"), "inventory/member_proposals.html", proposals,
    InventoryPermission.VIEW_PIECES, queries=7, order=72,
)  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def wish(request: HttpRequest, member_id: int) -> HttpResponse:
    """Put a piece or a style on the member's wish list."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    require(actor, MembersPermission.EDIT_MEMBERS)
    with viewing(actor):
        file = members_selectors.member_file(actor, member_id, at=now())
    if isinstance(file, LimitedCard):
        raise MemberUnknown(key=member_id)
    back = reverse("members:member", args=[member_id])
    page = FormPage(
        title=gettext("Add a wish"), purpose=file.person.name, button=gettext("Add a wish"),
        crumbs=[(gettext("Members"), reverse("members:list")), (file.person.name, back)],
        done=gettext("The wish is on the list."),
    )  # fmt: skip
    form = WishForm(sent(request))

    def act(values: dict[str, Any]) -> str:
        wanted = wish_of(
            actor, clean_text(values["code"]), is_secret=values["is_secret"], note=clean_text(values["note"])
        )
        members_services.add_wish(actor=actor, operation=form.operation(), member_id=member_id, wish=wanted, at=now())
        return f"{back}?tab={TAB.key}"

    return form_page(request, form, page, act)


@require_POST
def end_wish(request: HttpRequest, wish_id: int) -> HttpResponse:
    """A wish came true, or went away."""
    form = WishEndForm(request.POST)
    if not form.is_valid():
        raise NotFound(key=str(wish_id))
    member_id = members_services.end_wish(
        actor=request.actor,  # type: ignore[attr-defined]
        operation=form.operation(), wish_id=wish_id, state=WishState(form.cleaned_data["state"]), at=now(),
    )  # fmt: skip
    return redirect(reverse("members:member", args=[member_id]) + f"?tab={TAB.key}")


def next_step(actor: Actor, file: MemberFile) -> NextStep | None:
    """Slot "member.next_step": something she waits for is here. Queries: 1, and 9 where she asked for something."""
    if not actor.may(InventoryPermission.VIEW_PIECES):
        return None
    url = reverse("members:member", args=[file.id]) + f"?tab={TAB.key}"
    told = selectors.tell_first(actor, on=file.today, member_id=file.id, most=1)
    if told:
        facts = {"name": spoken(told[0].piece_name, told[0].piece_name_en),
                 "why": reason_words(told[0].reasons)}  # fmt: skip
        text = gettext_noop("{name} has come in: {why}. Tell her first.")
        return NextStep(weight=88, icon="speakerphone", text=text, facts=facts, url=url, verb=gettext_noop("Show it"))
    return _answered(actor, file, url) if members_selectors.asks_for_something(file.id) else None


def _answered(actor: Actor, file: MemberFile, url: str) -> NextStep | None:
    found = selectors.proposals_for(actor, file.id, at=now(), most=20)
    show = gettext_noop("Show it")
    wished = next(((row, count) for row, count in found.wishes if count), None)
    if wished:
        text = gettext_noop("{name} from her wish list is in stock again.")
        return NextStep(weight=84, icon="heart", text=text, facts={"name": wished[0].name}, url=url, verb=show)
    fitting = [each for each in found.proposals if any(one.text == "she asked for it" for one in each.reasons)]
    if not fitting:
        return None
    text = gettext_noop("{count} pieces in stock answer what she asked for.")
    return NextStep(weight=82, icon="target-arrow", text=text, facts={"count": len(fitting)}, url=url, verb=show)
