"""Members' credit in the books: never beyond the limit, every fen explained. Source: R078–R080, F34."""

import contextlib
import threading
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connections

from facet.audit.models import Event
from facet.kernel.errors import ApprovalNeeded, Invalid, NotPermitted
from facet.kernel.models import Operation, OutboxEvent
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import EVERYWHERE, Reach
from facet.kernel.testing.ledger_suite import LedgerSuite
from facet.kernel.transactions import unit_of_work
from facet.members import selectors, services
from facet.members.errors import CreditExceeded, MemberUnknown, NoCredit, NothingToReverse, RepaidTooMuch
from facet.members.models import CreditAccount, CreditEntry, Standing
from facet.members.permissions import MembersPermission as P
from facet.members.selectors.credit import credit_agrees, write_off_digest
from facet.members.services import CreditMovement, Repayment
from facet.members.tests import factories as make
from facet.organisation import services as organisation_services
from facet.organisation.errors import ApprovalDecided
from facet.organisation.models import Task
from facet.organisation.rules.approvals import Wish

ON = date(2026, 11, 21)
FINANCE = {P.MANAGE_CREDIT: EVERYWHERE, P.VIEW_CREDIT: EVERYWHERE, P.TAKE_REPAYMENT: EVERYWHERE,
           P.VIEW_LIMITED: EVERYWHERE, "organisation.approve": EVERYWHERE}  # fmt: skip


def finance(username="finance1", limit=20_000_000):
    actor = make.actor_for(make.staff(username), FINANCE)
    return type(actor)(**{f: getattr(actor, f) for f in actor.__dataclass_fields__} | {
        "limits": {"credit_limit_cents": limit}})  # fmt: skip


def grant(member, limit_cents=2_000_000, due_days=30):
    return services.set_credit_limit(
        actor=make.HOUSE, operation=make.key(), member_id=member.pk, limit_cents=limit_cents, due_days=due_days,
        at=make.AT,
    )  # fmt: skip


@unit_of_work
def charge(member, cents, *, act=None, on=ON, document=""):
    """What a sale does under the member lock."""
    act = act or uuid4()
    if not Operation.objects.filter(pk=act).exists():
        Operation.objects.create(pk=act, kind="test", actor="test", request_sha256="", begun_at=make.AT)
    standing = services.lock_standing(member.pk)
    if CreditEntry.objects.filter(operation_id=act).exists():
        return None
    movement = CreditMovement(act_id=act, at=make.AT, on=on, store_id=None, document=document or f"test:{act}")
    done = services.charge_credit(actor=make.HOUSE, standing=standing, amount_cents=cents, movement=movement)
    services.apply_standing(standing, **done.standing_changes)
    return done


@unit_of_work
def take_back(member, document, returned, whole):
    act = uuid4()
    Operation.objects.create(pk=act, kind="test", actor="test", request_sha256="", begun_at=make.AT)
    standing = services.lock_standing(member.pk)
    movement = CreditMovement(act_id=act, at=make.AT, on=ON, store_id=None, document=f"return:{act}")
    done = services.reverse_credit(
        actor=make.HOUSE, standing=standing, document=document, returned=returned, whole=whole, movement=movement
    )
    services.apply_standing(standing, **done.standing_changes)
    return done


def repay(member, cents, *, actor=None, operation=None, tender="cash", at=make.AT):
    request = Repayment(member_id=member.pk, amount_cents=cents, tender=tender)
    return services.repay_credit(
        actor=actor or make.HOUSE, operation=operation or make.key(), request=request, at=at
    )  # fmt: skip


class TestCreditLedger(LedgerSuite):
    """Positive amounts are bought on credit and may be taken back; negative ones are repaid."""

    entry = CreditEntry
    sums = {"amount_cents": "open_cents"}
    after = {"open_after": "open_cents"}
    reverses = True

    def open_account(self):
        member = make.member()
        grant(member, 100_000)
        return CreditAccount.objects.get(member=member)

    def move(self, account, amount, *, key: UUID):
        if amount > 0:
            charge(account.member, amount, act=key, document=f"suite:{key}")
        else:
            repay(account.member, -amount, operation=OperationKey.of(key, {"amount": amount}))

    def reverse(self, account, *, of, returned, whole, key):
        with contextlib.suppress(NothingToReverse):  # a share that rounds to nothing
            take_back(account.member, f"suite:{of}", returned, whole)


pytestmark = pytest.mark.django_db


def test_f34_on_a_members_statement():
    member = make.member()
    grant(member, due_days=18)
    charge(member, 850_000, on=date(2026, 10, 22))

    told = selectors.credit_statement(finance(), member.pk, at=make.AT)

    assert (told.limit_cents, told.open_cents, told.available_cents) == (2_000_000, 850_000, 1_150_000)
    assert (told.oldest_due_on, told.days_overdue, told.is_warned) == (date(2026, 11, 9), 12, True)
    assert told.ages == (0, 850_000, 0, 0, 0)
    assert Standing.objects.get(pk=member.pk).credit_open_cents == 850_000
    assert credit_agrees() == []


def test_nothing_is_sold_on_credit_beyond_the_limit():
    member = make.member()
    grant(member, 100_000)
    charge(member, 100_000)

    with pytest.raises(CreditExceeded):
        charge(member, 1)

    assert CreditEntry.objects.count() == 1


def test_without_a_limit_there_is_no_credit():
    with pytest.raises(NoCredit):
        charge(make.member(), 1)


def test_a_repayment_happens_once_and_cannot_exceed_what_is_open():
    member, key = make.member(), make.key()
    grant(member)
    charge(member, 50_000)
    first = repay(member, 20_000, operation=key)

    assert repay(member, 20_000, operation=key) == first
    assert first.open_cents == 30_000
    with pytest.raises(RepaidTooMuch):
        repay(member, 30_001)
    assert Event.objects.filter(action="members.credit_repaid").count() == 1


def test_a_limit_is_finances_and_not_a_managers():
    member = make.member()
    manager = make.actor_for(make.staff("manager1"), {P.VIEW_CREDIT: Reach(frozenset({member.home_store_id}))})

    with pytest.raises(NotPermitted):
        services.set_credit_limit(
            actor=manager, operation=make.key(), member_id=member.pk, limit_cents=1, due_days=30, at=make.AT
        )
    with pytest.raises(ApprovalNeeded):
        services.set_credit_limit(
            actor=finance(limit=100), operation=make.key(), member_id=member.pk, limit_cents=101, due_days=30,
            at=make.AT,
        )  # fmt: skip
    assert not CreditAccount.objects.exists()


def test_what_was_repaid_before_a_return_is_paid_out():
    member = make.member()
    grant(member)
    charge(member, 10_000, document="sales.sale:a")
    repay(member, 8_000)

    half = take_back(member, "sales.sale:a", 1, 2)
    rest = take_back(member, "sales.sale:a", 2, 2)

    assert (half.to_pay_out_cents, rest.to_pay_out_cents, rest.open_cents) == (3_000, 5_000, 0)
    with pytest.raises(NothingToReverse):
        take_back(member, "sales.sale:a", 2, 2)
    assert credit_agrees() == []


def test_writing_off_needs_finances_yes_for_this_amount():
    member, asker = make.member(), finance("asker1")
    grant(member)
    charge(member, 9_000)
    wish = Wish(subject=member.number, digest=write_off_digest(member.pk, 9_000), amount=9_000)
    yes = organisation_services.request_approval(
        actor=asker, operation=make.key(), kind="members.write_off", store_id=None, wish=wish, reason="gone", at=make.AT
    )
    organisation_services.decide_approval(
        actor=finance("boss1"), approval_id=yes, approve=True, note="", at=make.AT + timedelta(minutes=1)
    )
    request = Repayment(member_id=member.pk, amount_cents=9_000, tender="", reason="moved away")
    off = lambda: services.write_off_credit(  # noqa: E731 -- one call, twice
        actor=asker, operation=make.key(), request=request, approval_id=yes, at=make.AT + timedelta(minutes=2)
    )

    assert off().open_cents == 0
    with pytest.raises(ApprovalDecided):
        off()


def test_a_wrong_repayment_is_taken_back_once():
    member = make.member()
    grant(member)
    charge(member, 9_000)
    entry = repay(member, 4_000).entry_id
    undo = lambda: services.undo_repayment(  # noqa: E731 -- one call, twice
        actor=finance(), operation=make.key(), entry_id=entry, reason="typed wrongly", at=make.AT
    )

    assert undo().open_cents == 9_000
    with pytest.raises(NothingToReverse):
        undo()
    assert credit_agrees() == []


def test_a_repayment_needs_a_reason_to_be_taken_back():
    member = make.member()
    grant(member)
    charge(member, 9_000)
    entry = repay(member, 4_000).entry_id

    with pytest.raises(Invalid):
        services.undo_repayment(actor=finance(), operation=make.key(), entry_id=entry, reason="", at=make.AT)


def test_an_overdue_member_is_told_of_once_and_the_to_do_goes_with_the_debt():
    member = make.member()
    grant(member, due_days=1)
    charge(member, 9_000, on=date(2026, 11, 1))
    account = CreditAccount.objects.get(member=member)
    for _ in range(2):
        services.remind_of_all_overdue(actor=make.HOUSE, account_ids=[account.pk], on=ON, at=make.AT)

    assert Task.objects.filter(kind="members.credit_overdue", done_at=None).count() == 1
    repay(member, 9_000)
    assert not Task.objects.filter(kind="members.credit_overdue", done_at=None).exists()


def test_another_stores_manager_sees_no_credit():
    member = make.member()
    grant(member)
    other = make.store("S02")
    manager = make.actor_for(make.staff("manager2", other), {P.VIEW_CREDIT: Reach(frozenset({other.pk}))})

    with pytest.raises(MemberUnknown):
        selectors.credit_statement(manager, member.pk, at=make.AT)
    assert list(selectors.credit_queryset(manager)) == []


@pytest.mark.parametrize("charges", [1, 3])
def test_the_statement_costs_five_queries(charges, django_assert_max_num_queries):
    member, viewer = make.member(), finance()
    grant(member)
    for _ in range(charges):
        charge(member, 1_000)

    with django_assert_max_num_queries(5):
        selectors.credit_statement(viewer, member.pk, at=make.AT)


def together(work, times=8):
    """`work(number)` in threads that start at one moment; their answers or refusals."""
    answers, gate = [None] * times, threading.Barrier(times, timeout=30)

    def one(number):
        try:
            gate.wait()
            answers[number] = work(number)
        except Exception as refusal:  # the test judges it
            answers[number] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


@pytest.mark.django_db(transaction=True)
def test_eight_tills_cannot_pass_the_limit():
    member = make.member()
    grant(member, 30_000)

    answers = together(lambda number: charge(member, 10_000))

    assert sum(isinstance(answer, CreditExceeded) for answer in answers) == 5
    assert CreditAccount.objects.get(member=member).open_cents == 30_000
    assert credit_agrees() == []


@pytest.mark.django_db(transaction=True)
def test_the_naive_twin_without_the_lock_oversells():
    """Why the lock is there: read, think, write, and eight tills sell what three may."""
    member = make.member()
    grant(member, 30_000)
    read = threading.Barrier(8, timeout=30)

    def naive(number):
        account = CreditAccount.objects.get(member=member)
        read.wait()
        if account.limit_cents - account.open_cents >= 10_000:
            return 10_000
        return 0

    assert sum(together(naive)) == 80_000


def test_events_carry_numbers_only():
    member = make.member()
    grant(member)
    charge(member, 9_000)
    repay(member, 1_000)

    told = OutboxEvent.objects.get(name="members.credit_repaid")
    assert set(told.facts) == {"member_id", "store_id", "amount_cents", "open_cents", "entry_id"}
