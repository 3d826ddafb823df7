"""The page "Tell first": who waits for what has come in, and by which way she may be told."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from facet.inventory import selectors, services
from facet.inventory.web.fields import spoken
from facet.inventory.web.proposals import reason_words
from facet.kernel import clock
from facet.kernel.errors import DomainError, NotFound, gettext_noop
from facet.kernel.interface import OperationForm
from facet.kernel.pages import sentence
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing
from facet.members import selectors as members_selectors
from facet.members.permissions import MembersPermission
from facet.members.rules.words import CONSENT_CHANNELS, ConsentChannel

SOURCES = {
    "need": ("gold", "target-arrow", gettext_noop("Asked for it")),
    "wish": ("gold", "heart", gettext_noop("On the wish list")),
    "liking": ("plain", "sparkles", gettext_noop("Would like it")),
}
_WAYS = {
    ConsentChannel.PHONE: {"icon": "phone"},
    ConsentChannel.WECHAT: {"icon": "brand-wechat"},
    ConsentChannel.SMS: {"icon": "message"},
}
LATER = timedelta(days=3)


class SettleForm(OperationForm):
    """Told, not needed, or later."""

    act = forms.ChoiceField(choices=(("done", _("Told")), ("dropped", _("Not needed")), ("snoozed", _("Later"))))


def _ways(member_ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    """The ways by which each member may be told, as (icon, words). Queries: 3."""
    ways: dict[int, list[tuple[str, str]]] = {}
    for channel, look in _WAYS.items():
        for member_id in members_selectors.may_contact(member_ids, channel):
            ways.setdefault(member_id, []).append((look["icon"], gettext(CONSENT_CHANNELS[channel])))
    return ways


@never_cache
@require_GET
def tell_first(request: HttpRequest) -> HttpResponse:
    """Clerks see their own members, managers their store's. R026."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    require(actor, MembersPermission.VIEW_MEMBERS)
    with viewing(actor):
        found = selectors.tell_first(actor, on=clock.local_date(clock.now(), settings.TIME_ZONE))
        ways = _ways([each.member_id for each in found])
    rows: list[dict[str, Any]] = [
        {
            "row": each, "name": spoken(each.piece_name, each.piece_name_en), "why": reason_words(each.reasons),
            "source": (*SOURCES[each.source][:2], gettext(SOURCES[each.source][2])), "ways": ways.get(each.member_id),
        }
        for each in found
    ]  # fmt: skip
    context = {"rows": rows, "form": SettleForm(), "may_edit": actor.may(MembersPermission.EDIT_MEMBERS),
               "refusal": request.session.pop("tell_first_refusal", "")}  # fmt: skip
    return render(request, "inventory/tell_first.html", context)


@require_POST
def settle(request: HttpRequest, row_id: int) -> HttpResponse:
    """Told, not needed, or in three days again."""
    form = SettleForm(request.POST)
    if not form.is_valid():
        raise NotFound(key=str(row_id))
    at = clock.now()
    until = clock.local_date(at, settings.TIME_ZONE) + LATER if form.cleaned_data["act"] == "snoozed" else None
    try:
        services.settle_tell_first(
            actor=request.actor,  # type: ignore[attr-defined]
            operation=form.operation(), row_id=row_id, act=form.cleaned_data["act"], until=until, at=at,
        )  # fmt: skip
    except NotFound:
        raise
    except DomainError as refusal:
        request.session["tell_first_refusal"] = sentence(refusal)
    return redirect("inventory:tell_first")
