"""What the frame remembers of a person."""

from facet.kernel.permissions import Actor
from facet.shell.models import Shortcuts


def shortcuts_of(viewer: Actor) -> list[str]:
    """The keys of the commands that `viewer` keeps at hand, in their order. Queries: 1, 0 for programs."""
    if viewer.staff_id is None:
        return []
    return Shortcuts.objects.filter(staff_id=viewer.staff_id).values_list("commands", flat=True).first() or []
