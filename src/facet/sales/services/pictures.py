"""Pictures of the counter's papers: a customer's piece, old gold, a hand-over; the same twice changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from facet.audit import services as audit_services
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.sales.errors import DeliveryMoved, JobMoved
from facet.sales.models import Delivery, DeliveryPhoto, JobPhoto, MaterialPhoto, MaterialPiece, ServiceJob
from facet.sales.rules import deliveries, jobs
from facet.sales.selectors.deliveries import delivery_to_work
from facet.sales.selectors.jobs import job_to_work
from facet.sales.selectors.materials import material_to_work


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureIn:
    """A picture of the paper `number`, already stored under its sum. Units: pixels."""

    number: str
    sha256: str = field(repr=False)
    width: int
    height: int
    caption: str = ""


@joins_unit_of_work
def keep_once(pictures: Any, wanted: PictureIn, *, actor: Actor, at: datetime, tell: Callable[[int], object]) -> Any:
    """The picture among those of one locked paper, written unless it is there; `tell` hears its number.

    `pictures` is the manager of the paper's pictures. Queries: 1 or 3.
    """
    if known := pictures.filter(sha256=wanted.sha256).first():
        return known
    kept = pictures.create(
        number=pictures.count() + 1, sha256=wanted.sha256, width=wanted.width, height=wanted.height,
        caption=wanted.caption.strip(), added_at=at, added_by_id=actor.staff_id,
    )  # fmt: skip
    tell(kept.number)
    return kept


@unit_of_work
def add_job_photo(*, actor: Actor, photo: PictureIn, at: datetime) -> JobPhoto:
    """Put a stored picture on a job.

    Raises: NotFound, NotPermitted, JobMoved for a closed job. Locks: the job.
    """
    row = _locked(ServiceJob.objects, number=photo.number)
    job_to_work(actor, row, handing_back=False, taking=True)
    if row.state not in jobs.OPEN_STATES:
        raise JobMoved(number=row.number, state=jobs.STATE_WORDS[row.state])
    kept: JobPhoto = keep_once(row.photos, photo, actor=actor, at=at, tell=_tells(actor, "job", row, at=at))
    return kept


@unit_of_work
def add_material_photo(*, actor: Actor, photo: PictureIn, at: datetime) -> MaterialPhoto:
    """Put a stored picture on a piece of old gold, as long as it lies in the store.

    Raises: NotFound, NotPermitted, MaterialMoved. Locks: the piece.
    """
    row = _locked(MaterialPiece.objects, code=photo.number)
    material_to_work(actor, row)
    kept: MaterialPhoto = keep_once(row.photos, photo, actor=actor, at=at, tell=_tells(actor, "material", row, at=at))
    return kept


@unit_of_work
def add_delivery_photo(*, actor: Actor, photo: PictureIn, at: datetime) -> DeliveryPhoto:
    """Put a picture that proves the hand-over on a delivery that did not come back.

    Raises: NotFound, NotPermitted, DeliveryMoved. Locks: the delivery.
    """
    row = _locked(Delivery.objects, number=photo.number)
    delivery_to_work(actor, row)
    if row.state == deliveries.DeliveryState.RETURNED:
        raise DeliveryMoved(number=row.number, state=deliveries.STATE_WORDS[row.state])
    kept: DeliveryPhoto = keep_once(row.photos, photo, actor=actor, at=at, tell=_tells(actor, "delivery", row, at=at))
    return kept


@joins_unit_of_work
def _locked(rows: Any, **key: str) -> Any:
    """The paper under its number, locked. Raises: NotFound."""
    name, number = next(iter(key.items()))
    row = rows.select_for_update().filter(**{name: number.strip().upper()}).first()
    if row is None:
        raise NotFound(key=number)
    return row


def _tells(actor: Actor, kind: str, row: Any, *, at: datetime) -> Callable[[int], None]:
    def tell(photo: int) -> None:
        store = organisation_selectors.store_by_id(row.store_id)
        audit_services.record(
            actor, f"sales.{kind}_photo_added", at=at,
            subject=(f"sales.{kind}", row.pk, row.code if kind == "material" else row.number),
            store=(store.id, store.name), photo=photo,
        )  # fmt: skip

    return tell
