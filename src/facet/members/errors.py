"""Every refusal of members. Pure."""

from facet.kernel.errors import DomainError, NotFound, gettext_noop


class MemberUnknown(NotFound):
    """No such member, or one this actor may not know of. Facts: `key`."""

    code = "members.member_unknown"
    text = gettext_noop("No member was found under “{key}”.")


class MemberArchived(DomainError):
    """The file is archived: it can be read and restored, not used or changed. Facts: `number`."""

    code = "members.member_archived"
    text = gettext_noop("The file {number} is archived. Restore it first.")


class AlreadySo(DomainError):
    """The file is in the wanted state already. Facts: `number`."""

    code = "members.already_so"
    text = gettext_noop("Nothing to do: the file {number} is in this state already.")


class PossibleDuplicate(DomainError):
    """Somebody like this is on file; say so expressly to add another. Facts: `numbers`."""

    code = "members.possible_duplicate"
    text = gettext_noop(
        "This looks like a member we already have: {numbers}. Open that file, or confirm that it is another person."
    )


class CardNumberTaken(DomainError):
    """The card number belongs to another card. Facts: `number`."""

    code = "members.card_number_taken"
    text = gettext_noop("The card number {number} is already in use.")


class ReferrerNotPossible(DomainError):
    """A member cannot refer herself, nor somebody who referred her. Facts: `number`."""

    code = "members.referrer_not_possible"
    text = gettext_noop("{number} cannot be the referrer: nobody refers themselves, directly or through others.")


class ReasonNeeded(DomainError):
    """Revealing this field asks for a reason."""

    code = "members.reason_needed"
    status = 422
    text = gettext_noop("Write why you need to see this; the reason is kept.")


class NothingOnFile(DomainError):
    """The field that was to be revealed is empty."""

    code = "members.nothing_on_file"
    text = gettext_noop("Nothing is on file here.")


class ChangedMeanwhile(DomainError):
    """Somebody else changed the file after this form was opened. Facts: `number`."""

    code = "members.changed_meanwhile"
    text = gettext_noop(
        "Somebody else has changed the file {number} meanwhile. Your entries are still here: look, and save again."
    )


class ImportHasMistakes(DomainError):
    """The file has mistakes, so no row was taken in. Facts: `count`, `line` of the first."""

    code = "members.import_has_mistakes"
    status = 422
    text = gettext_noop("{count} rows cannot be taken in, the first in line {line}. Nothing was changed.")


class ChangingCodeWrong(DomainError):
    """The scanned code is nobody's now: too old, mistyped, guessed, or of an archived file."""

    code = "members.changing_code_wrong"
    status = 422
    text = gettext_noop(
        "This code is not valid any more. Ask the member to show the card page again and scan the new one."
    )


class ChangingCodeUsed(DomainError):
    """The code has proved the member's presence once already."""

    code = "members.changing_code_used"
    text = gettext_noop("This code has been used already. A new one appears on the member’s phone within 30 seconds.")


class ContactClosed(DomainError):
    """A contact may be corrected for a day only."""

    code = "members.contact_closed"
    text = gettext_noop("A contact can be corrected for a day after it was written down. Log a new one instead.")


class NeedClosed(DomainError):
    """The need was served or dropped already."""

    code = "members.need_closed"
    text = gettext_noop("This need is closed already.")


class WishKnown(DomainError):
    """The same thing is on the wish list already. Facts: `name`."""

    code = "members.wish_known"
    text = gettext_noop("{name} is on the wish list already.")


class CodeTaken(DomainError):
    """Something else has this code or name. Facts: `key`."""

    code = "members.code_taken"
    text = gettext_noop("“{key}” is in use already. Choose another.")


class GroupIsComputed(DomainError):
    """Who is in the group is decided by its rule. Facts: `name`."""

    code = "members.group_is_computed"
    text = gettext_noop("The group “{name}” is computed every night: change its rule instead of its members.")


class RelationNotPossible(DomainError):
    """The relation would make somebody her own ancestor. Facts: `number`."""

    code = "members.relation_not_possible"
    text = gettext_noop("{number} cannot be entered so: somebody would be their own parent or grandparent.")


class HouseholdTaken(DomainError):
    """The member lives in another household. Facts: `number`."""

    code = "members.household_taken"
    text = gettext_noop("{number} belongs to a household already. Take the member out of it first.")


class OpenMatters(DomainError):
    """The file cannot be archived while something is open. Facts: `number`, `matters` (sentences)."""

    code = "members.open_matters"
    text = gettext_noop("The file {number} cannot be archived yet: {matters}")


class FieldNotKept(DomainError):
    """The chain keeps no such field, or it is out of use. Facts: `key`."""

    code = "members.field_not_kept"
    status = 422
    text = gettext_noop("The house keeps no field “{key}”.")


class CreditExceeded(DomainError):
    """More was asked on credit than the limit leaves. Facts: `available`, `wanted`, both in fen."""

    code = "members.credit_exceeded"
    text = gettext_noop(
        "The member’s credit does not reach: {wanted_yuan} yuan asked for, {available_yuan} yuan left. "
        "Take a repayment or another means of payment."
    )


class NoCredit(DomainError):
    """No credit was granted to this member. Facts: `number`."""

    code = "members.no_credit"
    text = gettext_noop("{number} may not buy on credit. Headquarters’ finance sets a credit limit first.")


class RepaidTooMuch(DomainError):
    """More would be repaid than is open. Facts: `open_yuan`."""

    code = "members.repaid_too_much"
    text = gettext_noop("Only {open_yuan} yuan are open; nobody repays more than that.")


class NothingToReverse(DomainError):
    """The line is not one that can be taken back, or it has been."""

    code = "members.nothing_to_reverse"
    text = gettext_noop("This line cannot be taken back, or it has been taken back already.")


class CardStateForbids(DomainError):
    """What was asked cannot be done with a card in this state. Facts: `number`, `state` (English)."""

    code = "members.card_state_forbids"
    text = gettext_noop("The card {number} is in the state “{state}”; this cannot be done with it.")


class CardInUse(DomainError):
    """The member has another card in use. Facts: `number`."""

    code = "members.card_in_use"
    text = gettext_noop("The member has the card {number} in use. Replace that one, or report it lost first.")


class CardNotUsable(DomainError):
    """The scanned card is lost, frozen or expired; it proves nothing. Facts: `number`, `state` (English)."""

    code = "members.card_not_usable"
    text = gettext_noop(
        "The card {number} is in the state “{state}”. "
        "Find the member by phone, and issue a new card if it is really her."
    )


class CardTypeTaken(DomainError):
    """The code belongs to another card type. Facts: `code`."""

    code = "members.card_type_taken"
    text = gettext_noop("The card type {type_code} exists already. Choose another code.")


class NotPublic(DomainError):
    """Somebody cares for the member; nobody claims her. Facts: `number`."""

    code = "members.not_public"
    text = gettext_noop("{number} is in somebody’s care by now. Ask for her from her page instead.")


class ClaimedEnough(DomainError):
    """The clerk has claimed as many members today as the house allows. Facts: `limit`."""

    code = "members.claimed_enough"
    text = gettext_noop("You have claimed {limit} members today, which is the limit. Look after these first.")


class NothingToHandOver(DomainError):
    """The clerk has no members within the actor's reach. Facts: `name`."""

    code = "members.nothing_to_hand_over"
    text = gettext_noop("{name} has no members to hand over.")


class MergeNotPossible(DomainError):
    """These two files cannot be joined. Facts: `why` (English)."""

    code = "members.merge_not_possible"
    text = gettext_noop("These two files cannot be joined: {why}.")


class MergeBlocked(DomainError):
    """Something is open with one of the files. Facts: `reasons`, already in the reader's language."""

    code = "members.merge_blocked"
    text = gettext_noop("Settle this first, then join the files: {reasons}")


class MergeNotUndone(DomainError):
    """The join was undone already, or the survivor was joined into another file since."""

    code = "members.merge_not_undone"
    text = gettext_noop("This join cannot be undone now: it was undone already, or a later one comes first.")


class AlreadyErased(DomainError):
    """The person was forgotten before. Facts: `number`."""

    code = "members.already_erased"
    text = gettext_noop("The person behind {number} has been erased already; nothing personal is left.")


class MattersOpen(DomainError):
    """Something must be settled before a person is forgotten. Facts: `number`, `count`, `what` (sentences)."""

    code = "members.matters_open"
    text = gettext_noop("{number} cannot be erased yet. {what} Settle this first.")


class EraseNeedsApproval(DomainError):
    """Nobody erases a person alone. Facts: `number`."""

    code = "members.erase_needs_approval"
    text = gettext_noop("A second person must agree before {number} is erased. Ask for it on the page Erase person.")


class TotalsDiffer(DomainError):
    """The opening workbook does not tie to the older system. Facts: `name`, `stated`, `found`."""

    code = "members.totals_differ"
    status = 422
    text = gettext_noop(
        "{name}: the older system says {stated}, the sheets add up to {found}. Nothing was taken in; correct the sheet."
    )


class NotEmpty(DomainError):
    """An opening import is for a chain that has no members yet."""

    code = "members.not_empty"
    text = gettext_noop("There are members already. An opening import is made once, into an empty chain.")


class SheetsWrong(DomainError):
    """The opening workbook has mistakes. Facts: `count`, `first`."""

    code = "members.opening_has_mistakes"
    status = 422
    text = gettext_noop("{count} rows have mistakes, the first: {first} Nothing was taken in.")


class MemberJoined(DomainError):
    """The file was joined into another; it comes back by undoing the join. Facts: `number`."""

    code = "members.member_joined"
    text = gettext_noop("The file {number} was joined into another one. Undo the join to bring it back.")


class InvitationOver(DomainError):
    """The clerk's QR is too old, changed, or of a store or clerk that is gone."""

    code = "members.invitation_over"
    status = 404
    text = gettext_noop("This invitation has ended. Ask for a new QR code in the store.")


class TooManyTries(DomainError):
    """Too many requests from one address or for one phone. Facts: `minutes`."""

    code = "members.too_many_tries"
    status = 429
    text = gettext_noop("Too many tries. Please wait {minutes} minutes, or ask in the store.")


class JoinCodeWrong(DomainError):
    """The one-time code was wrong, used or too old."""

    code = "members.join_code_wrong"
    status = 422
    text = gettext_noop("This code is not right or has ended. Look at the message again, or ask for a new code.")


class CardPageGone(DomainError):
    """No such card page: guessed, ended, taken back, or of an archived file."""

    code = "members.card_page_gone"
    status = 404
    text = gettext_noop("This card page is not available any more. Ask for a new link in the store.")
