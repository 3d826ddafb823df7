"""Work of many transactions: expiring and regrading the whole chain, one member or page at a time."""

from datetime import date, datetime

from facet.kernel.permissions import Actor, require
from facet.loyalty import services
from facet.loyalty.errors import ProofLost, ProofWrong
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.parsing import parse_programme
from facet.loyalty.rules.programme import GradeFacts
from facet.loyalty.rules.proof import TRIES
from facet.loyalty.rules.replay import Rules
from facet.loyalty.selectors import jobs, rewards
from facet.loyalty.selectors import replay as replays
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.services import replay as replaying


def expire_points_of_everybody(*, actor: Actor, at: datetime, on: date) -> int:
    """End every lot whose last day is before `on`, member by member; gives the points that expired.

    May be stopped at any time and run again: each member's part is whole or absent. Source: P6.
    """
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    expired, after = 0, 0
    while page := jobs.members_with_ended_lots(on, after=after):
        expired += sum(services.expire_points(actor=actor, member_id=member_id, at=at, on=on) for member_id in page)
        after = page[-1]
    return expired


def regrade_everybody(*, actor: Actor, at: datetime, on: date) -> int:
    """Lift everybody to the grade that the points carry on the ladder of `on`; gives how many changed."""
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    changed, after = 0, 0
    while page := jobs.members_to_regrade(on, after=after):
        changed += services.regrade_members(actor=actor, member_ids=page, at=at, on=on)
        after = page[-1]
    return changed


def run_replay(*, actor: Actor, replay_id: int, at: datetime, on: date) -> None:
    """Work a replay through, its progress written down after every few thousand lines; again it says the same.

    Raises: NotPermitted, NotFound, ProgrammeMissing. Source: M2.
    """
    asked = replays.replay_by_id(actor, replay_id)
    programme = parse_programme(asked.rules, [GradeFacts(**step) for step in asked.ladder], number=asked.number)
    outcome = replays.replayed(
        Rules.draft(programme),
        replays.Period(asked.since, asked.until),
        warm=replays.needs_the_past(programme),
        progress=lambda lines: replaying.note_replay(replay_id, lines_done=lines),
    )
    replaying.finish_replay(replay_id, result=outcome.as_facts(programme_on(on), programme), at=at)


def give_proof(*, actor: Actor, proof_id: int, answer: str, at: datetime, on: date) -> None:
    """Answer a proof; a wrong answer has been counted before it is refused. Raises: ProofWrong, ProofLost, …"""
    given = services.give_proof(actor=actor, proof_id=proof_id, answer=answer, at=at, on=on)
    if not given.ok:
        raise ProofWrong(left=given.left) if given.left else ProofLost(tries=TRIES)


def expire_coupons_of_everybody(*, actor: Actor, at: datetime, on: date) -> int:
    """End every coupon whose last day is before `on`, in pages; gives how many. May be stopped and run again."""
    require(actor, LoyaltyPermission.MANAGE_COUPONS)
    expired = 0
    while page := jobs.ended_coupons(on):
        expired += services.expire_coupons(actor=actor, coupon_ids=page, at=at, on=on)
    return expired


def end_reservations_of_everybody(*, actor: Actor, at: datetime) -> int:
    """Release what abandoned tickets hold, member by member; gives how many members were looked at."""
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    members = jobs.members_with_ended_reservations(at)
    for member_id in members:
        services.end_reservations(actor=actor, member_id=member_id, at=at)
    return len(members)


def release_points_of_everybody(*, actor: Actor, at: datetime, on: date) -> int:
    """Give what has waited long enough, member by member; gives the points. May be stopped and run again."""
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    released, after = 0, 0
    while page := jobs.members_with_due_points(on, after=after):
        released += sum(services.release_points_due(actor=actor, member_id=each, at=at, on=on) for each in page)
        after = page[-1]
    after = 0
    while page := jobs.members_with_owed_points(after=after):
        released += sum(services.settle_owed_sales(actor=actor, member_id=each, at=at, on=on) for each in page)
        after = page[-1]
    return released


def give_gifts_of_day(*, actor: Actor, at: datetime, on: date) -> int:
    """Birthday and occasion points of `on` and of the days a stopped scheduler may have missed; gives the points.

    Twice on one day gives nothing more: each gift has its key.
    """
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    return sum(services.give_gift(actor=actor, gift=gift, at=at, on=on) for gift in rewards.gifts_of_day(on))


def welcome(*, actor: Actor, member_id: int, at: datetime, on: date) -> int:
    """Registration points for a new member, where the rules give any; gives them."""
    gift = rewards.welcome_gift(member_id, on)
    return services.give_gift(actor=actor, gift=gift, at=at, on=on) if gift else 0


def note_expiry_of_everybody(*, actor: Actor, at: datetime, on: date) -> int:
    """Announce every lot that has come into a window, in pages of members; gives how many notices are new."""
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    noted, after = 0, 0
    while page := jobs.members_with_ending_lots(on, after=after):
        noted += services.note_expiry(actor=actor, member_ids=page, at=at, on=on)
        after = page[-1]
    return noted


def run_grant(*, actor: Actor, grant_id: int, at: datetime) -> None:
    """Give a grant page by page, its progress written down with each; again it goes on where it stopped."""
    while services.give_grant_page(actor=actor, grant_id=grant_id, at=at):
        pass
