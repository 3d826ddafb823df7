"""Taking rows away: picked rows, large lists with a reason, and the queue of files that were made aside."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from facet.kernel import clock, registry
from facet.kernel.errors import DomainError, NotFound
from facet.kernel.interface import clean_text
from facet.kernel.listing import queue
from facet.kernel.listing.definition import offered_list
from facet.kernel.listing.export import CONTENT_TYPES, Taking, export_list
from facet.kernel.listing.web import file_answer, query_of
from facet.kernel.pages import sentence
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import ApprovalCard
from facet.shell import services
from facet.shell.rules.exports import APPROVAL_KIND
from facet.shell.web.list_views import back_to


@require_POST
def export_picked(request: HttpRequest, key: str) -> HttpResponse:
    """The picked rows of a list, or all that its address asks for, now or by a worker."""
    definition = offered_list(key)
    kind = request.POST.get("kind", "xlsx")
    if definition is None or kind not in CONTENT_TYPES:
        raise NotFound(key=key[:64])
    reason = clean_text(request.POST.get("reason", ""))[:200]
    picked = tuple(request.POST.getlist("row")) or None
    back = back_to(request, request.POST.get("back", "/"))
    if picked is None and not reason:
        request.session["notice"] = gettext("Pick at least one row first.")
        return redirect(back)
    try:
        if request.POST.get("how") == "queue":
            return _queued(request, queue.Wanted(list_key=key, asked=request.GET.dict(), kind=kind, reason=reason))
        query = query_of(definition, request.actor, request.GET)
        taking = Taking(kind=kind, reason=reason, picked=picked)
        return file_answer(export_list(request.actor, definition, query=query, taking=taking, at=clock.now()))
    except DomainError as refusal:
        if refusal.status in {403, 404}:
            raise
        request.session["notice"] = sentence(refusal)
        return redirect(back)


def _queued(request: HttpRequest, wanted: queue.Wanted) -> HttpResponse:
    queue.ask(request.actor, wanted, at=clock.now())
    request.session["notice"] = gettext("The file is being made. It waits here for a day.")
    return redirect("shell:exports")


@require_GET
def exports(request: HttpRequest) -> HttpResponse:
    """One's own files that a worker makes or has made."""
    titles = {definition.key: definition.title for definition in registry.offers("list")}
    jobs = queue.own_jobs(request.actor)
    over = {job.pk: each for job in jobs if (each := queue.over_of(job))}
    digests = [each.digest for each in over.values()]
    asked = organisation_selectors.own_approvals(request.actor, kind=APPROVAL_KIND, digests=digests, at=clock.now())
    lines = [(job, titles.get(job.list_key, job.list_key), _second(over.get(job.pk), asked)) for job in jobs]
    waiting = any(job.state == job.State.WAITING for job in jobs)
    return render(request, "shell/exports.html", {"jobs": lines, "waiting": waiting})


def _second(over: queue.Over | None, asked: Mapping[str, ApprovalCard]) -> dict[str, Any] | None:
    """What a second person has to do with a refused file: "ask", "waiting", "approved" or "rejected"."""
    if over is None:
        return None
    card = asked.get(over.digest)
    if card is None or card.state in {"expired", "used"} or card.amount < over.rows:
        return {"state": "ask"}
    return {"state": card.state, "approval": card.id, "by": card.decided_by, "note": card.note}


@require_POST
def export_ask(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Ask a second person for a file that has more rows than one's role may take."""
    services.ask_for_rows(actor=request.actor, job_id=job_id, at=clock.now())
    request.session["notice"] = gettext("A second person is asked. The answer shows here.")
    return redirect("shell:exports")


@require_POST
def export_make(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Have a file made that a second person allowed."""
    try:
        services.make_allowed_export(actor=request.actor, job_id=job_id, at=clock.now())
    except DomainError as refusal:
        if refusal.status in {403, 404}:
            raise
        request.session["notice"] = sentence(refusal)
    else:
        request.session["notice"] = gettext("The file is being made. It waits here for a day.")
    return redirect("shell:exports")


@require_POST
def export_link(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """A fresh link to one's own file, followed at once; earlier links end."""
    secret = queue.open_link(request.actor, job_id, at=clock.now())
    return redirect(f"{reverse('shell:export_file', args=[job_id])}?key={secret}")


@require_GET
def export_file(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """The file, while its link lives."""
    return file_answer(queue.fetch(request.actor, job_id, request.GET.get("key", "")[:100], at=clock.now()))
