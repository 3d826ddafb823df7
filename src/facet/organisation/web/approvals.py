"""Screens of approvals and to-dos."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError, NotPermitted
from facet.kernel.listing.web import list_page
from facet.kernel.pages import sentence
from facet.organisation import selectors, services
from facet.organisation.web.form_page import say
from facet.organisation.web.forms_staff import DecisionForm
from facet.organisation.web.lists_people import APPROVALS
from facet.organisation.web.todo import todo_rows
from facet.organisation.web.words import amount_text


@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """What one asked for and what one may allow; what waits for oneself stands on top."""
    waiting = selectors.approvals_to_decide(request.actor, at=now())
    cards = [(card, amount_text(card.amount, card.unit)) for card in waiting]
    return list_page(request, APPROVALS, template="organisation/approvals.html", context={"waiting": cards})


@require_GET
def approval(request: HttpRequest, approval_id: int) -> HttpResponse:
    """One request with everything needed to decide."""
    return _page_of(request, approval_id, DecisionForm())


@require_POST
def decide(request: HttpRequest, approval_id: int) -> HttpResponse:
    """Yes or no."""
    form = DecisionForm(request.POST)
    if form.is_valid() and request.POST.get("answer") in {"yes", "no"}:
        approve = request.POST["answer"] == "yes"
        try:
            services.decide_approval(
                actor=request.actor, approval_id=approval_id, approve=approve, note=form.cleaned_data["note"], at=now()
            )
        except NotPermitted:
            raise  # the page that says who may
        except DomainError as refusal:
            form.add_error(None, sentence(refusal))
        else:
            say(request, _("Approved. It works once.") if approve else _("Rejected."))
            return redirect("organisation:approvals")
    return _page_of(request, approval_id, form, status=422)


@require_GET
def todo(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this person."""
    rows = todo_rows(request.actor, at=now(), limit=100)
    return render(request, "organisation/todo.html", {"rows": rows})


@require_POST
def todo_done(request: HttpRequest, task_id: int) -> HttpResponse:
    """Tick off a to-do."""
    services.finish_task(actor=request.actor, task_id=task_id, at=now())
    say(request, _("Done."))
    return redirect("organisation:todo")


def _page_of(request: HttpRequest, approval_id: int, form: DecisionForm, status: int = 200) -> HttpResponse:
    card = selectors.approval_card(request.actor, approval_id, at=now())
    context = {"card": card, "amount": amount_text(card.amount, card.unit), "form": form}
    return render(request, "organisation/approval.html", context, status=status)
