"""The first day: upload the older system's workbook, see what ties, take it in whole; the report stays."""

import uuid

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from facet.kernel import formats
from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.importing import store
from facet.kernel.importing.reading import UnreadableFile
from facet.kernel.importing.sheet import FILE_BYTES
from facet.kernel.interface import OperationForm
from facet.kernel.operations import OperationKey
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.members.flows import opening_book
from facet.members.permissions import MembersPermission
from facet.members.selectors.opening_run import opening_run

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200


class BookForm(forms.Form):
    """The older system's workbook."""

    file = forms.FileField(
        label=gettext_lazy("Opening workbook"),
        help_text=gettext_lazy("Made from the template, at most 10 MB. Nothing is changed before you take it in."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


@require_http_methods(["GET", "POST"])
def opening(request: HttpRequest) -> HttpResponse:
    """Template, dry run with ties, take in, report: one address for all four."""
    require(request.actor, MembersPermission.OPEN_BOOKS)
    if "template" in request.GET:
        response = HttpResponse(opening_book.template(), content_type=XLSX)
        response["Content-Disposition"] = 'attachment; filename="opening-template.xlsx"'
        return response
    run = opening_run(request.actor)
    if run is not None:
        rows = [(each["name"], _shown(each["stated"], each["unit"]), _shown(each["found"], each["unit"]), True)
                for each in run.totals]  # fmt: skip
        return render(request, "members/opening.html", {"run": run, "ties": rows})
    if request.method == "GET":
        return render(request, "members/opening.html", {"form": BookForm()})
    return _take_in(request) if "book" in request.POST else _dry_run(request)


def _dry_run(request: HttpRequest) -> HttpResponse:
    form = BookForm(request.POST, request.FILES)
    if form.is_valid():
        content = form.cleaned_data["file"].read(FILE_BYTES + 1)
        try:
            book = opening_book.read_book(request.actor, content, at=now())
        except UnreadableFile as refusal:
            form.add_error("file", _told(refusal))
        else:
            number = uuid.uuid4()
            store.put(number, "opening", content)
            return render(request, "members/opening.html", _context(book, number))
    return render(request, "members/opening.html", {"form": form}, status=422)


def _told(refusal: UnreadableFile) -> str:
    return " ".join(gettext(str(refusal.facts[part])).format(**refusal.facts) for part in ("reason", "fix"))


def _context(book: opening_book.Book, number: uuid.UUID) -> dict[str, object]:
    """The dry run in words."""
    errors = [
        (
            sheet,
            error.line,
            error.value,
            gettext(error.reason).format(**error.facts),
            gettext(error.fix).format(**error.facts),
        )
        for sheet, error in book.errors[:SHOWN]
    ]
    ties = [(tie.name, _shown(tie.stated, tie.unit), _shown(tie.found, tie.unit), tie.ties) for tie in book.ties]
    return {"book": book, "number": number, "errors": errors, "ties": ties, "counts": opening_book.counts(book),
            "take_in": OperationForm()}  # fmt: skip


def _shown(value: int | None, unit: str) -> str:
    return "—" if value is None else formats.shown(value, unit)


def _take_in(request: HttpRequest) -> HttpResponse:
    try:
        number = uuid.UUID(request.POST["book"])
        content = store.get(number, "opening")
    except ValueError:
        content = None
    if content is None:
        return redirect("members:opening")
    try:
        opening_book.take_in(request.actor, OperationKey.of(number, {"book": str(number)}), content, at=now())
    except DomainError as refusal:
        book = opening_book.read_book(request.actor, content, at=now())
        context = _context(book, number) | {"refusal": sentence(refusal)}
        return render(request, "members/opening.html", context, status=refusal.status)
    request.session["notice"] = gettext("The older system is in. Every total ties.")
    return redirect("members:opening")
