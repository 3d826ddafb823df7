"""From "who holds which role where" to "how far each right reaches". Pure.

A role is held at a place: a store, an area with everything below it, a legal entity, or, when the
assignment names none, the home store. A right reaches the place at least, and as far as its scope
says. Nobody whose house is a franchisee's reaches beyond that franchisee's stores.
Source: decisions.md D8, R258–R261, R310.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facet.kernel.permissions import EVERYWHERE, NOWHERE, Reach, Scope


@dataclass(frozen=True, slots=True)
class Holding:
    """One role held at one place. `franchisee_id` is the entity that bounds it, if any does."""

    role_id: int
    role_code: str
    store_id: int | None = None
    area_path: str = ""
    entity_id: int | None = None
    held_at: str = "store"  # store, area or entity: which of the three the assignment names
    franchisee_id: int | None = None
    assignment_id: int = 0  # to find it again; no rule reads it
    on_loan: bool = False  # held at a store that borrows its holder: it never reaches beyond that store


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """Where one store stands. `area_path` begins with the paths of all areas above it."""

    id: int
    entity_id: int
    area_path: str


@dataclass(frozen=True, slots=True)
class Place:
    """A set of stores by name: one store, an area's subtree, a legal entity, or (all empty) none."""

    store_id: int | None = None
    area_path: str = ""
    entity_id: int | None = None


def places(holding: Holding, scope: Scope) -> tuple[Place, ...]:
    """The places that a right of `scope` reaches for `holding`; empty for the whole chain."""
    held = {
        "store": Place(store_id=holding.store_id),
        "area": Place(area_path=holding.area_path),
        "entity": Place(entity_id=holding.entity_id),
    }
    if holding.on_loan:
        return (held["store"],)
    if scope is Scope.CHAIN:
        return (Place(entity_id=holding.franchisee_id),) if holding.franchisee_id else ()
    if scope is Scope.AREA:
        return (held[holding.held_at], held["area"])
    if scope is Scope.ENTITY:
        return (held[holding.held_at], held["entity"])
    return (held[holding.held_at],)


def reach(holding: Holding, scope: Scope, *, stores: Sequence[StoreFacts]) -> Reach:
    """The stores that a right of `scope` covers for `holding`, out of `stores`."""
    wanted = places(holding, scope)
    if not wanted:
        return EVERYWHERE
    ids = {place.store_id for place in wanted if place.store_id is not None}
    ids |= {store.id for store in stores for place in wanted if _holds(place, store)}
    if holding.franchisee_id:
        ids &= {store.id for store in stores if store.entity_id == holding.franchisee_id}
    return Reach(frozenset(ids), own=scope is Scope.OWN)


def _holds(place: Place, store: StoreFacts) -> bool:
    if place.area_path and store.area_path.startswith(place.area_path):
        return True
    return place.entity_id is not None and place.entity_id == store.entity_id


def needs_stores(holdings: Iterable[Holding], scopes: Mapping[int, set[Scope]]) -> tuple[set[str], set[int]]:
    """The area paths and entity ids whose stores must be known before `reach` can answer."""
    areas: set[str] = set()
    entities: set[int] = set()
    for holding in holdings:
        for scope in scopes.get(holding.role_id, set()):
            wanted = places(holding, scope)
            areas |= {place.area_path for place in wanted if place.area_path}
            entities |= {place.entity_id for place in wanted if place.entity_id is not None}
        if holding.franchisee_id:
            entities.add(holding.franchisee_id)
    return areas, entities


def every_reach(
    holdings: Iterable[Holding], *, grants: Iterable[tuple[int, str, Scope]], stores: Sequence[StoreFacts]
) -> dict[str, Reach]:
    """How far each right reaches over all roles. `grants` are (role, permission, scope).

    Rights of one role share a few scopes, so each place is worked out once.
    """
    granted = list(grants)
    known: dict[tuple[Holding, Scope], Reach] = {}
    given: dict[str, list[Reach]] = {}
    for holding in holdings:
        for role_id, code, scope in granted:
            if role_id == holding.role_id:
                if (holding, scope) not in known:
                    known[holding, scope] = reach(holding, scope, stores=stores)
                given.setdefault(code, []).append(known[holding, scope])
    return {code: together(reaches) for code, reaches in sorted(given.items())}


def together(reaches: Iterable[Reach]) -> Reach:
    """Several roles add up. Own records in one store never widen to all records of that store:
    where some role gives more than own records, only such roles count.
    """
    given = [each for each in reaches if each.store_ids is None or each.store_ids]
    whole = [each for each in given if not each.own]
    joined = NOWHERE
    for number, each in enumerate(whole or given):
        joined = each if number == 0 else joined.joined(each)
    return joined
