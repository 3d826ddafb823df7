"""Tags for programs: the file that a label printer takes."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from facet.inventory import services
from facet.inventory.api import schemas
from facet.inventory.flows.tag_labels import tags_pdf
from facet.inventory.rules.tag_labels import MOST, MOST_SHIFT, LabelPlan
from facet.kernel.clock import now
from facet.kernel.interface import Text, Whole
from facet.kernel.problems import PROBLEMS

router = Router(tags=["inventory"])


class TagLabelsBody(Schema):
    """Which tags, on which label (`rat_tail`, `dumbbell`, `card`); shifts in tenths of a millimetre."""

    tags: Annotated[list[schemas.Tag], Field(min_length=1, max_length=MOST)]
    size: Text(16, least=1)  # type: ignore[valid-type]
    right_tenths: Whole(-MOST_SHIFT, MOST_SHIFT) = 0  # type: ignore[valid-type]
    down_tenths: Whole(-MOST_SHIFT, MOST_SHIFT) = 0  # type: ignore[valid-type]


@router.post("/tag-labels", response={200: bytes} | PROBLEMS, operation_id="print_tags", summary="Print tags")
def print_tags(request: HttpRequest, payload: TagLabelsBody) -> Any:
    """A PDF, one label a page; that it was printed is noted."""
    plan = LabelPlan(tuple(payload.tags), payload.size, payload.right_tenths, payload.down_tenths)
    labels = services.print_tags(actor=request.auth, plan=plan, at=now())  # type: ignore[attr-defined]
    return HttpResponse(tags_pdf(labels, plan), content_type="application/pdf")
