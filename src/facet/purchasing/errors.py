"""Every refusal of purchasing. Pure."""

from facet.kernel.errors import DomainError, NotFound, gettext_noop


class SupplierUnknown(NotFound):
    """No active supplier has this code."""

    code = "purchasing.supplier_unknown"
    text = gettext_noop("There is no supplier “{key}”.")


class OrderUnknown(NotFound):
    """No purchase order has this number, or not within reach."""

    code = "purchasing.order_unknown"
    text = gettext_noop("There is no purchase order “{key}”.")


class OrderNotPossible(DomainError):
    """What the order's state does not allow."""

    code = "purchasing.order_not_possible"
    text = gettext_noop("Order {number} is {state}, so it cannot be {act}.")


class SheetChanged(DomainError):
    """What the sheet names was taken by somebody after it had been checked. Facts: `lines`."""

    code = "purchasing.sheet_changed"
    text = gettext_noop("Since this sheet was checked, rows {lines} no longer fit. Upload it again.")


class NoAddress(DomainError):
    """An order cannot be sent to nobody."""

    code = "purchasing.no_address"
    text = gettext_noop("{supplier} has no e-mail address for orders. Enter it with the supplier's terms.")


class SendingFailed(DomainError):
    """The mail server did not take the letter; the order waits and can be sent again."""

    code = "purchasing.sending_failed"
    status = 502
    text = gettext_noop("The letter was not sent: {reason}. Nothing is lost; send it again.")


class LinkOver(NotFound):
    """A supplier's link that is unknown, replaced or too old; the three look alike."""

    code = "purchasing.link_over"
    text = gettext_noop("This link is no longer valid. Ask for the order to be sent again.")


class NothingReceived(DomainError):
    """A delivery without a single piece."""

    code = "purchasing.nothing_received"
    status = 422
    text = gettext_noop("Scan at least one piece.")


class PieceNotFromSupplier(DomainError):
    """Only what a supplier delivered goes back to him."""

    code = "purchasing.piece_not_from_supplier"
    text = gettext_noop("{tag} did not come from {supplier}.")


class TooManyGrams(DomainError):
    """More grams than are owed. Facts: `owed_mg`, `wanted_mg`."""

    code = "purchasing.too_many_grams"
    text = gettext_noop("Only {owed_mg} mg are owed; {wanted_mg} mg cannot be priced.")


class BillEntered(DomainError):
    """The same bill a second time."""

    code = "purchasing.bill_entered"
    text = gettext_noop("Bill {bill_number} of {supplier} stands here already as {number}.")


class BillNotOpen(DomainError):
    """Only a bill that differs needs to be allowed."""

    code = "purchasing.bill_not_open"
    text = gettext_noop("Bill {number} needs nobody's yes: it {state}.")


class NothingToSettle(DomainError):
    """No consigned piece of this supplier was sold and is still unsettled."""

    code = "purchasing.nothing_to_settle"
    text = gettext_noop("Nothing of {supplier} was sold that is not settled already.")


class MemoNotPossible(DomainError):
    """A piece that is not on this memo, or is back already."""

    code = "purchasing.memo_not_possible"
    text = gettext_noop("{tag} is not out on {number}.")


class PlanUnknown(NotFound):
    """No purchase plan has this number."""

    code = "purchasing.plan_unknown"
    text = gettext_noop("There is no purchase plan “{key}”.")


class PlanClosed(DomainError):
    """The plan has been ordered from or dropped."""

    code = "purchasing.plan_closed"
    text = gettext_noop("Plan {number} is no longer open; make a new one.")


class PlanLacksSuppliers(DomainError):
    """Rows that would be ordered name no supplier."""

    code = "purchasing.plan_lacks_suppliers"
    text = gettext_noop("{count} rows that would be ordered have no supplier yet, the first is {first}.")
