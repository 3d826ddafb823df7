"""Rows to test with, one unsurprising function for each thing."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps

from facet.kernel import operations
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, Reach, house
from facet.kernel.transactions import unit_of_work
from facet.loyalty import services
from facet.loyalty.models import PointsAccount
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.services import Earned, ReturnedLine, TakenBack
from facet.members import services as members_services
from facet.organisation import services as organisation_services
from facet.organisation.tests import factories as organisation

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
ON = date(2026, 11, 21)
HOUSE = house("tests")
GOLD_3000 = EarningLine(1, "gold", 300_000, label="足金项链")
_numbers = count(1)


def programme(template: str = "seed", *, effective_on: date = date(2020, 1, 1)) -> Any:
    return services.install_programme(HOUSE, AT, template=template, effective_on=effective_on)


def drafter(username: str = "drafter") -> Actor:
    """A person who changes the rules, and only that."""
    return actor("loyalty.view_programme", "loyalty.manage_programme", staff_id=organisation.staff(username).pk)


def allow(approval_id: int, *, at: datetime = AT) -> None:
    """A second person's yes to what was asked."""
    person = organisation.staff(f"second{next(_numbers)}")
    second = actor("loyalty.approve_programme", staff_id=person.pk)
    organisation_services.decide_approval(actor=second, approval_id=approval_id, approve=True, note="", at=at)


def member(*, grade: str = "ordinary", clerk: Any = None, store: Any = None) -> Any:
    """A member with her standing, as members' own services leave them."""
    number = next(_numbers)
    home = store or organisation.store()
    row = apps.get_model("members", "Member").objects.create(
        number=f"M{number:08d}", name="陈雅琴", phone=f"+86138000{number:05d}", opened_on=date(2026, 1, 1),
        opened_store=home, home_store=home, clerk=clerk, created_at=AT,
    )  # fmt: skip
    apps.get_model("members", "Standing").objects.create(member=row, grade_code=grade)
    return row


def actor(*permissions: str, own: bool = False, stores: Sequence[int] | None = None, **fields: Any) -> Actor:
    """Somebody who holds `permissions` for `stores` (None: the chain)."""
    reach = Reach(None if stores is None else frozenset(stores), own=own)
    return Actor(key="staff:1", name="林嘉慧", grants={str(each): reach for each in permissions}, **fields)


def key(body: dict[str, Any] | None = None) -> OperationKey:
    return OperationKey.of(uuid4(), body or {})


@unit_of_work
def earn(
    member: Any, *lines: EarningLine, on: date = ON, at: datetime = AT, document: str = "", act: UUID | None = None
) -> Earned | None:
    """A sale's way of earning: operation, member lock, earning, one write of the standing. None for a replay."""
    act_id = act or uuid4()
    begun = operations.begin(OperationKey(act_id, ""), kind="tests.sale", actor=HOUSE, at=at)
    if begun.done:
        return None
    standing = members_services.lock_standing(member.pk)
    earned = services.earn_points(
        actor=HOUSE, act_id=act_id, member_id=member.pk, standing=standing, lines=lines or [GOLD_3000],
        document=document or f"tests.sale:{act_id}", at=at, on=on, store_id=None,
    )  # fmt: skip
    members_services.apply_standing(standing, **earned.standing_changes)
    begun.finish(points=earned.points)
    return earned


@unit_of_work
def give_back(member: Any, *lines: ReturnedLine, on: date = ON, at: datetime = AT) -> TakenBack:
    """A return's way of taking points back."""
    act_id = uuid4()
    operations.begin(OperationKey(act_id, ""), kind="tests.return", actor=HOUSE, at=at)
    standing = members_services.lock_standing(member.pk)
    taken = services.reverse_points(
        actor=HOUSE, act_id=act_id, member_id=member.pk, standing=standing, lines=lines,
        document=f"tests.return:{act_id}", at=at, on=on, store_id=None,
    )  # fmt: skip
    members_services.apply_standing(standing, **taken.standing_changes)
    return taken


def adjust(member: Any, points: int, *, by: Actor = HOUSE, on: date = ON, operation: OperationKey | None = None) -> Any:
    wanted = services.Adjustment(member_id=member.pk, points=points, reason="周年庆补偿")
    return services.adjust_points(actor=by, operation=operation or key(), request=wanted, at=AT, on=on)


def account(member: Any) -> PointsAccount:
    return PointsAccount.objects.get(member_id=member.pk)


def standing(member: Any) -> Any:
    return apps.get_model("members", "Standing").objects.get(pk=member.pk)


@unit_of_work
def stand(member: Any, **columns: Any) -> None:
    """Give her standing what sales would have written."""
    members_services.apply_standing(members_services.lock_standing(member.pk), **columns)
