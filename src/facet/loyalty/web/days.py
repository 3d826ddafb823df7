"""What day it is for the chain."""

from datetime import date

from django.conf import settings

from facet.kernel import clock


def today() -> date:
    """The chain's calendar day."""
    return clock.local_date(clock.now(), settings.TIME_ZONE)
