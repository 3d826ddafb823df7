"""What staff may be allowed to do at the till and with tickets. Pure."""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


class SalesPermission(StrEnum):
    """The rights of this domain."""

    QUOTE = "sales.quote"
    VIEW_QUOTES = "sales.view_quotes"
    SWITCH_BASIS = "sales.switch_basis"
    HOLD_BASKET = "sales.hold_basket"
    COMPLETE_SALE = "sales.complete_sale"
    TAKE_PAYMENT = "sales.take_payment"
    VIEW_SALES = "sales.view_sales"
    LOOK_UP_RECEIPT = "sales.look_up_receipt"
    REPRINT = "sales.reprint"
    REQUEST_INVOICE = "sales.request_invoice"
    ISSUE_INVOICE = "sales.issue_invoice"
    RETURN_GOODS = "sales.return_goods"
    RETURN_BEYOND_TERMS = "sales.return_beyond_terms"
    TRADE_IN = "sales.trade_in"
    TAKE_DEPOSIT = "sales.take_deposit"
    USE_DEPOSIT = "sales.use_deposit"
    VIEW_DEPOSITS = "sales.view_deposits"
    SETTLE_DEPOSIT = "sales.settle_deposit"
    SETTLE_BEYOND_TERMS = "sales.settle_beyond_terms"
    TAKE_ORDER = "sales.take_order"
    VIEW_ORDERS = "sales.view_orders"
    WORK_ORDERS = "sales.work_orders"
    HAND_OVER_ORDERS = "sales.hand_over_orders"
    TAKE_JOBS = "sales.take_jobs"
    VIEW_JOBS = "sales.view_jobs"
    WORK_JOBS = "sales.work_jobs"
    HAND_BACK_JOBS = "sales.hand_back_jobs"
    ACCEPT_WEIGHT = "sales.accept_weight"
    VIEW_DELIVERIES = "sales.view_deliveries"
    WORK_DELIVERIES = "sales.work_deliveries"
    VIEW_MATERIALS = "sales.view_materials"
    SEAL_MATERIALS = "sales.seal_materials"
    REFINE_MATERIALS = "sales.refine_materials"
    RECONCILE = "sales.reconcile"
    SELL_PENDING = "sales.sell_pending"
    SETTLE_CONFLICTS = "sales.settle_conflicts"
    OPEN_SHIFT = "sales.open_shift"
    CLOSE_SHIFT = "sales.close_shift"
    PAY_IN = "sales.pay_in"
    PAY_OUT = "sales.pay_out"
    CLOSE_DAY = "sales.close_day"
    CLOSE_DAY_ANYWAY = "sales.close_day_anyway"
    VIEW_COMMISSION = "sales.view_commission"
    MANAGE_COMMISSION = "sales.manage_commission"
    PUBLISH_COMMISSION = "sales.publish_commission"
    SET_TARGETS = "sales.set_targets"
    RECEIVE_CUSTOMERS = "sales.receive_customers"
    VIEW_RECEPTIONS = "sales.view_receptions"
    VIEW_RESULTS = "sales.view_results"
    VIEW_PRINT_LAYOUTS = "sales.view_print_layouts"
    PRINT_LAYOUTS = "sales.print_layouts"


LABELS = {
    SalesPermission.QUOTE: gettext_noop("Price a ticket"),
    SalesPermission.VIEW_QUOTES: gettext_noop("See quotes"),
    SalesPermission.SWITCH_BASIS: gettext_noop("Switch the price basis of a piece on a ticket"),
    SalesPermission.HOLD_BASKET: gettext_noop("Open, hold and recall tickets"),
    SalesPermission.COMPLETE_SALE: gettext_noop("Complete a sale"),
    SalesPermission.TAKE_PAYMENT: gettext_noop("Take payment"),
    SalesPermission.VIEW_SALES: gettext_noop("See sales"),
    SalesPermission.LOOK_UP_RECEIPT: gettext_noop("Look up any receipt by its number"),
    SalesPermission.REPRINT: gettext_noop("Reprint a receipt"),
    SalesPermission.REQUEST_INVOICE: gettext_noop("Ask for a ticket's invoice"),
    SalesPermission.ISSUE_INVOICE: gettext_noop("Issue or reject invoices"),
    SalesPermission.RETURN_GOODS: gettext_noop("Take goods back"),
    SalesPermission.RETURN_BEYOND_TERMS: gettext_noop("Take goods back beyond the terms"),
    SalesPermission.TRADE_IN: gettext_noop("Take old gold in and buy it back"),
    SalesPermission.TAKE_DEPOSIT: gettext_noop("Take deposits and instalments"),
    SalesPermission.USE_DEPOSIT: gettext_noop("Use a deposit for goods"),
    SalesPermission.VIEW_DEPOSITS: gettext_noop("See deposits and layaways"),
    SalesPermission.SETTLE_DEPOSIT: gettext_noop("Settle deposits without goods"),
    SalesPermission.SETTLE_BEYOND_TERMS: gettext_noop("Keep a deposit, or pay back more than the terms say"),
    SalesPermission.TAKE_ORDER: gettext_noop("Take customers' orders"),
    SalesPermission.VIEW_ORDERS: gettext_noop("See customers' orders"),
    SalesPermission.WORK_ORDERS: gettext_noop("Move orders through their stages"),
    SalesPermission.HAND_OVER_ORDERS: gettext_noop("Hand ordered pieces over"),
    SalesPermission.TAKE_JOBS: gettext_noop("Take customers' pieces in for service"),
    SalesPermission.VIEW_JOBS: gettext_noop("See services of customers' pieces"),
    SalesPermission.WORK_JOBS: gettext_noop("Work on customers' pieces"),
    SalesPermission.HAND_BACK_JOBS: gettext_noop("Hand customers' pieces back"),
    SalesPermission.ACCEPT_WEIGHT: gettext_noop("Accept a weight beyond the tolerance after a service"),
    SalesPermission.VIEW_DELIVERIES: gettext_noop("See deliveries"),
    SalesPermission.WORK_DELIVERIES: gettext_noop("Deliver sold goods later, elsewhere or by carrier"),
    SalesPermission.VIEW_MATERIALS: gettext_noop("See old gold that was taken in"),
    SalesPermission.SEAL_MATERIALS: gettext_noop("Seal old gold at night and send it to headquarters"),
    SalesPermission.REFINE_MATERIALS: gettext_noop("Receive old gold, give it to the refiner, book the result"),
    SalesPermission.RECONCILE: gettext_noop("Settle payments and vouchers"),
    SalesPermission.SELL_PENDING: gettext_noop("Sell while the server cannot be reached"),
    SalesPermission.SETTLE_CONFLICTS: gettext_noop("Settle refused sales made without the server"),
    SalesPermission.OPEN_SHIFT: gettext_noop("Open a shift"),
    SalesPermission.CLOSE_SHIFT: gettext_noop("Count and close a shift"),
    SalesPermission.PAY_IN: gettext_noop("Take money in beside tickets"),
    SalesPermission.PAY_OUT: gettext_noop("Take money out of the drawer"),
    SalesPermission.CLOSE_DAY: gettext_noop("Close the store's day and enter bank deposits"),
    SalesPermission.CLOSE_DAY_ANYWAY: gettext_noop("Close the day with open shifts or unclear payments"),
    SalesPermission.VIEW_COMMISSION: gettext_noop("See what colleagues earned in commission"),
    SalesPermission.MANAGE_COMMISSION: gettext_noop("Draft the commission plan"),
    SalesPermission.PUBLISH_COMMISSION: gettext_noop("Publish the commission plan"),
    SalesPermission.SET_TARGETS: gettext_noop("Set sales targets"),
    SalesPermission.RECEIVE_CUSTOMERS: gettext_noop("Write down who came in and what was asked for"),
    SalesPermission.VIEW_RECEPTIONS: gettext_noop("See receptions and what was asked for"),
    SalesPermission.VIEW_RESULTS: gettext_noop("See staff results"),
    SalesPermission.VIEW_PRINT_LAYOUTS: gettext_noop("See how papers are laid out"),
    SalesPermission.PRINT_LAYOUTS: gettext_noop("Lay out receipts, slips and cards"),
}
