"""Every refusal of a ticket. Pure."""

from collections.abc import Mapping

from facet.kernel.errors import DomainError, gettext_noop


class PaymentShort(DomainError):
    """Less money than is due; nothing was written."""

    code = "sales.payment_short"
    text = gettext_noop("¥{missing} is still missing; nothing was booked.")


class PaidTooMuch(DomainError):
    """More than is due was charged otherwise than in cash; nothing was written."""

    code = "sales.paid_too_much"
    text = gettext_noop("Only cash may exceed what is due: ¥{due} is due, ¥{paid} was given.")


class PriceChanged(DomainError):
    """The ticket comes to something else than the customer was shown; nothing was written."""

    code = "sales.price_changed"
    text = gettext_noop("The price has changed: ¥{expected} was shown, ¥{actual} is due now.")


class DiscountNotAllowed(DomainError):
    """These goods never take a discount of this kind."""

    code = "sales.discount_not_allowed"
    text = gettext_noop("{code}: {reason}")


class NoBoardPrice(DomainError):
    """A piece is sold by weight and nobody has published a price for its metal."""

    code = "sales.no_board_price"
    text = gettext_noop("{code}: no board price of {metal} is published for this store. Ask headquarters.")


class BasketClosed(DomainError):
    """The ticket was completed or abandoned meanwhile."""

    code = "sales.basket_closed"
    text = gettext_noop("This ticket is no longer open.")


class IdentityNeeded(DomainError):
    """Cash of one person reached the sum that the law reports; nothing was written."""

    code = "sales.identity_needed"
    text = gettext_noop(
        "With this ticket ¥100,000 or more in cash has changed hands with this customer today, sales and buy-backs of"
        " all our stores together. The law asks for her name and document; headquarters reports it within five working"
        " days."
    )


class InvoiceAsked(DomainError):
    """A ticket has one invoice."""

    code = "sales.invoice_asked"
    text = gettext_noop("The invoice of ticket {number} was asked for already.")


class InvoiceDecided(DomainError):
    """Another colleague was faster."""

    code = "sales.invoice_decided"
    text = gettext_noop("The invoice of ticket {number} was answered already.")


class NothingToInvoice(DomainError):
    """No money was received for goods, or all of them came back."""

    code = "sales.nothing_to_invoice"
    text = gettext_noop("Ticket {number}: nothing is left that could be invoiced.")


class MemberNeeded(DomainError):
    """Points and credit are somebody's."""

    code = "sales.member_needed"
    text = gettext_noop("{method}: name the member first.")


class GoodsForPointsAlone(DomainError):
    """Points that take goods pay the whole ticket, and nothing else stands on it."""

    code = "sales.goods_for_points_alone"
    text = gettext_noop("For points alone: only goods from stock, and the points pay all of it.")


class VoucherUnclear(DomainError):
    """A group-buying voucher that cannot be claimed as written."""

    code = "sales.voucher_unclear"
    text = gettext_noop("Group-buying voucher: {reason}")


class VoucherUsed(DomainError):
    """The code was taken on another ticket."""

    code = "sales.voucher_used"
    text = gettext_noop("This voucher was taken on another ticket already.")


class PaymentUnclear(DomainError):
    """A charge that is not known to have come in cannot pay a ticket."""

    code = "sales.payment_unclear"
    text = gettext_noop("{state}: do not charge again. Look at the terminal's own list, then decide under Reconcile.")


class PaymentDeclined(DomainError):
    """The terminal said no; nothing was charged."""

    code = "sales.payment_declined"
    text = gettext_noop("The terminal declined. Nothing was charged; try another card or another way.")


class PaymentDecided(DomainError):
    """A charge is decided once."""

    code = "sales.payment_decided"
    text = gettext_noop("This payment is settled already: {state}.")


class ShiftAlreadyOpen(DomainError):
    """One till, one open shift."""

    code = "sales.shift_already_open"
    text = gettext_noop("A shift is already open at this till, since {since}.")


class NoOpenShift(DomainError):
    """Closing needs an open shift."""

    code = "sales.no_open_shift"
    text = gettext_noop("No shift is open at this till.")


class DayStillOpen(DomainError):
    """A day is closed when every drawer is counted and every charge is settled, or by a manager with a reason."""

    code = "sales.day_still_open"
    text = gettext_noop(
        "{shifts} shifts are not counted and {payments} payments are unclear. Count and settle them; a manager may"
        " close the day without, and says why."
    )


class SlipUsed(DomainError):
    """One slip of the bank, one deposit."""

    code = "sales.slip_used"
    text = gettext_noop("Slip {number} is entered already.")


class SamePerson(DomainError):
    """What decides over people's pay is read by two."""

    code = "sales.same_person"
    text = gettext_noop("You changed this plan last; somebody else publishes it.")


class PlanChanged(DomainError):
    """A plan goes live exactly as it was read."""

    code = "sales.plan_changed"
    text = gettext_noop("The plan was changed while you read it. Read it again, then publish.")


class AlreadyReturned(DomainError):
    """More would come back than was sold and has not come back yet."""

    code = "sales.already_returned"
    text = gettext_noop("{code}: only {left} of this line can still come back.")


class ReturnNotAllowed(DomainError):
    """The terms of return do not allow this line to come back this way."""

    code = "sales.return_not_allowed"
    text = gettext_noop("{code}: {reason}")


class AnotherMember(DomainError):
    """Goods come back to the member who bought them; points would go astray otherwise."""

    code = "sales.another_member"
    text = gettext_noop("Receipt {number} belongs to another member than this ticket.")


class RefundElsewhere(DomainError):
    """Money goes back the way it came before it goes back in cash."""

    code = "sales.refund_elsewhere"
    text = gettext_noop("At most ¥{most} can go back by {method}; the rest goes back the way it was paid.")


class RefundDiffers(DomainError):
    """What goes back must be exactly what the ticket owes the customer."""

    code = "sales.refund_differs"
    text = gettext_noop("¥{due} goes back to the customer, ¥{given} was named.")


class OldGoldNotTaken(DomainError):
    """This old gold does not count this way."""

    code = "sales.old_gold_not_taken"
    text = gettext_noop("Old gold: {reason}")


class NothingToSeal(DomainError):
    """No piece of old gold waits for this step."""

    code = "sales.nothing_to_seal"
    text = gettext_noop("No old gold waits for this step.")


class BagReceived(DomainError):
    """A bag arrives once."""

    code = "sales.bag_received"
    text = gettext_noop("Bag {number} was received already.")


class LotRefined(DomainError):
    """A lot has one result."""

    code = "sales.lot_refined"
    text = gettext_noop("The result of lot {number} is booked already.")


class MaterialMoved(DomainError):
    """A piece of old gold is somewhere else by now: sealed, sent, refined or given back."""

    code = "sales.material_moved"
    text = gettext_noop("{code}: {state}. This step is not possible from there.")


class NotMelted(DomainError):
    """This old gold may not go into the crucible."""

    code = "sales.not_melted"
    text = gettext_noop("{code} is not melted: {reason}")


class EarnestTooMuch(DomainError):
    """Earnest money is at most a fifth of the price; nothing was written."""

    code = "sales.earnest_too_much"
    text = gettext_noop("Earnest money may be at most ¥{most} here; take the rest, or all of it, as a prepayment.")


class DepositClosed(DomainError):
    """Nothing is left of this deposit."""

    code = "sales.deposit_closed"
    text = gettext_noop("Deposit {number} is settled already; nothing is left of it.")


class DepositShort(DomainError):
    """More would be used than is left; nothing was written."""

    code = "sales.deposit_short"
    text = gettext_noop("Of deposit {number} ¥{left} is left.")


class DepositOfAnother(DomainError):
    """A deposit is its member's."""

    code = "sales.deposit_of_another"
    text = gettext_noop("Deposit {number} belongs to another member than this ticket.")


class DepositNotTaken(DomainError):
    """A deposit that cannot be taken or settled this way."""

    code = "sales.deposit_not_taken"
    text = gettext_noop("Deposit: {reason}")


class OrderMoved(DomainError):
    """An order takes its stages in turn."""

    code = "sales.order_moved"
    text = gettext_noop("Order {number}: {state}. This step is not possible from there.")


class JobMoved(DomainError):
    """A service job takes its stages in turn."""

    code = "sales.job_moved"
    text = gettext_noop("Service {number}: {state}. This step is not possible from there.")


class WeightDiffers(DomainError):
    """A customer's piece weighs something else than it should after the work."""

    code = "sales.weight_differs"
    text = gettext_noop(
        "The piece should weigh {expected} g and weighs {out} g; {tolerance} g is the tolerance. Weigh again; whoever"
        " may accept a difference says why."
    )


class ClaimNotProven(DomainError):
    """A customer's piece is given to who shows its slip, or to its member."""

    code = "sales.claim_not_proven"
    text = gettext_noop("Service {number}: scan the claim slip, or the card of the member who brought the piece.")


class ServiceUnpaid(DomainError):
    """A piece is handed back when its service is paid."""

    code = "sales.service_unpaid"
    text = gettext_noop("Service {number}: ¥{cents} is not paid yet. Take the payment at the till first.")


class SignedAlready(DomainError):
    """Somebody signed here before; a signature is never replaced."""

    code = "sales.signed_already"
    text = gettext_noop("{number} is signed already; a signature is never replaced.")


class PayableClosed(DomainError):
    """What a till collects is collected once."""

    code = "sales.payable_closed"
    text = gettext_noop("{number} is paid already, or nothing is due for it.")


class DeliveryMoved(DomainError):
    """A delivery takes its stages in turn."""

    code = "sales.delivery_moved"
    text = gettext_noop("Delivery {number}: {state}. This step is not possible from there.")


class AlreadyDelivered(DomainError):
    """Goods are delivered once."""

    code = "sales.already_delivered"
    text = gettext_noop("{code}: of this line {left} can still be put on a delivery.")


class PendingTooOld(DomainError):
    """The price of a sale without the server had run out, or its clock is not to be believed."""

    code = "sales.pending_too_old"
    text = gettext_noop("This sale was made without the server at a price that did not hold any more.")


class PendingLimit(DomainError):
    """More was sold without the server than the house allows."""

    code = "sales.pending_limit"
    text = gettext_noop("At most {most} sales and ¥{cents} may wait for the server at one till.")


class PendingRefused(DomainError):
    """A sale without the server that was refused: it waits for the manager, and is never booked by itself."""

    code = "sales.pending_refused"
    text = gettext_noop("Sale {number} was refused and waits for the manager: {reason}")


class ConflictSettled(DomainError):
    """A conflict is settled once."""

    code = "sales.conflict_settled"
    text = gettext_noop("{number} is settled already.")


class KeptRefusal(DomainError):
    """A refusal that was written down: its English sentence and its facts, to be said again."""

    def __init__(self, text: str, facts: Mapping[str, object]) -> None:
        super().__init__(**facts)
        self.text = text
