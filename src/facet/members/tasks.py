"""The jobs of members; thin."""

from django.conf import settings

from facet.kernel import clock
from facet.kernel.permissions import house
from facet.members import services
from facet.members.flows import group as group_flow
from facet.members.flows import jobs
from facet.members.flows import silence as silence_flow


def expire_cards() -> None:
    """Every night: end the cards whose last day has passed."""
    at = clock.now()
    jobs.expire_cards(actor=house("members.expire_cards"), on=clock.local_date(at, settings.TIME_ZONE), at=at)


def remind_of_overdue_credit() -> None:
    """Every morning: tell the stores whose members are overdue."""
    at = clock.now()
    jobs.remind_of_overdue_credit(
        actor=house("members.remind_of_overdue_credit"), on=clock.local_date(at, settings.TIME_ZONE), at=at
    )


def open_to_all() -> None:
    """Every night: members whom nobody has served for long may be claimed by anybody."""
    at = clock.now()
    jobs.open_to_all(actor=house("members.open_to_all"), on=clock.local_date(at, settings.TIME_ZONE), at=at)


def compute_groups() -> None:
    """Every night: who belongs to the computed groups."""
    at = clock.now()
    group_flow.compute_groups(actor=house("members.compute_groups"), on=clock.local_date(at, settings.TIME_ZONE), at=at)


def find_silence() -> None:
    """Every night: to-dos for senior members whom nobody has spoken to."""
    at = clock.now()
    silence_flow.find_silence(actor=house("members.find_silence"), on=clock.local_date(at, settings.TIME_ZONE), at=at)


def move_occasions() -> None:
    """Every night: give the days that have passed their next date."""
    group_flow.move_occasions(
        actor=house("members.move_occasions"), on=clock.local_date(clock.now(), settings.TIME_ZONE)
    )


def forget_join_requests() -> None:
    """Every hour: wipe what visitors typed whose code has ended."""
    services.forget_join_requests(actor=house("members.forget_join_requests"), at=clock.now())
