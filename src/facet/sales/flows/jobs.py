"""Services outside one transaction: pictures that are stored first, and what is due put on the open ticket."""

from datetime import datetime
from pathlib import Path
from typing import IO

from facet.inventory.flows.photos import store_picture, stored_picture
from facet.kernel.permissions import Actor
from facet.organisation.selectors import TillFacts
from facet.sales import services
from facet.sales.flows.scan import open_ticket
from facet.sales.models import JobPhoto
from facet.sales.selectors.jobs import job_photo_sum

FOLDER = "services"


def upload_job_photo(*, actor: Actor, number: str, file: IO[bytes], caption: str, at: datetime) -> JobPhoto:
    """Keep a picture of a customer's piece. Only pixels survive: no place, no camera, no name.

    Raises: PhotoUnreadable, NotFound, NotPermitted, JobMoved.
    """
    photo = store_picture(file, folder=FOLDER)
    facts = services.PictureIn(
        number=number, sha256=photo.sha256, width=photo.width, height=photo.height, caption=caption
    )
    return services.add_job_photo(actor=actor, photo=facts, at=at)


def job_photo_path(actor: Actor, *, number: str, photo: int) -> Path:
    """Where a picture of a job in reach lies. Raises: NotFound."""
    return stored_picture(job_photo_sum(actor, number=number, photo=photo), folder=FOLDER)


def collect(*, actor: Actor, till: TillFacts, number: str, at: datetime) -> None:
    """Put what a service costs on the till's open ticket; a new one where none is open.

    Raises: NotFound, PayableClosed, BasketClosed.
    """
    services.add_payable(actor=actor, basket_id=open_ticket(actor, till, at), number=number, at=at)
