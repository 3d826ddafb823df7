"""What staff may be allowed to do in purchasing. Pure."""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


class PurchasingPermission(StrEnum):
    """The codes of this domain's rights."""

    VIEW_SUPPLIERS = "purchasing.view_suppliers"
    MANAGE_SUPPLIERS = "purchasing.manage_suppliers"
    VIEW_ORDERS = "purchasing.view_orders"
    ORDER_GOODS = "purchasing.order_goods"
    APPROVE_ORDERS = "purchasing.approve_orders"
    RECEIVE_ORDERS = "purchasing.receive_orders"
    VIEW_RETURNS = "purchasing.view_returns"
    RETURN_GOODS = "purchasing.return_goods"
    FIX_PRICES = "purchasing.fix_prices"
    ENTER_BILLS = "purchasing.enter_bills"
    APPROVE_BILLS = "purchasing.approve_bills"
    SETTLE_CONSIGNMENT = "purchasing.settle_consignment"
    VIEW_PLAN = "purchasing.view_plan"
    MAKE_PLAN = "purchasing.make_plan"


LABELS = {
    PurchasingPermission.VIEW_SUPPLIERS: gettext_noop("See suppliers, their terms and how they deliver"),
    PurchasingPermission.MANAGE_SUPPLIERS: gettext_noop("Keep suppliers' terms and price lists"),
    PurchasingPermission.VIEW_ORDERS: gettext_noop("See purchase orders and how far they are"),
    PurchasingPermission.ORDER_GOODS: gettext_noop("Write, send and cancel purchase orders"),
    PurchasingPermission.APPROVE_ORDERS: gettext_noop("Allow a colleague's purchase order above the limit"),
    PurchasingPermission.RECEIVE_ORDERS: gettext_noop("Receive what was ordered: weigh, check, tag"),
    PurchasingPermission.VIEW_RETURNS: gettext_noop("See what went back to suppliers"),
    PurchasingPermission.RETURN_GOODS: gettext_noop("Send pieces back to their supplier"),
    PurchasingPermission.FIX_PRICES: gettext_noop("Fix the price of gold that was received unpriced"),
    PurchasingPermission.ENTER_BILLS: gettext_noop("Enter suppliers' bills and match them"),
    PurchasingPermission.APPROVE_BILLS: gettext_noop("Allow a bill that differs from what was received"),
    PurchasingPermission.SETTLE_CONSIGNMENT: gettext_noop("Lend goods out, and settle goods that belong to suppliers"),
    PurchasingPermission.VIEW_PLAN: gettext_noop("See the purchase plan and its reasons"),
    PurchasingPermission.MAKE_PLAN: gettext_noop("Make the purchase plan, change its quantities, order from it"),
}
