"""The till without the server: its page, what it knows, and the door for what it sold meanwhile."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib.staticfiles import finders
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from pydantic import ValidationError

from facet.kernel.clock import now
from facet.kernel.errors import DomainError, NotFound
from facet.kernel.operations import OperationKey
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.organisation.selectors import TillFacts
from facet.sales.errors import KeptRefusal
from facet.sales.flows.pending import sync_sale
from facet.sales.models import PendingSale
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.pending import till_snapshot
from facet.sales.web.pending_form import PendingBody
from facet.sales.web.place import till_of

_WORKER = "sales/pending_worker.js"


def _till(request: HttpRequest) -> TillFacts:
    """The till that may sell without the server. Raises: NotPermitted, NotFound."""
    require(request.actor, SalesPermission.SELL_PENDING)
    place = till_of(request)
    if place is None:
        raise NotFound(key="till")
    require(request.actor, SalesPermission.SELL_PENDING, store_id=place.store_id)
    return place


@require_GET
def pending_till(request: HttpRequest) -> HttpResponse:
    """The page that a browser keeps: words and keys, no goods, nobody's name."""
    require(request.actor, SalesPermission.SELL_PENDING)
    return redirect("sales:till") if till_of(request) is None else render(request, "sales/pending/till.html")


@require_GET
def worker(request: HttpRequest) -> FileResponse:
    """The script that opens the page while the server is away; it may only look at the till's address."""
    require(request.actor, SalesPermission.SELL_PENDING)
    path = finders.find(_WORKER)
    answer = FileResponse(open(str(path), "rb"), content_type="text/javascript")  # noqa: SIM115 -- closed by the answer
    answer["Service-Worker-Allowed"] = "/sales/till"
    answer["Cache-Control"] = "no-cache"
    return answer


@require_GET
def prices(request: HttpRequest) -> JsonResponse:
    """What the till may sell by itself; with `light`, only that the server is there."""
    place = _till(request)
    token = get_token(request)
    if "light" in request.GET:
        return JsonResponse({"csrf": token})
    known = till_snapshot(request.actor, till=place, at=now())
    return JsonResponse(
        {
            "csrf": token, "token": known.token, "store": place.store_code, "store_name": place.store_name,
            "till": place.till_code, "staff": known.snapshot.staff, "made_at": known.snapshot.made_at.isoformat(),
            "most": known.limits.most, "most_cents": known.limits.most_cents,
            "pieces": [
                [each.tag, each.name, each.name_en, each.cents, each.weight_mg, each.until.isoformat()]
                for each in known.pieces
            ],
        }
    )  # fmt: skip


@require_POST
def sync(request: HttpRequest) -> JsonResponse:
    """Book one sale that waited, or keep it for the manager. Sending it again gives the same answer."""
    require(request.actor, SalesPermission.SELL_PENDING)
    try:
        body = PendingBody.model_validate(_json(request))
    except ValidationError as wrong:
        return JsonResponse({"refused": str(wrong.errors()[0]["msg"])}, status=422)
    try:
        row = sync_sale(
            actor=request.actor, operation=OperationKey.of(body.id, body.model_dump(mode="json")),
            request=body.sale_request(), pending=body.pending_in(), at=now(),
        )  # fmt: skip
    except DomainError as refusal:
        return JsonResponse({"refused": sentence(refusal)}, status=refusal.status)
    return JsonResponse(_answer(row))


def _answer(row: PendingSale) -> dict[str, Any]:
    reason = sentence(KeptRefusal(row.refusal, row.facts)) if row.refusal else ""
    return {"id": str(row.pk), "state": row.state, "reason": reason}


def _json(request: HttpRequest) -> Mapping[str, Any]:
    try:
        found = json.loads(request.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
