"""Two at once, and fifty: one piece, one sale; one key, one answer. Source: P17, P11, T01, T08."""

from uuid import uuid4

import pytest
from django.db import connection, transaction

from facet.inventory.errors import PieceAlreadySold
from facet.inventory.models import Piece, PieceMovement
from facet.kernel.errors import OperationConflict
from facet.kernel.operations import OperationKey
from facet.loyalty.models import PointsEntry
from facet.members.models import Standing
from facet.sales import services
from facet.sales.errors import AlreadyReturned
from facet.sales.models import Sale, SaleLine, StoreDay
from facet.sales.rules.returns import ReturnRequest
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, key, paid

pytestmark = pytest.mark.django_db(transaction=True)

GOLD = 2_887_048


def test_fifty_tills_race_for_one_piece_and_one_sells_it(together):
    shop = factories.shop(with_member=False)
    request = shop.request("G1", tenders=(paid("cash", GOLD),))

    def one_till():
        return services.complete_sale(actor=shop.actor(), operation=key(), request=request, at=AT)

    answers = together([one_till] * 50)

    sold = [answer for answer in answers if not isinstance(answer, Exception)]
    assert len(sold) == 1, [repr(answer) for answer in answers]
    assert [type(answer) for answer in answers if isinstance(answer, Exception)] == [PieceAlreadySold] * 49
    assert (Sale.objects.count(), SaleLine.objects.count()) == (1, 1)
    assert PieceMovement.objects.filter(piece__tag="G1", kind="sold").count() == 1


def test_the_race_is_real_a_naive_till_sells_one_piece_many_times(together):
    """The harness proves itself: read, then write, without lock or constraint, oversells on PostgreSQL."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time; the naive till cannot overlap there")
    factories.shop(with_member=False)

    def naive_till():
        with transaction.atomic():
            piece = Piece.objects.get(tag="G1")
            if piece.state != "in_stock":
                return False
            Piece.objects.filter(pk=piece.pk).update(state="sold")
            return True

    assert sum(answer is True for answer in together([naive_till] * 50)) > 1


def test_the_same_sale_sent_ten_times_at_once_sells_once_with_equal_answers(together):
    shop = factories.shop()
    operation = key(ticket=1)
    request = shop.request("G1", tenders=(paid("cash", 3_000_000),))

    def send():
        sold = services.complete_sale(actor=shop.actor(), operation=operation, request=request, at=AT)
        return (sold.sale.number, sold.sale.due_cents, sold.sale.points_earned, sold.people(), len(sold.lines))

    answers = together([send] * 10)

    assert set(map(str, answers)) == {str(("S01-20261121-0001", GOLD, 28_870, [("CS01", 10_000, GOLD)], 1))}
    assert (Sale.objects.count(), PointsEntry.objects.count(), StoreDay.objects.get().last_number) == (1, 1, 1)


def test_one_key_with_two_bodies_at_once_sells_one_and_refuses_the_other(together):
    shop = factories.shop()
    shared = uuid4()

    def send(tag, cents):
        request = shop.request(tag, tenders=(paid("cash", cents),))
        return lambda: services.complete_sale(
            actor=shop.actor(), operation=OperationKey.of(shared, {"tag": tag}), request=request, at=AT
        )

    answers = together([send("G1", GOLD), send("D1", 1_280_000)])

    assert sorted(type(answer).__name__ for answer in answers) == ["OperationConflict", "SoldTicket"]
    assert isinstance(next(answer for answer in answers if isinstance(answer, Exception)), OperationConflict)
    assert Sale.objects.count() == 1


def test_eight_tills_sell_to_one_member_and_no_point_is_lost(together):
    shop = factories.shop()
    tags = [factories.inventory.piece(f"R{number}", shop.store).tag for number in range(8)]

    def sell(tag):
        request = shop.request(tag, tenders=(paid("wechat", GOLD),))
        return lambda: services.complete_sale(actor=shop.actor(), operation=key(), request=request, at=AT)

    answers = together([sell(tag) for tag in tags])

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    standing = Standing.objects.get(pk=shop.member.pk)
    earned = sum(PointsEntry.objects.values_list("points", flat=True))
    assert (standing.points_available, standing.spend_cents) == (earned, 8 * GOLD)
    assert sorted(Sale.objects.values_list("number", flat=True)) == [f"S01-20261121-{n:04d}" for n in range(1, 9)]


def test_ten_tills_take_the_same_goods_back_and_one_does(together):
    shop = factories.shop()
    sold = shop.sell("D1")
    chief = shop.actor(shop.manager, limits={"refund_cents": 10**9})
    line = ReturnRequest(sale=sold.sale.pk, line_no=1, reason="changed_mind")
    request = shop.request(returns=(line,), tenders=(paid("wechat", 1_280_000),))

    def one_till():
        return services.complete_sale(actor=chief, operation=key(), request=request, at=AT)

    answers = together([one_till] * 10)

    assert [type(answer) for answer in answers if isinstance(answer, Exception)] == [AlreadyReturned] * 9
    assert sum(Sale.objects.values_list("due_cents", flat=True)) == 0
