"""Warranties: by ticket for papers, by token for everybody who holds one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Sum

from facet.kernel import signing
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.kernel.signing import Signature
from facet.sales.models import SaleLine, Warranty
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.warranty import SignedFile, facts_of
from facet.sales.selectors.sale import visible_sales


@dataclass(frozen=True, slots=True, kw_only=True)
class WarrantyPage:
    """What the public page shows. `ended_on` is the day on which the piece came back, None while it is out."""

    token: str
    facts: dict[str, Any]
    signed: SignedFile
    is_genuine: bool
    issued_at: datetime
    ended_on: date | None


def tokens_of_sale(sale_id: UUID) -> dict[int, str]:
    """The token of each line of a ticket, for whoever may see the ticket. Queries: 1."""
    return dict(Warranty.objects.filter(line__sale=sale_id).values_list("line_id", "token"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """One warranty of a ticket."""

    tag: str
    token: str
    signed: SignedFile


def warranties_of(viewer: Actor, *, sale_id: UUID) -> list[Issued]:
    """The warranties of a ticket in the viewer's reach, by line. Raises: NotFound. Queries: 2."""
    if not visible_sales(viewer).filter(pk=sale_id).exists():
        raise NotFound(key=str(sale_id))
    rows = Warranty.objects.filter(line__sale=sale_id).select_related("line").order_by("line__line_no")
    return [
        Issued(tag=row.line.code, token=row.token, signed=SignedFile(row.statement, row.signature, row.key_number))
        for row in rows
    ]


def warranty_page(token: str) -> WarrantyPage:
    """The warranty under `token`, open to all who know it. Raises: NotFound. Queries: 2."""
    row = Warranty.objects.filter(token=token).first()
    if row is None:
        raise NotFound(key="")
    signed = SignedFile(row.statement, row.signature, row.key_number)
    return WarrantyPage(
        token=row.token,
        facts=facts_of(row.statement),
        signed=signed,
        is_genuine=signing.is_signed(
            row.statement, Signature(row.key_number, row.signature), keys=signing.public_keys()
        ),
        issued_at=row.issued_at,
        ended_on=_came_back(row.line_id),
    )


def _came_back(line_id: int) -> date | None:
    """The business day on which the piece of a line came back. A return's own return sells it once more."""
    rows = SaleLine.objects.filter(returns=line_id).annotate(undone=Sum("returned_by__quantity"))
    back = [each for each in rows.select_related("sale").order_by("-pk") if not each.undone]
    return back[0].sale.business_date if back else None


def lines_to_warrant(sale_id: UUID) -> list[SaleLine]:
    """The sold pieces of a ticket that have no warranty yet. Queries: 1."""
    pieces = SaleLine.objects.filter(sale=sale_id, kind=LineKind.PIECE.value, piece__isnull=False, warranty=None)
    return list(pieces.select_related("sale").order_by("line_no"))
