"""The names of documents that spending makes itself: what proofs are bound to. Pure."""

from uuid import UUID


def redemption_document(act_id: UUID) -> str:
    """The redemption that this act will make."""
    return f"loyalty.redemption:{act_id}"


def conversion_document(act_id: UUID) -> str:
    """The conversion that this act will make."""
    return f"loyalty.conversion:{act_id}"


def pin_document(member_id: int) -> str:
    """A new PIN of the member."""
    return f"loyalty.pin:{member_id}"
