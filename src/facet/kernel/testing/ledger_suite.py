"""The laws that every ledger of the house keeps, as tests to inherit.

    class TestPointsLedger(LedgerSuite):
        entry = PointsEntry
        sums = {"points": "available"}           # entry column → account column that caches its sum
        after = {"available_after": "available"}  # entry column → account column after that entry

        def open_account(self): ...               # a fresh account row
        def move(self, account, amount, *, key):  # one act; raises DomainError when refused
        def reverse(self, account, *, of, returned, whole, key): ...  # or leave `reverses` False

`key` is the act's UUID. Needs the database; each example opens an account of its own.
Source: decisions.md D6.
"""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import pytest
from django.db import IntegrityError, models, transaction  # noqa: TID251 -- a broken row must not spoil the test's transaction
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import integers, lists

from facet.kernel.append_only import AppendOnlyError
from facet.kernel.errors import DomainError
from facet.kernel.testing.counts import tries

# One function judges several ledgers, each a class of its own; examples share nothing but the connection.
LAW = settings(
    deadline=None,
    max_examples=tries(25, proof=400),
    suppress_health_check=[HealthCheck.differing_executors, HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
AMOUNTS = lists(integers(-500, 1_000).filter(bool), min_size=1, max_size=12)


@pytest.mark.django_db
class LedgerSuite:
    """Inherit, name the tables, say how to move and how to reverse."""

    entry: ClassVar[Any]  # a concrete LedgerEntry
    sums: ClassVar[Mapping[str, str]]
    after: ClassVar[Mapping[str, str]] = {}
    floor: ClassVar[int | None] = 0  # the account's column never falls below it; None: it may
    reverses: ClassVar[bool] = False

    def open_account(self) -> models.Model:
        """A fresh account with nothing on it."""
        raise NotImplementedError

    def move(self, account: Any, amount: int, *, key: uuid.UUID) -> None:
        """One act that moves `amount`, signed. Raises: DomainError, when the ledger refuses."""
        raise NotImplementedError

    def reverse(self, account: Any, *, of: uuid.UUID, returned: int, whole: int, key: uuid.UUID) -> None:
        """Take back the act `of` until `returned` of `whole` parts are back."""
        raise NotImplementedError

    # --- what the tests look at ---------------------------------------------------------------

    def _balances(self, account: Any) -> dict[str, int]:
        fresh = type(account).objects.get(pk=account.pk)
        return {column: getattr(fresh, column) for column in self.sums.values()}

    def _entries(self, account: Any) -> list[Any]:
        return list(self.entry.objects.filter(account=account).order_by("id"))

    def _summed(self, account: Any) -> dict[str, int]:
        rows = self._entries(account)
        return {cached: sum(getattr(row, column) for row in rows) for column, cached in self.sums.items()}

    def _move_all(self, account: Any, amounts: Sequence[int]) -> list[uuid.UUID]:
        done = []
        for amount in amounts:
            key = uuid.uuid4()
            try:
                self.move(account, amount, key=key)
            except DomainError:
                continue
            done.append(key)
        return done

    # --- the laws -----------------------------------------------------------------------------

    @LAW
    @given(amounts=AMOUNTS)
    def test_the_balance_is_the_sum_of_its_entries(self, amounts: list[int]) -> None:
        account = self.open_account()

        for amount in amounts:
            self._move_all(account, [amount])
            assert self._balances(account) == self._summed(account)

    @LAW
    @given(amounts=AMOUNTS)
    def test_the_balance_never_falls_below_its_floor_and_a_refusal_writes_nothing(self, amounts: list[int]) -> None:
        account = self.open_account()
        for amount in amounts:
            before = (self._balances(account), len(self._entries(account)))
            try:
                self.move(account, amount, key=uuid.uuid4())
            except DomainError:
                assert (self._balances(account), len(self._entries(account))) == before
            if self.floor is not None:
                assert min(self._balances(account).values()) >= self.floor

    @LAW
    @given(amounts=AMOUNTS)
    def test_each_entry_tells_the_balance_after_it(self, amounts: list[int]) -> None:
        account = self.open_account()
        self._move_all(account, amounts)

        column_of = {cached: column for column, cached in self.sums.items()}
        for told, cached in self.after.items():
            balance = 0
            for row in self._entries(account):
                balance += getattr(row, column_of[cached])
                assert getattr(row, told) == balance

    @LAW
    @given(amount=integers(1, 1_000), times=integers(2, 4))
    def test_one_act_counts_once_however_often_it_is_sent(self, amount: int, times: int) -> None:
        account, key = self.open_account(), uuid.uuid4()
        self.move(account, amount, key=key)
        before = (self._balances(account), len(self._entries(account)))

        for _ in range(times - 1):
            self.move(account, amount, key=key)

        assert (self._balances(account), len(self._entries(account))) == before

    def test_the_database_refuses_a_second_entry_of_one_act_line_and_kind(self) -> None:
        account = self.open_account()
        self.move(account, 100, key=uuid.uuid4())
        twin = self._entries(account)[0]
        twin.pk, twin._state.adding = None, True

        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()

    def test_entries_are_never_changed(self) -> None:
        account = self.open_account()
        self.move(account, 100, key=uuid.uuid4())
        row = self._entries(account)[0]

        everything = self.entry.objects.filter(account=account)
        for change in (row.save, row.delete, everything.delete, lambda: everything.update(kind="x")):
            with pytest.raises(AppendOnlyError):
                change()

    @LAW
    @given(amount=integers(1, 1_000), parts=lists(integers(1, 50), min_size=1, max_size=5))
    def test_partial_reversals_add_up_to_the_whole_exactly(self, amount: int, parts: list[int]) -> None:
        if not self.reverses:
            return
        account, act = self.open_account(), uuid.uuid4()
        start = self._balances(account)
        self.move(account, amount, key=act)

        returned = 0
        for part in parts:
            returned += part
            self.reverse(account, of=act, returned=returned, whole=sum(parts), key=uuid.uuid4())
            assert self._balances(account) == self._summed(account)

        assert self._balances(account) == start
