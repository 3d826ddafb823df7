"""The grade ladder, and lifting members to the grade their points carry."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from facet.kernel import clock
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.loyalty import flows, selectors
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.web.days import today


@require_GET
def grades(request: HttpRequest) -> HttpResponse:
    """The ladder as a picture: thresholds, effects, how many members stand on each step."""
    with viewing(request.actor):
        page = selectors.programme_page(request.actor, on=today())
    may_regrade = request.actor.may(LoyaltyPermission.MANAGE_PROGRAMME)
    return render(request, "loyalty/grades.html", {"page": page, "may_regrade": may_regrade})


@require_http_methods(["GET", "POST"])
def regrade(request: HttpRequest) -> HttpResponse:
    """Who would move, before anybody does; then the move itself."""
    require(request.actor, LoyaltyPermission.MANAGE_PROGRAMME)
    if request.method == "POST":
        changed = flows.regrade_everybody(actor=request.actor, at=clock.now(), on=today())
        told = ngettext("%(n)s member has a higher grade now.", "%(n)s members have a higher grade now.", changed)
        request.session["notice"] = told % {"n": changed} if changed else gettext("Nobody had to move.")
        return redirect("loyalty:grades")
    with viewing(request.actor):
        moves = selectors.regrade_preview(today())
        page = selectors.programme_page(request.actor, on=today())
    named = {step.grade.code: step.grade for step in page.steps}
    rows = [(named.get(move.before), named[move.after], move.members) for move in moves]
    return render(request, "loyalty/regrade.html", {"rows": rows, "members": sum(move.members for move in moves)})
