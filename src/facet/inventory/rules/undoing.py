"""What a piece is called after the import that brought it was taken back. Pure."""

from facet.kernel.errors import gettext_noop

REASON = gettext_noop("The import was taken back")
LONGEST = 32


def freed_tag(tag: str, piece_id: int) -> str:
    """A tag that no goods carry, so that the tag on the goods is free again; the id keeps it unique."""
    return f"X{piece_id}-{tag}"[:LONGEST]
