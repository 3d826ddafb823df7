"""Cash of one person on one day: from ¥100,000 on the document is seen and headquarters reports it (F43)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum

from facet.audit import services as audit_services
from facet.kernel.clock import end_of_day, local_date, start_of_day
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.members.selectors.merging import files_of
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.services import TaskIn
from facet.sales.models import CashIdentity, Sale, SaleLine, SellerIdentity, Tender
from facet.sales.rules.kinds import LineKind, Method
from facet.sales.rules.old_gold_lines import TakenIn
from facet.sales.rules.paying import IdentityRequest, check_identity, counted_cash, report_due, reportable
from facet.sales.rules.working_days import HOLIDAYS, WorkCalendar, work_calendar
from facet.sales.services.ticket import Ticket


@joins_unit_of_work
def book_cash_report(actor: Actor, ticket: Ticket, identity: IdentityRequest | None) -> None:
    """Keep whose document was seen and open the to-do, where the day's cash reaches the sum.

    Sales and buy-backs count, over all stores, on the local calendar day. The member's standing is locked, so two
    tills cannot both stay below it; who is no member is known by the document of what she sold. A seller's
    document, taken with her old gold, is not asked for again. Raises: IdentityNeeded, Invalid.
    Queries: 0 without counted cash, 1 for a walk-in, 3 at most below the sum, 2 more with sellers.
    """
    taken = _taken_in(ticket)
    cash = counted_cash(
        (each.amount_cents for each in ticket.tenders if each.method is Method.CASH),
        old_gold_cents=sum(worth for _, worth in taken),
    )
    if not cash:
        return
    sellers = _sellers(taken)
    member_id = ticket.standing.pk if ticket.standing else None
    on = local_date(ticket.at, ticket.till.time_zone)
    earlier = _earlier(member_id, {row.number for row in sellers}, ticket, on)
    if not reportable(cash_cents=cash, earlier_cents=earlier):
        return
    known = check_identity(identity or _seen(sellers), day_cents=cash + earlier)
    due_on = report_due(on, _calendar(ticket, on))
    CashIdentity.objects.create(
        sale=ticket.id, member_id=member_id, store_id=ticket.till.store_id, business_date=ticket.day, cash_cents=cash,
        day_cents=cash + earlier, document_kind=known.kind, name=known.name.strip(), number=known.number.strip(),
        due_on=due_on, recorded_at=ticket.at,
    )  # fmt: skip
    _tell(actor, ticket, member_id=member_id, day_cents=cash + earlier, due_on=due_on)


def _calendar(ticket: Ticket, on: date) -> WorkCalendar:
    text = organisation_selectors.policy_value(
        HOLIDAYS.key, store_id=ticket.till.store_id, on=on, default=HOLIDAYS.default
    )
    return work_calendar(str(text))


def _taken_in(ticket: Ticket) -> list[tuple[int | None, int]]:
    """Old gold that came in on the ticket: the seller whose document was seen, and its worth in cents."""
    return [
        (line.facts.request.seller, -line.net_cents)
        for line in ticket.of_kind(LineKind.OLD_GOLD).values()
        if isinstance(line.facts, TakenIn)
    ]


def _sellers(taken: Sequence[tuple[int | None, int]]) -> list[SellerIdentity]:
    wanted = {seller for seller, _ in taken if seller is not None}
    return list(SellerIdentity.objects.filter(pk__in=wanted).order_by("pk")) if wanted else []


def _seen(sellers: Sequence[SellerIdentity]) -> IdentityRequest | None:
    """The document that was looked at for the old gold."""
    for row in sellers:
        return IdentityRequest(kind=row.document, name=row.name, number=row.number)
    return None


def _earlier(member_id: int | None, numbers: set[str], ticket: Ticket, on: date) -> int:
    """The person's counted cash of this calendar day in all stores before this ticket."""
    begins, ends = start_of_day(on, ticket.till.time_zone), end_of_day(on, ticket.till.time_zone)
    hers = Q(member__in=files_of(member_id)) if member_id is not None else Q(pk__in=[])
    if numbers:  # sealed numbers cannot be searched: those of one day are opened and compared
        same = [row.pk for row in SellerIdentity.objects.filter(taken_at__gte=begins, taken_at__lt=ends)
                if row.number in numbers]  # fmt: skip
        hers |= Q(lines__material__seller__in=same)
    elif member_id is None:
        return 0
    sales = Sale.objects.filter(hers, completed_at__gte=begins, completed_at__lt=ends).exclude(pk=ticket.id)
    cash: dict[UUID, list[int]] = defaultdict(list)
    rows = Tender.objects.filter(sale__in=sales.values("pk"), method=Method.CASH.value)
    for sale_id, cents in rows.values_list("sale_id", "amount_cents"):
        cash[sale_id].append(cents)
    if not cash:
        return 0
    gold = SaleLine.objects.filter(sale__in=cash, kind=LineKind.OLD_GOLD.value, net_cents__lt=0)
    worth = dict(gold.values("sale_id").annotate(worth=-Sum("net_cents")).values_list("sale_id", "worth"))
    return sum(counted_cash(cents, old_gold_cents=worth.get(sale_id, 0)) for sale_id, cents in cash.items())


def _tell(actor: Actor, ticket: Ticket, *, member_id: int | None, day_cents: int, due_on: date) -> None:
    """The report's to-do, once a person and day, and the act in the audit record: no name, no number."""
    subject = str(member_id or ticket.id)
    organisation_services.open_task(
        actor,
        TaskIn(
            key=f"sales.cash_report:{subject}:{ticket.day}",
            kind="sales.cash_report",
            title=gettext_noop("Report cash of {day} to the authority: ¥100,000 or more from one person"),
            facts={"day": ticket.day.isoformat()},
            url=f"/sales/{ticket.id}",
            icon="cash",
            tone="warn",
            store_id=ticket.till.store_id,
            due_on=due_on,
        ),
        at=ticket.at,
    )
    audit_services.record(
        actor, "sales.cash_identified", at=ticket.at, subject=("sales.sale", ticket.id, str(ticket.id)),
        store=(ticket.till.store_id, ticket.till.store_name), day_cents=day_cents,
    )  # fmt: skip
