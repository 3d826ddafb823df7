"""The jobs of loyalty; thin."""

from django.conf import settings

from facet.kernel import clock
from facet.kernel.permissions import house
from facet.loyalty import flows


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
