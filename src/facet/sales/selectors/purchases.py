"""A member's purchases, down to the piece. Source: R020, R021."""

from collections.abc import Sequence
from dataclasses import dataclass

from facet.kernel.permissions import Actor
from facet.members import selectors as members_selectors
from facet.members.permissions import MembersPermission
from facet.members.selectors.merging import files_of
from facet.members.selectors.reach import reaches
from facet.sales.models import Sale, SaleLine
from facet.sales.selectors.sale import visible_sales

MOST = 100


@dataclass(frozen=True, slots=True)
class Bought:
    """One bought thing; `may_open` when the viewer may open the whole ticket too."""

    line: SaleLine
    may_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchases:
    """What a member bought, the newest first."""

    lines: Sequence[Bought]
    has_more: bool


def purchases_of(viewer: Actor, *, member_id: int) -> Purchases:
    """All that the member bought, for those in whose care she is; else only what the viewer may see of sales.

    Queries: 3. Raises: NotFound.
    """
    member = members_selectors.member_for_sale(member_id)
    in_care = reaches(
        viewer, MembersPermission.VIEW_MEMBERS, clerk_id=member.clerk_id, home_store_id=member.home_store_id
    )
    seen = visible_sales(viewer).filter(member_id__in=files_of(member_id))
    sales = Sale.objects.filter(member_id__in=files_of(member_id)) if in_care else seen
    rows = (
        SaleLine.objects.filter(sale__in=sales)
        .select_related("sale__store")
        .order_by("-sale__completed_at", "-sale_id", "line_no")[: MOST + 1]
    )
    lines = list(rows)
    open_ids = set(seen.filter(pk__in={line.sale_id for line in lines}).values_list("pk", flat=True))
    return Purchases(
        lines=[Bought(line, line.sale_id in open_ids) for line in lines[:MOST]], has_more=len(lines) > MOST
    )
