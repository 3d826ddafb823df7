"""Purchases on credit earn when they are repaid, and lose exactly that with a return. Source: decisions.md §4.2."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.kernel import operations, outbox
from facet.kernel.operations import OperationKey
from facet.kernel.transactions import unit_of_work
from facet.loyalty import services
from facet.loyalty.models import EarnedLine, OwedSale, PointsEntry
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.selectors import member_points
from facet.loyalty.selectors.books import points_books
from facet.loyalty.services import Owed, ReturnedLine
from facet.loyalty.tests import factories as make
from facet.members import services as members_services
from facet.members.services import CreditMovement, Repayment

pytestmark = pytest.mark.django_db

PRICE = 1_000_000  # 10 000 yuan of gold: 10 000 points


def owing(*, limit=PRICE):
    make.programme()
    member = make.member()
    members_services.set_credit_limit(
        actor=make.HOUSE, operation=make.key(), member_id=member.pk, limit_cents=limit, due_days=30, at=make.AT
    )
    return member


@unit_of_work
def buy(member, *, cents=PRICE, on_credit=PRICE, document="d1"):
    """As sales does it: claim the credit, then earn."""
    act_id = uuid4()
    operations.begin(OperationKey(act_id, ""), kind="tests.sale", actor=make.HOUSE, at=make.AT)
    standing = members_services.lock_standing(member.pk)
    changes = {}
    if on_credit:
        movement = CreditMovement(act_id=act_id, at=make.AT, on=make.ON, store_id=None, document=document)
        changes = members_services.charge_credit(
            actor=make.HOUSE, standing=standing, amount_cents=on_credit, movement=movement
        ).standing_changes
    earned = services.earn_points(
        actor=make.HOUSE, act_id=act_id, member_id=member.pk, standing=standing,
        lines=[EarningLine(1, "gold", cents)], owed=Owed(on_credit, cents), document=document, at=make.AT,
        on=make.ON, store_id=None,
    )  # fmt: skip
    members_services.apply_standing(standing, **changes | earned.standing_changes)
    return earned


@unit_of_work
def bring_back(member, returned, whole, *, document="d1"):
    """As sales does it: the credit is given back, then the points."""
    act_id = uuid4()
    operations.begin(OperationKey(act_id, ""), kind="tests.return", actor=make.HOUSE, at=make.AT)
    standing = members_services.lock_standing(member.pk)
    movement = CreditMovement(act_id=act_id, at=make.AT, on=make.ON, store_id=None, document=f"r:{act_id}")
    posted = members_services.reverse_credit(
        actor=make.HOUSE, standing=standing, document=document, returned=returned, whole=whole, movement=movement
    )
    taken = services.reverse_points(
        actor=make.HOUSE, standing=standing, lines=[ReturnedLine(document=document, line_no=1, returned=returned,
        whole=whole)], act_id=act_id, member_id=member.pk, document=f"r:{act_id}", at=make.AT, on=make.ON,
        store_id=None,
    )  # fmt: skip
    members_services.apply_standing(standing, **posted.standing_changes | taken.standing_changes)


def repay(member, cents):
    request = Repayment(member_id=member.pk, amount_cents=cents, tender="cash")
    return members_services.repay_credit(actor=make.HOUSE, operation=make.key(), request=request, at=make.AT)


def settle(member):
    return services.settle_owed_sales(actor=make.HOUSE, member_id=member.pk, at=make.AT, on=make.ON)


def state(member):
    """(available, pending, lifetime, grade)"""
    account = make.account(member)
    assert points_books() == []
    return account.available, account.pending, account.lifetime, make.standing(member).grade_code


def test_points_come_with_the_repayments_and_carry_the_grade():
    member = owing()
    earned = buy(member, on_credit=600_000)

    assert (earned.points, state(member)) == (10_000, (4_000, 6_000, 4_000, "gold"))
    repay(member, 100_000)
    assert settle(member) == 1_000
    assert settle(member) == 0  # the same state again gives nothing
    repay(member, 500_000)
    assert (settle(member), state(member)) == (5_000, (10_000, 0, 10_000, "diamond"))
    kinds = PointsEntry.objects.order_by("pk").values_list("kind", "points")
    assert list(kinds) == [("earned", 4_000), ("on_credit", 1_000), ("on_credit", 5_000)]


def test_the_repayment_itself_brings_them(settings):
    """The event of the credit book is heard; nobody has to press anything."""
    member = owing()
    buy(member)
    repay(member, 250_000)

    while outbox.deliver_due(make.AT):
        pass

    assert state(member)[:2] == (2_500, 7_500)


def test_a_return_takes_what_waits_first_and_the_rest_from_the_ledger():
    member = owing()
    buy(member)
    repay(member, 400_000)
    settle(member)

    bring_back(member, 1, 2)
    assert state(member)[:2] == (4_000, 1_000)
    repay(member, 100_000)
    settle(member)
    assert state(member)[:2] == (5_000, 0)

    bring_back(member, 2, 2)
    assert state(member)[:3] == (0, 0, 0)
    assert sum(EarnedLine.objects.values_list("points", flat=True)) == 0


def test_what_is_written_off_brings_nothing_and_a_false_repayment_takes_its_points_along():
    member = owing()
    buy(member)
    posted = repay(member, 500_000)
    settle(member)
    members_services.undo_repayment(
        actor=make.HOUSE, operation=make.key(), entry_id=posted.entry_id, reason="记错了人", at=make.AT
    )
    assert (settle(member), state(member)[:2]) == (-5_000, (0, 10_000))

    repay(member, 300_000)
    _write_off(member, 700_000)
    settle(member)
    assert state(member)[:2] == (3_000, 0)
    assert OwedSale.objects.get().lapsed == 7_000

    bring_back(member, 1, 1)  # what never came is not owed
    assert (state(member)[:2], make.account(member).owed) == ((0, 0), 0)


@unit_of_work
def _write_off(member, cents):
    act_id = uuid4()
    operations.begin(OperationKey(act_id, ""), kind="tests.write_off", actor=make.HOUSE, at=make.AT)
    standing = members_services.lock_standing(member.pk)
    movement = CreditMovement(act_id=act_id, at=make.AT, on=make.ON, store_id=None, reason="坏账")
    from facet.members.services.credit_posting import post_write_off

    done = post_write_off(actor=make.HOUSE, standing=standing, amount_cents=cents, movement=movement)
    members_services.apply_standing(standing, **done.standing_changes)


def test_the_member_s_page_says_what_waits_and_what_a_repayment_brought():
    member = owing()
    buy(member)
    repay(member, 250_000)
    settle(member)

    told = member_points(make.HOUSE, member_id=member.pk, on=make.ON)

    assert [(each.label, each.points, each.due_on) for each in told.waiting] == [
        ("Points from a purchase on credit", 7_500, None)
    ]
    [entry] = told.entries
    assert (entry.kind, entry.points, entry.facts["paid"], entry.facts["charged"]) == (
        "on_credit", 2_500, 250_000, 1_000_000,
    )  # fmt: skip
    assert [line.points for line in entry.lines] == [10_000]  # how the whole purchase was counted


@pytest.mark.proof
@given(
    price=st.integers(100, 2_000_000), data=st.data(),
    acts=st.lists(st.sampled_from(["repay", "settle", "return"]), max_size=8),
)  # fmt: skip
def test_repaid_in_full_gives_exactly_what_was_earned_and_kept(price, acts, data):
    """T12 for credit: any repayments and returns in any order, then the rest is repaid."""
    member = owing(limit=price)
    document, returned = f"d{member.pk}", 0
    earned = buy(member, cents=price, on_credit=data.draw(st.integers(1, price)), document=document)
    for act in acts:
        owed = make.standing(member).credit_open_cents
        if act == "repay" and owed:
            repay(member, data.draw(st.integers(1, owed)))
        elif act == "return" and returned < 3:
            try:
                bring_back(member, returned + 1, 4, document=document)
                returned += 1
            except Exception as refusal:
                assert refusal.__class__.__name__ == "NothingToReverse"  # noqa: PT017 -- the only refusal there is
        elif act == "settle":
            settle(member)
    if owed := make.standing(member).credit_open_cents:
        repay(member, owed)
    settle(member)

    account = make.account(member)
    kept = earned.points + sum(
        EarnedLine.objects.filter(document=document, points__lt=0).values_list("points", flat=True)
    )
    assert (account.available - account.owed, account.pending) == (kept, 0)
    assert points_books() == []
