"""What the demonstration's orders need of goods and pictures."""

import hashlib
import io

from PIL import Image, ImageDraw

from facet.catalog.models import Style
from facet.inventory.flows.photos import store_picture
from facet.inventory.models import Piece

_SIDE = 480


def tag_price(tag: str) -> int:
    """What the tag of a piece says. Units: cents; 0 where it is priced by weight. Queries: 1."""
    return Piece.objects.filter(tag=tag, price_basis="fixed").values_list("tag_price_cents", flat=True).first() or 0


def style_codes() -> list[str]:
    """Some styles that can be ordered otherwise. Queries: 1."""
    return list(Style.objects.filter(withdrawn_on=None).order_by("code").values_list("code", flat=True)[:12])


def draw(text: str) -> dict[str, str | int]:
    """A line drawing, the same for the same text: rings around a stone. Shape: sha256, width, height."""
    turn = hashlib.sha256(text.encode()).digest()
    picture = Image.new("RGB", (_SIDE, _SIDE), "#fbfaf7")
    pen = ImageDraw.Draw(picture)
    for ring in range(4):
        edge = 60 + ring * 14 + turn[ring] % 24
        pen.ellipse((edge, edge + 30, _SIDE - edge, _SIDE - edge + 30), outline="#8a6d1f", width=3)
    top = 40 + turn[5] % 20
    pen.polygon([(240, top), (285, top + 40), (240, top + 95), (195, top + 40)], outline="#5b6b78", width=3)
    content = io.BytesIO()
    picture.save(content, "PNG")
    content.seek(0)
    stored = store_picture(content, folder="drawings")
    return {"sha256": stored.sha256, "width": stored.width, "height": stored.height}
