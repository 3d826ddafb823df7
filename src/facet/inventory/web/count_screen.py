"""The counting screen: one page a counter stays on, and the queue through which it speaks to the server."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from pydantic import BaseModel, TypeAdapter, ValidationError

from facet.inventory import selectors, services
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.count import CountState
from facet.inventory.services import BatchIn, ScanAnswer, ScanIn
from facet.inventory.web.count_forms import TagFileForm
from facet.inventory.web.count_words import LOOKS, answer_row
from facet.inventory.web.fields import spoken
from facet.kernel.clock import now
from facet.kernel.errors import DomainError, Invalid, NotFound, gettext_noop
from facet.kernel.interface import OperationForm, Text, Whole
from facet.kernel.pages import sentence
from facet.kernel.permissions import Actor
from facet.kernel.transactions import viewing

LARGEST_FILE = 1_000_000  # bytes: 40,000 chips


class ScanBody(BaseModel):
    """One scan as a device sends it."""

    client_id: UUID
    code: Text(64) = ""  # type: ignore[valid-type]
    scanned_at: datetime
    place: Text(24) = ""  # type: ignore[valid-type]
    quantity: Whole(0, 10**6) | None = None  # type: ignore[valid-type]
    weight_mg: Whole(0, 10**9) | None = None  # type: ignore[valid-type]
    undoes: UUID | None = None

    def wanted(self) -> ScanIn:
        return ScanIn(**{**self.model_dump(), "scanned_at": _with_zone(self.scanned_at)})


class BatchBody(BaseModel):
    """What a device sends at once; `sent_at` is its own clock on sending."""

    scans: list[ScanBody]
    sent_at: datetime
    device: Text(60) = ""  # type: ignore[valid-type]

    def wanted(self) -> BatchIn:
        scans = tuple(each.wanted() for each in self.scans)
        return BatchIn(scans=scans, sent_at=_with_zone(self.sent_at), device=self.device)


_BATCH = TypeAdapter(BatchBody)


def _with_zone(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@never_cache
@require_GET
def screen(request: HttpRequest, stocktake_id: int) -> HttpResponse:
    """The page people count on: full screen, for thumbs and scanners."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        row = selectors.stocktake_row(actor, stocktake_id, permission=InventoryPermission.STOCKTAKE)
        progress = selectors.count_progress(actor, stocktake_id, at=now())
        places = selectors.list_places(actor, store_code=row.store.code)
    context = {
        "row": row,
        "store": spoken(row.store.name, row.store.name_en),
        "progress": progress,
        "trays": [(each, progress.places.get(each.id)) for each in places if each.id in row.place_ids],
        "trays_by_code": {each.code: each.label for each in places if each.id in row.place_ids},
        "looks": LOOKS.items(),
        "file_form": TagFileForm(),
        "close": OperationForm(),
        "is_open": row.state == CountState.OPEN,
        "queue": f"count:{row.pk}:{actor.key}",
        "rows": [],
    }
    return render(request, "inventory/count.html", context)


@never_cache
@require_GET
def progress(request: HttpRequest, stocktake_id: int) -> HttpResponse:
    """How far everybody is: a fragment that the page fetches again and again."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        found = selectors.count_progress(actor, stocktake_id, at=now())
    return render(request, "inventory/count_progress.html", {"progress": found})


@require_POST
def scans(request: HttpRequest, stocktake_id: int) -> HttpResponse:
    """Take a batch of scans: JSON from the page's queue, or one code from a plain form."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    selectors.stocktake_row(actor, stocktake_id, permission=InventoryPermission.STOCKTAKE)
    is_json = request.content_type == "application/json"
    try:
        batch = _sent(request) if is_json else _one(request)
        answers = services.record_scans(actor=actor, stocktake_id=stocktake_id, batch=batch, at=now())
    except NotFound:
        raise
    except DomainError as refusal:
        if is_json:
            return JsonResponse({"refused": sentence(refusal)}, status=409)
        request.session["notice"] = sentence(refusal)
        return redirect("inventory:stocktake_count", stocktake_id)
    if not is_json:
        request.session["notice"] = _said(answers)
        return redirect("inventory:stocktake_count", stocktake_id)
    with viewing(actor):
        row = selectors.stocktake_row(actor, stocktake_id, permission=InventoryPermission.STOCKTAKE)
        rows = _rows(actor, row, answers)
    return JsonResponse({"answers": rows})


def _sent(request: HttpRequest) -> BatchIn:
    try:
        return _BATCH.validate_json(request.body).wanted()
    except ValidationError:
        raise Invalid(
            field="scans", reason=gettext_noop("the device sent something that is no list of scans")
        ) from None


def _one(request: HttpRequest) -> BatchIn:
    """A code typed without scripts: the form's own key makes it one scan."""
    form = OperationForm(request.POST)
    code = request.POST.get("code", "").strip()[:64]
    if not form.is_valid() or not code:
        raise Invalid(field="code", reason=gettext_noop("scan or type a code"))
    at = now()
    scan = ScanIn(client_id=form.cleaned_data["operation_id"], code=code, scanned_at=at)
    return BatchIn(scans=(scan,), sent_at=at)


def _rows(actor: Actor, row: Any, answers: Sequence[ScanAnswer]) -> list[Mapping[str, Any]]:
    """What the page shows of each answer, in the reader's words, with the row already drawn."""
    places = {each.id: each.label for each in selectors.list_places(actor, store_code=row.store.code)}
    shown: list[Mapping[str, Any]] = []
    for each in answers:
        facts = answer_row(each, places, zone=row.store.time_zone, here=row.store_id)
        shown.append({**facts, "html": render_to_string("inventory/count_row.html", {"each": facts})})
    return shown


def _said(answers: Sequence[ScanAnswer]) -> str:
    return "; ".join(f"{each.code}: {gettext(LOOKS[each.answer].word)}" for each in answers[:5])


@require_POST
def tag_file(request: HttpRequest, stocktake_id: int) -> HttpResponse:
    """Take the file of an RFID reader: every chip or tag in it is one scan, and the same file again is nothing new."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    selectors.stocktake_row(actor, stocktake_id, permission=InventoryPermission.STOCKTAKE)
    form = TagFileForm(request.POST, request.FILES)
    if not form.is_valid():
        request.session["notice"] = gettext("Choose the file that the reader wrote.")
        return redirect("inventory:stocktake_count", stocktake_id)
    try:
        codes = _codes(form.cleaned_data["file"].read(LARGEST_FILE + 1))
        answers = _scan_all(actor, stocktake_id, codes, space=form.cleaned_data["operation_id"])
    except NotFound:
        raise
    except DomainError as refusal:
        request.session["notice"] = sentence(refusal)
        return redirect("inventory:stocktake_count", stocktake_id)
    found = sum(each.answer == "found" for each in answers)
    said = gettext("The file had %(codes)s codes; %(found)s were found, %(others)s need a look.")
    request.session["notice"] = said % {"codes": len(answers), "found": found, "others": len(answers) - found}
    return redirect("inventory:stocktake_count", stocktake_id)


def _scan_all(actor: Actor, stocktake_id: int, codes: Sequence[str], *, space: UUID) -> list[ScanAnswer]:
    """Every code of a reader's file as a scan, in parts; the same file again makes the same scans."""
    at = now()
    answers: list[ScanAnswer] = []
    for first in range(0, len(codes), 500):
        part = codes[first : first + 500]
        wanted = tuple(ScanIn(client_id=uuid5(space, code), code=code, scanned_at=at) for code in part)
        batch = BatchIn(scans=wanted, sent_at=at, device="RFID")
        answers += services.record_scans(actor=actor, stocktake_id=stocktake_id, batch=batch, at=at)
    return answers


def _codes(content: bytes) -> list[str]:
    """The first column of each line, once each, in order. Raises: Invalid."""
    if len(content) > LARGEST_FILE:
        raise Invalid(field="file", reason=gettext_noop("the file is larger than 1 MB"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(field="file", reason=gettext_noop("the file is not plain text")) from None
    rows = csv.reader(io.StringIO(text.replace("\t", ",").replace(";", ",").replace("\x00", "")))
    codes = [row[0].strip()[:64] for row in rows if row and row[0].strip()]
    if not codes:
        raise Invalid(field="file", reason=gettext_noop("the file has no codes"))
    return list(dict.fromkeys(code for code in codes if code.lower() not in {"epc", "tag", "code"}))
