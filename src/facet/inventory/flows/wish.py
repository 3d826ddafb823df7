"""What a scanned or typed code stands for on a wish list."""

from facet.catalog import selectors as catalog_selectors
from facet.inventory import selectors
from facet.inventory.errors import PieceUnknown
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.members.rules.need import WishIn


def wish_of(actor: Actor, code: str, *, is_secret: bool = False, note: str = "") -> WishIn:
    """The wish that `code` (a tag, or the number of a style) names. Raises: NotPermitted, PieceUnknown."""
    try:
        card = selectors.piece_card(actor, code)
    except PieceUnknown:
        try:
            style = catalog_selectors.style_by_code(code.upper())
        except NotFound:
            raise PieceUnknown(tag=code, key=code) from None
        return WishIn(style_id=style.id, tag="", name=style.name, is_secret=is_secret, note=note)
    styles = catalog_selectors.styles_by_code([card.style_code]) if card.style_code else {}
    style_id = styles[card.style_code].id if card.style_code in styles else None
    return WishIn(style_id=style_id, tag=card.tag, name=card.legal_name, is_secret=is_secret, note=note)
