"""Who is acting: the one place that says who may see and do what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BigIntegerField, CharField, Q, Value
from django.db.models.functions import Cast

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, Scope
from facet.organisation.models import (
    ApiToken,
    LegalEntity,
    RoleAssignment,
    RoleGrant,
    RoleLimit,
    RoleSwitch,
    Staff,
    Store,
)
from facet.organisation.rules import reach as reach_rules
from facet.organisation.rules.reach import Holding, StoreFacts


@dataclass(frozen=True, slots=True)
class Rights:
    """Everything that the roles of one person give, before it is put together."""

    holdings: tuple[Holding, ...]
    grants: tuple[tuple[int, str, Scope], ...]  # role, permission, scope
    limits: tuple[tuple[int, str, int], ...]  # role, name, value
    switches: tuple[tuple[int, str], ...]  # role, switch
    stores: tuple[StoreFacts, ...]


def actor_of(staff_id: int, *, via: str, till_id: int | None = None, request_id: str = "") -> Actor:
    """The person `staff_id` with the rights of this moment; nothing is remembered between calls.

    Raises: NotFound for the unknown and for those who may not sign in.
    Queries: 3, or 4 where a role reaches an area or an entity, or is a franchisee's.
    """
    staff = Staff.objects.filter(pk=staff_id, is_active=True).first()
    if staff is None:
        raise NotFound(key=str(staff_id))
    return actor_for(staff, via=via, till_id=till_id, request_id=request_id)


def actor_of_token(digest: str, *, at: datetime, request_id: str = "") -> tuple[Actor, int, bool] | None:
    """The actor, the id of the token, and whether it was first used today; None when it does not hold.

    Queries: 1 when unknown, else 3 or 4.
    """
    token = (
        ApiToken.objects.select_related("staff")
        .filter(digest=digest, expires_at__gt=at, revoked_at=None, staff__is_active=True)
        .first()
    )
    if token is None:
        return None
    actor = actor_for(token.staff, via="api", request_id=request_id)
    return actor, token.pk, token.last_used_on != at.date()


def actor_for(staff: Staff, *, via: str, till_id: int | None = None, request_id: str = "") -> Actor:
    """As actor_of, for a row that is already at hand. Queries: 2 or 3."""
    rights = rights_of(staff.pk)
    held = {holding.role_id for holding in rights.holdings}
    limits: dict[str, int] = {}
    for role_id, name, value in rights.limits:
        if role_id in held:
            limits[name] = max(value, limits.get(name, 0))
    return Actor(
        key=f"staff:{staff.pk}",
        name=staff.name,
        staff_id=staff.pk,
        code=staff.code,
        roles=tuple(sorted({holding.role_code for holding in rights.holdings})),
        grants=reach_rules.every_reach(rights.holdings, grants=rights.grants, stores=rights.stores),
        switches=frozenset(switch for role_id, switch in rights.switches if role_id in held),
        limits=limits,
        store_id=staff.store_id,
        till_id=till_id,
        via=via,
        request_id=request_id,
    )


def rights_of(staff_id: int) -> Rights:
    """What the roles of `staff_id` give, in parts. Queries: 2, or 3 with areas or entities."""
    holdings = _holdings(staff_id)
    grants: list[tuple[int, str, Scope]] = []
    limits: list[tuple[int, str, int]] = []
    switches: list[tuple[int, str]] = []
    for part, role_id, text, scope, number in _parts({holding.role_id for holding in holdings}):
        if part == "grant":
            grants.append((role_id, text, Scope(scope)))
        elif part == "limit":
            limits.append((role_id, text, number))
        else:
            switches.append((role_id, text))
    stores = _stores_needed(holdings, grants)
    return Rights(tuple(holdings), tuple(grants), tuple(limits), tuple(switches), stores)


def _holdings(staff_id: int) -> list[Holding]:
    rows = (
        RoleAssignment.objects.filter(staff_id=staff_id)
        .select_related(
            "role", "area", "entity", "store__area", "store__entity", "staff__store__area", "staff__store__entity"
        )
        .order_by("role__code", "pk")
    )
    return [_holding(row) for row in rows]


def _holding(row: RoleAssignment) -> Holding:
    home = row.staff.store
    store = row.store or (home if row.area is None and row.entity is None else None)
    area = row.area or (store.area if store else home.area if home else None)
    entity = row.entity or (store.entity if store else home.entity if home else None)
    place = row.area or row.entity or store
    bounds = [each for each in (home.entity if home else None, store.entity if store else None, row.entity) if each]
    return Holding(
        role_id=row.role_id,
        role_code=row.role.code,
        store_id=store.pk if store else None,
        area_path=area.path if area else "",
        entity_id=entity.pk if entity else None,
        held_at="area" if row.area else "entity" if row.entity else "store",
        place_name=place.name if place else "",
        franchisee_id=next((each.pk for each in bounds if each.kind == LegalEntity.Kind.FRANCHISEE), None),
    )


def _parts(roles: set[int]) -> Iterable[tuple[str, int, str, str, int]]:
    """Grants, limits and switches in one statement, as (part, role, text, scope, number)."""
    none, zero = Value("", CharField()), Value(0, BigIntegerField())
    grants = RoleGrant.objects.filter(role_id__in=roles).values_list(
        Value("grant", CharField()), "role_id", "permission", "scope", zero
    )
    limits = RoleLimit.objects.filter(role_id__in=roles).values_list(
        Value("limit", CharField()), "role_id", "name", none, Cast("value", BigIntegerField())
    )
    switches = RoleSwitch.objects.filter(role_id__in=roles).values_list(
        Value("switch", CharField()), "role_id", "switch", none, zero
    )
    return grants.union(limits, switches, all=True) if roles else ()


def _stores_needed(holdings: list[Holding], grants: list[tuple[int, str, Scope]]) -> tuple[StoreFacts, ...]:
    scopes: dict[int, set[Scope]] = {}
    for role_id, _, scope in grants:
        scopes.setdefault(role_id, set()).add(scope)
    areas, entities = reach_rules.needs_stores(holdings, scopes)
    if not areas and not entities:
        return ()
    wanted = Q(entity_id__in=entities)
    for path in areas:
        wanted |= Q(area__path__startswith=path)
    rows = Store.objects.filter(wanted).order_by("pk").values_list("pk", "entity_id", "area__path")
    return tuple(StoreFacts(*row) for row in rows)
