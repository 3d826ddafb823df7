"""What a person may set about the frame."""

from collections.abc import Sequence

from facet.kernel.errors import Invalid, NotPermitted, gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.shell import ribbon
from facet.shell.models import Shortcuts

MOST_SHORTCUTS = 9  # they are reached by the digits


@unit_of_work
def keep_shortcuts(*, actor: Actor, commands: Sequence[str]) -> list[str]:
    """Keep these commands at the right end of the ribbon; none: the usual ones again.

    Raises: NotPermitted for programs, Invalid for an unknown command or more than nine.
    """
    if actor.staff_id is None:
        raise NotPermitted(permission="shell.shortcuts")
    chosen = list(dict.fromkeys(commands))
    if any(ribbon.command(key) is None for key in chosen):
        raise Invalid(field="commands", reason=gettext_noop("one of them does not exist"))
    if len(chosen) > MOST_SHORTCUTS:
        raise Invalid(field="commands", reason=gettext_noop("nine at most, one for each digit"))
    Shortcuts.objects.update_or_create(staff_id=actor.staff_id, defaults={"commands": chosen})
    return chosen
