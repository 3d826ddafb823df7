"""The tab "Purchasing", shown on purchasing's screens. Its shape is told in facet/shell/README.md."""

from facet.kernel.errors import gettext_noop as _


def pgettext(context: str, text: str) -> str:
    """Mark `text` for the translators; the ribbon translates it in this context when it is drawn."""
    return text


def _command(  # noqa: PLR0917 -- reads as a table below
    key: str, icon: str, label: str, hint: str, keytip: str, permission: str, **more: object
) -> dict:
    return {
        "key": f"purchase.{key}", "url": f"purchasing:{key}", "icon": icon, "label": label, "hint": hint,
        "keytip": keytip, "permission": f"purchasing.{permission}", **more,
    }  # fmt: skip


SCREENS = (
    "suppliers supplier supplier_terms supplier_price orders to_receive order_new order order_confirm"
    " order_receive order_cancel returns return_new return owed fix fixings bills bill_new bill consigned"
    " consignment_settle settlements memos memo_new memo memo_back"
).split()

# Labels without a mark are those of the tab Inventory, and translated with it.
PURCHASE_TOOLS = {
    "key": "purchase",
    "label": pgettext("ribbon", "Purchasing"),
    "screens": [f"purchasing:{name}" for name in SCREENS],
    "groups": [
        {
            "label": pgettext("ribbon", "Ordering"),
            "icon": "clipboard-list",
            "commands": [
                _command("order_new", "plus", pgettext("ribbon", "Write an order"), _("Write an order to a supplier."),
                    "W", "order_goods", large=True),
                _command("orders", "clipboard-list", pgettext("ribbon", "Purchase orders"),
                    _("See all orders, how far they are and which are late."), "D", "view_orders"),
                _command("to_receive", "package-import", "Receive orders",
                    _("Receive what came against orders: weigh, check, tag."), "R", "receive_orders"),
                _command("suppliers", "building-factory", pgettext("ribbon", "Suppliers"),
                    _("See who delivers, how, and on which terms."), "U", "view_suppliers"),
            ],
        },
        {
            "label": pgettext("ribbon", "What is owed"),
            "icon": "scale",
            "commands": [
                _command("owed", "scale", "Grams owed",
                    _("Fix the price of gold that came unpriced."), "G", "fix_prices", large=True),
                _command("bills", "file-invoice", "Suppliers' bills",
                    _("Enter bills and match them with orders and deliveries."), "B", "enter_bills"),
                _command("fixings", "list-check", pgettext("ribbon", "Fixed prices"),
                    _("See every price that was fixed."), "F", "fix_prices"),
            ],
        },
        {
            "label": pgettext("ribbon", "Goods of others"),
            "icon": "building-store",
            "commands": [
                _command("consigned", "building-store", "Consigned goods",
                    _("See suppliers' goods in your trays and settle what was sold."), "C", "settle_consignment",
                    large=True),
                _command("memos", "truck-delivery", "Lent goods",
                    _("Lend pieces to a partner and take them back."), "L", "settle_consignment"),
                _command("returns", "truck-return", pgettext("ribbon", "Supplier returns"),
                    _("Send pieces back to their supplier."), "N", "view_returns"),
            ],
        },
    ],
}  # fmt: skip
