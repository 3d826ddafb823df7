"""Cash of one person on one day: from ¥100,000 on the document is seen and headquarters reports it (F43)."""

from datetime import datetime

from django.db.models import Sum

from facet.audit import services as audit_services
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.members.selectors.merging import files_of
from facet.organisation import services as organisation_services
from facet.organisation.services import TaskIn
from facet.sales.models import CashIdentity, Tender
from facet.sales.rules.kinds import Method
from facet.sales.rules.paying import IdentityRequest, check_identity, report_due, reportable
from facet.sales.services.ticket import Ticket


@joins_unit_of_work
def book_cash_report(actor: Actor, ticket: Ticket, identity: IdentityRequest | None) -> None:
    """Keep whose document was seen and open the to-do, where the day's cash reaches the sum.

    The member's standing is locked, so two tills cannot both stay below it. Raises: IdentityNeeded, Invalid.
    Queries: 0 without cash, 1 or 2 below the sum.
    """
    cash = sum(each.amount_cents for each in ticket.tenders if each.method is Method.CASH and each.amount_cents > 0)
    if not cash:
        return
    member_id = ticket.standing.pk if ticket.standing else None
    earlier = _earlier(member_id, ticket)
    if not reportable(cash_cents=cash, earlier_cents=earlier):
        return
    known = check_identity(identity, day_cents=cash + earlier)
    due_on = report_due(ticket.day)
    CashIdentity.objects.create(
        sale=ticket.id, member_id=member_id, store_id=ticket.till.store_id, business_date=ticket.day, cash_cents=cash,
        day_cents=cash + earlier, document_kind=known.kind, name=known.name.strip(), number=known.number.strip(),
        due_on=due_on, recorded_at=ticket.at,
    )  # fmt: skip
    _tell(actor, ticket, member_id=member_id, day_cents=cash + earlier, at=ticket.at)


def _earlier(member_id: int | None, ticket: Ticket) -> int:
    """The member's cash of the day in all stores before this ticket."""
    if member_id is None:
        return 0
    rows = Tender.objects.filter(
        sale__member__in=files_of(member_id), sale__business_date=ticket.day, method=Method.CASH.value,
        amount_cents__gt=0,
    )  # fmt: skip
    return rows.aggregate(cash=Sum("amount_cents"))["cash"] or 0


def _tell(actor: Actor, ticket: Ticket, *, member_id: int | None, day_cents: int, at: datetime) -> None:
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
            due_on=report_due(ticket.day),
        ),
        at=at,
    )
    audit_services.record(
        actor, "sales.cash_identified", at=at, subject=("sales.sale", ticket.id, str(ticket.id)),
        store=(ticket.till.store_id, ticket.till.store_name), day_cents=day_cents,
    )  # fmt: skip
