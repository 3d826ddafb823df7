"""Pictures of pieces: taking one in, showing it."""

import re
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from facet.inventory.flows import photos
from facet.inventory.permissions import InventoryPermission
from facet.inventory.web.change import managed
from facet.inventory.web.form_page import FormPage, form_page, piece_crumbs
from facet.inventory.web.forms import PhotoForm
from facet.kernel.clock import now
from facet.kernel.permissions import require

_SUM = re.compile(r"[0-9a-f]{64}")


@require_GET
def show(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """A picture by its sum; it never changes, so the browser may keep it."""
    require(request.actor, InventoryPermission.VIEW_PIECES)  # type: ignore[attr-defined]
    path = photos.photo_path(sha256) if _SUM.fullmatch(sha256) else None
    if path is None or not path.exists():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, tag: str) -> HttpResponse:
    """Add a picture to a piece."""
    actor = request.actor  # type: ignore[attr-defined]
    card = managed(actor, tag).card
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    purpose = gettext("Place, camera and time are taken out of the picture.")
    page = FormPage(
        gettext("Add picture"), purpose, gettext("Add"), piece_crumbs(card.tag), gettext("The picture was added.")
    )

    def act(facts: dict[str, Any]) -> str:
        photos.upload_photo(actor=actor, tag=card.tag, file=facts["photo"], at=now())
        return reverse("inventory:piece", args=[card.tag])

    return form_page(request, form, page, act)
