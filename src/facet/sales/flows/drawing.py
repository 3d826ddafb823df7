"""Drawings of custom orders: the picture is cleaned and stored first, then put on the order."""

from datetime import datetime
from pathlib import Path
from typing import IO

from facet.inventory.flows.photos import store_picture, stored_picture
from facet.kernel.permissions import Actor
from facet.sales import services
from facet.sales.models import OrderDrawing
from facet.sales.selectors.orders import drawing_sum

FOLDER = "drawings"


def upload_drawing(*, actor: Actor, number: str, file: IO[bytes], caption: str, at: datetime) -> OrderDrawing:
    """Keep a drawing of an order. Only pixels survive: no place, no camera, no name.

    Raises: PhotoUnreadable, NotFound, NotPermitted, OrderMoved.
    """
    photo = store_picture(file, folder=FOLDER)
    drawing = services.PictureIn(
        number=number, sha256=photo.sha256, width=photo.width, height=photo.height, caption=caption
    )
    return services.add_drawing(actor=actor, drawing=drawing, at=at)


def drawing_path(actor: Actor, *, number: str, drawing: int) -> Path:
    """Where the picture of a drawing in reach lies. Raises: NotFound."""
    return stored_picture(drawing_sum(actor, number=number, drawing=drawing), folder=FOLDER)
