"""The report of the chain's first day."""

from facet.kernel.permissions import Actor, require
from facet.members.models import OpeningRun
from facet.members.permissions import MembersPermission


def opening_run(actor: Actor) -> OpeningRun | None:
    """What came in on the first day, None while the chain has not been opened. Raises: NotPermitted. Queries: 1."""
    require(actor, MembersPermission.OPEN_BOOKS)
    return OpeningRun.objects.first()
