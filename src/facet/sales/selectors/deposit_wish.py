"""What a yes to settling a deposit is bound to, for programs that ask before the ticket."""

from facet.kernel.permissions import Actor
from facet.organisation.rules.approvals import Wish
from facet.sales.rules.deposit_lines import deposit_line
from facet.sales.rules.deposit_request import DepositRequest
from facet.sales.selectors.deposit_lines import settling_of
from facet.sales.selectors.till_others import settlement_wish


def settlement_wish_of(viewer: Actor, *, store_id: int, wanted: DepositRequest) -> Wish:
    """What a second person is asked: this deposit, this reason, these amounts. Raises: NotFound, DepositClosed."""
    facts = settling_of(viewer, wanted)
    line = deposit_line(facts, line_no=1, cents=-facts.split.refund_cents, approval=None)
    return settlement_wish(line, store_id=store_id)
