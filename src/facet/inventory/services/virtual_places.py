"""The virtual ends of a store that are made when it first needs them: laboratory, factory, works."""

from typing import cast

from facet.inventory.models import Place
from facet.inventory.rules.states import PlaceKind
from facet.inventory.services.places import places_of_store
from facet.kernel.transactions import joins_unit_of_work


@joins_unit_of_work
def virtual_place(kind: PlaceKind, *, store_id: int) -> Place:
    """The store's virtual end `kind`, made when the store first needs it. Queries: 1 once it exists.

    Locks: the root place of the store, only while the end is made.
    """
    wanted = Place.objects.filter(store=store_id, kind=kind.value)
    found = wanted.first()
    if found is None:
        places_of_store(store_id=store_id)
        root = Place.objects.select_for_update().get(store=store_id, kind=PlaceKind.STORE.value)
        facts = {"store_id": store_id, "kind": kind.value, "code": kind.value.upper()}
        found = wanted.first() or Place.objects.add_child(root, facts)
    return cast("Place", found)
