"""The places of a store: made when first needed, then kept by hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from facet.audit import services as audit_services
from facet.inventory.errors import PlaceInUse, PlaceTaken, PlaceUnknown
from facet.inventory.models import BulkBalance, Piece, Place
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.places import Fullness, checked_room, fullness
from facet.inventory.rules.states import VIRTUAL, PieceState, PlaceKind
from facet.inventory.rules.tags import checked_tag
from facet.inventory.selectors.references import store_named
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import selectors as organisation_selectors

FIRST_PLACES = (
    (PlaceKind.COUNTER, "C01"),
    (PlaceKind.VAULT, "V01"),
    (PlaceKind.TRANSIT, "TRANSIT"),
    (PlaceKind.CUSTOMER, "CUSTOMER"),
    (PlaceKind.SUPPLIER, "SUPPLIER"),
    (PlaceKind.LOSS, "LOSS"),
)


@joins_unit_of_work
def places_of_store(*, store_id: int) -> dict[str, Place]:
    """Every place of the store by code, the first ones made if there are none.

    The first ones: the store itself, a counter that takes in goods, a vault, and the virtual
    ends, whose codes are their kinds. The tree's path of a store is its id, so that two
    requests that make them at once make the same rows. Queries: 1 once they exist.
    """
    found = {place.code: place for place in Place.objects.filter(store=store_id)}
    if found:
        return found
    root = Place._get_path("", 1, store_id)
    rows = [Place(store_id=store_id, kind=PlaceKind.STORE.value, code="STORE", path=root, depth=1)]
    rows[0].numchild = len(FIRST_PLACES)
    for step, (kind, code) in enumerate(FIRST_PLACES, start=1):
        row = Place(store_id=store_id, kind=kind.value, code=code, path=Place._get_path(root, 2, step), depth=2)
        row.takes_in = kind == PlaceKind.COUNTER
        rows.append(row)
    Place.objects.bulk_create(rows, ignore_conflicts=True)
    return {place.code: place for place in Place.objects.filter(store=store_id)}


@joins_unit_of_work
def place_that_takes_in(*, store_id: int) -> int:
    """The id of the place where the store puts goods when nobody says otherwise. Queries: 1 once it exists."""
    found = Place.objects.filter(store=store_id, takes_in=True).values_list("pk", flat=True).first()
    if found is None:
        found = next(place.pk for place in places_of_store(store_id=store_id).values() if place.takes_in)
    return int(found)


@joins_unit_of_work
def place_among(places: dict[str, Place], code: str, *, store_name: str) -> Place:
    """The real, open place `code` among a store's; "" is the one that takes in. Raises: PlaceUnknown. Queries: 0."""
    if not code.strip():
        return next(place for place in places.values() if place.takes_in)
    place = places.get(code.strip().upper())
    if place is None or place.kind in VIRTUAL or not place.is_open:
        raise PlaceUnknown(place=code, store=store_name, key=code)
    return place


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceIn:
    """A new place of a store. `under` is the code of the place that holds it, "" for the store itself.

    `capacity` is how many pieces fit, `tare_mg` what it weighs empty, `responsible` the code of who answers for it.
    """

    store: str
    code: str
    kind: str
    name: str = ""
    under: str = ""
    capacity: int | None = None
    tare_mg: int | None = None
    responsible: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChange:
    """What a place shall be from now on; all of it, as the form shows all of it. Units: pieces, mg."""

    name: str
    is_open: bool
    takes_in: bool
    capacity: int | None = None
    tare_mg: int | None = None
    responsible: str = ""


@unit_of_work
def add_place(*, actor: Actor, place: PlaceIn, at: datetime) -> int:
    """Add a counter, tray, slot, vault or window to a store; its id.

    Raises: NotPermitted, NotFound, Invalid, PlaceUnknown, PlaceTaken. Locks: the places of the store.
    """
    require(actor, InventoryPermission.MANAGE_PIECES)
    store = store_named(actor, place.store, permission=InventoryPermission.MANAGE_PIECES)
    if place.kind not in set(PlaceKind) - VIRTUAL - {PlaceKind.STORE}:
        raise Invalid(field="kind", reason=gettext_noop("choose one of the kinds of place offered"))
    code = checked_tag(place.code)[:24]
    checked_room(capacity=place.capacity, tare_mg=place.tare_mg)
    answers = _responsible(actor, place.responsible, store_id=store.id)
    places_of_store(store_id=store.id)
    rows = {row.code: row for row in Place.objects.select_for_update().filter(store=store.id)}
    if code in rows:
        raise PlaceTaken(place=code, store=store.name)
    above = rows.get(place.under.strip().upper() or "STORE")
    if above is None or above.kind in VIRTUAL:
        raise PlaceUnknown(place=place.under, store=store.name, key=place.under)
    facts = {"store_id": store.id, "kind": place.kind, "code": code, "name": place.name,
             "capacity": place.capacity, "tare_mg": place.tare_mg, "responsible_id": answers}  # fmt: skip
    row = Place.objects.add_child(above, facts)
    audit_services.record(
        actor, "inventory.place_added", at=at, subject=("inventory.place", row.pk, code), store=(store.id, store.name)
    )
    return int(row.pk)


@unit_of_work
def change_place(*, actor: Actor, place_id: int, change: PlaceChange, at: datetime) -> None:
    """Rename a place, close or open it, say what fits and who answers, or let it take in new goods.

    Raises: PlaceUnknown, NotPermitted, Invalid, PlaceInUse. Locks: the places of the store.
    """
    found = Place.objects.select_related("store").filter(pk=place_id).first()
    if found is None or found.kind in VIRTUAL:
        raise PlaceUnknown(place=str(place_id), store="", key=str(place_id))
    require(actor, InventoryPermission.MANAGE_PIECES, store_id=found.store_id)
    checked_room(capacity=change.capacity, tare_mg=change.tare_mg)
    rows = {row.pk: row for row in Place.objects.select_for_update().filter(store=found.store_id)}
    row = rows[place_id]
    _refuse_closing(row, change)
    answers = _responsible(actor, change.responsible, store_id=row.store_id, stays=row.responsible_id)
    if change.takes_in and not row.takes_in:
        Place.objects.filter(store=row.store_id, takes_in=True).update(takes_in=False)
    after = {
        "name": change.name, "is_open": change.is_open, "takes_in": change.takes_in or row.takes_in,
        "capacity": change.capacity, "tare_mg": change.tare_mg, "responsible_id": answers,
    }  # fmt: skip
    before = {name: getattr(row, name) for name in after}
    Place.objects.filter(pk=row.pk).update(**after)
    audit_services.record(
        actor,
        "inventory.place_changed",
        at=at,
        subject=("inventory.place", row.pk, row.code),
        store=(found.store_id, found.store.name),
        before=_told(before),
        after=_told(after),
    )


def _told(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts under the names of the record."""
    return {"responsible" if name == "responsible_id" else name: value for name, value in facts.items()}


@joins_unit_of_work
def _refuse_closing(row: Place, change: PlaceChange) -> None:
    """Refuse to close what takes in goods, or holds some. Raises: Invalid, PlaceInUse. Queries: 0, 2 to close."""
    if not change.is_open and (row.takes_in or change.takes_in):
        raise Invalid(field="is_open", reason=gettext_noop("the place that takes in new goods stays open"))
    if not change.is_open and row.is_open and _holds_goods(row):
        raise PlaceInUse(place=row.code)


@joins_unit_of_work
def _responsible(actor: Actor, code: str, *, store_id: int, stays: int | None = None) -> int | None:
    """Who answers for a place: somebody of the store, or who did already. Raises: Invalid. Queries: 0 to 2."""
    wanted = code.strip().upper()
    if not wanted:
        return None
    for each in organisation_selectors.staff_of_store(actor, store_id=store_id):
        if each.code == wanted:
            return int(each.pk)
    if stays is not None and Place.objects.filter(responsible=stays, responsible__code=wanted).exists():
        return stays  # she works elsewhere now: changing the name of a tray does not need another answer
    raise Invalid(field="responsible", reason=gettext_noop("choose somebody who works in this store"))


@joins_unit_of_work
def beyond_capacity(place: Place, places: dict[str, Place]) -> tuple[str, int, int] | None:
    """The first place, from `place` upwards, that holds more than fits: its code, pieces and capacity.

    `places` are all of its store by code. Queries: 1 for each place above with a capacity, at most 4.
    """
    above = [row for row in places.values() if row.capacity is not None and place.path.startswith(row.path)]
    for row in sorted(above, key=lambda each: -each.depth):
        held = Piece.objects.filter(
            place__path__startswith=row.path, state=PieceState.IN_STOCK.value, store=row.store_id
        ).count()
        if fullness(held, row.capacity) == Fullness.OVER:
            return row.code, held, int(row.capacity or 0)
    return None


def _holds_goods(place: Place) -> bool:
    return (
        Piece.objects.filter(place=place).exists()
        or BulkBalance.objects.filter(place=place).exclude(quantity=0, weight_mg=0).exists()
    )
