"""Deposits and layaways that members had with the older system, on the chain's first day here. Source: R312."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from facet.audit import services as audit_services
from facet.inventory import services as inventory_services
from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.importing import ImportColumn, ImportRow
from facet.kernel.importing.opening import CARD, Opened, OpeningSheet, Tie, total_of
from facet.kernel.transactions import joins_unit_of_work
from facet.members import services as members_services
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.selectors import StoreRow
from facet.sales.models import Deposit, DepositEntry, Instalment
from facet.sales.rules.deposit_lines import holder_of_deposit
from facet.sales.rules.deposits import DepositKind, DepositState, EntryKind, schedule_from
from facet.sales.selectors.deposits import terms_of_deposits
from facet.sales.selectors.first_day import check_deposits

LINE = 0  # no line of any ticket: the money was taken elsewhere


@joins_unit_of_work
def open_deposits(opened: Opened, rows: Sequence[ImportRow]) -> None:
    """One deposit for each row, in the member's own store, with its balance as one payment; a layaway with what
    is still to be paid, and its piece kept until the last day and the days of grace.

    Locks: each member's standing, the number series of the stores, pieces by tag. Queries: 9 for each row, 6 more
    for a layaway with its piece.
    """
    for row in rows:
        standing = members_services.lock_standing(opened.members[row.values["card"]])
        store = organisation_selectors.store_by_id(standing.member.home_store_id)
        today = local_date(opened.at, store.time_zone)
        deposit = _deposit(opened, row, standing, store, today)
        DepositEntry.objects.create(
            deposit=deposit, number=1, kind=EntryKind.PAID.value, amount_cents=row.values["balance"],
            balance_cents=row.values["balance"], sale=opened.act_id, line_no=LINE, store_id=store.id,
            by_id=opened.actor.staff_id, at=opened.at, on=today,
        )  # fmt: skip
        audit_services.record(
            opened.actor, "sales.deposit_paid", at=opened.at, subject=("sales.deposit", deposit.pk, deposit.number),
            store=(store.id, store.name), amount_cents=deposit.balance_cents, balance_cents=deposit.balance_cents,
        )  # fmt: skip


def _deposit(opened: Opened, row: ImportRow, standing: Any, store: StoreRow, today: date) -> Deposit:
    number = organisation_services.next_number("sales.deposit", scope=store.code)
    deposit = Deposit(
        number=f"{store.code}-D{number:05d}", kind=row.values["kind"], state=DepositState.OPEN.value,
        store_id=store.id, member_id=standing.pk, clerk_id=standing.member.clerk_id,
        subject=row.values["subject"], price_cents=row.values["price"], paid_cents=row.values["balance"],
        balance_cents=row.values["balance"], opened_on=row.values["on"] or today, opened_at=opened.at,
    )  # fmt: skip
    if deposit.kind != DepositKind.LAYAWAY:
        deposit.save()
        return deposit
    terms = terms_of_deposits(store.id, on=today)
    dues = schedule_from(
        deposit.price_cents, paid_cents=deposit.paid_cents, instalments=row.values["instalments"],
        first_on=row.values["next_on"],
    )  # fmt: skip
    deposit.fee_bp = terms.fee_bp
    if row.values.get("piece"):
        _keep(deposit, row.values["piece"], max(dues[-1].on, today) + timedelta(days=terms.grace_days), store, opened)
    deposit.save()
    Instalment.objects.bulk_create(
        Instalment(deposit=deposit, number=due.number, due_on=due.on, amount_cents=due.cents) for due in dues
    )
    return deposit


@joins_unit_of_work
def _keep(deposit: Deposit, tag: str, until: date, store: StoreRow, opened: Opened) -> None:
    """The piece waits for her, wherever it lies."""
    last = datetime.combine(until, time.max, tzinfo=ZoneInfo(store.time_zone)).astimezone(UTC)
    kept = inventory_services.reserve_pieces(
        [tag], holder=holder_of_deposit(deposit.number), until=last, at=opened.at, label=deposit.number
    )
    deposit.piece_id, deposit.held_until = kept[0].id, until


def _left_to_pay(rows: Sequence[ImportRow]) -> int:
    return sum(row.values["price"] - row.values["balance"] for row in rows if row.values["kind"] == DepositKind.LAYAWAY)


SHEET = OpeningSheet(
    key="deposits", names=("订金", "Deposits"), title=gettext_noop("Deposits"), apply=open_deposits, order=70,
    check=check_deposits,
    columns=(
        CARD,
        ImportColumn("kind", ("类型", "Kind"), "choice", required=True, example="定金",
                     choices=((DepositKind.EARNEST.value, "定金", "Earnest money"),
                              (DepositKind.PREPAYMENT.value, "预付款", "Prepayment"),
                              (DepositKind.LAYAWAY.value, "分期留货", "Layaway"))),
        ImportColumn("subject", ("商品说明", "What for"), required=True, limit=120, example="足金手镯 30 克"),
        ImportColumn("price", ("商品总价", "Price"), "yuan", required=True, least=1, most=10**9, example="18000.00"),
        ImportColumn("balance", ("余额", "Balance"), "yuan", required=True, least=1, most=10**9, example="3000.00"),
        ImportColumn("on", ("收款日期", "Day"), "date", example="2025-11-20"),
        ImportColumn("instalments", ("剩余期数", "Instalments left"), "int", least=1, most=36, example="",
                     hint=gettext_noop("Only for a layaway: how many equal monthly parts are still to be paid.")),
        ImportColumn("next_on", ("下期日期", "Next instalment"), "date",
                     hint=gettext_noop("Only for a layaway: the day on which the next part is due.")),
        ImportColumn("piece", ("留货条码", "Kept piece"), "code", limit=32,
                     hint=gettext_noop("Only for a layaway: the tag of the piece that is kept, when it is in stock.")),
    ),
    ties=(
        Tie("deposits", ("订金余额", "Deposits"), "yuan", total_of("balance")),
        Tie("layaways", ("分期待付", "Left to pay on layaways"), "yuan", _left_to_pay, is_optional=True),
    ),
)  # fmt: skip
