"""Past sales counted again under the draft: asked for, watched, read."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from facet.kernel import clock
from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.loyalty import selectors, services
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.kinds import CLASS_LABELS
from facet.loyalty.selectors import replay as replays
from facet.loyalty.web.days import today
from facet.loyalty.web.fields import DayField


class ReplayForm(forms.Form):
    """Which days, under which rules."""

    number = forms.TypedChoiceField(
        label=_("Rules to replay"), coerce=int, help_text=_("The draft as it is kept now, or a version from before.")
    )
    since = DayField(label=_("From"), help_text=_("The first day of real sales."))
    last = DayField(label=_("Through"), help_text=_("The last day; two years at most."))

    def __init__(self, *args: Any, page: selectors.ProgrammePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafts = [
            (row.number, _("Draft, version %(n)s") % {"n": row.number}) for row in page.versions if row.state == "draft"
        ]
        others = [(row.number, _("Version %(n)s") % {"n": row.number}) for row in page.versions if row.state != "draft"]
        self.fields["number"].choices = drafts + others  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def replay(request: HttpRequest) -> HttpResponse:
    """Ask for a replay, and the replays so far."""
    require(request.actor, LoyaltyPermission.VIEW_PROGRAMME)
    with viewing(request.actor):
        page = selectors.programme_page(request.actor, on=today())
    initial = {"since": today() - timedelta(days=30), "last": today() - timedelta(days=1)}
    form = ReplayForm(request.POST or None, page=page, initial=initial)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        period = replays.Period(given["since"], given["last"] + timedelta(days=1))
        try:
            key = services.ask_replay(actor=request.actor, number=given["number"], period=period, at=clock.now())
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("loyalty:outcome", key)
    with viewing(request.actor):
        rows = replays.replays(request.actor)
    context = {"form": form, "rows": rows, "page": page}
    return render(request, "loyalty/replay.html", context, status=422 if form.errors else 200)


@require_GET
def outcome(request: HttpRequest, replay_id: int) -> HttpResponse:
    """One replay: how far it is, then what came out."""
    with viewing(request.actor):
        row = replays.replay_by_id(request.actor, replay_id)
        movers = row.result.get("movers", [])
        may_name = request.actor.scope(LoyaltyPermission.VIEW_POINTS).chain_wide
        numbers = replays.numbers_of([mover[0] for mover in movers]) if may_name else {}
        ladder = {step["code"]: step for step in row.ladder}
    context = {
        "replay": row,
        "classes": [(CLASS_LABELS[name], live, draft) for name, live, draft in row.result.get("by_class", [])],
        "moves": [(ladder.get(one, one), ladder.get(other, other), n) for one, other, n in row.result.get("moves", [])],
        "movers": [(numbers[key], key, *rest) for key, *rest in movers if key in numbers],
        "share": row.lines_done * 100 // row.lines_total if row.lines_total else 0,
    }
    return render(request, "loyalty/outcome.html" + ("#progress" if request.htmx else ""), context)
