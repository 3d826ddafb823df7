"""The metal ledger keeps the laws of every ledger of the house. Source: decisions.md D6."""

from uuid import UUID, uuid4

from facet.inventory import services
from facet.inventory.models import MetalAccount, MetalEntry
from facet.inventory.rules.metal import AccountRef, MetalKind, MetalPosting, Owner
from facet.inventory.tests.factories import AT, actor, in_work
from facet.kernel import operations
from facet.kernel.operations import OperationKey
from facet.kernel.testing.ledger_suite import LedgerSuite


def ref_of(account: MetalAccount) -> AccountRef:
    return AccountRef(account.owner, account.metal, account.store_id, account.partner_id, account.member_id)


class TestMetalLedger(LedgerSuite):
    """Metal comes from suppliers into an account of its own metal, and goes back there."""

    entry = MetalEntry
    sums = {"fine_mg": "fine_mg"}
    after = {"fine_after_mg": "fine_mg"}
    floor = None  # an account may owe
    reverses = True

    def open_account(self) -> MetalAccount:
        ref = AccountRef(Owner.BULLION.value, f"m{uuid4().hex[:8]}")
        return MetalAccount.objects.create(code=ref.code, owner=ref.owner, metal=ref.metal)

    def move(self, account: MetalAccount, amount: int, *, key: UUID) -> None:
        in_work(lambda: self._post(account, amount, OperationKey.of(key, {"amount": amount})))

    def _post(self, account: MetalAccount, amount: int, key: OperationKey) -> None:
        act = operations.begin(key, kind="test.metal", actor=actor(), at=AT)
        if act.done:
            return
        sides = ((ref_of(account), amount), (AccountRef(Owner.SUPPLIER.value, account.metal), -amount))
        postings = [MetalPosting(account=ref, fine_mg=mg, kind=MetalKind.OWED.value) for ref, mg in sides]
        services.post_metal(actor=actor(), operation=act.id, postings=postings, document="P-1", at=AT)
        act.finish()

    def reverse(self, account: MetalAccount, *, of: UUID, returned: int, whole: int, key: UUID) -> None:
        def act() -> None:
            begun = operations.begin(OperationKey.of(key, {}), kind="test.metal", actor=actor(), at=AT)
            services.reverse_metal(
                actor=actor(), operation=begun.id, of=of, part=(returned, whole), document="P-2", at=AT
            )

        in_work(act)
