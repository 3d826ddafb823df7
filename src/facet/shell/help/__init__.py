"""What each screen is for, in five lines, with its keys: read in the drawer behind "?".

One file a domain; both languages stand side by side, so that they are changed together.
Traditional Chinese is made from the simplified. Source: ux.md §2.27, R243.
"""

from functools import cache

from facet.shell.help.audit import AUDIT
from facet.shell.help.batches import BATCHES
from facet.shell.help.books import BOOKS, BOOKS_ANSWERS, BOOKS_SAME
from facet.shell.help.buying import BUYING, BUYING_ANSWERS, BUYING_SAME
from facet.shell.help.cards import CARDS, CARDS_ANSWERS, CARDS_SAME
from facet.shell.help.catalog import CATALOG
from facet.shell.help.counting import COUNTING
from facet.shell.help.definition import Help
from facet.shell.help.frame import FRAME
from facet.shell.help.inventory import INVENTORY
from facet.shell.help.invoices import INVOICES, INVOICES_ANSWERS, INVOICES_SAME
from facet.shell.help.jobs import JOBS, JOBS_SAME
from facet.shell.help.keeping import KEEPING
from facet.shell.help.loyalty import LOYALTY
from facet.shell.help.members import MEMBERS
from facet.shell.help.old_gold import OLD_GOLD
from facet.shell.help.orders import ORDERS, ORDERS_SAME
from facet.shell.help.organisation import ORGANISATION
from facet.shell.help.papers import PAPERS, PAPERS_ANSWERS, PAPERS_SAME
from facet.shell.help.places import PLACES
from facet.shell.help.plan import PLAN
from facet.shell.help.promotions import PROMOTIONS, PROMOTIONS_SAME
from facet.shell.help.quotes import QUOTES, QUOTES_SAME
from facet.shell.help.rewards import REWARDS
from facet.shell.help.sales import SALES
from facet.shell.help.selling import SELLING, SELLING_SAME
from facet.shell.help.spending import SPENDING, SPENDING_SAME
from facet.shell.help.transfers import TRANSFERS, TRANSFERS_SAME
from facet.shell.help.without_server import WITHOUT_SERVER, WITHOUT_SERVER_ANSWERS
from facet.shell.help.works import WORKS, WORKS_SAME

__all__ = ["ANSWERS", "SAME", "Help", "help_for", "screens"]

# Forms and details whose screen already explains them.
SAME = {
    **BUYING_SAME,
    **BOOKS_SAME,
    **CARDS_SAME,
    **INVOICES_SAME,
    **ORDERS_SAME,
    **JOBS_SAME,
    **PAPERS_SAME,
    **PROMOTIONS_SAME,
    **QUOTES_SAME,
    **SELLING_SAME,
    **SPENDING_SAME,
    **TRANSFERS_SAME,
    **WORKS_SAME,
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
    **dict.fromkeys(("inventory:stocktake_plan", "inventory:stocktake_plan_new"), "inventory:stocktake_plans"),
    **dict.fromkeys(("inventory:stocktake_open", "inventory:stocktake_report"), "inventory:stocktake"),
    **dict.fromkeys(("inventory:stocktake_sheet", "inventory:stocktake_cancel"), "inventory:stocktake"),
    **dict.fromkeys(("inventory:stocktake_close", "inventory:stocktake_settle"), "inventory:stocktake"),
    "inventory:stocktake_file": "inventory:stocktake_count",
    **dict.fromkeys(("members:archive", "members:restore"), "members:archived"),
    **dict.fromkeys(("members:tag_new", "members:tag", "members:tag_members", "members:tag_picked"), "members:tags"),
    **dict.fromkeys(("members:group_new", "members:group", "members:group_members"), "members:groups"),
    **dict.fromkeys(("members:field_new", "members:field", "members:own_fields"), "members:fields"),
    **dict.fromkeys(("members:household", "members:join_household"), "members:households"),
    **dict.fromkeys(("members:sizes", "members:occasion", "members:member_tags"), "members:member"),
    "members:consent_text_new": "members:consent_texts",
    "loyalty:policy": "loyalty:policies",
}

# Not screens of their own: fragments, files and answers for another screen, whose help applies.
ANSWERS = frozenset(
    {
        "shell:help",
        "shell:healthz",
        "organisation:lock",
        "inventory:photo",
        "inventory:minimum_end",
        "inventory:outside_paper",
        "inventory:piece_tab",
        "inventory:transfer_packing",
        "inventory:stocktake_progress",
        "inventory:stocktake_scans",
        "inventory:stocktake_sheet_file",
        "members:areas",
        "loyalty:expiry_told",
        "loyalty:grant_undo",
        "loyalty:referral_rules",
        "members:end_occasion",
        "members:household_head",
        "members:leave_group",
        "members:leave_household",
        "members:profiling",
        "members:relation_privacy",
        "members:search",
        "members:tab",
        "members:timeline",
        "sales:delivery_picture",
        "sales:delivery_slip_pdf",
        "sales:deposit_slip_pdf",
        "sales:job_slip_pdf",
        "sales:material_picture",
        "sales:order_slip_pdf",
        "sales:quotation_pdf",
        "sales:receipt_pdf",
        "sales:signature",
        "sales:scan",
        "sales:name_member",
    }
    | BOOKS_ANSWERS
    | BUYING_ANSWERS
    | CARDS_ANSWERS
    | INVOICES_ANSWERS
    | PAPERS_ANSWERS
    | WITHOUT_SERVER_ANSWERS
)


@cache
def screens() -> dict[str, Help]:
    """Every screen's help by its url name."""
    house = FRAME | BUYING | ORGANISATION | PLACES | AUDIT | CATALOG | INVENTORY | COUNTING | TRANSFERS
    house |= BOOKS
    house |= PAPERS
    house |= PLAN
    house |= OLD_GOLD | ORDERS | JOBS
    house |= WITHOUT_SERVER | WORKS
    house |= BATCHES | QUOTES
    return house | MEMBERS | CARDS | INVOICES | KEEPING | LOYALTY | PROMOTIONS | REWARDS | SPENDING | SALES | SELLING


def help_for(screen: str) -> Help | None:
    """The help of `screen` or of the screen it belongs to, or None."""
    return screens().get(SAME.get(screen, screen))
