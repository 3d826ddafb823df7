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
from facet.kernel.importing.reading import UnreadableFile
from facet.kernel.importing.sheet import FILE_BYTES
from facet.kernel.interface import add_refusal
from facet.kernel.pages import sentence

if TYPE_CHECKING:
    from facet.kernel.models import ImportBatch

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_ERRORS = 200


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
    return render(request, "shell/imports.html", {"importers": importers, "batches": batches})


@require_http_methods(["GET", "POST"])
def import_(request: HttpRequest, key: str) -> HttpResponse:
    """One kind of file: template, upload, dry run, apply."""
    importer = flow.importer_for(request.actor, key)
    if "template" in request.GET:
        return _download(files.template(importer), f"{importer.key}-template.xlsx")
    batch = _batch(request, importer)
    if request.method == "POST":
        return _apply(request, importer, batch) if batch else _upload(request, importer)
    if batch is None:
        return _page(request, importer, {"form": UploadForm()})
    if "report" in request.GET:
        return _report(importer, batch)
    return _page(request, importer, _dry_run(importer, batch))


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
        flow.apply(request.actor, importer, batch, at=clock.now())
    except DomainError as refusal:
        return _page(request, importer, _dry_run(importer, batch) | {"refusal": sentence(refusal)}, status=422)
    done = ngettext("{n} row is in.", "{n} rows are in.", batch.rows).format(n=batch.rows)
    request.session["notice"] = done
    return redirect(_url(importer, batch))


def _dry_run(importer: Importer, batch: "ImportBatch") -> dict[str, Any]:
    """What the page of one batch shows. Queries: none; the outcome is a sealed file."""
    found = flow.found_in(batch)
    shown: dict[str, Any] = {"batch": batch, "found": found, "gone": found is None}
    if found is not None:
        shown["errors"] = flow.sentences(found)[:SHOWN_ERRORS]
        shown["columns"] = [column.headings[0] for column in importer.columns]
        shown["preview"] = [
            {**row, "cells": [row["cells"].get(column.key, "") for column in importer.columns]} for row in found.preview
        ]
        shown["report_url"] = f"{_url(importer, batch)}&report=1"
    return shown


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


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
