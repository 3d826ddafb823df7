"""The jobs of loyalty; thin."""

from typing import Any
from uuid import UUID

from django.conf import settings

from facet.kernel import clock, jobs, registry
from facet.kernel.permissions import house
from facet.loyalty import flows, services

REPAYMENTS = ("members.credit_repaid", "members.credit_written_off", "members.repayment_undone")


def expire_points() -> None:
    """Every night: end the points whose last day has passed."""
    at = clock.now()
    flows.expire_points_of_everybody(
        actor=house("loyalty.expire_points"), at=at, on=clock.local_date(at, settings.TIME_ZONE)
    )


def regrade() -> None:
    """Every night: lift members whose points carry more on the ladder in force."""
    at = clock.now()
    flows.regrade_everybody(actor=house("loyalty.regrade"), at=at, on=clock.local_date(at, settings.TIME_ZONE))


@jobs.task()
def run_replay(replay_id: int) -> None:
    """Count a period's real sales under other rules."""
    at = clock.now()
    flows.run_replay(
        actor=house("loyalty.run_replay"), replay_id=replay_id, at=at, on=clock.local_date(at, settings.TIME_ZONE)
    )


def expire_coupons() -> None:
    """Every night: end the coupons whose last day has passed."""
    at = clock.now()
    flows.expire_coupons_of_everybody(
        actor=house("loyalty.expire_coupons"), at=at, on=clock.local_date(at, settings.TIME_ZONE)
    )


def end_reservations() -> None:
    """Every ten minutes: release the points that abandoned tickets hold."""
    flows.end_reservations_of_everybody(actor=house("loyalty.end_reservations"), at=clock.now())


def release_points() -> None:
    """Every night: give what has waited long enough."""
    at = clock.now()
    flows.release_points_of_everybody(
        actor=house("loyalty.release_points"), at=at, on=clock.local_date(at, settings.TIME_ZONE)
    )


def give_gifts() -> None:
    """Every morning: birthdays and company occasions."""
    at = clock.now()
    flows.give_gifts_of_day(actor=house("loyalty.give_gifts"), at=at, on=clock.local_date(at, settings.TIME_ZONE))


def note_expiry() -> None:
    """Every night: announce the points that end soon."""
    at = clock.now()
    flows.note_expiry_of_everybody(
        actor=house("loyalty.note_expiry"), at=at, on=clock.local_date(at, settings.TIME_ZONE)
    )


@jobs.task()
def run_grant(grant_id: int) -> None:
    """Give a grant's benefit to all its members, page by page."""
    flows.run_grant(actor=house("loyalty.run_grant"), grant_id=grant_id, at=clock.now())


def hear_purchase(event: Any) -> None:
    """A ticket was completed: referrers' shares and first-purchase points, given or taken back."""
    services.settle_purchase(
        actor=house("loyalty.settle_purchase"), source=UUID(event.facts["sale_id"]), at=event.recorded_at
    )


def hear_member(event: Any) -> None:
    """A file was opened: welcome points."""
    flows.welcome(
        actor=house("loyalty.give_gifts"), member_id=event.facts["member_id"], at=event.recorded_at,
        on=clock.local_date(event.recorded_at, settings.TIME_ZONE),
    )  # fmt: skip


def hear_repayment(event: Any) -> None:
    """A member repaid credit, or a repayment was taken back: the points of those purchases follow."""
    services.settle_owed_sales(
        actor=house("loyalty.release_points"), member_id=event.facts["member_id"], at=event.recorded_at,
        on=clock.local_date(event.recorded_at, settings.TIME_ZONE),
    )  # fmt: skip


def offer_jobs() -> None:
    """Offer the house what loyalty does by itself: at its hours, and when something happens."""
    for key, cron, run in (
        ("loyalty.expire_points", "20 3 * * *", expire_points),
        ("loyalty.regrade", "40 3 * * *", regrade),
        ("loyalty.expire_coupons", "50 3 * * *", expire_coupons),
        ("loyalty.end_reservations", "*/10 * * * *", end_reservations),
        ("loyalty.release_points", "10 3 * * *", release_points),
        ("loyalty.give_gifts", "30 0 * * *", give_gifts),
        ("loyalty.note_expiry", "0 5 * * *", note_expiry),
    ):
        registry.offer("schedule", key, registry.Schedule(key, cron, run))
    for consumer in (
        registry.Consumer("loyalty.referral", ("sales.sale_completed",), hear_purchase),
        registry.Consumer("loyalty.welcome", ("members.member_created",), hear_member),
        registry.Consumer("loyalty.owed_sales", REPAYMENTS, hear_repayment),
    ):
        registry.offer("consumer", consumer.key, consumer)
