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
from facet.shell.help.places import PLACES
from facet.shell.help.sales import SALES

__all__ = ["ANSWERS", "SAME", "Help", "help_for", "screens"]

# Forms and details whose screen already explains them.
SAME = {
    **dict.fromkeys(("organisation:store_new", "organisation:store_edit"), "organisation:store"),
    **dict.fromkeys(("organisation:entity_new", "organisation:entity"), "organisation:entities"),
    **dict.fromkeys(("organisation:price_group_new", "organisation:price_group"), "organisation:price_groups"),
    **dict.fromkeys(("organisation:area_new", "organisation:area"), "organisation:areas"),
    **dict.fromkeys(("organisation:department_new", "organisation:department"), "organisation:departments"),
    **dict.fromkeys(("organisation:partner_new", "organisation:partner"), "organisation:partners"),
    **dict.fromkeys(("organisation:device_new", "organisation:device"), "organisation:devices"),
    **dict.fromkeys(("organisation:staff_new", "organisation:staff_edit"), "organisation:staff_member"),
    "organisation:approval": "organisation:approvals",
    "organisation:policy": "organisation:policies",
    **dict.fromkeys(("catalog:category_new", "catalog:category"), "catalog:categories"),
    **dict.fromkeys(("catalog:style_new", "catalog:style", "catalog:style_edit"), "catalog:styles"),
    **dict.fromkeys(("catalog:word_new", "catalog:word"), "catalog:dictionaries"),
    **dict.fromkeys(("catalog:purity_new", "catalog:purity_end"), "catalog:purities"),
    **dict.fromkeys(("catalog:price_item_new", "catalog:price_item"), "catalog:price_items"),
    "catalog:publication": "catalog:publications",
    **dict.fromkeys(("inventory:edit", "inventory:reprice_piece", "inventory:retag"), "inventory:piece"),
    **dict.fromkeys(("inventory:withdraw", "inventory:restore", "inventory:add_photo"), "inventory:piece"),
    **dict.fromkeys(("inventory:lot_open", "inventory:lot_receive", "inventory:lot_count"), "inventory:lot"),
    **dict.fromkeys(("inventory:place_add", "inventory:place"), "inventory:places"),
    **dict.fromkeys(("members:archive", "members:restore"), "members:archived"),
}

# Not screens of their own: fragments, files and answers for another screen, whose help applies.
ANSWERS = frozenset(
    {
        "shell:help",
        "shell:healthz",
        "inventory:photo",
        "inventory:piece_tab",
        "members:areas",
        "members:search",
        "members:tab",
        "members:timeline",
        "sales:receipt_pdf",
        "sales:scan",
        "sales:name_member",
    }
)


@cache
def screens() -> dict[str, Help]:
    """Every screen's help by its url name."""
    return FRAME | ORGANISATION | PLACES | AUDIT | CATALOG | INVENTORY | MEMBERS | LOYALTY | SALES


def help_for(screen: str) -> Help | None:
    """The help of `screen` or of the screen it belongs to, or None."""
    return screens().get(SAME.get(screen, screen))
