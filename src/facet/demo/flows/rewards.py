"""Referral, notices and a grant of the demonstration, by loyalty's own use cases."""

from contextlib import suppress
from datetime import date, datetime

from facet.demo import services
from facet.demo.flows.breath import let_others_write
from facet.demo.services.acts import HOUSE
from facet.kernel.errors import OperationConflict
from facet.kernel.operations import OperationKey
from facet.loyalty import flows as loyalty_flows
from facet.loyalty import services as loyalty_services
from facet.loyalty.rules.grant import Conditions
from facet.loyalty.selectors import granting as grants

GRANTED = 188
SPENT = 5_000_000  # fen


def reward(*, at: datetime, on: date) -> None:
    """Chains of referrers with their shares, points that end announced, and one grant. Again, nothing changes."""
    for source in services.write_referrers(at=at):
        with suppress(OperationConflict):  # the job heard of this ticket first and has settled it under its own name
            loyalty_services.settle_purchase(actor=HOUSE, source=source, at=at)
    let_others_write()
    loyalty_flows.note_expiry_of_everybody(actor=HOUSE, at=at, on=on)
    let_others_write()
    wanted = loyalty_services.GrantIn(
        reason="老会员年度回馈", points=GRANTED,
        conditions=Conditions(spend_from=SPENT),
    )  # fmt: skip
    if not grants.grant_preview(HOUSE, wanted.conditions, points=GRANTED).members:
        return  # a small house without such members
    operation = OperationKey.of_job("demo.rewards", "grant")
    grant_id = loyalty_services.grant_points(actor=HOUSE, operation=operation, request=wanted, at=at, on=on)
    loyalty_flows.run_grant(actor=HOUSE, grant_id=grant_id, at=at)
