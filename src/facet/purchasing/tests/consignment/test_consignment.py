"""Goods of others with us, settled when sold; ours with others, due and brought back."""

from datetime import date

import pytest
from django.apps import apps

from facet.inventory.models import Piece
from facet.kernel.errors import Invalid, NotPermitted
from facet.purchasing import selectors, services
from facet.purchasing.errors import MemoNotPossible, NothingToSettle
from facet.purchasing.models import ConsignmentSettlement, Memo
from facet.purchasing.services import MemoIn, SettlementIn
from facet.purchasing.tests import factories as make
from facet.purchasing.tests.factories import AT, actor, key, receive, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    here = make.store()
    make.goods.catalogue()
    make.supplier()
    return here


def settle(*tags, who=None, **facts):
    wanted = SettlementIn(supplier="SP01", tags=tags, **facts)
    return services.settle_consignment(actor=who or actor(), operation=key(), wanted=wanted, at=AT)


def test_sold_consigned_pieces_are_settled_once_and_become_ours(shop):
    receive(sent(consigned=True, return_by=date(2027, 3, 1)), ("G1", 10_250), ("G2", 10_250))
    assert set(Piece.objects.values_list("ownership", flat=True)) == {"consigned"}
    with pytest.raises(NothingToSettle):
        settle()
    Piece.objects.filter(tag="G1").update(state="sold")
    [row] = selectors.owing_suppliers(actor())
    assert (row["lying"], row["sold"], row["cents"]) == (1, 1, 833_548)
    settle(cents_per_gram=90_000)
    done = ConsignmentSettlement.objects.get()
    assert (done.pieces, done.cents) == (1, 921_600 + 12_300)  # 10.240 g at 900.00, labour as agreed
    assert dict(Piece.objects.values_list("tag", "ownership")) == {"G1": "own", "G2": "consigned"}
    with pytest.raises(NothingToSettle):
        settle()
    with pytest.raises(NotPermitted):
        settle(who=actor(shop.pk))
    assert ConsignmentSettlement.objects.count() == 1


def lend(*tags, **facts):
    wanted = MemoIn(**{"partner": "SP01", "store": "S01", "tags": tags, "due_on": date(2026, 12, 1), **facts})
    return services.lend_on_memo(actor=actor(), operation=key(), wanted=wanted, at=AT)


def bring(number, *weights):
    return services.return_from_memo(actor=actor(), operation=key(), number=number, weights=weights, at=AT)


def test_lent_pieces_are_due_and_come_back(shop):
    for tag in ("G1", "G2"):
        make.goods.piece(tag, shop)
    number = lend("G1", "G2")
    assert set(Piece.objects.values_list("state", flat=True)) == {"out"}
    task = apps.get_model("organisation", "Task").objects.get()
    assert (task.due_on, task.done_at) == (date(2026, 12, 1), None)
    assert bring(number, ("G1", 28_350)) == "out"
    with pytest.raises(MemoNotPossible):
        bring(number, ("G1", None))
    assert bring(number, ("g2", None)) == "back"
    task.refresh_from_db()
    assert task.done_at == AT
    assert set(Piece.objects.values_list("state", flat=True)) == {"in_stock"}
    assert selectors.memo_page(actor(), number).still_out == 0


def test_the_memo_page_shows_what_came_back_lighter(shop, client):
    for tag in ("G1", "G2", "G3"):
        make.goods.piece(tag, shop)
    number = lend("G1", "G2", "G3")
    client.force_login(make.person())
    address = f"/purchasing/memos/{number}/back/"
    odd = client.post(address, {"operation_id": key().id, "tags": "G1 ten"})
    assert odd.status_code == 422
    assert client.post(address, {"operation_id": key().id, "tags": "G1 27.90\nG2 28.36"}).status_code == 302
    text = client.get(f"/purchasing/memos/{number}/").content.decode()
    assert ("27.90" in text, text.count("#arrow-down"), text.count("#arrow-up")) == (True, 1, 0)


def test_refusals_lend_nothing(shop):
    make.goods.piece("G1", shop)
    with pytest.raises(Invalid):
        lend()
    with pytest.raises(Invalid):
        lend("G1", due_on=date(2026, 11, 1))
    assert not Memo.objects.exists()
    assert Piece.objects.get().state == "in_stock"
