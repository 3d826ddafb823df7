"""The tabs of one ticket, order, deposit, service, delivery, shown while it is open.

Slot "ribbon.context"; its shape is told in facet/shell/README.md. The ticket's replaces the frame's.
"""

from typing import Any

from facet.kernel.errors import gettext_noop as _


def pgettext(context: str, text: str) -> str:
    """Mark `text` for the translators; the ribbon translates it in this context when it is drawn."""
    return text


def _command(key: str, icon: str, label: str, hint: str, keytip: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "icon": icon, "label": label, "hint": hint, "keytip": keytip, "subject": True, **more}


def _group(label: str, icon: str, *commands: dict[str, Any]) -> dict[str, Any]:
    return {"label": label, "icon": icon, "commands": list(commands)}


def _tab(key: str, label: str, *groups: dict[str, Any]) -> dict[str, Any]:
    return {"key": key, "label": label, "screens": [f"sales:{key}"], "groups": list(groups)}


TOOLS = (
    _tab("sale", pgettext("ribbon", "Ticket tools"),
        _group(pgettext("ribbon", "This ticket"), "receipt",
            _command("sale.receipt", "printer", pgettext("ribbon", "Reprint receipt"),
                _("Print the receipt once more; it is marked as a copy."), "P", url="sales:receipt",
                permission="sales.reprint", large=True),
            _command("sale.pdf", "file-type-pdf", pgettext("ribbon", "Receipt as PDF"),
                _("Save the receipt as a file."), "F", url="sales:receipt_pdf", permission="sales.reprint"),
            _command("sale.return", "arrow-back-up", pgettext("ribbon", "Return"),
                _("Take pieces of this ticket back."), "R", url="sales:return", permission="sales.return_goods")),
        _group(pgettext("ribbon", "Slip, cards, goods"), "file-text",
            _command("sale.slip", "file-text", pgettext("ribbon", "Sales slip"),
                _("Open the sales and warranty slip to print it."), "G", url="sales:ticket_slip",
                permission="sales.view_sales"),
            _command("sale.card", "shield-check", pgettext("ribbon", "Warranty cards"),
                _("Open the warranty cards of this ticket to print them."), "W", url="sales:ticket_card",
                permission="sales.view_sales"),
            _command("sale.deliver", "truck-delivery", pgettext("ribbon", "Deliver goods"),
                _("Hand goods of this ticket over later, elsewhere or by carrier."), "D", url="sales:deliver",
                permission="sales.work_deliveries"))),
    _tab("order", pgettext("ribbon", "Order tools"),
        _group(pgettext("ribbon", "This order"), "pencil-star",
            _command("order.slip", "printer", pgettext("ribbon", "Order slip"),
                _("Open the slip that the customer keeps."), "P", url="sales:order_slip",
                permission="sales.view_orders", large=True),
            _command("order.pdf", "file-type-pdf", pgettext("ribbon", "Order slip as PDF"),
                _("Save the slip as a file."), "F", url="sales:order_slip_pdf", permission="sales.view_orders"),
            _command("order.all", "list", pgettext("ribbon", "All customers' orders"),
                _("Go back to the list of customers' orders."), "L", url="sales:custom_orders",
                permission="sales.view_orders", subject=False))),
    _tab("deposit", pgettext("ribbon", "Deposit tools"),
        _group(pgettext("ribbon", "This deposit"), "pig-money",
            _command("deposit.slip", "printer", pgettext("ribbon", "Deposit slip"),
                _("Open the slip that the customer keeps."), "P", url="sales:deposit_slip",
                permission="sales.view_deposits", large=True),
            _command("deposit.pdf", "file-type-pdf", pgettext("ribbon", "Deposit slip as PDF"),
                _("Save the slip as a file."), "F", url="sales:deposit_slip_pdf", permission="sales.view_deposits"),
            _command("deposit.all", "list", pgettext("ribbon", "All deposits"), _("Go back to the list of deposits."),
                "L", url="sales:deposits", permission="sales.view_deposits", subject=False))),
    _tab("job", pgettext("ribbon", "Service tools"),
        _group(pgettext("ribbon", "This service"), "tool",
            _command("job.slip", "printer", pgettext("ribbon", "Claim slip"),
                _("Open the slip that the customer keeps."), "P", url="sales:job_slip", permission="sales.view_jobs",
                large=True),
            _command("job.pdf", "file-type-pdf", pgettext("ribbon", "Claim slip as PDF"),
                _("Save the slip as a file."), "F", url="sales:job_slip_pdf", permission="sales.view_jobs"),
            _command("job.sizes", "ruler-measure", pgettext("ribbon", "Ring sizes"),
                _("See ring sizes in every measure, and the metal of a resizing."), "S", url="sales:ring_sizes",
                permission="sales.view_jobs", subject=False))),
    _tab("delivery", pgettext("ribbon", "Delivery tools"),
        _group(pgettext("ribbon", "This delivery"), "truck-delivery",
            _command("delivery.slip", "printer", pgettext("ribbon", "Delivery slip"),
                _("Open the slip that goes with the goods."), "P", url="sales:delivery_slip",
                permission="sales.view_deliveries", large=True),
            _command("delivery.pdf", "file-type-pdf", pgettext("ribbon", "Delivery slip as PDF"),
                _("Save the slip as a file."), "F", url="sales:delivery_slip_pdf",
                permission="sales.view_deliveries"),
            _command("delivery.all", "list", pgettext("ribbon", "All deliveries"),
                _("Go back to the list of deliveries."), "L", url="sales:deliveries",
                permission="sales.view_deliveries", subject=False))),
)  # fmt: skip
