"""A member's purchases, down to the piece, and what they come to in any period. Source: R020, R021."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Sum

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.members import selectors as members_selectors
from facet.members.errors import MemberUnknown
from facet.members.permissions import MembersPermission
from facet.members.selectors.merging import files_of
from facet.members.selectors.reach import reaches
from facet.sales.models import Sale, SaleLine
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.sale import visible_sales

PAGE = 50


@dataclass(frozen=True, slots=True)
class Days:
    """The business dates asked for, both included; None is open."""

    first: date | None = None
    last: date | None = None


EVER = Days()


@dataclass(frozen=True, slots=True)
class Bought:
    """One line of a ticket of hers; `may_open` when the viewer may open the whole ticket too."""

    line: SaleLine
    may_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What the days come to, returns taken off and roundings counted, as her standing has it. Units: cents, mg.

    `older_cents` was bought before this system and is part of `net_cents`.
    """

    tickets: int
    net_cents: int
    weight_mg: int
    older_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchases:
    """Fifty lines, the newest first, and the sums of all the days asked for. `before` leads to older lines."""

    member_id: int
    days: Days
    lines: Sequence[Bought]
    spent: Spent
    before: int | None


def purchases_of(viewer: Actor, *, member_id: int, days: Days = EVER, before: int | None = None) -> Purchases:
    """All that a member in the viewer's care bought, whoever sold it and wherever.

    `before` is the id of the last line seen. Raises: NotPermitted, MemberUnknown, also beyond reach, Invalid.
    Queries: 5, or 6 with `before`.
    """
    require(viewer, SalesPermission.VIEW_SALES)
    if days.first and days.last and days.first > days.last:
        raise Invalid(field="first", reason=gettext_noop("The first day is after the last."))
    member = members_selectors.member_for_sale(member_id)
    if not reaches(
        viewer, MembersPermission.VIEW_MEMBERS, clerk_id=member.clerk_id, home_store_id=member.home_store_id
    ):
        raise MemberUnknown(key=member_id)
    sales = _sales(member_id, days)
    lines = SaleLine.objects.filter(sale__in=sales).order_by("-sale__completed_at", "-sale_id", "line_no")
    page = list(_after(lines, before).select_related("sale__store")[: PAGE + 1])
    open_ids = set(visible_sales(viewer).filter(pk__in={line.sale_id for line in page}).values_list("pk", flat=True))
    return Purchases(
        member_id=member_id, days=days, lines=[Bought(line, line.sale_id in open_ids) for line in page[:PAGE]],
        spent=_spent(sales, *members_selectors.older_purchases(member_id, first=days.first, last=days.last)),
        before=page[PAGE - 1].pk if len(page) > PAGE else None,
    )  # fmt: skip


def _sales(member_id: int, days: Days) -> QuerySet[Sale]:
    sales = Sale.objects.filter(member_id__in=files_of(member_id))
    if days.first:
        sales = sales.filter(business_date__gte=days.first)
    if days.last:
        sales = sales.filter(business_date__lte=days.last)
    return sales


def _after(lines: QuerySet[SaleLine], before: int | None) -> QuerySet[SaleLine]:
    last = lines.filter(pk=before).values_list("sale__completed_at", "sale_id", "line_no").first() if before else None
    if last is None:
        return lines
    at, sale, line_no = last
    return lines.filter(
        Q(sale__completed_at__lt=at) | Q(sale__completed_at=at, sale_id__lt=sale) | Q(sale_id=sale, line_no__gt=line_no)
    )


def _spent(sales: QuerySet[Sale], older_cents: int, older_tickets: int) -> Spent:
    counted = sales.aggregate(
        tickets=Count("pk"), net=Sum(F("net_cents") + F("rounding_cents")), weight=Sum("weight_mg")
    )
    return Spent(
        tickets=counted["tickets"] + older_tickets, net_cents=(counted["net"] or 0) + older_cents,
        weight_mg=counted["weight"] or 0, older_cents=older_cents,
    )  # fmt: skip
