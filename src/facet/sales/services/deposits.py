"""Deposits on a ticket: what it locks, what needs a second person, and the entries it writes.

Every movement is one entry with the balance after it, under the deposit's lock (D6).
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from facet.audit import services as audit_services
from facet.inventory import services as inventory_services
from facet.kernel import outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import ApprovalNeeded, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work
from facet.organisation import services as organisation_services
from facet.sales.errors import DepositClosed, DepositNotTaken, DepositOfAnother, DepositShort
from facet.sales.models import Deposit, DepositEntry, Instalment, SaleLine, Tender
from facet.sales.permissions import SalesPermission
from facet.sales.rules.deposit_lines import Opening, Settling, holder_of_deposit
from facet.sales.rules.deposit_request import settlement_digest
from facet.sales.rules.deposits import DepositState, EntryKind
from facet.sales.rules.kinds import MONEY, LineKind, Method
from facet.sales.rules.request import SaleRequest
from facet.sales.rules.tender import Settled
from facet.sales.rules.ticket_lines import OtherLine
from facet.sales.selectors.till_others import DEPOSIT_APPROVAL, settlement_needs_yes
from facet.sales.services.orders import hand_over_with
from facet.sales.services.ticket import Ticket

_ACTS: Mapping[str, str] = {
    EntryKind.PAID: "sales.deposit_paid",
    EntryKind.USED: "sales.deposit_used",
    EntryKind.GIVEN_BACK: "sales.deposit_refilled",
    EntryKind.REFUNDED: "sales.deposit_refunded",
    EntryKind.KEPT: "sales.deposit_kept",
}


@joins_unit_of_work
def lock_deposits(request: SaleRequest) -> None:
    """Lock every deposit that the ticket names, by id, then the pieces that new ones keep. Queries: 0 to 2."""
    numbers = {each.number.strip().upper() for each in request.deposits if each.number}
    numbers |= {number.strip().upper() for number in request.deposits_used}
    numbers |= {each.reference.strip().upper() for each in request.tenders if each.method == Method.DEPOSIT}
    if numbers - {""}:
        rows = Deposit.objects.filter(number__in=numbers).order_by("pk")
        list(rows.select_for_update().values_list("pk", flat=True))
    if tags := [each.opens.piece for each in request.deposits if each.opens and each.opens.piece]:
        inventory_services.lock_pieces(tags)


@joins_unit_of_work
def check_deposits(actor: Actor, lines: Sequence[OtherLine], store_id: int, at: datetime) -> None:
    """Refuse a settlement beyond the terms or the own limit without a second person's yes.

    Raises: NotPermitted, ApprovalNeeded. Locks: each approval that is used.
    """
    for line in lines:
        facts = line.facts
        if not isinstance(facts, Settling):
            require(actor, SalesPermission.TAKE_DEPOSIT, store_id=store_id)
            continue
        require(actor, SalesPermission.SETTLE_DEPOSIT, store_id=store_id)
        if not settlement_needs_yes(actor, facts, store_id=store_id):
            continue
        if line.approval is None:
            raise ApprovalNeeded(
                what=gettext_noop("Settling a deposit"), limit=actor.limit("refund_cents"),
                wanted=facts.split.refund_cents, code=facts.number, name="refund_cents",
            )  # fmt: skip
        organisation_services.use_approval(
            actor, approval_id=line.approval, kind=DEPOSIT_APPROVAL, amount=facts.split.refund_cents, at=at,
            digest=settlement_digest(
                facts.request, store_id=store_id, refund_cents=facts.split.refund_cents,
                kept_cents=facts.split.kept_cents,
            ),
        )  # fmt: skip


@joins_unit_of_work
def book_deposits(actor: Actor, ticket: Ticket, lines: Mapping[int, SaleLine]) -> None:
    """Open new deposits, book what came in, and close those that are settled. Raises: DepositNotTaken.

    Locks: the store's number series of deposits. Queries: 2 for each entry, 3 more for a new deposit.
    """
    taken = sum(line.net_cents for line in lines.values() if line.net_cents > 0)
    if taken and taken > sum(each.amount_cents for each in ticket.tenders if each.method in MONEY):
        raise DepositNotTaken(reason=gettext_noop("A deposit is paid in money: cash, card, transfer or by phone."))
    for number, line in ticket.of_kind(LineKind.DEPOSIT_TAKEN).items():
        facts = line.facts
        if isinstance(facts, Settling):
            _settle(actor, ticket, facts, line_no=number)
            continue
        row = _open(actor, ticket, facts) if isinstance(facts, Opening) else locked(facts.deposit_id)
        post(actor, ticket, row, kind=EntryKind.PAID, cents=line.net_cents, line_no=number)


def _settle(actor: Actor, ticket: Ticket, facts: Settling, *, line_no: int) -> None:
    row = locked(facts.deposit_id)
    if row.balance_cents != facts.split.refund_cents + facts.split.kept_cents:
        raise DepositShort(number=row.number, left=f"{row.balance_cents / 100:,.2f}")
    for kind, cents in ((EntryKind.REFUNDED, facts.split.refund_cents), (EntryKind.KEPT, facts.split.kept_cents)):
        if cents:
            post(actor, ticket, row, kind=kind, cents=-cents, line_no=line_no)


def _open(actor: Actor, ticket: Ticket, facts: Opening) -> Deposit:
    assert ticket.standing is not None
    store, lock = ticket.till, facts.lock
    number = organisation_services.next_number("sales.deposit", scope=store.store_code)
    row = Deposit.objects.create(
        number=f"{store.store_code}-D{number:05d}", kind=facts.kind.value, state=DepositState.OPEN.value,
        store_id=store.store_id, member_id=ticket.standing.pk, clerk_id=ticket.people[0].staff_id,
        order_id=facts.order_id, subject=facts.subject, price_cents=facts.price_cents, fee_bp=facts.fee_bp,
        piece_id=facts.piece_id, held_until=facts.held_until, lock_item_id=lock.item_id if lock else None,
        lock_board_id=lock.board_id if lock else None, lock_mg=lock.mg if lock else 0,
        lock_left_mg=lock.mg if lock else 0, lock_cents_per_gram=lock.cents_per_gram if lock else 0,
        lock_lower=bool(lock and lock.is_lower), lock_until=lock.until if lock else None,
        opened_on=local_date(ticket.at, store.time_zone), opened_at=ticket.at,
    )  # fmt: skip
    Instalment.objects.bulk_create(
        Instalment(deposit=row, number=due.number, due_on=due.on, amount_cents=due.cents) for due in facts.dues
    )
    if facts.tag and facts.held_until:
        until = datetime.combine(facts.held_until, time.max, tzinfo=ZoneInfo(store.time_zone)).astimezone(UTC)
        inventory_services.reserve_pieces(
            [facts.tag], holder=holder_of_deposit(row.number), until=until, at=ticket.at, store_id=store.store_id,
            label=row.number,
        )  # fmt: skip
    return row


@joins_unit_of_work
def claim_deposit(actor: Actor, ticket: Ticket, tender: Settled, number: int) -> None:
    """Use a deposit for what it pays, or give back what an earlier ticket used.

    Raises: DepositClosed, DepositOfAnother, DepositShort, NotPermitted. Locks: the deposit.
    """
    if tender.amount_cents < 0:
        _give_back(actor, ticket, tender, number)
        return
    wanted = tender.reference.strip().upper()
    row = Deposit.objects.select_for_update().filter(number=wanted).first()
    if row is None or row.state != DepositState.OPEN:
        raise DepositClosed(number=wanted)
    require(actor, SalesPermission.USE_DEPOSIT, store_id=row.store_id)
    if ticket.standing is None or row.member_id != ticket.standing.pk:
        raise DepositOfAnother(number=row.number)
    row.lock_left_mg -= min(row.lock_left_mg, ticket.locked_mg.get(row.pk, 0))
    post(actor, ticket, row, kind=EntryKind.USED, cents=-tender.amount_cents, line_no=number)
    if row.order_id:
        hand_over_with(actor, ticket, row.order_id)


def _give_back(actor: Actor, ticket: Ticket, tender: Settled, number: int) -> None:
    """The goods came back: what the deposit paid for them is the member's again. Locks: the deposit."""
    paid = Tender.objects.get(pk=tender.refunds or 0)
    used = DepositEntry.objects.get(kind=EntryKind.USED.value, sale=paid.sale_id, line_no=paid.line_no)
    post(actor, ticket, locked(used.deposit_id), kind=EntryKind.GIVEN_BACK, cents=-tender.amount_cents, line_no=number)


@joins_unit_of_work
def locked(deposit_id: int) -> Deposit:
    """The deposit, locked until the end of the use case. Queries: 1."""
    return Deposit.objects.select_for_update().get(pk=deposit_id)


@joins_unit_of_work
def post(actor: Actor, ticket: Ticket, row: Deposit, *, kind: EntryKind, cents: int, line_no: int) -> DepositEntry:
    """Write one entry and the balance after it; what is empty is closed, what fills again is open.

    Raises: DepositShort. Queries: 4.
    """
    after = row.balance_cents + cents
    if after < 0:
        raise DepositShort(number=row.number, left=f"{row.balance_cents / 100:,.2f}")
    row.balance_cents = after
    row.paid_cents += cents if kind == EntryKind.PAID else 0
    row.state, row.closed_at = (DepositState.OPEN.value, None) if after else (DepositState.CLOSED.value, ticket.at)
    row.save(update_fields=["balance_cents", "paid_cents", "state", "closed_at", "lock_left_mg"])
    if not after and row.piece_id:
        inventory_services.release(holder_of_deposit(row.number), at=ticket.at)
    entry = DepositEntry.objects.create(
        deposit=row, number=row.entries.count() + 1, kind=kind.value, amount_cents=cents, balance_cents=after,
        sale=ticket.id, line_no=line_no, store_id=ticket.till.store_id, by_id=actor.staff_id, at=ticket.at,
        on=local_date(ticket.at, ticket.till.time_zone),
    )  # fmt: skip
    audit_services.record(
        actor, _ACTS[kind], at=ticket.at, subject=("sales.deposit", row.pk, row.number),
        store=(ticket.till.store_id, ticket.till.store_name), amount_cents=cents, balance_cents=after,
    )  # fmt: skip
    outbox.publish("sales.deposit_moved", at=ticket.at, deposit_id=row.pk, kind=kind.value)
    return entry
