"""The map of the whole house: seven tabs, every command at its one place.

The full map stands here from the first day. A command whose page does not exist yet is not
shown, and one that a role can never use is absent. Source: ux.md §1.2, §2.3; R234.
"""

from functools import cache

from facet.shell.ribbon.admin import ADMIN
from facet.shell.ribbon.definition import Command, Group, Tab
from facet.shell.ribbon.home import HOME
from facet.shell.ribbon.inventory import INVENTORY
from facet.shell.ribbon.members import MEMBERS
from facet.shell.ribbon.promote import PROMOTE
from facet.shell.ribbon.reports import REPORTS
from facet.shell.ribbon.sell import SELL

TABS: tuple[Tab, ...] = (HOME, SELL, MEMBERS, INVENTORY, PROMOTE, REPORTS, ADMIN)

__all__ = ["TABS", "Command", "Group", "Tab", "command", "commands"]


def commands() -> list[Command]:
    """Every command, in the order of the ribbon."""
    return [command for tab in TABS for command in tab.commands]


@cache
def _by_key() -> dict[str, Command]:
    return {command.key: command for command in commands()}


def command(key: str) -> Command | None:
    """The command under `key`, or None."""
    return _by_key().get(key)
