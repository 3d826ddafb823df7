"""Rows to test with, one unsurprising function for each thing."""

from datetime import UTC, datetime, time
from typing import Any
from uuid import uuid4

from facet.kernel import clock
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, Reach, Scope, house
from facet.organisation import selectors, services
from facet.organisation.models import (
    Area,
    Department,
    LegalEntity,
    PriceGroup,
    Role,
    RoleAssignment,
    RoleGrant,
    RoleLimit,
    RoleSwitch,
    Staff,
    Store,
    Till,
)

PASSWORD = "a quiet gold ring"


def entity(code: str = "E1", **fields: Any) -> LegalEntity:
    return LegalEntity.objects.get_or_create(code=code, defaults={"name": f"公司 {code}", **fields})[0]


def price_group(code: str = "P1") -> PriceGroup:
    return PriceGroup.objects.get_or_create(code=code, defaults={"name": f"价组 {code}"})[0]


def area(code: str = "A1", parent: Area | None = None) -> Area:
    known = Area.objects.filter(code=code).first()
    if known:
        return known
    fields = {"code": code, "name": f"区域 {code}"}
    return Area.objects.add_child(parent, fields) if parent else Area.objects.add_root(fields)


def department(code: str = "D1") -> Department:
    return Department.objects.filter(code=code).first() or Department.objects.add_root(
        {"code": code, "name": f"部门 {code}"}
    )


def store(code: str = "S01", **fields: Any) -> Store:
    known = Store.objects.filter(code=code).first()
    if known:
        return known
    return Store.objects.create(
        code=code,
        name=fields.pop("name", f"门店 {code}"),
        entity=fields.pop("entity", None) or entity(),
        area=fields.pop("area", None) or area(),
        price_group=fields.pop("price_group", None) or price_group(),
        opens_at=time(10),
        closes_at=time(22),
        **fields,
    )


def till(code: str = "T1", at: Store | None = None, **fields: Any) -> Till:
    return Till.objects.get_or_create(store=at or store(), code=code, defaults={"name": f"收银台 {code}", **fields})[0]


def staff(username: str = "clerk1", *, home: Store | None = None, password: str = "", **fields: Any) -> Staff:
    row = Staff(
        username=username,
        code=fields.pop("code", username.upper()),
        name=fields.pop("name", f"员工 {username}"),
        department=fields.pop("department", None) or department(),
        store=home,
        must_change_password=fields.pop("must_change_password", False),
        **fields,
    )
    row.set_password(password) if password else row.set_unusable_password()
    row.save()
    return row


def role(
    code: str, grants: dict[str, Scope | str], *, limits: dict[str, int] | None = None, switches: tuple[str, ...] = ()
) -> Role:
    row = Role.objects.create(code=code, name=code, name_en=code)
    RoleGrant.objects.bulk_create(
        RoleGrant(role=row, permission=each, scope=str(scope)) for each, scope in grants.items()
    )
    RoleLimit.objects.bulk_create(RoleLimit(role=row, name=name, value=value) for name, value in (limits or {}).items())
    RoleSwitch.objects.bulk_create(RoleSwitch(role=row, switch=switch) for switch in switches)
    return row


def give(person: Staff, held: Role, **place: Any) -> RoleAssignment:
    return RoleAssignment.objects.create(staff=person, role=held, **place)


def moment() -> datetime:
    """A working morning: 2026-11-21 10:00 in Shanghai."""
    return datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


def actor(
    *rights: str, stores: set[int] | None = None, staff_id: int | None = None, limits: dict[str, int] | None = None
) -> Actor:
    """Somebody with these rights for `stores` (None: the chain)."""
    reach = Reach(None if stores is None else frozenset(stores))
    return Actor(
        key=f"staff:{staff_id or 0}", name="试", staff_id=staff_id, code="T", limits=limits or {},
        grants={str(right): reach for right in rights},
    )  # fmt: skip


def roles() -> None:
    """The ten starting roles."""
    services.install_roles(actor=house("test"), roles=selectors.starting_roles(), at=moment())


def person(username: str, role_code: str, *, home: Store | None = None, **fields: Any) -> Staff:
    """Somebody who holds a starting role at the home store."""
    row = staff(username, home=home, **fields)
    give(row, Role.objects.get(code=role_code))
    return row


def bearer(row: Staff) -> dict[str, str]:
    """The header of a program that acts as `row`."""
    token = services.issue_token(actor=house("test"), username=row.username, label="test", days=1, at=clock.now())
    return {"Authorization": f"Bearer {token}"}


def key() -> OperationKey:
    """The key of a new act."""
    return OperationKey.of(uuid4(), {})
