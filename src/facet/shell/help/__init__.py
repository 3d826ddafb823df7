"""What each screen is for, in five lines, with its keys: read in the drawer behind "?".

One file a domain; both languages stand side by side, so that they are changed together.
Traditional Chinese is made from the simplified. Source: ux.md §2.27, R243.
"""

from functools import cache

from facet.shell.help.definition import Help

__all__ = ["Help", "help_for", "screens"]


@cache
def screens() -> dict[str, Help]:
    """Every screen's help by its url name."""
    return {}


def help_for(screen: str) -> Help | None:
    """The help of `screen`, or None."""
    return screens().get(screen)
