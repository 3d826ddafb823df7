"""Points that end soon: the list, and ticking off who was told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from facet.kernel import clock
from facet.kernel.errors import DomainError
from facet.kernel.listing.web import list_page
from facet.kernel.pages import sentence
from facet.loyalty import services
from facet.loyalty.web.reward_lists import NOTICES


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """Every notice within reach."""
    return list_page(request, NOTICES)


@require_POST
def told(request: HttpRequest) -> HttpResponse:
    """The members of the picked notices were told."""
    picked = [int(each) for each in request.POST.getlist("row")[:500] if each.isdecimal() and len(each) < 19]
    try:
        count = services.tell_expiry(actor=request.actor, notice_ids=picked, at=clock.now())
    except DomainError as refusal:
        request.session["notice"] = sentence(refusal)
    else:
        words = ngettext("%(n)s notice ticked off.", "%(n)s notices ticked off.", count)
        request.session["notice"] = words % {"n": count}
    return redirect("loyalty:notices")
