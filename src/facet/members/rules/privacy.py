"""What is held of a member in this domain, and what becomes of it when she is forgotten. Pure."""

from hashlib import sha256

from facet.kernel.errors import gettext_noop

PLACEHOLDER = gettext_noop("Erased person")
APPROVAL_KIND = "members.erase"


def erase_digest(member_id: int) -> str:
    """What a second person's yes is bound to: this one file."""
    return sha256(f"members.erase:{member_id}".encode()).hexdigest()
