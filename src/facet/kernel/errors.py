"""Refusals: what the house says when it will not do something. Pure."""

from collections.abc import Mapping


def gettext_noop(text: str) -> str:
    """Mark `text` for the translators; the interface translates it when it is shown."""
    return text


class DomainError(Exception):
    """An expected refusal: safe to show to staff, not worth waking anybody for.

    `code` is the contract with API clients, `status` its HTTP status, `text` the English
    sentence. The facts travel apart, so that tests assert numbers and the interface
    translates the sentence before it fills them in.
    """

    code = "refused"
    status = 409
    text = gettext_noop("This cannot be done.")

    def __init__(self, **facts: object) -> None:
        self.facts: Mapping[str, object] = facts
        super().__init__(self.text.format(**facts))


class NotPermitted(DomainError):
    """The actor lacks the permission, or holds it for other stores only."""

    code = "not_permitted"
    status = 403
    text = gettext_noop("Your role does not include this right: {permission}.")


class NotFound(DomainError):
    """Unknown, or hidden from this actor: the two must look the same."""

    code = "not_found"
    status = 404
    text = gettext_noop("Nothing was found under “{key}”.")


class Invalid(DomainError):
    """A value that cannot be accepted. Facts: `field`, `reason` (English, translatable)."""

    code = "invalid"
    status = 422
    text = gettext_noop("{field}: {reason}")


class OperationConflict(DomainError):
    """The same operation key came back with another body, kind or actor."""

    code = "operation_conflict"
    text = gettext_noop("This key was already used for something else; start again with a new one.")


class StillWorking(DomainError):
    """Another request holds what this one needs; asking again in a moment is right."""

    code = "still_working"
    text = gettext_noop("Somebody else is just changing the same thing. Try again in a moment.")


class ApprovalNeeded(DomainError):
    """Above the actor's limit: a second person may allow it. Facts: `limit`, `wanted`, `what`."""

    code = "approval_needed"
    text = gettext_noop("{what}: your limit is {limit}, you asked for {wanted}. A second person must approve.")
