"""Work of many transactions: cards that end, credit that is overdue, members nobody has seen for long.

Each page is whole or absent, and doing a page again changes nothing: a job may be stopped and run twice.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from facet.kernel.permissions import Actor
from facet.members import services
from facet.members.selectors import cards, credit, handover


def expire_cards(*, actor: Actor, on: date, at: datetime) -> int:
    """End every card whose last day is before `on`. Gives how many."""
    return _in_pages(
        lambda after: cards.cards_that_ended(on, after=after),
        lambda page: services.expire_cards(actor=actor, card_ids=page, on=on, at=at),
    )


def remind_of_overdue_credit(*, actor: Actor, on: date, at: datetime) -> int:
    """Put a to-do before the stores whose members are overdue for longer than the house waits. Gives how many."""
    due_before = on - timedelta(days=credit.warn_days(on))
    return _in_pages(
        lambda after: credit.overdue_accounts(due_before=due_before, after=after),
        lambda page: services.remind_of_all_overdue(actor=actor, account_ids=page, on=on, at=at),
    )


def open_to_all(*, actor: Actor, on: date, at: datetime) -> int:
    """Make members public whom nobody served for as many months as the house says; 0 months: never."""
    months = handover.public_after_months(on)
    if not months:
        return 0
    return _in_pages(
        lambda after: handover.silent_members(on=on, months=months, after=after),
        lambda page: services.make_public(actor=actor, member_ids=page, on=on, at=at),
    )


def _in_pages(page_after: Callable[[int], list[int]], do: Callable[[list[int]], int]) -> int:
    done, after = 0, 0
    while page := page_after(after):
        done += do(page)
        after = page[-1]
    return done
