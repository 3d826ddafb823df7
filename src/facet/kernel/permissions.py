"""Who is acting, and how far each right reaches. Pure.

A right is a code such as `sales.complete_sale`. It is held for a reach: one's own records,
a store, several stores, or the whole chain. Each domain lists its own codes.
Source: decisions.md D8.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from facet.kernel.errors import NotPermitted


class Scope(StrEnum):
    """How far a role's right reaches, from narrow to wide."""

    OWN = "own"
    STORE = "store"
    AREA = "area"
    ENTITY = "entity"
    CHAIN = "chain"


@dataclass(frozen=True, slots=True)
class Reach:
    """The stores, and perhaps only the own records in them, that one right covers.

    `store_ids` is None for the whole chain. `own` limits to records in the actor's own care.
    """

    store_ids: frozenset[int] | None = frozenset()
    own: bool = False

    @property
    def chain_wide(self) -> bool:
        return self.store_ids is None and not self.own

    def covers(self, store_id: int | None) -> bool:
        """Whether records of `store_id` are within reach (None: of no particular store)."""
        if self.store_ids is None:
            return True
        return store_id in self.store_ids if store_id is not None else bool(self.store_ids)

    def joined(self, other: "Reach") -> "Reach":
        """The wider of two reaches; several roles add up."""
        if self.store_ids is None or other.store_ids is None:
            stores = None
        else:
            stores = self.store_ids | other.store_ids
        return Reach(stores, own=self.own and other.own)


NOWHERE = Reach()
EVERYWHERE = Reach(store_ids=None)


@dataclass(frozen=True, slots=True)
class Actor:
    """One person, program or job for the length of one request; built once, passed everywhere.

    `limits` are the largest values the role may grant itself (basis points, cents, …);
    `switches` name the sensitive fields the role may see (`cost`, `phone`, `id_number`).
    `via` tells the door: web, api, job, command.
    """

    key: str  # "staff:17" or "job:regrade": what operations and audit remember
    name: str
    staff_id: int | None = None
    code: str = ""
    roles: tuple[str, ...] = ()
    grants: Mapping[str, Reach] = field(default_factory=dict)
    switches: frozenset[str] = frozenset()
    limits: Mapping[str, int] = field(default_factory=dict)
    store_id: int | None = None
    till_id: int | None = None
    via: str = "web"
    request_id: str = ""
    almighty: bool = False  # jobs and commands of the house itself

    def scope(self, permission: str) -> Reach:
        """How far `permission` reaches for this actor; NOWHERE when it is not held."""
        if self.almighty:
            return EVERYWHERE
        return self.grants.get(str(permission), NOWHERE)

    def may(self, permission: str, *, store_id: int | None = None) -> bool:
        """Whether the actor holds `permission` for `store_id` (None: anywhere at all)."""
        reach = self.scope(permission)
        if reach.store_ids is None:
            return True
        return reach.covers(store_id) if store_id is not None else bool(reach.store_ids)

    def sees(self, switch: str) -> bool:
        """Whether a sensitive field may be shown to this actor."""
        return self.almighty or switch in self.switches

    def limit(self, name: str) -> int:
        """The largest value this actor may allow alone; 0 when no role gives any."""
        return 2**62 if self.almighty else self.limits.get(name, 0)


def house(job: str, *, via: str = "job") -> Actor:
    """The actor for work that the house does by itself: jobs, commands, the demonstration."""
    return Actor(key=f"job:{job}", name=job, code=job, via=via, almighty=True)


def require(actor: Actor, permission: str, *, store_id: int | None = None) -> None:
    """Refuse unless the actor holds `permission` for `store_id`. Raises: NotPermitted."""
    if not actor.may(permission, store_id=store_id):
        raise NotPermitted(permission=str(permission))
