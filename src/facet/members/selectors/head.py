"""Small facts of the head of a member's page."""

from collections.abc import Sequence
from datetime import date

from facet.members.models import Contact, CreditAccount


def credit_limit(member_id: int) -> int:
    """How much she may owe, in cents; 0 without an account. The caller asks for the right. Queries: 1."""
    return CreditAccount.objects.filter(member_id=member_id).values_list("limit_cents", flat=True).first() or 0


def credit_limits(member_ids: Sequence[int]) -> dict[int, int]:
    """How much each may owe, in cents; without an account not in it. For jobs of the house. Queries: 1."""
    return dict(CreditAccount.objects.filter(member_id__in=member_ids).values_list("member_id", "limit_cents"))


def credit_open(member_ids: Sequence[int]) -> dict[int, int]:
    """How much each owes, in cents; without an account not in it. For services of the house. Queries: 1."""
    return dict(CreditAccount.objects.filter(member_id__in=member_ids).values_list("member_id", "open_cents"))


def credit_at_till(member_id: int) -> tuple[int, int, date | None]:
    """(limit, open, when the oldest open part was due) of her credit, in cents; the till shows it. Queries: 1."""
    rows = CreditAccount.objects.filter(member_id=member_id)
    return rows.values_list("limit_cents", "open_cents", "oldest_due_on").first() or (0, 0, None)


def last_contact_on(member_id: int) -> date | None:
    """The day of the last contact in the log. Queries: 1."""
    rows = Contact.objects.filter(member_id=member_id).order_by("-at", "-pk")
    return rows.values_list("on", flat=True).first()
