"""What each screen is for, in five lines, with its keys: read in the drawer behind "?".

One file a domain; both languages stand side by side, so that they are changed together.
Traditional Chinese is made from the simplified. Source: ux.md §2.27, R243.
"""

from functools import cache

from facet.shell.help.audit import AUDIT
from facet.shell.help.catalog import CATALOG
from facet.shell.help.definition import Help
from facet.shell.help.frame import FRAME
from facet.shell.help.inventory import INVENTORY
from facet.shell.help.loyalty import LOYALTY
from facet.shell.help.members import MEMBERS
from facet.shell.help.organisation import ORGANISATION
from facet.shell.help.sales import SALES

__all__ = ["ANSWERS", "Help", "help_for", "screens"]

# Not screens of their own: fragments, files and answers for another screen, whose help applies.
ANSWERS = frozenset(
    {
        "shell:help",
        "shell:healthz",
        "sales:receipt_pdf",
        "sales:scan",
        "sales:name_member",
    }
)


@cache
def screens() -> dict[str, Help]:
    """Every screen's help by its url name."""
    return FRAME | ORGANISATION | AUDIT | CATALOG | INVENTORY | MEMBERS | LOYALTY | SALES


def help_for(screen: str) -> Help | None:
    """The help of `screen`, or None."""
    return screens().get(screen)
