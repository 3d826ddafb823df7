"""Points of purchases on credit: they wait for the repayments and come in their share. Source: decisions.md §4.2."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import F

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.loyalty.models import EarnedLine, OwedSale, PointsAccount
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import ledger, lots
from facet.loyalty.rules.kinds import EntryKind
from facet.loyalty.rules.owed_sale import Repaid, standing_of
from facet.loyalty.rules.programme import Programme, expires_on
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.services.award_book import AwardBook, lock_book
from facet.loyalty.services.pending import Waiting, lift_grades
from facet.loyalty.services.posting import Posting, held_lots, post_credit, post_debit
from facet.members import selectors as members_selectors
from facet.members.selectors.credit_of_sales import CreditOfSales, credit_of_sales
from facet.members.selectors.merging import files_of


@joins_unit_of_work
def wait_for_repayment(account: PointsAccount, points: int, *, posting: Posting, on: date, days: int) -> None:
    """Have the points of a ticket's part on credit wait for its repayment, and for `days` at least. Queries: 2."""
    assert posting.rule_version_id is not None  # what is earned is earned under rules
    OwedSale.objects.create(
        account=account, document=posting.document, points=points, due_on=on + timedelta(days=days) if days else None,
        rule_version_id=posting.rule_version_id, store_id=posting.store_id, operation_id=posting.operation_id,
        recorded_at=posting.at,
    )  # fmt: skip
    account.pending += points
    account.save(update_fields=["pending"])


@joins_unit_of_work
def take_owed(backs: Sequence[tuple[EarnedLine, int]], found: Waiting) -> Waiting:
    """Take returned points from what still waits for repayment; `found` is what the return window held.

    Queries: 0 or 1, and 2 for each purchase on credit.
    """
    documents = {sold.document for sold, points in backs if points}
    if not documents:
        return found
    for row in OwedSale.objects.filter(document__in=documents).order_by("pk"):
        before = row.waiting
        for sold, points in backs:
            if sold.document == row.document:
                already = found.of_line(sold)
                taken = min(points - already, row.points - row.released - row.taken_back)
                row.taken_back += taken
                row.lapsed = min(row.lapsed, row.points - row.released - row.taken_back)
                found.by_line[sold.pk] = already + taken
        if row.latest_entry_id:
            found.entries.setdefault(row.document, row.latest_entry_id)
        _keep(row, before)
    return found


@unit_of_work
def settle_owed_sales(*, actor: Actor, member_id: int, at: datetime, on: date) -> int:
    """Give the points that a member's repayments have brought by now; gives how many, below zero what went back.

    Cumulative over her whole credit book: events in any order and any number give the same. A repayment that
    was taken back takes its points along. Raises: NotPermitted, ProgrammeMissing.
    Locks: the operation, the member's standing, the account.
    """
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    member_id = members_selectors.surviving_id(member_id)
    rows = OwedSale.objects.filter(account__member_id__in=files_of(member_id)).order_by("pk")
    state = credit_of_sales(member_id)
    taken = sum(rows.values_list("taken_back", flat=True))
    key = OperationKey.of_job("loyalty.settle_owed_sales", f"{member_id}:{on.isoformat()}:{state.latest_id}:{taken}")
    act = operations.begin(key, kind="loyalty.settle_owed_sales", actor=actor, at=at)
    if act.done:
        return 0
    book = lock_book(act.id, [member_id], at=at, on=on)
    state, programme = credit_of_sales(member_id), programme_on(on)
    moved = sum(_settle(book, row, member_id, state=state, programme=programme) for row in rows)
    lift_grades(actor, book, moved, at=at, on=on)
    if moved:
        number = members_selectors.member_for_sale(member_id).number
        subject = ("members.member", member_id, number)
        audit_services.record(actor, "loyalty.owed_points_settled", at=at, subject=subject, points=moved)
        outbox.publish("loyalty.owed_points_settled", at=at, member_id=member_id, points=moved)
    act.finish(points=moved)
    return moved


def _settle(book: AwardBook, row: OwedSale, member_id: int, *, state: CreditOfSales, programme: Programme) -> int:
    """One purchase as the credit book stands; gives the points that moved. Queries: 0, or up to 9."""
    charged, paid = state.by_document.get(row.document, (0, 0))
    repaid = Repaid(charged, paid, is_closed=state.open_cents == 0)
    now = standing_of(row.points, taken_back=row.taken_back, repaid=repaid)
    undone = paid < row.paid_cents
    wanted = min(now.released, row.released) if undone else max(now.released, row.released)
    if row.due_on and row.due_on >= book.on:  # the return window is still open
        wanted = min(wanted, row.released)
    points, before = wanted - row.released, row.waiting
    lapsed = min(now.lapsed, row.points - row.taken_back - wanted)
    if not points and (lapsed, paid) == (row.lapsed, row.paid_cents):
        return 0
    if points > 0:
        _give(book, row, member_id, points, trace={"paid": paid, "charged": charged}, programme=programme)
    elif points < 0:
        _take(book, row, member_id, -points)
    row.released, row.lapsed, row.paid_cents = wanted, lapsed, paid
    _keep(row, before)
    return points


def _give(
    book: AwardBook, row: OwedSale, member_id: int, points: int, *, trace: dict[str, int], programme: Programme
) -> None:
    account = book.account(member_id)
    changes = ledger.earn(account.balance, points, kind=EntryKind.ON_CREDIT)
    posting = book.posting(
        account, document=row.document, store_id=row.store_id, rule_version_id=row.rule_version_id,
        trace=trace | {"whole": row.points},
    )  # fmt: skip
    last_day = expires_on(book.on, programme.years_kept)
    row.latest_entry = post_credit(account, changes=changes, posting=posting, expires_on=last_day)


def _take(book: AwardBook, row: OwedSale, member_id: int, points: int) -> None:
    """A repayment was no repayment: its points go, from the lot they opened first."""
    account = book.account(member_id)
    change = ledger.claw_back(account.balance, points)
    held = held_lots(account)
    own = next((lot.id for lot in held if lot.entry_id == row.latest_entry_id), None)
    posting = book.posting(account, document=row.document, store_id=row.store_id, reverses_id=row.latest_entry_id)
    post_debit(account, change=change, posting=posting, takes=lots.spend(held, -change.points, first=own))


def _keep(row: OwedSale, waited: int) -> None:
    """The row, and what it changes of the account's pending points. Queries: 1 or 2."""
    row.save(update_fields=["released", "taken_back", "lapsed", "paid_cents", "latest_entry"])
    if row.waiting != waited:
        PointsAccount.objects.filter(pk=row.account_id).update(pending=F("pending") + row.waiting - waited)
