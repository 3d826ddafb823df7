"""The bulk ledger keeps the laws of every ledger of the house. Source: D6."""

from uuid import UUID, uuid4

from facet.inventory import services
from facet.inventory.models import BulkBalance, BulkEntry, BulkLot
from facet.inventory.services import BulkIn, BulkIssue
from facet.inventory.tests.factories import AT, actor, in_work, lot, place, store
from facet.kernel import operations
from facet.kernel.operations import OperationKey
from facet.kernel.testing.ledger_suite import LedgerSuite
from facet.organisation.models import Store

GRAM = 1_000  # mg a piece: pieces and grams move together, so that both columns keep the laws


class TestBulkLedger(LedgerSuite):
    """Positive amounts come from the supplier; negative ones go to customers and may come back."""

    entry = BulkEntry
    sums = {"quantity": "quantity", "weight_mg": "weight_mg"}
    after = {"quantity_after": "quantity", "weight_after_mg": "weight_mg"}

    def open_account(self) -> BulkBalance:
        here = Store.objects.filter(code="S01").first() or store()
        goods = lot(f"LOT-{uuid4().hex[:12].upper()}")
        return BulkBalance.objects.create(lot=goods, place=place(here), store=here)

    def move(self, account: BulkBalance, amount: int, *, key: UUID) -> None:
        sku, operation = BulkLot.objects.get(pk=account.lot_id).sku, OperationKey.of(key, {"amount": amount})
        if amount > 0:
            request = BulkIn(store="S01", sku=sku, quantity=amount, weight_mg=amount * GRAM)
            services.receive_bulk(actor=actor(), operation=operation, request=request, at=AT)
        else:
            in_work(lambda: self._issue(account, sku, -amount, operation))

    def _issue(self, account: BulkBalance, sku: str, amount: int, operation: OperationKey) -> None:
        act = operations.begin(operation, kind="test.issue", actor=actor(), at=AT)
        if act.done:
            return
        lots = services.lock_lots([sku], store_id=account.store_id)
        line = BulkIssue(account.lot_id, amount, amount * GRAM, 1)
        services.issue_bulk([line], lots=lots, actor=actor(), operation_id=act.id, document="S01-1", at=AT)
        act.finish()

    def test_what_is_sold_and_comes_back_leaves_the_place_as_it_was(self) -> None:
        account = self.open_account()
        self.move(account, 40, key=uuid4())
        before = self._balances(account)
        self.move(account, -7, key=uuid4())
        in_work(lambda: self._give_back(account, 7))
        assert self._balances(account) == before == self._summed(account)

    def _give_back(self, account: BulkBalance, amount: int) -> None:
        act = operations.begin(OperationKey.of(uuid4(), {}), kind="test.return", actor=actor(), at=AT)
        line = BulkIssue(account.lot_id, amount, amount * GRAM, 1)
        services.return_bulk(
            [line], store_id=account.store_id, actor=actor(), operation_id=act.id, document="S01-1", at=AT
        )
        act.finish()
