"""The steps that every movement of credit is written by; sales calls them inside its own work."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from facet.kernel.formats import shown
from facet.kernel.money import partial_reversal
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.members.errors import CreditExceeded, NoCredit, NothingToReverse, RepaidTooMuch
from facet.members.models import CreditAccount, CreditEntry, Standing
from facet.members.rules import credit as rules
from facet.members.rules.credit import EntryKind
from facet.members.selectors.merging import files_of
from facet.organisation import services as organisation_services


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditMovement:
    """What a movement belongs to. `document` names the paper ("sales.sale:<uuid>"), `on` is the local day."""

    act_id: UUID
    at: datetime
    on: date
    store_id: int | None
    line_no: int = 0
    document: str = ""
    tender: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditPosted:
    """The line written, and where the member stands. `to_pay_out_cents`: a return's part that was repaid already.

    `standing_changes` are for `members_services.apply_standing`. Units: cents.
    """

    entry_id: int
    open_cents: int
    available_cents: int
    standing_changes: dict[str, Any]
    to_pay_out_cents: int = 0


@joins_unit_of_work
def credit_account(standing: Standing) -> CreditAccount:
    """The member's credit account, made at the first need; `standing` is locked. Queries: 1 or 2."""
    return CreditAccount.objects.get_or_create(member_id=standing.pk)[0]


@joins_unit_of_work
def charge_credit(*, actor: Actor, standing: Standing, amount_cents: int, movement: CreditMovement) -> CreditPosted:
    """Let the member owe `amount_cents` more, never beyond her limit. `standing` must be locked.

    Raises: NoCredit, CreditExceeded, ValueError for no amount. Queries: 5.
    """
    if amount_cents <= 0:
        raise ValueError("a charge is positive")
    account = CreditAccount.objects.select_related("member").filter(member_id=standing.pk).first()
    if account is None or not account.limit_cents:
        number = account.member.number if account else standing.member.number
        raise NoCredit(number=number)
    available = rules.available_cents(account.limit_cents, account.open_cents)
    if amount_cents > available:
        raise CreditExceeded(
            available=available, wanted=amount_cents,
            available_yuan=shown(available, "yuan"), wanted_yuan=shown(amount_cents, "yuan"),
        )  # fmt: skip
    due_on = rules.due_day(movement.on, account.due_days)
    return post(actor, account, EntryKind.CHARGE, amount_cents, movement, due_on=due_on)


@joins_unit_of_work
def post_repayment(*, actor: Actor, standing: Standing, amount_cents: int, movement: CreditMovement) -> CreditPosted:
    """Take `amount_cents` off what is open. `standing` must be locked. Raises: RepaidTooMuch. Queries: 5."""
    return _take(actor, standing, EntryKind.REPAYMENT, amount_cents, movement)


@joins_unit_of_work
def post_write_off(*, actor: Actor, standing: Standing, amount_cents: int, movement: CreditMovement) -> CreditPosted:
    """Give up `amount_cents` of what is open. `standing` must be locked. Raises: RepaidTooMuch. Queries: 5."""
    return _take(actor, standing, EntryKind.WRITE_OFF, amount_cents, movement)


def _take(
    actor: Actor, standing: Standing, kind: EntryKind, amount_cents: int, movement: CreditMovement
) -> CreditPosted:
    account = credit_account(standing)
    if not 0 < amount_cents <= account.open_cents:
        raise RepaidTooMuch(open_yuan=shown(account.open_cents, "yuan"), open_cents=account.open_cents)
    return post(actor, account, kind, -amount_cents, movement)


@joins_unit_of_work
def reverse_credit(
    *, actor: Actor, standing: Standing, document: str, returned: int, whole: int, movement: CreditMovement
) -> CreditPosted:
    """Take back what the sale `document` was charged, in its returned share, cumulative (D6).

    What the member repaid meanwhile cannot be taken off; it is named in `to_pay_out_cents` and
    written as paid out, so that the parts add up. The charge may stand in a file that was joined into hers.
    `standing` must be locked.
    Raises: NothingToReverse, ValueError when more is returned than was sold. Queries: 7.
    """
    account = credit_account(standing)
    hers = CreditEntry.objects.filter(account__member_id__in=files_of(standing.pk))
    charge = hers.filter(document=document, kind=EntryKind.CHARGE).order_by("pk").first()
    if charge is None:
        raise NothingToReverse
    taken = -sum(hers.filter(reverses=charge).values_list("amount_cents", flat=True))
    part = partial_reversal(charge.amount_cents, returned=returned, whole=whole, already=taken)
    if part <= 0:
        raise NothingToReverse
    beyond = max(0, part - account.open_cents)
    if beyond:
        post(actor, account, EntryKind.PAID_OUT, beyond, movement, due_on=movement.on)
    done = post(actor, account, EntryKind.REVERSAL, -part, movement, reverses_id=charge.pk)
    return CreditPosted(
        entry_id=done.entry_id, open_cents=done.open_cents, available_cents=done.available_cents,
        standing_changes=done.standing_changes, to_pay_out_cents=beyond,
    )  # fmt: skip


@joins_unit_of_work
def post(
    actor: Actor,
    account: CreditAccount,
    kind: EntryKind,
    amount_cents: int,
    movement: CreditMovement,
    **columns: Any,
) -> CreditPosted:
    """Write one line and the account after it, and close the overdue to-do that it settles. Queries: 4."""
    account.open_cents += amount_cents
    entry = CreditEntry.objects.create(
        account=account, operation_id=movement.act_id, line_no=movement.line_no, kind=kind.value,
        recorded_at=movement.at, amount_cents=amount_cents, open_after=account.open_cents, on=movement.on,
        document=movement.document, tender=movement.tender, store_id=movement.store_id, reason=movement.reason,
        by_name=actor.name, **columns,
    )  # fmt: skip
    before = account.oldest_due_on
    parts = rules.open_parts(ledger_lines(account))
    account.oldest_due_on = parts[0].due_on if parts else None
    account.save(update_fields=["open_cents", "oldest_due_on"])
    if before and before != account.oldest_due_on:
        organisation_services.close_task(actor, key=rules.overdue_key(account.member_id, before), at=movement.at)
    return CreditPosted(
        entry_id=entry.pk, open_cents=account.open_cents,
        available_cents=rules.available_cents(account.limit_cents, account.open_cents),
        standing_changes={"credit_open_cents": account.open_cents},
    )  # fmt: skip


@joins_unit_of_work
def ledger_lines(account: CreditAccount) -> list[rules.Line]:
    """The account's lines as ageing reads them. Queries: 1."""
    rows = account.entries.order_by("pk").values_list("pk", "amount_cents", "due_on", "reverses_id")
    return [rules.Line(*row) for row in rows]
