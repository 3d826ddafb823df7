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


LABELS = {
    InventoryPermission.VIEW_PIECES: gettext_noop("See pieces and stock"),
    InventoryPermission.RECEIVE_PIECES: gettext_noop("Receive goods into stock"),
    InventoryPermission.MOVE_PIECES: gettext_noop("Move pieces between places"),
    InventoryPermission.MANAGE_PIECES: gettext_noop("Change, reprice and withdraw pieces"),
    InventoryPermission.IMPORT_PIECES: gettext_noop("Import pieces from a file"),
}

COST = "cost"  # the switch that shows what a piece cost us
