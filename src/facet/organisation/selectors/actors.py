"""Who is acting: the one place that says who may see and do what."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, Scope
from facet.organisation.models import ApiToken, Staff, Store
from facet.organisation.rules import reach as reach_rules
from facet.organisation.rules.loans import LoanFacts, in_force, lent
from facet.organisation.rules.reach import Holding, StoreFacts


@dataclass(frozen=True, slots=True)
class Rights:
    """Everything that the roles of one person give, before it is put together."""

    holdings: tuple[Holding, ...]
    grants: tuple[tuple[int, str, Scope], ...]  # role, permission, scope
    limits: tuple[tuple[int, str, int], ...]  # role, name, value
    switches: tuple[tuple[int, str], ...]  # role, switch
    stores: tuple[StoreFacts, ...]
    loan: LoanFacts | None = None  # where she helps out now


def actor_of(
    staff_id: int, *, via: str, till_id: int | None = None, request_id: str = "", at: datetime | None = None
) -> Actor:
    """The person `staff_id` with the rights of this moment; nothing is remembered between calls.

    `at` is the moment by which a loan to another store counts; without it none does.
    Raises: NotFound for the unknown and for those who may not sign in.
    Queries: 3, or 4 where a role reaches an area or an entity, or is a franchisee's.
    """
    staff = Staff.objects.filter(pk=staff_id, is_active=True).first()
    if staff is None:
        raise NotFound(key=str(staff_id))
    return actor_for(staff, via=via, till_id=till_id, request_id=request_id, at=at)


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
    actor = actor_for(token.staff, via="api", request_id=request_id, at=at)
    return actor, token.pk, token.last_used_on != at.date()


def actor_for(
    staff: Staff, *, via: str, till_id: int | None = None, request_id: str = "", at: datetime | None = None
) -> Actor:
    """As actor_of, for a row that is already at hand; on loan, the store is the one that borrows. Queries: 2 or 3."""
    rights = rights_of(staff.pk, at=at)
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
        store_id=rights.loan.store_id if rights.loan else staff.store_id,
        till_id=till_id,
        via=via,
        request_id=request_id,
    )


def rights_of(staff_id: int, *, at: datetime | None = None) -> Rights:
    """What the roles of `staff_id` give, in parts, on loan too. Queries: 2, or 3 with areas or entities."""
    rows = [_Held(*row) for row in _rows(_HELD_SQL, *_days_around(at), staff_id)]
    holdings = [_holding(row) for row in {row.id: row for row in rows}.values()]
    loan = in_force(_loans(rows), at=at)
    if loan is not None:
        holdings += lent(holdings, loan, home_id=rows[0].home_id)
    grants: list[tuple[int, str, Scope]] = []
    limits: list[tuple[int, str, int]] = []
    switches: list[tuple[int, str]] = []
    for part, role_id, text, scope, number in _rows(_PARTS_SQL, staff_id) if holdings else ():
        if part == "grant":
            grants.append((role_id, text, Scope(scope)))
        elif part == "limit":
            limits.append((role_id, text, number))
        else:
            switches.append((role_id, text))
    stores = _stores_needed(holdings, grants)
    return Rights(tuple(holdings), tuple(grants), tuple(limits), tuple(switches), stores, loan)


# In SQL by hand: every request asks this, and composing it took Django four times as long as the database
# takes to answer. Subqueries, because a join of ten tables costs more to plan than to run. The columns
# come in the order of _Held.
_HELD_SQL = """
SELECT a.id, a.role_id, r.code, a.area_id, a.entity_id, a.store_id, p.store_id,
       (SELECT area.path FROM organisation_area area WHERE area.id = COALESCE(a.area_id,
           (SELECT s.area_id FROM organisation_store s WHERE s.id = COALESCE(a.store_id, p.store_id)))),
       (SELECT s.entity_id FROM organisation_store s WHERE s.id = COALESCE(a.store_id, p.store_id)),
       (SELECT e.id FROM organisation_legalentity e WHERE e.kind = 'franchisee' AND e.id =
           (SELECT s.entity_id FROM organisation_store s WHERE s.id = p.store_id)),
       (SELECT e.id FROM organisation_legalentity e WHERE e.kind = 'franchisee' AND e.id = COALESCE(a.entity_id,
           (SELECT s.entity_id FROM organisation_store s WHERE s.id = a.store_id))),
       l.id, l.store_id, l.first_on, l.last_on,
       (SELECT s.time_zone FROM organisation_store s WHERE s.id = l.store_id)
  FROM organisation_roleassignment a
  JOIN organisation_role r ON r.id = a.role_id
  JOIN organisation_staff p ON p.id = a.staff_id
  LEFT JOIN organisation_loan l
    ON l.staff_id = a.staff_id AND l.ended_at IS NULL AND l.first_on <= %s AND l.last_on >= %s
 WHERE a.staff_id = %s
 ORDER BY r.code, a.id, l.first_on, l.id
"""
_PARTS_SQL = """
WITH held AS (SELECT role_id FROM organisation_roleassignment WHERE staff_id = %s)
SELECT 'grant', role_id, permission, scope, 0 FROM organisation_rolegrant WHERE role_id IN (SELECT role_id FROM held)
UNION ALL
SELECT 'limit', role_id, name, '', value FROM organisation_rolelimit WHERE role_id IN (SELECT role_id FROM held)
UNION ALL
SELECT 'switch', role_id, switch, '', 0 FROM organisation_roleswitch WHERE role_id IN (SELECT role_id FROM held)
"""


class _Held(NamedTuple):
    """One row of _HELD_SQL: what the assignment names, and where its place lies; once for each loan of these days."""

    id: int
    role_id: int
    role_code: str
    area_id: int | None
    entity_id: int | None
    store_id: int | None
    home_id: int | None
    area_path: str | None  # of the named area, else of the named or home store
    store_entity_id: int | None  # of the named or home store
    home_franchisee_id: int | None
    named_franchisee_id: int | None
    loan_id: int | None
    loan_store_id: int | None
    loan_first_on: date | str | None  # a text in SQLite
    loan_last_on: date | str | None
    loan_time_zone: str | None


def _rows(sql: str, *values: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))  # type: ignore[arg-type]
        return list(cursor.fetchall())


def _days_around(at: datetime | None) -> tuple[str, str]:
    """The latest first day and the earliest last day of loans to look at, whatever zone their store is in."""
    if at is None:
        return date.min.isoformat(), date.max.isoformat()
    return (at + timedelta(days=1)).date().isoformat(), (at - timedelta(days=2)).date().isoformat()


def _loans(rows: list[_Held]) -> list[LoanFacts]:
    found = {row.loan_id: row for row in rows if row.loan_id is not None}
    return [
        LoanFacts(
            loan_id, row.loan_store_id or 0, date.fromisoformat(str(row.loan_first_on)),
            date.fromisoformat(str(row.loan_last_on)), row.loan_time_zone or "",
        )
        for loan_id, row in found.items()
    ]  # fmt: skip


def _holding(row: _Held) -> Holding:
    """The place named by the assignment, else the home store; what bounds it, the home store first."""
    at_home = row.store_id is None and row.area_id is None and row.entity_id is None
    return Holding(
        role_id=row.role_id,
        role_code=row.role_code,
        store_id=row.home_id if at_home else row.store_id,
        area_path=row.area_path or "",
        entity_id=row.entity_id or row.store_entity_id,
        held_at="area" if row.area_id else "entity" if row.entity_id else "store",
        franchisee_id=row.home_franchisee_id or row.named_franchisee_id,
        assignment_id=row.id,
    )


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
