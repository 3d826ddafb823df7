"""Every refusal of loyalty. Pure."""

from facet.kernel import formats
from facet.kernel.errors import DomainError, NotFound, gettext_noop


class PointsShort(DomainError):
    """More points were asked for than the account holds; nothing was written."""

    code = "loyalty.points_short"
    text = gettext_noop("Only {available} points are left; {wanted} were asked for.")


class ProgrammeInvalid(DomainError):
    """The rules of a programme do not hold together. Facts: `where` in the rules, `reason`."""

    code = "loyalty.programme_invalid"
    status = 422
    text = gettext_noop("Points rules, {where}: {reason}")


class ProgrammeMissing(DomainError):
    """No published rules are in force on that day; points cannot be counted."""

    code = "loyalty.programme_missing"
    text = gettext_noop("No points rules are in force on {on}. Publish a version first.")


class ProgrammeFixed(DomainError):
    """A published version is history: it is replaced by a new version, never edited."""

    code = "loyalty.programme_fixed"
    text = gettext_noop("Version {number} of the points rules is published and cannot be changed. Open a new version.")


class NothingToStop(DomainError):
    """There are no earlier rules to fall back to."""

    code = "loyalty.nothing_to_stop"
    text = gettext_noop("Version {number} has no earlier rules to fall back to. Draft and publish new ones.")


class BasisMissing(DomainError):
    """Grades would rest on numbers that no part of the house offers."""

    code = "loyalty.basis_missing"
    status = 422
    text = gettext_noop("Grades cannot rest on “{basis}”: no part of the house offers that number yet.")


class NothingEarned(DomainError):
    """A return names a line that earned nothing here under that document."""

    code = "loyalty.nothing_earned"
    text = gettext_noop("Line {line_no} of {document} is not in the points book of this member.")


class MoreReturned(DomainError):
    """More of a line would be returned than was sold, or less than was returned before."""

    code = "loyalty.more_returned"
    text = gettext_noop("Line {line_no} of {document}: {returned} of {whole} cannot be returned.")


class MoneyRefusal(DomainError):
    """A refusal that names amounts: each fact `x_cents` is told as `x` in yuan, too."""

    def __init__(self, **facts: object) -> None:
        yuan = {
            name.removesuffix("_cents"): formats.shown(cents, "yuan")
            for name, cents in facts.items()
            if name.endswith("_cents") and isinstance(cents, int)
        }
        super().__init__(**facts, **yuan)


class ProofNeeded(DomainError):
    """The house asks for a proof of the member before this is spent."""

    code = "loyalty.proof_needed"
    text = gettext_noop("Ask the member for a proof first: a one-time code, her QR code, her PIN, or a manager.")


class ProofMissing(DomainError):
    """The proof that was named is unknown, or nobody has given it."""

    code = "loyalty.proof_missing"
    text = gettext_noop("The proof has not been given yet. Enter the code, scan the QR code or ask a manager.")


class ProofWrong(DomainError):
    """The code or PIN is wrong. Facts: `left`, how many tries remain."""

    code = "loyalty.proof_wrong"
    status = 422
    text = gettext_noop("That is not right. {left} tries are left.")


class ProofLost(DomainError):
    """Too many wrong answers: this proof is over."""

    code = "loyalty.proof_lost"
    text = gettext_noop("{tries} wrong answers: ask for a new proof, or a manager.")


class ProofUsed(DomainError):
    """A proof is answered once and used once."""

    code = "loyalty.proof_used"
    text = gettext_noop("This proof has been used. Ask for a new one.")


class ProofExpired(DomainError):
    """The proof came too late."""

    code = "loyalty.proof_expired"
    text = gettext_noop("This proof is too old. Ask for a new one.")


class ProofDiffers(DomainError):
    """The proof was given for another member, amount, purpose or document."""

    code = "loyalty.proof_differs"
    text = gettext_noop("The member agreed to something else. Ask for a proof of exactly this.")


class PinMissing(DomainError):
    """The member has no PIN."""

    code = "loyalty.pin_missing"
    text = gettext_noop("This member has set no PIN. Use another proof.")


class StoreNeeded(DomainError):
    """Who spends, issues or hands out must stand in a store."""

    code = "loyalty.store_needed"
    status = 422
    text = gettext_noop("Say in which store this happens; your role stands in none.")


class CashOff(DomainError):
    """Points are not taken as cash."""

    code = "loyalty.cash_off"
    text = gettext_noop("The points rules in force do not take points as cash.")


class PointsTooFew(DomainError):
    """Fewer points than the rules ask for before any can be used as cash."""

    code = "loyalty.points_too_few"
    text = gettext_noop("Points pay from {least} points on; {available} are available.")


class CashTooMuch(MoneyRefusal):
    """More would be paid with points than the ticket takes. Facts: `most_cents`."""

    code = "loyalty.cash_too_much"
    text = gettext_noop("Points may pay at most ¥{most} of this ticket.")


class NothingSpent(DomainError):
    """No points, value or coupon were used under that document."""

    code = "loyalty.nothing_spent"
    text = gettext_noop("Nothing of the kind was spent under {document}.")


class PrizeUnknown(NotFound):
    """No such prize, redemption or stock."""

    code = "loyalty.prize_unknown"
    text = gettext_noop("No prize or redemption was found under “{key}”.")


class PrizeNotOffered(DomainError):
    """The prize is closed, or today is outside its days."""

    code = "loyalty.prize_not_offered"
    text = gettext_noop("{name} is not offered today.")


class PrizeShort(DomainError):
    """The store has fewer of the prize than are asked for."""

    code = "loyalty.prize_short"
    text = gettext_noop("{name}: only {left} are left in this store.")


class PrizeLimitReached(DomainError):
    """The member has had as many of the prize as one member may have."""

    code = "loyalty.prize_limit"
    text = gettext_noop("{name}: at most {limit} for one member; she has had {had}.")


class RedemptionClosed(DomainError):
    """A redemption that was handed over or taken back already."""

    code = "loyalty.redemption_closed"
    text = gettext_noop("This redemption has been handed over or taken back already.")


class ConversionOff(DomainError):
    """Points are not turned into value or coupons, by the rules or the settings."""

    code = "loyalty.conversion_off"
    text = gettext_noop("The house does not turn points into this. Headquarters can allow it in the policies.")


class ValueUnknown(NotFound):
    """No such card of stored value within reach."""

    code = "loyalty.value_unknown"
    text = gettext_noop("No stored-value card was found under “{key}”.")


class ValueShort(MoneyRefusal):
    """More was asked for than is on the card."""

    code = "loyalty.value_short"
    text = gettext_noop("Only ¥{left} are on the card; ¥{wanted} were asked for.")


class ValueAboveLimit(MoneyRefusal):
    """The card would hold more than it may."""

    code = "loyalty.value_above_limit"
    text = gettext_noop("This card may hold ¥{limit}; it would hold ¥{after}.")


class ValueFrozen(DomainError):
    """The card is frozen or closed."""

    code = "loyalty.value_frozen"
    text = gettext_noop("This card is frozen or closed and cannot be used.")


class IdentityNeeded(MoneyRefusal):
    """So much stored value asks for the buyer's real name."""

    code = "loyalty.identity_needed"
    text = gettext_noop("From ¥{from} on, look at the buyer's identity document and tick that you did.")


class CouponUnknown(NotFound):
    """No such coupon or coupon type; a mistyped code is caught by its check character."""

    code = "loyalty.coupon_unknown"
    text = gettext_noop("No coupon was found under “{key}”. Check the code character by character.")


class CouponUsed(DomainError):
    """A coupon works once."""

    code = "loyalty.coupon_used"
    text = gettext_noop("This coupon has been used already.")


class CouponOver(DomainError):
    """The coupon is expired, void, or not valid yet. Facts: `begins`, `last`."""

    code = "loyalty.coupon_over"
    text = gettext_noop("This coupon cannot be used today: it was good from {begins} through {last}, or was made void.")


class CouponNotYours(DomainError):
    """A personal coupon of another member."""

    code = "loyalty.coupon_not_yours"
    text = gettext_noop("This coupon belongs to another member.")


class CouponNotHere(DomainError):
    """The coupon is good in other stores."""

    code = "loyalty.coupon_not_here"
    text = gettext_noop("This coupon is not good in this store.")


class CouponSpendMore(MoneyRefusal):
    """Too little is bought of what the coupon is for."""

    code = "loyalty.coupon_spend_more"
    text = gettext_noop("This coupon is good from ¥{least} of fitting goods; there are ¥{spent}.")


class CouponWorthless(DomainError):
    """The coupon would give nothing here. Facts: `reason`."""

    code = "loyalty.coupon_worthless"
    text = gettext_noop("This coupon cannot be used here: {reason}.")


class CouponClosed(DomainError):
    """No more coupons of this type are issued, or the member has had as many as she may."""

    code = "loyalty.coupon_closed"
    text = gettext_noop("No coupon of this type can be issued: {reason}.")


class CodesShown(DomainError):
    """The codes of a batch are given out once."""

    code = "loyalty.codes_shown"
    text = gettext_noop("The codes of this batch were taken out already, on {at}.")


class GiftHad(DomainError):
    """The birthday gift of this year was given."""

    code = "loyalty.gift_had"
    text = gettext_noop("The birthday gift of {year} was given already.")


class NoBirthday(DomainError):
    """No birthday near enough, or none known."""

    code = "loyalty.no_birthday"
    text = gettext_noop("Her birthday is not within {days} days, or is not known.")


class GiftGiven(DomainError):
    """Points for this reason were given once already."""

    code = "loyalty.gift_given"
    text = gettext_noop("The points for {what} were given to this member already.")


class TransferOff(DomainError):
    """The rules in force do not let members give points."""

    code = "loyalty.transfer_off"
    text = gettext_noop("The points rules do not let members give points to each other.")


class NoHousehold(DomainError):
    """The two do not live in one household."""

    code = "loyalty.no_household"
    text = gettext_noop("Points can only be given within one household. Join both members in a household first.")


class GrantNotReady(DomainError):
    """The grant is not in the state that this act needs. Facts: `state`."""

    code = "loyalty.grant_not_ready"
    text = gettext_noop("This grant cannot be changed like that now: {state}.")


class AmountUnknown(DomainError):
    """A line does not say the amount that the programme's earning base asks for. Facts: `line`."""

    code = "loyalty.amount_unknown"
    text = gettext_noop("Line {line} does not say the amount that these rules count on.")


class ReplayLacksAmounts(DomainError):
    """Lines of the period were sold before the till kept all amounts. Facts: `lines`, `day` (the last such day)."""

    code = "loyalty.replay_lacks_amounts"
    text = gettext_noop(
        "These rules count on an amount that {lines} lines of this period do not have; the last is of {day}."
        " Begin the replay after that day, or replay rules that count on the amount paid."
    )
