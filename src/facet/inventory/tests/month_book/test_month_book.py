"""Months of real movements: they chain, a lock keeps them, later changes are corrections, two people open one."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from facet.inventory import selectors, services
from facet.inventory.errors import MonthAskedYourself, MonthNotAsked, MonthNotOver, MonthsInOrder
from facet.inventory.models import MonthLine, MonthLock, Piece
from facet.inventory.rules.month_book import Goods
from facet.inventory.services import BulkIn
from facet.inventory.tests.factories import actor, in_work, key, lot, piece, store
from facet.kernel.errors import NotFound

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (9, 10, 11))
NET, COST = 28_360, 2_450_000


def at(month, day):
    return datetime(2026, month, day, 6, tzinfo=UTC)


def sell(tag, here, when):
    in_work(lambda: services.issue_pieces(
        services.lock_pieces([tag]), actor=actor(), store_id=here.pk, document=f"sale {tag}", at=when
    ))  # fmt: skip


def line(month, here, who=None):
    book = selectors.month_book(who or actor(), month=month)
    found = [each for key, each in book.lines.items() if key.store_id == here.pk]
    return found[0] if found else None


@pytest.fixture
def here(db):
    shop = store()
    for number, month in enumerate((9, 9, 10)):
        piece(f"P-{number}", shop, received_at=at(month, 5))
    sell("P-0", shop, at(10, 9))
    return shop


def test_months_chain_and_each_closing_is_what_is_there(here):
    assert line(SEPTEMBER, here).columns == {"received": Goods(2, 2 * NET, 2 * COST)}
    october = line(OCTOBER, here)
    assert october.columns == {
        "opening": Goods(2, 2 * NET, 2 * COST), "received": Goods(1, NET, COST), "sold": Goods(1, NET, COST)
    }  # fmt: skip
    assert line(NOVEMBER, here).columns == {"opening": october.closing}


def test_bulk_goods_stand_in_the_book_at_what_they_cost(here):
    lot(cost_cents_per_gram=80_000, category=Piece.objects.first().category)
    services.receive_bulk(
        actor=actor(), operation=key(), request=BulkIn(store="S01", sku="BEAD-01", quantity=10, weight_mg=13_200),
        at=at(10, 20),
    )  # fmt: skip
    assert line(OCTOBER, here).columns["received"] == Goods(11, NET + 13_200, COST + 1_056_000)


def test_a_transfer_leaves_the_sender_when_it_arrives_and_the_chain_keeps_all(here):
    there = store("S02", "湖滨店")
    request = services.SendRequest(from_store="S01", to_store="S02", items=(services.TransferItem(tag="P-1"),),
                                   seal="F1", carrier="SF")  # fmt: skip
    number = services.send_transfer(actor=actor(), operation=key(), request=request, at=at(10, 30))
    assert line(OCTOBER, here).closing.pieces == 2  # on the road: still the sender's
    receipt = services.TransferReceipt(number=number, items=(services.TransferItem(tag="P-1"),))
    services.receive_transfer(actor=actor(), operation=key(), receipt=receipt, at=at(11, 2))
    moved = Goods(1, NET, COST)
    assert line(NOVEMBER, here).columns["transferred_out"] == moved == line(NOVEMBER, there).columns["transferred_in"]
    assert line(OCTOBER, here).closing.pieces == 2


def test_a_locked_month_stays_and_what_changes_of_it_is_a_correction_of_the_next(here):
    with pytest.raises(MonthNotOver):
        services.lock_month(actor=actor(), store="S01", month=NOVEMBER, at=at(11, 30))
    lock = services.lock_month(actor=actor(), store="S01", month=SEPTEMBER, at=at(11, 1))
    assert services.lock_month(actor=actor(), store="S01", month=SEPTEMBER, at=at(11, 1)) == lock
    with pytest.raises(MonthsInOrder):
        services.lock_month(actor=actor(), store="S01", month=NOVEMBER, at=at(12, 2))
    assert MonthLock.objects.count() == 1

    piece("LATE", here, received_at=at(9, 20))  # a row that came after the lock
    Piece.objects.filter(tag="P-1").update(cost_cents=COST + 100)  # priced later
    assert line(SEPTEMBER, here).closing == Goods(2, 2 * NET, 2 * COST)
    october = line(OCTOBER, here)
    assert october.columns["opening"] == Goods(2, 2 * NET, 2 * COST)
    assert october.columns["corrected"] == Goods(1, NET, COST + 100)
    assert line(NOVEMBER, here).columns == {"opening": october.closing}
    assert october.closing.pieces == 3


def test_a_month_is_opened_by_a_second_person_newest_first(here):
    first = services.lock_month(actor=actor(), store="S01", month=SEPTEMBER, at=at(11, 1))
    newest = services.lock_month(actor=actor(), store="S01", month=OCTOBER, at=at(11, 1))
    boss = replace(actor(), key="staff:9", name="钱会计")
    with pytest.raises(MonthNotAsked):
        services.reopen_month(actor=boss, lock_id=newest, at=at(11, 2))
    for lock in (first, newest):
        services.ask_to_reopen_month(actor=actor(), lock_id=lock, reason="发票晚到", at=at(11, 2))
    with pytest.raises(MonthAskedYourself):
        services.reopen_month(actor=actor(), lock_id=newest, at=at(11, 2))
    with pytest.raises(MonthsInOrder):
        services.reopen_month(actor=boss, lock_id=first, at=at(11, 2))
    assert MonthLine.objects.filter(lock=newest).exists()
    services.reopen_month(actor=boss, lock_id=newest, at=at(11, 2))
    assert not MonthLine.objects.filter(lock=newest).exists()
    assert services.lock_month(actor=boss, store="S01", month=OCTOBER, at=at(11, 3)) != newest


def test_another_store_neither_sees_nor_locks_the_book(here, django_assert_max_num_queries):
    there = store("S02", "湖滨店")
    assert selectors.month_book(actor(there.pk), month=OCTOBER).lines == {}
    with pytest.raises(NotFound):
        services.lock_month(actor=actor(there.pk), store="S01", month=SEPTEMBER, at=at(11, 1))
    with django_assert_max_num_queries(10):
        selectors.month_book(actor(), month=OCTOBER)
