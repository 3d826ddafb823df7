"""The points ledger keeps the laws of every ledger of the house. Source: D6."""

from uuid import UUID

from facet.kernel.operations import OperationKey
from facet.kernel.testing.ledger_suite import LedgerSuite
from facet.loyalty.models import PointsAccount, PointsEntry
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.services import ReturnedLine
from facet.loyalty.tests import factories as make


class TestPointsLedger(LedgerSuite):
    """Positive amounts are earned and may be returned; negative ones are taken by hand."""

    entry = PointsEntry
    sums = {"points": "available", "owed_delta": "owed", "lifetime_delta": "lifetime"}
    after = {"available_after": "available", "owed_after": "owed"}
    reverses = True

    def open_account(self) -> PointsAccount:
        make.programme("demo")
        return PointsAccount.objects.create(member=make.member())

    def move(self, account: PointsAccount, amount: int, *, key: UUID) -> None:
        if amount > 0:
            make.earn(account.member, EarningLine(1, "gold", amount * 100), document=f"suite:{key}", act=key)
        else:
            make.adjust(account.member, amount, operation=OperationKey.of(key, {"amount": amount}))

    def reverse(self, account: PointsAccount, *, of: UUID, returned: int, whole: int, key: UUID) -> None:
        line = ReturnedLine(document=f"suite:{of}", line_no=1, returned=returned, whole=whole)
        make.give_back(account.member, line)
