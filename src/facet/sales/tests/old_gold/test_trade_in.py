"""Old gold on a ticket: money, material, points and tax base move together; undoing leaves nothing."""

from datetime import timedelta
from typing import Any

import pytest

from facet.inventory.models import Piece
from facet.kernel.errors import ApprovalNeeded, Invalid, NotPermitted
from facet.kernel.permissions import Reach
from facet.loyalty.models import PointsAccount
from facet.members.models import Standing
from facet.organisation import services as organisation_services
from facet.organisation.rules.approvals import Wish
from facet.sales import services
from facet.sales.errors import MaterialMoved, OldGoldNotTaken, ReturnNotAllowed
from facet.sales.models import MaterialMove, MaterialPiece, Sale, SaleLine, Tender
from facet.sales.rules.old_gold_request import GoldBack, override_digest
from facet.sales.rules.returns import ReturnRequest
from facet.sales.selectors.books import CHECKS as TICKETS
from facet.sales.selectors.material_books import MATERIAL_CHECKS
from facet.sales.selectors.old_gold_undo import undo_request
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop, key, paid
from facet.sales.tests.old_gold.factories import boss, bought_back, gold, paid_to, seller

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


def nothing_written() -> None:
    assert not Sale.objects.exists()
    assert not MaterialPiece.objects.exists()


def books() -> list[str]:
    return [row for check in (*TICKETS, *MATERIAL_CHECKS) for row in check.run()]


def test_gram_for_gram_lowers_what_is_due_and_makes_a_bar_coded_piece(shop: Shop) -> None:
    done = shop.sell("G1", old_gold=(gold(),))
    line = done.lines[1]
    material = MaterialPiece.objects.get()
    credited = 11_479
    assert line.net_cents == -(credited * 980 // 10 - 21_060)
    assert done.sale.due_cents == 2_887_048 + line.net_cents
    assert (done.sale.net_cents, done.sale.other_cents) == (2_887_048, line.net_cents)
    assert (material.net_mg, material.credited_mg, material.fine_mg) == (11_700, credited, 11_583)
    assert (material.code, material.state, material.line_id) == ("S01-G00001", "held", line.pk)
    assert MaterialMove.objects.get().fine_mg == 11_583
    assert books() == []


def test_old_gold_earns_nothing(shop: Shop) -> None:
    done = shop.sell("G1", old_gold=(gold(),))
    assert done.sale.points_earned == done.sale.due_cents // 100


def test_a_buy_back_pays_cash_and_takes_it_from_the_drawer(shop: Shop) -> None:
    shift = services.open_shift(
        actor=shop.actor(), operation=key(), store=shop.store.code, till=shop.till.code, float_cents=2_000_000, at=AT
    )
    done = bought_back(shop)
    assert (done.sale.due_cents, done.sale.net_cents) == (-1_055_643, 0)
    assert Tender.objects.get().amount_cents == -1_055_643
    closed = services.close_shift(
        actor=shop.actor(), operation=key(), at=AT,
        count=services.BlindCount(store=shop.store.code, till=shop.till.code, counted={"cash": 944_357}),
    )  # fmt: skip
    assert closed.pk == shift.pk
    assert [count.difference_cents for count in closed.counts.all()] == [0]
    assert books() == []


def test_undoing_a_trade_in_leaves_nothing_behind(shop: Shop) -> None:
    done = shop.sell("G1", old_gold=(gold(),))
    undo(shop, MaterialPiece.objects.get().code, tenders=(paid("wechat", done.sale.due_cents),))
    assert sum(Sale.objects.values_list("due_cents", flat=True)) == 0
    assert sum(SaleLine.objects.values_list("net_cents", flat=True)) == 0
    assert sum(SaleLine.objects.values_list("weight_mg", flat=True)) == 0
    assert sum(Tender.objects.values_list("amount_cents", flat=True)) == 0
    assert Piece.objects.get(tag="G1").state == "in_stock"
    assert MaterialPiece.objects.get().state == "undone"
    account, standing = PointsAccount.objects.get(), Standing.objects.get(pk=shop.member.pk)
    assert (account.available, account.owed, standing.spend_cents) == (0, 0, 0)
    assert books() == []


def test_undoing_a_buy_back_takes_the_money_back(shop: Shop) -> None:
    done = bought_back(shop)
    undo(shop, MaterialPiece.objects.get().code, tenders=(paid("cash", -done.sale.due_cents),))
    assert sum(Tender.objects.values_list("amount_cents", flat=True)) == 0


def test_material_goes_back_once_and_within_its_days(shop: Shop) -> None:
    done = bought_back(shop)
    code, tenders = MaterialPiece.objects.get().code, (paid("cash", -done.sale.due_cents),)
    with pytest.raises(OldGoldNotTaken):
        undo(shop, code, tenders=tenders, at=AT + timedelta(days=8))
    undo(shop, code, tenders=tenders)
    back = shop.request(gold_back=(GoldBack(code=code),), tenders=tenders)
    with pytest.raises(MaterialMoved):
        services.complete_sale(actor=boss(shop), operation=key(), request=back, at=AT)
    assert Sale.objects.count() == 2


def test_an_upgrade_counts_what_was_paid_once(shop: Shop) -> None:
    old = shop.sell("D1").sale
    shop.pieces["D2"] = dearer(shop, "D2")
    piece = gold(way="upgrade", maker="own", tested_e4=7_500, receipt=old.pk, receipt_line=1, gross_mg=3_300)
    done = shop.sell("D2", old_gold=(piece,))
    assert done.sale.due_cents == 870_000
    with pytest.raises(OldGoldNotTaken):
        shop.sell("G1", old_gold=(piece,))
    come_back = ReturnRequest(sale=old.pk, line_no=1, reason="quality")
    request = shop.request(returns=(come_back,), tenders=(paid("wechat", 1_280_000),))
    with pytest.raises(ReturnNotAllowed):
        services.complete_sale(actor=boss(shop), operation=key(), request=request, at=AT)
    assert books() == []


def test_a_returned_piece_cannot_come_in_as_an_upgrade(shop: Shop) -> None:
    old = shop.sell("D1").sale
    come_back = ReturnRequest(sale=old.pk, line_no=1, reason="size")
    services.complete_sale(
        actor=boss(shop), operation=key(), at=AT,
        request=shop.request(returns=(come_back,), tenders=(paid("wechat", 1_280_000),)),
    )  # fmt: skip
    shop.pieces["D2"] = dearer(shop, "D2")
    with pytest.raises(OldGoldNotTaken):
        shop.sell("D2", old_gold=(gold(way="upgrade", maker="own", receipt=old.pk, receipt_line=1),))


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"melt_consent": False}, Invalid),
        ({"item": "lead"}, Invalid),
        ({"gross_mg": 0}, Invalid),
        ({"way": "buy_back"}, Invalid),
        ({"seller": 987_654}, Invalid),
        ({"tested_e4": 7_500}, OldGoldNotTaken),
        ({"credited_e4": 9_990}, ApprovalNeeded),
    ],
)
def test_what_is_refused_leaves_nothing(shop: Shop, facts: dict[str, Any], error: type[Exception]) -> None:
    request = shop.request("G1", old_gold=(gold(**facts),), tenders=(paid("cash", 2_887_048),))
    with pytest.raises(error):
        services.complete_sale(actor=shop.actor(), operation=key(), request=request, at=AT)
    nothing_written()


def test_without_the_right_no_old_gold_comes_in(shop: Shop) -> None:
    here = Reach(frozenset({shop.store.pk}))
    nobody = shop.actor(grants={"sales.complete_sale": here, "inventory.view_pieces": here})
    request = shop.request("G1", old_gold=(gold(),), member=None, tenders=(paid("cash", 2_887_048),))
    with pytest.raises(NotPermitted):
        services.complete_sale(actor=nobody, operation=key(), request=request, at=AT)
    nothing_written()


def test_a_fineness_above_the_test_needs_a_second_person_and_her_yes_works_once(shop: Shop) -> None:
    raised = gold(credited_e4=9_990)
    clerk = shop.actor()
    asked = organisation_services.request_approval(
        actor=clerk, operation=key(), at=AT, kind="sales.old_gold", store_id=shop.store.pk, reason="stamped",
        wish=Wish(subject="x", digest=override_digest(raised, store_id=shop.store.pk), amount=10**8,
                  limit="old_gold_e4", wanted=90),
    )  # fmt: skip
    here = Reach(frozenset({shop.store.pk}))
    chief = shop.actor(shop.manager, limits={"old_gold_e4": 100}, grants={"organisation.approve": here})
    organisation_services.decide_approval(actor=chief, approval_id=asked, approve=True, note="", at=AT)
    shop.sell("G1", actor=clerk, old_gold=(gold(credited_e4=9_990, approval=asked),))
    assert MaterialPiece.objects.get().fineness_e4 == 9_990


def test_a_seller_of_another_store_does_not_count(shop: Shop) -> None:
    other = factories.shop(code="S02", with_member=False)
    foreign = seller(other)
    request = shop.request(old_gold=(gold(way="buy_back", seller=foreign),), tenders=paid_to("cash", 1_055_643))
    with pytest.raises(Invalid):
        services.complete_sale(actor=shop.actor(), operation=key(), request=request, at=AT)
    nothing_written()


def test_two_pieces_count_against_the_same_grams_once(shop: Shop) -> None:
    one = shop.sell("G1", old_gold=(gold(gross_mg=15_300), gold(gross_mg=15_300)))
    first, second = one.lines[1].net_cents, one.lines[2].net_cents
    assert first < second, "the second finds fewer grams of the new piece left"


def undo(shop: Shop, code: str, *, tenders: tuple, at: Any = AT) -> Any:
    from dataclasses import replace

    from facet.organisation import selectors as organisation_selectors

    till = organisation_selectors.till_facts(store_code=shop.store.code, till_code=shop.till.code)
    request = replace(undo_request(boss(shop), code=code, till=till), tenders=tenders)
    return services.complete_sale(actor=boss(shop), operation=key(), request=request, at=at)


def dearer(shop: Shop, tag: str) -> Any:
    first = shop.pieces["D1"]
    return factories.inventory.piece(
        tag, shop.store, category=first.category, price_item=None, price_basis="fixed", tag_price_cents=2_150_000,
        labour_value=0, legal_name="18K金钻石项链", net_weight_mg=5_000, gross_weight_mg=5_400, cost_cents=900_000,
    )  # fmt: skip
