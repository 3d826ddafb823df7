"""What can be done with members."""

from facet.members.services.standing import apply_standing, lock_standing, lock_standings
from facet.members.services.timeline import record_event, record_events

__all__ = ["apply_standing", "lock_standing", "lock_standings", "record_event", "record_events"]
