"""Members to test with, and people who look at them."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

from facet.kernel.operations import OperationKey
from facet.kernel.permissions import EVERYWHERE, Actor, Reach, house
from facet.members import services
from facet.members.models import Member
from facet.members.permissions import MembersPermission
from facet.members.rules.file import MemberIn, Person
from facet.organisation.models import Staff, Store
from facet.organisation.tests import factories as organisation_factories

AT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
HOUSE = house("test")
ALL = tuple(MembersPermission)
EVERYBODY_IN_A_STORE = (
    MembersPermission.VIEW_MEMBERS,
    MembersPermission.CREATE_MEMBERS,
    MembersPermission.EDIT_MEMBERS,
    MembersPermission.REVEAL_CONTACT,
)


def key(body: Any = None) -> OperationKey:
    return OperationKey.of(uuid.uuid4(), {"body": str(body)})


def store(code: str = "S01") -> Store:
    return organisation_factories.store(code)


def staff(username: str = "clerk1", home: Store | None = None) -> Staff:
    known = Staff.objects.filter(username=username).first()
    return known or organisation_factories.staff(username, home=home or store())


def actor_for(person: Staff, grants: dict[str, Reach], *, switches: tuple[str, ...] = ()) -> Actor:
    return Actor(
        key=f"staff:{person.pk}",
        name=person.name,
        staff_id=person.pk,
        code=person.code,
        grants=grants,
        store_id=person.store_id,
        switches=frozenset(switches),
    )


def clerk(username: str = "clerk1", home: Store | None = None) -> Actor:
    """Sees her own members in full, everybody else's by the limited card; may reveal phones."""
    person = staff(username, home)
    own = Reach(frozenset({person.store_id}), own=True)
    store_wide = Reach(frozenset({person.store_id}))
    grants = dict.fromkeys(EVERYBODY_IN_A_STORE, own) | {
        MembersPermission.VIEW_LIMITED: EVERYWHERE,
        MembersPermission.CREATE_MEMBERS: store_wide,
    }
    return actor_for(person, grants, switches=("phone",))


def manager(username: str = "manager1", home: Store | None = None) -> Actor:
    """Sees the members of the store; may archive."""
    person = staff(username, home)
    store_wide = Reach(frozenset({person.store_id}))
    grants = dict.fromkeys((*EVERYBODY_IN_A_STORE, MembersPermission.ARCHIVE_MEMBERS), store_wide) | {
        MembersPermission.VIEW_LIMITED: EVERYWHERE,
        MembersPermission.EXPORT_MEMBERS: store_wide,
    }
    return actor_for(person, grants, switches=("phone", "birth_date"))


def stranger(username: str = "buyer1") -> Actor:
    """Has no right on members at all."""
    return actor_for(staff(username), {})


def headquarters(username: str = "marketing1") -> Actor:
    """Sees and does everything, everywhere."""
    return actor_for(staff(username), dict.fromkeys(ALL, EVERYWHERE), switches=("phone", "birth_date", "id_number"))


def person(name: str = "陈雅琴", phone: str = "13800135678", **facts: Any) -> Person:
    return Person(name=name, phone=phone, **facts)


def member(
    name: str = "陈雅琴",
    phone: str = "13800135678",
    *,
    clerk: Staff | None = None,
    home: Store | None = None,
    **facts: Any,
) -> Member:
    """A file of the store `home`, in the care of `clerk`, opened by the house through the service."""
    of_file = {each: facts.pop(each) for each in list(facts) if each in MemberIn.__dataclass_fields__}
    request = MemberIn(
        person=person(name, phone, **facts),
        store_code=(home or store()).code,
        clerk_code=(clerk or staff("clerk1", home)).code,
        even_if_similar=True,
        **of_file,
    )
    opened = services.create_member(actor=HOUSE, operation=key(), request=request, at=AT)
    return Member.objects.get(pk=opened.member_id)


BORN = date(1988, 5, 14)
