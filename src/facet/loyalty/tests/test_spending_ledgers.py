"""Stored value and prize stock keep the laws of every ledger of the house. Source: D6."""

from typing import Any
from uuid import UUID

from facet.kernel.operations import OperationKey
from facet.kernel.testing.ledger_suite import LedgerSuite
from facet.loyalty import services
from facet.loyalty.models import Prize, PrizeMovement, PrizeStock, StoredValueAccount, StoredValueEntry
from facet.loyalty.rules.stored_value import Value
from facet.loyalty.services.stored_value import ValueMovement
from facet.loyalty.tests import factories as make
from facet.loyalty.tests import spending as spend
from facet.organisation.tests import factories as organisation


class TestStoredValue(LedgerSuite):
    """Positive amounts are loaded and then wholly spent and returned; negative ones are paid with."""

    entry = StoredValueEntry
    sums = {"principal_cents": "principal_cents", "bonus_cents": "bonus_cents"}
    after = {"principal_after": "principal_cents", "bonus_after": "bonus_cents"}

    def open_account(self) -> StoredValueAccount:
        return spend.card(organisation.store())

    def move(self, account: StoredValueAccount, amount: int, *, key: UUID) -> None:
        if amount > 0:
            spend.load(account, Value(amount - amount // 4, amount // 4), key=key)
        else:
            spend.pay(account, -amount, key=key)


def test_a_payment_comes_back_in_parts_that_add_up(transactional_db):
    card = spend.card(organisation.store())
    spend.load(card, Value(1_000, 333))

    def give_back(returned: int) -> Any:
        def work(act_id: UUID) -> Any:
            moving = ValueMovement(
                act_id=act_id, document=f"tests.return:{act_id}", at=spend.AT, on=spend.ON, store_id=None
            )
            return services.return_stored_value(
                actor=make.HOUSE, spent_document=spent.document, line_no=0, returned=returned, whole=3, movement=moving
            )

        return spend.act(work)

    spend.pay(card, 1_333)
    spent = StoredValueEntry.objects.get(kind="spent")
    for part in (1, 2, 3):
        give_back(part)
    assert give_back(3) is None

    assert StoredValueAccount.objects.get().value == Value(1_000, 333)


class TestPrizeStock(LedgerSuite):
    """Positive amounts come in, negative ones are corrected away."""

    entry = PrizeMovement
    sums = {"quantity": "on_hand"}
    after = {"on_hand_after": "on_hand"}

    def open_account(self) -> PrizeStock:
        prize = Prize.objects.create(code=f"P{Prize.objects.count()}", name="骨瓷杯", points=100)
        return PrizeStock.objects.create(prize=prize, store=organisation.store())

    def move(self, account: PrizeStock, amount: int, *, key: UUID) -> None:
        request = services.StockIn(
            code=account.prize.code, store_id=account.store_id, quantity=amount, reason="盘点", is_correction=True
        )
        operation = OperationKey.of(key, {"amount": amount})
        services.stock_prizes(actor=make.HOUSE, operation=operation, request=request, at=spend.AT)
