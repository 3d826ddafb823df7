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
