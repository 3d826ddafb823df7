"""Goods that come back: stock, money, points, people and the member's spend turn exactly, once."""

import uuid
from typing import Any

import pytest

from facet.inventory.models import Piece
from facet.kernel.errors import ApprovalNeeded, NotPermitted
from facet.kernel.permissions import Actor, Reach
from facet.loyalty.models import PointsAccount
from facet.members.models import MemberEvent, Standing
from facet.organisation import services as organisation_services
from facet.organisation.rules.approvals import Wish
from facet.sales import services
from facet.sales.errors import AlreadyReturned, AnotherMember, ReturnNotAllowed
from facet.sales.models import ReturnedGoods, Sale, SaleLine, StaffShare, Tender
from facet.sales.rules.request import SaleRequest
from facet.sales.rules.return_lines import return_digest
from facet.sales.rules.returns import ReturnRequest
from facet.sales.selectors.books import CHECKS
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop, key, paid

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


def boss(shop: Shop) -> Actor:
    return shop.actor(shop.manager, limits=factories.LIMITS | {"refund_cents": 10**9})


def back(sale: Sale, line_no: int = 1, **facts: Any) -> ReturnRequest:
    return ReturnRequest(**{"sale": sale.pk, "line_no": line_no, "reason": "changed_mind", **facts})


def bring(shop: Shop, *returns: ReturnRequest, actor: Actor | None = None, **facts: Any) -> Any:
    request = SaleRequest(**{"store": shop.store.code, "till": shop.till.code, "returns": returns, **facts})
    return services.complete_sale(actor=actor or boss(shop), operation=key(), request=request, at=AT)


def nothing_more_written(sales: int) -> None:
    assert Sale.objects.count() == sales
    assert not ReturnedGoods.objects.exists()


def test_a_sale_and_its_full_return_leave_nothing(shop: Shop) -> None:
    sold = shop.sell("D1", round_off="yuan")
    done = bring(shop, back(sold.sale), tenders=(paid("wechat", sold.sale.due_cents),))
    assert (done.sale.due_cents, done.sale.net_cents) == (-sold.sale.due_cents, -sold.sale.net_cents)
    assert sum(Sale.objects.values_list("due_cents", flat=True)) == 0
    assert sum(Tender.objects.values_list("amount_cents", flat=True)) == 0
    assert sum(StaffShare.objects.values_list("net_cents", flat=True)) == 0
    assert sum(SaleLine.objects.values_list("cost_cents", flat=True)) == 0
    assert Piece.objects.get(tag="D1").state == "in_stock"
    account, standing = PointsAccount.objects.get(), Standing.objects.get(pk=shop.member.pk)
    assert (account.available, account.owed, account.lifetime) == (0, 0, 0)
    assert (standing.spend_cents, standing.points_available) == (0, 0)
    assert sum(MemberEvent.objects.filter(member=shop.member).values_list("amount_cents", flat=True)) == 0
    assert [row for check in CHECKS for row in check.run()] == []


def test_the_rounding_of_a_ticket_goes_back_with_its_goods(shop: Shop) -> None:
    sold = shop.sell("D1", "G1", round_off="yuan")
    assert sold.sale.rounding_cents == -48
    first = bring(shop, back(sold.sale, 1), tenders=(paid("wechat", 1_279_985),))
    second = bring(
        shop, back(sold.sale, 2, reason="quality"),
        tenders=(paid("wechat", sold.sale.due_cents + first.sale.due_cents),),
    )  # fmt: skip
    assert first.sale.rounding_cents + second.sale.rounding_cents == 48
    assert sold.sale.due_cents + first.sale.due_cents + second.sale.due_cents == 0


def test_an_exchange_is_one_ticket_with_one_balance(shop: Shop) -> None:
    sold = shop.sell("D1")
    done = shop.sell(
        "G1", actor=boss(shop), returns=(back(sold.sale, reason="size"),), tenders=(paid("cash", 2_000_000),)
    )
    assert done.sale.net_cents == 2_887_048 - 1_280_000
    assert done.sale.change_cents == 2_000_000 - (2_887_048 - 1_280_000)
    assert (done.sale.pieces, done.sale.returned_cents) == (0, -1_280_000)
    assert {piece.tag: piece.state for piece in Piece.objects.all()} == {"D1": "in_stock", "G1": "sold"}
    assert PointsAccount.objects.get().available == sum(Sale.objects.values_list("points_earned", flat=True))
    assert [row for check in CHECKS for row in check.run()] == []


def test_nothing_comes_back_twice(shop: Shop) -> None:
    sold = shop.sell("D1")
    bring(shop, back(sold.sale), tenders=(paid("wechat", 1_280_000),))
    with pytest.raises(AlreadyReturned):
        bring(shop, back(sold.sale), tenders=(paid("wechat", 1_280_000),))
    assert Sale.objects.count() == 2


def test_gold_by_weight_comes_back_for_a_fault_only(shop: Shop) -> None:
    sold = shop.sell("G1")
    with pytest.raises(ReturnNotAllowed):
        bring(shop, back(sold.sale), tenders=(paid("wechat", 2_887_048),))
    nothing_more_written(1)


def test_a_clerk_needs_a_second_person_and_the_yes_works_once(shop: Shop) -> None:
    sold = shop.sell("D1")
    clerk = shop.actor()
    with pytest.raises(ApprovalNeeded):
        bring(shop, back(sold.sale), actor=clerk, tenders=(paid("wechat", 1_280_000),))
    nothing_more_written(1)
    yes = _approved(shop, clerk, back(sold.sale))
    done = bring(shop, back(sold.sale, approval=yes), actor=clerk, tenders=(paid("wechat", 1_280_000),))
    assert done.lines[0].approval_id == yes


def test_without_the_right_nothing_comes_back(shop: Shop) -> None:
    sold = shop.sell("D1")
    nobody = shop.actor(grants={"sales.complete_sale": Reach(frozenset({shop.store.pk}))})
    with pytest.raises(NotPermitted):
        bring(shop, back(sold.sale), actor=nobody, tenders=(paid("wechat", 1_280_000),))
    nothing_more_written(1)


def test_goods_come_back_to_the_member_who_bought_them(shop: Shop) -> None:
    from facet.members.tests import factories as members

    sold = shop.sell("D1")
    other = members.member(home=shop.store, clerk=shop.clerk)
    with pytest.raises(AnotherMember):
        bring(shop, back(sold.sale), member=other.pk, tenders=(paid("wechat", 1_280_000),))
    nothing_more_written(1)


def test_people_give_back_what_they_were_given_whoever_takes_the_goods(shop: Shop) -> None:
    sold = shop.sell("D1")
    bring(shop, back(sold.sale), tenders=(paid("wechat", 1_280_000),))
    by_person = dict.fromkeys((shop.clerk.pk, shop.manager.pk), 0)
    for staff, cents in StaffShare.objects.values_list("staff", "net_cents"):
        by_person[staff] += cents
    assert set(by_person.values()) == {0}


def _approved(shop: Shop, clerk: Actor, request: ReturnRequest) -> int:
    digest = return_digest(request, store_id=shop.store.pk)
    asked = organisation_services.request_approval(
        actor=clerk, operation=key(), at=AT, kind="sales.return", store_id=shop.store.pk, reason="",
        wish=Wish(subject="D1", digest=digest, amount=1_280_000, limit="refund_cents", wanted=1_280_000),
    )  # fmt: skip
    chief = shop.actor(
        shop.manager, limits={"refund_cents": 10**9}, grants={"organisation.approve": Reach(frozenset({shop.store.pk}))}
    )
    organisation_services.decide_approval(actor=chief, approval_id=asked, approve=True, note="", at=AT)
    return asked


def test_the_same_return_again_gives_the_same_answer(shop: Shop) -> None:
    sold = shop.sell("D1")
    request = SaleRequest(
        store=shop.store.code, till=shop.till.code, returns=(back(sold.sale),), tenders=(paid("wechat", 1_280_000),)
    )
    again = key(sale=str(uuid.uuid4()))
    first = services.complete_sale(actor=boss(shop), operation=again, request=request, at=AT)
    second = services.complete_sale(actor=boss(shop), operation=again, request=request, at=AT)
    assert first.sale.pk == second.sale.pk
    assert Sale.objects.count() == 2
