"""Points that an open ticket holds, for programs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from facet.kernel.clock import now
from facet.kernel.interface import Text, Whole
from facet.kernel.problems import PROBLEMS
from facet.organisation import selectors as organisation_selectors
from facet.sales.api.schemas import Closed
from facet.sales.services.planned_points import plan_points as hold

router = Router(tags=["sales"])


class PlanPointsIn(Closed):
    store: Text(16, least=1)
    till: Text(16, least=1)
    cents: Whole(0, 10**12) = Field(description="What points shall pay of the ticket; 0 gives back what is held.")


class PlannedPointsOut(Schema):
    points: int
    cents: int
    expires_at: datetime | None = Field(description="Until then no other ticket can plan them; none: nothing is held.")


@router.put(
    "/sales/open/{basket_id}/points", response={200: PlannedPointsOut} | PROBLEMS, operation_id="plan_points",
    summary="Hold the points that will pay a part of an open ticket",
)  # fmt: skip
def plan_points(request: HttpRequest, basket_id: UUID, payload: PlanPointsIn) -> Any:
    """Again with another amount it replaces what is held, so a repeat needs no key."""
    till = organisation_selectors.till_facts(store_code=payload.store, till_code=payload.till)
    held = hold(actor=request.auth, till=till, basket_id=basket_id, cents=payload.cents, at=now())
    return held or {"points": 0, "cents": 0, "expires_at": None}
