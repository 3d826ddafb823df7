"""Asking a second person for a line beyond the own limit: at this till, or from afar."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError, NotFound
from facet.kernel.interface import address_of
from facet.kernel.pages import sentence
from facet.sales.flows.approval import ask_for_line
from facet.sales.web.forms import ApprovalForm
from facet.sales.web.place import till_of
from facet.sales.web.till import page


@require_POST
def ask(request: HttpRequest, basket_id: UUID) -> HttpResponse:
    """Send the request for one line; with a manager's sign-in it is decided at once."""
    place = till_of(request)
    if place is None:
        raise NotFound(key=str(basket_id))
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        named = (f"{form[name].label}: {' '.join(errors)}" for name, errors in form.errors.items())
        return page(request, place, status=422, message=" ".join(named))
    facts = form.cleaned_data
    try:
        ask_for_line(
            actor=request.actor, till=place, basket_id=basket_id, line_no=facts["line_no"], reason=facts["reason"],
            operation=form.operation({"basket": str(basket_id), **facts, "password": ""}),
            manager=(facts["username"], facts["password"]), address=address_of(request), at=now(),
        )  # fmt: skip
    except DomainError as refusal:
        return page(request, place, status=422, message=sentence(refusal))
    return page(request, place)
