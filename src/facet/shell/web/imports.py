"""Taking in spreadsheets: choose what, upload, look at the dry run, apply all or nothing.

Four steps on one address, so that each works as a plain form: `?template=1` gives the template,
`?batch=…` the dry run, `?batch=…&report=1` what is to correct.
"""

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from facet.kernel import clock
from facet.kernel.errors import DomainError, NotFound
from facet.kernel.importing import files, flow
from facet.kernel.importing.definition import Importer
from facet.kernel.importing.progress import progress_of
from facet.kernel.importing.reading import UnreadableFile
from facet.kernel.importing.sheet import FILE_BYTES
from facet.kernel.interface import add_refusal
from facet.kernel.pages import sentence

if TYPE_CHECKING:
    from facet.kernel.models import ImportBatch

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_ERRORS = 200
AT_ONCE = 300  # rows that are taken in while one waits; more are a worker's


class UploadForm(forms.Form):
    """The file to take in."""

    file = forms.FileField(
        label=gettext_lazy("File to take in"),
        help_text=gettext_lazy(
            "An Excel file (.xlsx) or a CSV file, at most 10 MB. Nothing is changed before you apply it."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    """Everything that the reader may take in, and one's own last files."""
    importers = flow.importers_for(request.actor)
    titles = {importer.key: importer.title for importer in importers}
    batches = [(batch, titles.get(batch.importer, "")) for batch in flow.recent_batches(request.actor)]
    return render(
        request,
        "shell/imports.html",
        {"importers": importers, "batches": batches, "opens_books": request.actor.may("members.open_books")},
    )


@require_http_methods(["GET", "POST"])
def import_(request: HttpRequest, key: str) -> HttpResponse:
    """One kind of file: template, upload, dry run, apply."""
    importer = flow.importer_for(request.actor, key)
    if request.GET.get("template") == "csv":
        return _download(files.template_csv(importer), f"{importer.key}-template.csv", "text/csv; charset=utf-8")
    if "template" in request.GET:
        return _download(files.template(importer), f"{importer.key}-template.xlsx")
    batch = _batch(request, importer)
    if request.method == "POST":
        act = {"map": _map, "undo": _undo, "cancel": _cancel}.get(request.POST.get("act", ""), _apply)
        return act(request, importer, batch) if batch else _upload(request, importer)
    if batch is None:
        return _page(request, importer, {"form": UploadForm()})
    if "report" in request.GET:
        return _report(importer, batch)
    response = _page(request, importer, _dry_run(importer, batch))
    if request.htmx and batch.state != batch.State.WAITING:
        response["HX-Refresh"] = "true"  # the worker is done: show what it did
    return response


def _batch(request: HttpRequest, importer: Importer) -> "ImportBatch | None":
    """The batch that the address names. Raises: NotFound for one that is not the reader's own."""
    named = request.GET.get("batch", "")
    if not named:
        return None
    try:
        number = uuid.UUID(named)
    except ValueError:
        raise NotFound(key=named[:40]) from None
    return flow.batch_of(request.actor, importer, number)


def _upload(request: HttpRequest, importer: Importer) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            content = upload.read(FILE_BYTES + 1)
            batch = flow.upload(request.actor, importer, name=upload.name or "", content=content, at=clock.now())
        except UnreadableFile as refusal:
            form.add_error("file", f"{_told(refusal, 'reason')} {_told(refusal, 'fix')}")
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            return redirect(_url(importer, batch))
    return _page(request, importer, {"form": form}, status=422)


def _told(refusal: UnreadableFile, part: str) -> str:
    return gettext(str(refusal.facts[part])).format(**refusal.facts)


def _apply(request: HttpRequest, importer: Importer, batch: "ImportBatch") -> HttpResponse:
    try:
        if batch.rows > AT_ONCE and request.actor.staff_id:
            flow.apply_later(request.actor, importer, batch)
            return redirect(_url(importer, batch))
        flow.apply(request.actor, importer, batch, at=clock.now())
    except DomainError as refusal:
        return _page(request, importer, _dry_run(importer, batch) | {"refusal": sentence(refusal)}, status=422)
    done = ngettext("{n} row is in.", "{n} rows are in.", batch.rows).format(n=batch.rows)
    request.session["notice"] = done
    return redirect(_url(importer, batch))


def _cancel(request: HttpRequest, importer: Importer, batch: "ImportBatch") -> HttpResponse:
    """Call a waiting file off."""
    try:
        flow.cancel(request.actor, importer, batch)
    except DomainError as refusal:
        return _page(request, importer, _dry_run(importer, batch) | {"refusal": sentence(refusal)}, status=422)
    request.session["notice"] = gettext("The file is called off. Nothing of it is taken in.")
    return redirect(_url(importer, batch))


def _map(request: HttpRequest, importer: Importer, batch: "ImportBatch") -> HttpResponse:
    """Which column is which, as the form says."""
    chosen = {column.key: request.POST.get(f"column_{column.key}", "") for column in importer.columns}
    places = {key: int(place) for key, place in chosen.items() if place.isdecimal() and len(place) < 4}
    try:
        flow.remap(request.actor, importer, batch, places, at=clock.now())
    except UnreadableFile as refusal:
        words = f"{_told(refusal, 'reason')} {_told(refusal, 'fix')}"
        return _page(request, importer, _dry_run(importer, batch) | {"refusal": words}, status=422)
    except DomainError as refusal:
        return _page(request, importer, _dry_run(importer, batch) | {"refusal": sentence(refusal)}, status=422)
    return redirect(_url(importer, batch))


def _undo(request: HttpRequest, importer: Importer, batch: "ImportBatch") -> HttpResponse:
    """Take an applied file back."""
    try:
        done = flow.undo(request.actor, importer, batch, at=clock.now())
    except DomainError as refusal:
        return _page(request, importer, _dry_run(importer, batch) | {"refusal": sentence(refusal)}, status=422)
    told = ngettext("{n} row was put back.", "{n} rows were put back.", done.restored).format(n=done.restored)
    if done.kept:
        names = ", ".join(done.kept[:20])
        told += " " + gettext("These were changed since and stay as they are: {names}.").format(names=names)
    request.session["notice"] = told
    return redirect(_url(importer, batch))


def _dry_run(importer: Importer, batch: "ImportBatch") -> dict[str, Any]:
    """What the page of one batch shows. Queries: none; the outcome is a sealed file."""
    found = flow.found_in(batch)
    shown: dict[str, Any] = {"batch": batch, "found": found, "gone": found is None}
    if batch.state == batch.State.WAITING:
        shown["progress"] = progress_of(batch.pk)
    elif problem := flow.problem_of(batch):
        shown["refusal"] = problem
    if found is not None:
        shown["errors"] = flow.sentences(found)[:SHOWN_ERRORS]
        shown["columns"] = [column.headings[0] for column in importer.columns]
        shown["preview"] = [
            {**row, "cells": [row["cells"].get(column.key, "") for column in importer.columns]} for row in found.preview
        ]
        shown["mapping"] = _mapping(importer, found)
        shown["may_undo"] = flow.may_undo(importer, batch)
        shown["report_url"] = f"{_url(importer, batch)}&report=1"
    return shown


def _mapping(importer: Importer, found: flow.Found) -> list[dict[str, Any]]:
    """Each of our columns, with the columns of the sheet to choose from and what stands in them."""
    samples = [
        (place, heading or "—", " · ".join(row[place] for row in found.samples if place < len(row) and row[place]))
        for place, heading in enumerate(found.head)
    ]
    return [
        {
            "key": column.key,
            "heading": files.heading(column),
            "hint": column.hint,
            "required": column.required,
            "choices": [(*sample, sample[0] == found.places.get(column.key)) for sample in samples],
        }
        for column in importer.columns
    ]


def _report(importer: Importer, batch: "ImportBatch") -> HttpResponse:
    found = flow.found_in(batch)
    if found is None:
        raise NotFound(key=batch.file_name)
    content = files.error_report(importer, {"bad_rows": found.bad_rows}, flow.sentences(found))
    return _download(content, f"{importer.key}-to-correct.xlsx")


def _page(request: HttpRequest, importer: Importer, context: dict[str, Any], status: int = 200) -> HttpResponse:
    batches = flow.recent_batches(request.actor, importer) if "form" in context else []
    here = {"importer": importer, "url": reverse("shell:import", args=[importer.key]), "batches": batches}
    return render(request, "shell/import.html", here | context, status=status)


def _url(importer: Importer, batch: "ImportBatch") -> str:
    return f"{reverse('shell:import', args=[importer.key])}?batch={batch.pk}"


def _download(content: bytes, name: str, kind: str = XLSX) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
