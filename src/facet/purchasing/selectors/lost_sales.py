"""What was asked for and could not be sold: the part of demand that no ticket shows."""

from collections.abc import Mapping
from datetime import datetime

from facet.kernel.permissions import Actor, require
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.plan_build import Kind


def asked_in_vain(viewer: Actor, *, groups: Mapping[int, str] | None, at: datetime) -> dict[Kind, int]:
    """How often each kind of goods was asked for in vain in the last ninety days. `groups` None: of the chain.

    Raises: NotPermitted. Queries: 0.
    """
    require(viewer, PurchasingPermission.VIEW_PLAN)
    return {}
