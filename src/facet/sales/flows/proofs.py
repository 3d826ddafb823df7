"""Pictures of old gold and of hand-overs: cleaned, sealed, then put on their paper. Shown by the paper's right."""

from datetime import datetime
from typing import IO

from facet.inventory.flows.photos import seal_picture, sealed_picture
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.sales import services
from facet.sales.models import DeliveryPhoto, MaterialPhoto
from facet.sales.selectors.deliveries import delivery_photo_sum
from facet.sales.selectors.materials import material_photo_sum

OLD_GOLD, HAND_OVERS = "old-gold", "hand-overs"


def upload_material_photo(*, actor: Actor, code: str, file: IO[bytes], caption: str, at: datetime) -> MaterialPhoto:
    """Keep a picture of old gold. Raises: PhotoUnreadable, NotFound, NotPermitted, MaterialMoved."""
    photo = _picture(file, folder=OLD_GOLD, number=code, caption=caption)
    return services.add_material_photo(actor=actor, photo=photo, at=at)


def upload_delivery_photo(*, actor: Actor, number: str, file: IO[bytes], caption: str, at: datetime) -> DeliveryPhoto:
    """Keep the proof of a hand-over. Raises: PhotoUnreadable, NotFound, NotPermitted, DeliveryMoved."""
    photo = _picture(file, folder=HAND_OVERS, number=number, caption=caption)
    return services.add_delivery_photo(actor=actor, photo=photo, at=at)


def material_photo(actor: Actor, *, code: str, photo: int) -> bytes:
    """A picture of old gold in reach, as JPEG. Raises: NotFound."""
    return _found(sealed_picture(material_photo_sum(actor, code=code, photo=photo), folder=OLD_GOLD), code)


def delivery_photo(actor: Actor, *, number: str, photo: int) -> bytes:
    """The proof of a delivery in reach, as JPEG. Raises: NotFound."""
    return _found(sealed_picture(delivery_photo_sum(actor, number=number, photo=photo), folder=HAND_OVERS), number)


def _picture(file: IO[bytes], *, folder: str, number: str, caption: str) -> services.PictureIn:
    kept = seal_picture(file, folder=folder)
    return services.PictureIn(number=number, sha256=kept.sha256, width=kept.width, height=kept.height, caption=caption)


def _found(content: bytes | None, key: str) -> bytes:
    if content is None:
        raise NotFound(key=key)
    return content
