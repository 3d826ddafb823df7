"""The tab "Piece tools", shown while one piece is open. Its shape is told in facet/shell/README.md."""

from facet.kernel.errors import gettext_noop as _

MANAGE = "inventory.manage_pieces"


def pgettext(context: str, text: str) -> str:
    """Mark `text` for the translators; the ribbon translates it in this context when it is drawn."""
    return text


PIECE_TOOLS = {
    "key": "piece",
    "label": pgettext("ribbon", "Piece tools"),
    "screens": ["inventory:piece"],
    "groups": [
        {
            "label": pgettext("ribbon", "This piece"),
            "icon": "diamond",
            "commands": [
                {
                    "key": "piece.sell",
                    "url": "sales:till",
                    "query": "tag={0}",
                    "icon": "receipt",
                    "label": pgettext("ribbon", "Sell piece"),
                    "hint": _("Start a ticket with this piece."),
                    "keytip": "N",
                    "permission": "sales.complete_sale",
                    "large": True,
                },
                {
                    "key": "piece.move",
                    "url": "inventory:move",
                    "subject": True,
                    "icon": "arrows-move",
                    "label": pgettext("ribbon", "Move piece"),
                    "hint": _("Put this piece in another counter, tray or vault."),
                    "keytip": "X",
                    "permission": "inventory.move_pieces",
                },
                {
                    "key": "piece.edit",
                    "url": "inventory:edit",
                    "subject": True,
                    "icon": "edit",
                    "label": pgettext("ribbon", "Edit piece"),
                    "hint": _("Correct what is written about this piece."),
                    "keytip": "I",
                    "permission": MANAGE,
                },
            ],
        },
        {
            "label": pgettext("ribbon", "Tag and price"),
            "icon": "tag",
            "commands": [
                {
                    "key": "piece.reprice",
                    "url": "inventory:reprice_piece",
                    "subject": True,
                    "icon": "currency-yuan",
                    "label": pgettext("ribbon", "Reprice"),
                    "hint": _("Write another price on the tag; the one before is kept."),
                    "keytip": "R",
                    "permission": MANAGE,
                },
                {
                    "key": "piece.retag",
                    "url": "inventory:retag",
                    "subject": True,
                    "icon": "tag",
                    "label": pgettext("ribbon", "New tag"),
                    "hint": _("Give the piece another tag; the old one stays taken."),
                    "keytip": "T",
                    "permission": MANAGE,
                },
                {
                    "key": "piece.print_tag",
                    "url": "inventory:tags",
                    "query": "tags={0}",
                    "icon": "sticker",
                    "label": pgettext("ribbon", "Print tag"),
                    "hint": _("Print this piece's tag for the label printer."),
                    "keytip": "G",
                    "permission": "inventory.print_tags",
                },
                {
                    "key": "piece.photo",
                    "url": "inventory:add_photo",
                    "subject": True,
                    "icon": "camera",
                    "label": pgettext("ribbon", "Add picture"),
                    "hint": _("Show the piece on lists, at the till and to members."),
                    "keytip": "P",
                    "permission": MANAGE,
                },
            ],
        },
        {
            "label": pgettext("ribbon", "On sale"),
            "icon": "archive",
            "commands": [
                {
                    "key": "piece.restore",
                    "url": "inventory:restore",
                    "subject": True,
                    "icon": "player-play",
                    "label": pgettext("ribbon", "Back on sale"),
                    "hint": _("Found again, brought back, or good to sell again."),
                    "keytip": "B",
                    "permission": MANAGE,
                },
                {
                    "key": "piece.withdraw",
                    "url": "inventory:withdraw",
                    "subject": True,
                    "icon": "archive",
                    "label": pgettext("ribbon", "Withdraw"),
                    "hint": _("Take the piece out of the sale, with a reason."),
                    "keytip": "W",
                    "permission": MANAGE,
                    "danger": True,
                },
            ],
        },
    ],
}
