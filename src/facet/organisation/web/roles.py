"""Screens of rights: the matrix, and why somebody may or may not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from facet.kernel import registry
from facet.kernel.clock import now
from facet.kernel.permissions import require
from facet.organisation import selectors
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.web.fields import named
from facet.organisation.web.forms_staff import WhyForm
from facet.organisation.web.why import in_words
from facet.organisation.web.words import domain_name, limit_text, scope_name


@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """Role × right with scopes, limits and visible fields; what counts is what stands here."""
    matrix = selectors.role_matrix(request.actor)
    parts = [(domain_name(part.key), part.kind, [_row(part, row) for row in part.rows]) for part in matrix.parts]
    heads = [(named(role), role.people) for role in matrix.roles]
    return render(request, "organisation/roles.html", {"heads": heads, "parts": parts})


def _row(part: selectors.MatrixPart, row: selectors.MatrixRow) -> tuple[str, str, list[str]]:
    if part.kind == "rights":
        cells = [scope_name(str(cell)) for cell in row.cells]
    elif part.kind == "limits":
        cells = [limit_text(int(str(cell)), row.unit) for cell in row.cells]
    else:
        cells = [_("sees") if cell else "" for cell in row.cells]
    return row.code, _(row.label), cells


@require_GET
def why(request: HttpRequest) -> HttpResponse:
    """Who, what, where: the answer in a sentence, its grounds, and who can change it."""
    require(request.actor, OrganisationPermission.VIEW_ROLES)
    asked = "staff" in request.GET
    form = WhyForm(request.GET if asked else None, viewer=request.actor)
    context: dict[str, object] = {"form": form}
    if asked and form.is_valid():
        chosen = form.cleaned_data
        store_id = int(chosen["store"]) if chosen["store"] else None
        answer = selectors.why(
            request.actor, staff_code=chosen["staff"], permission=chosen["permission"], store_id=store_id, at=now()
        )
        offer = registry.offered("permission", chosen["permission"])
        label = offer.label if offer else answer.permission
        store = selectors.store_by_id(store_id) if store_id else None
        words = in_words(answer, right=_(label), store=named(store) if store else "")
        context |= {"answer": answer, "words": words}
    return render(request, "organisation/why.html", context, status=422 if asked and form.errors else 200)
