"""What the house refuses, and how it says so. Pure."""

from facet.kernel.errors import DomainError, gettext_noop


class SignInRefused(DomainError):
    """Wrong name or wrong password (the two look the same), or too soon. Facts: `seconds`."""

    code = "organisation.sign_in_refused"
    status = 401
    text = gettext_noop("User name and password do not match.")


class SignInTooSoon(SignInRefused):
    """Too many wrong tries; the next one counts in `seconds`."""

    code = "organisation.sign_in_too_soon"
    status = 429
    text = gettext_noop("User name and password do not match. Wait {seconds} seconds before the next try.")


class PasswordTooWeak(DomainError):
    """The new password breaks a rule. Facts: `reason`."""

    code = "organisation.password_too_weak"
    status = 422
    text = gettext_noop("{reason}")


class PasswordWrong(DomainError):
    """The present password was not given correctly."""

    code = "organisation.password_wrong"
    status = 422
    text = gettext_noop("The present password is not right.")


class CodeTaken(DomainError):
    """A code that must be unique is in use. Facts: `field`, `value`."""

    code = "organisation.code_taken"
    text = gettext_noop("“{value}” is already in use; choose another.")


class LastAdministrator(DomainError):
    """Nobody would be left who can manage staff."""

    code = "organisation.last_administrator"
    text = gettext_noop("This is the last administrator who can sign in; name another one first.")


class NotYours(DomainError):
    """The requester would decide on the own request."""

    code = "organisation.own_request"
    text = gettext_noop("You asked for this yourself; a second person must decide.")


class ApprovalDecided(DomainError):
    """Somebody has decided already, or it was used. Facts: `state`."""

    code = "organisation.approval_decided"
    text = gettext_noop("This request is no longer open: {state}.")


class ApprovalWaiting(DomainError):
    """Nobody has decided yet."""

    code = "organisation.approval_waiting"
    text = gettext_noop("Nobody has approved this yet.")


class ApprovalExpired(DomainError):
    """The request was not decided, or not used, in time."""

    code = "organisation.approval_expired"
    text = gettext_noop("This approval has expired; ask again.")


class ApprovalDiffers(DomainError):
    """The approval was given for something else than what is now asked."""

    code = "organisation.approval_differs"
    text = gettext_noop("The approval was given for another request or amount; ask again.")


class TaskDone(DomainError):
    """The to-do was closed before."""

    code = "organisation.task_done"
    text = gettext_noop("This to-do is already done.")


class HasLeft(DomainError):
    """The person no longer works here. Facts: `name`."""

    code = "organisation.has_left"
    text = gettext_noop("{name} has left and cannot be changed.")


class AlreadyLent(DomainError):
    """The person helps out in a store on some of these days. Facts: `store`, `first`, `last`."""

    code = "organisation.already_lent"
    text = gettext_noop("From {first} through {last} this person is lent to {store}; end that first.")


class OwnLoan(DomainError):
    """Nobody lends themselves to another store."""

    code = "organisation.own_loan"
    text = gettext_noop("Nobody lends themselves to another store; a colleague must do it.")


class OwnRoles(DomainError):
    """Nobody gives or takes roles of their own."""

    code = "organisation.own_roles"
    text = gettext_noop("Nobody changes their own roles; ask a second administrator.")


class StillInUse(DomainError):
    """Something below or inside still stands. Facts: `what`."""

    code = "organisation.still_in_use"
    text = gettext_noop("This is still in use: {what}.")


class PlaceMismatch(DomainError):
    """A franchise store belongs to a franchisee's company, every other store to an own one."""

    code = "organisation.place_mismatch"
    status = 422
    text = gettext_noop("A franchise store belongs to a franchisee's company, every other kind to an own company.")


class ViewNameTaken(DomainError):
    """One person's views of one list have different names."""

    code = "organisation.view_name_taken"
    status = 409
    text = gettext_noop("You have a view named {name} for this list already. Choose another name, or save over it.")


class ViewChanged(DomainError):
    """Somebody changed the view while it was being edited."""

    code = "organisation.view_changed"
    status = 409
    text = gettext_noop("The view {name} was changed meanwhile. Open it again and repeat your change.")
