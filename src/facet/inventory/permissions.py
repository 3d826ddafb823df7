"""What staff may be allowed to do with stock. Pure."""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


class InventoryPermission(StrEnum):
    """One right each; how far it reaches is the role's business."""

    VIEW_PIECES = "inventory.view_pieces"
    RECEIVE_PIECES = "inventory.receive_pieces"
    MOVE_PIECES = "inventory.move_pieces"
    MANAGE_PIECES = "inventory.manage_pieces"
    IMPORT_PIECES = "inventory.import_pieces"
    REQUEST_TRANSFER = "inventory.request_transfer"
    HAND_OVER = "inventory.hand_over"
    SET_MINIMUMS = "inventory.set_minimums"
    ALLOCATE = "inventory.allocate_goods"
    REPRICE = "inventory.reprice"
    PRINT_TAGS = "inventory.print_tags"
    STOCKTAKE = "inventory.stocktake"
    VIEW_STOCKTAKES = "inventory.view_stocktakes"
    APPROVE_STOCKTAKE = "inventory.approve_stocktake"
    VIEW_COSTING = "inventory.view_costing"
    TRANSFER_METAL = "inventory.transfer_metal"
    LOCK_MONTH = "inventory.lock_month"
    WORK_GOODS = "inventory.work_goods"
    APPROVE_WORKS = "inventory.approve_works"
    SEND_OUTSIDE = "inventory.send_outside"
    MANAGE_SETS = "inventory.manage_sets"


LABELS = {
    InventoryPermission.VIEW_PIECES: gettext_noop("See pieces and stock"),
    InventoryPermission.RECEIVE_PIECES: gettext_noop("Receive goods into stock"),
    InventoryPermission.MOVE_PIECES: gettext_noop("Move pieces between places"),
    InventoryPermission.MANAGE_PIECES: gettext_noop("Change, reprice and withdraw pieces"),
    InventoryPermission.IMPORT_PIECES: gettext_noop("Import pieces from a file"),
    InventoryPermission.REQUEST_TRANSFER: gettext_noop("Ask other stores for goods, and follow transfers"),
    InventoryPermission.HAND_OVER: gettext_noop("Hand trays over in the morning and the evening"),
    InventoryPermission.SET_MINIMUMS: gettext_noop("Set how much a store should have"),
    InventoryPermission.ALLOCATE: gettext_noop("Share goods out among the stores"),
    InventoryPermission.REPRICE: gettext_noop("Reprice and retag many pieces at once"),
    InventoryPermission.PRINT_TAGS: gettext_noop("Print tags"),
    InventoryPermission.STOCKTAKE: gettext_noop("Open counts and scan"),
    InventoryPermission.VIEW_STOCKTAKES: gettext_noop("See counts and what differed"),
    InventoryPermission.APPROVE_STOCKTAKE: gettext_noop("Settle the differences of a count"),
    InventoryPermission.VIEW_COSTING: gettext_noop("See the books of stock: metal, months, measures, losses"),
    InventoryPermission.TRANSFER_METAL: gettext_noop("Book metal from one account to another"),
    InventoryPermission.LOCK_MONTH: gettext_noop("Lock a month of stock, and ask to open it again"),
    InventoryPermission.WORK_GOODS: gettext_noop("Split, combine and take apart pieces"),
    InventoryPermission.APPROVE_WORKS: gettext_noop("Approve what others lost while working on pieces"),
    InventoryPermission.SEND_OUTSIDE: gettext_noop("Send pieces to the laboratory or factory, and take them back"),
    InventoryPermission.MANAGE_SETS: gettext_noop("Put sets together and dissolve them"),
}

STOCKTAKE_LIMIT = "stocktake_cents"  # the value of differences that one may settle alone
STOCKTAKE_KIND = "inventory.stocktake"  # the approval for settling more than that
COST = "cost"  # the switch that shows what a piece cost us
