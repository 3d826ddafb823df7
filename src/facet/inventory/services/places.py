"""The places of a store: made when first needed, then kept by hand."""

from facet.inventory.errors import PlaceUnknown
from facet.inventory.models import Place
from facet.inventory.rules.states import VIRTUAL, PlaceKind
from facet.kernel.transactions import joins_unit_of_work

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
    if found is not None:
        return found
    return next(place.pk for place in places_of_store(store_id=store_id).values() if place.takes_in)


@joins_unit_of_work
def place_named(code: str, *, store_id: int, store_name: str) -> Place:
    """The real, open place `code` of the store. Raises: PlaceUnknown. Queries: 1."""
    place = places_of_store(store_id=store_id).get(code.strip().upper())
    if place is None or place.kind in VIRTUAL or not place.is_open:
        raise PlaceUnknown(place=code, store=store_name, key=code)
    return place
