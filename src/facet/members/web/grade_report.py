"""What each grade's members bought and left, and who of the senior ones was left alone. Source: R041, R349."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from facet.kernel import clock
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, ListDefinition
from facet.kernel.listing.export import CONTENT_TYPES, export_rows
from facet.kernel.listing.web import file_answer
from facet.kernel.transactions import viewing
from facet.members import selectors
from facet.members.permissions import MembersPermission
from facet.members.web.contact_analysis import days_asked
from facet.members.web.contact_lists import ZONE
from facet.members.web.words import grade_word

REPORT = ListDefinition(
    key="members.grade_report",
    title=gettext_noop("Grades in figures"),
    purpose="",
    permission=MembersPermission.VIEW_MEMBERS,
    queryset=lambda actor: selectors.members_queryset(actor).none(),
    columns=(
        Column("grade", gettext_noop("Grade"), value=lambda line: grade_word(line.grade_code)),
        Column("members", gettext_noop("Members"), value="members", kind="int"),
        Column("sales", gettext_noop("Sales"), value="net_cents", kind="yuan"),
        Column("weight", gettext_noop("Weight"), value="weight_mg", kind="grams"),
        Column("margin", gettext_noop("Margin in yuan"), value="margin_cents", kind="yuan", switch="cost"),
        Column("silent", gettext_noop("Left alone"), value="silent", kind="int"),
    ),
    export_permission=MembersPermission.EXPORT_MEMBERS,
)


@require_GET
def grade_report(request: HttpRequest) -> HttpResponse:
    """Members, sales, grams and margin by grade; the file is for who may take members' lists away."""
    first, last = days_asked(request)
    at = clock.now()
    with viewing(request.actor):
        lines = selectors.grade_report(request.actor, first=first, last=last, on=clock.local_date(at, ZONE))
    kind = request.GET.get("export", "")
    if kind in CONTENT_TYPES:
        return file_answer(export_rows(request.actor, REPORT, rows=lines, kind=kind, at=at))
    context = {
        "rows": [(grade_word(line.grade_code), f"{reverse('members:silent')}?grade={line.grade_code}", line)
                 for line in lines],
        "first": first, "last": last, "sees_margin": request.actor.sees("cost"),
        "members": sum(line.members for line in lines), "net_cents": sum(line.net_cents for line in lines),
        "weight_mg": sum(line.weight_mg for line in lines),
        "margin_cents": sum(line.margin_cents or 0 for line in lines),
        "kinds": [("xlsx", gettext_lazy("Export as Excel")), ("csv", gettext_lazy("Export as CSV"))]
        if request.actor.may(MembersPermission.EXPORT_MEMBERS) else [],
    }  # fmt: skip
    return render(request, "members/grade_report.html", context)
