"""Deposits that members had with the older system, on the chain's first day here. Source: R312."""

from collections.abc import Sequence

from facet.audit import services as audit_services
from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.importing import ImportColumn, ImportRow
from facet.kernel.importing.opening import CARD, Opened, OpeningSheet, Tie, total_of
from facet.kernel.transactions import joins_unit_of_work
from facet.members import services as members_services
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.sales.models import Deposit, DepositEntry
from facet.sales.rules.deposits import DepositKind, DepositState, EntryKind
from facet.sales.selectors.first_day import check_deposits

LINE = 0  # no line of any ticket: the money was taken elsewhere


@joins_unit_of_work
def open_deposits(opened: Opened, rows: Sequence[ImportRow]) -> None:
    """One deposit for each row, in the member's own store, with its balance as one payment.

    Locks: each member's standing, the number series of the stores. Queries: 8 for each row.
    """
    for row in rows:
        standing = members_services.lock_standing(opened.members[row.values["card"]])
        store = organisation_selectors.store_by_id(standing.member.home_store_id)
        today = local_date(opened.at, store.time_zone)
        number = organisation_services.next_number("sales.deposit", scope=store.code)
        deposit = Deposit.objects.create(
            number=f"{store.code}-D{number:05d}", kind=row.values["kind"], state=DepositState.OPEN.value,
            store_id=store.id, member_id=standing.pk, clerk_id=standing.member.clerk_id,
            subject=row.values["subject"], price_cents=row.values["price"], paid_cents=row.values["balance"],
            balance_cents=row.values["balance"], opened_on=row.values["on"] or today, opened_at=opened.at,
        )  # fmt: skip
        DepositEntry.objects.create(
            deposit=deposit, number=1, kind=EntryKind.PAID.value, amount_cents=row.values["balance"],
            balance_cents=row.values["balance"], sale=opened.act_id, line_no=LINE, store_id=store.id,
            by_id=opened.actor.staff_id, at=opened.at, on=today,
        )  # fmt: skip
        audit_services.record(
            opened.actor, "sales.deposit_paid", at=opened.at, subject=("sales.deposit", deposit.pk, deposit.number),
            store=(store.id, store.name), amount_cents=deposit.balance_cents, balance_cents=deposit.balance_cents,
        )  # fmt: skip


SHEET = OpeningSheet(
    key="deposits", names=("订金", "Deposits"), title=gettext_noop("Deposits"), apply=open_deposits, order=70,
    check=check_deposits,
    columns=(
        CARD,
        ImportColumn("kind", ("类型", "Kind"), "choice", required=True, example="定金",
                     choices=((DepositKind.EARNEST.value, "定金", "Earnest money"),
                              (DepositKind.PREPAYMENT.value, "预付款", "Prepayment")),
                     hint=gettext_noop("Layaways are opened at the till, with their instalments and their piece.")),
        ImportColumn("subject", ("商品说明", "What for"), required=True, limit=120, example="足金手镯 30 克"),
        ImportColumn("price", ("商品总价", "Price"), "yuan", required=True, least=1, most=10**9, example="18000.00"),
        ImportColumn("balance", ("余额", "Balance"), "yuan", required=True, least=1, most=10**9, example="3000.00"),
        ImportColumn("on", ("收款日期", "Day"), "date", example="2025-11-20"),
    ),
    ties=(Tie("deposits", ("订金余额", "Deposits"), "yuan", total_of("balance")),),
)  # fmt: skip
