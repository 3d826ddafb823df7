"""Who brought whom in the demonstration: chains of three, and the purchases that are settled for them."""

from datetime import datetime
from uuid import UUID

from facet.demo.services.acts import portion
from facet.kernel.transactions import unit_of_work
from facet.loyalty.models import EarnedLine
from facet.members.models import Member

CHAINS = 12
LENGTH = 4  # a buyer and three above her; the third gets nothing
PURCHASES = 60


@unit_of_work
def write_referrers(*, at: datetime) -> list[UUID]:
    """Put the latest buyers into chains; gives the tickets whose shares are to be settled, the oldest first."""
    act = portion("referrers", at=at)
    if act.done:
        return [UUID(each) for each in act.result["tickets"]]
    lines = EarnedLine.objects.filter(base_cents__gt=0).order_by("-pk")
    latest = list(dict.fromkeys(lines.values_list("account__member_id", flat=True)[:600]))
    chosen = latest[: CHAINS * LENGTH]
    for start in range(0, len(chosen) - LENGTH + 1, LENGTH):
        chain = chosen[start : start + LENGTH]
        for recruit, referrer in zip(chain, chain[1:], strict=False):
            Member.objects.filter(pk=recruit, referrer=None).update(referrer_id=referrer)
    mine = EarnedLine.objects.filter(account__member__in=chosen).order_by("-pk")
    tickets = [str(each) for each in dict.fromkeys(mine.values_list("operation_id", flat=True)[: 2 * PURCHASES])]
    tickets = tickets[:PURCHASES][::-1]
    act.finish(tickets=tickets)
    return [UUID(each) for each in tickets]
