"""Sales made without the server: booked once at its return, or kept as a conflict and settled with a reason."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from facet.audit.models import Event
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.operations import OperationKey
from facet.organisation.models import Policy
from facet.organisation.selectors import till_facts
from facet.sales import services
from facet.sales.errors import ConflictSettled
from facet.sales.flows.pending import PendingIn, sync_sale
from facet.sales.models import Basket, PendingSale, Sale
from facet.sales.rules.request import TenderRequest
from facet.sales.selectors.day_money import day_money
from facet.sales.selectors.pending import list_conflicts, open_conflicts, till_snapshot
from facet.sales.services.pending import RefusedLine, SettlementIn
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop, board_price, paid
from facet.sales.tests.reliability.conftest import together

__all__ = ["together"]

pytestmark = pytest.mark.django_db(transaction=True)
RING, BANGLE = 1_280_000, 2_887_048
LATER = AT + timedelta(hours=2)


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


def snapshot(shop: Shop, **facts):
    till = till_facts(store_code=shop.store.code, till_code=shop.till.code)
    return till_snapshot(shop.actor(**facts), till=till, at=AT)


def sync(shop: Shop, tag: str, cents: int, *, token: str, key: UUID | None = None, after: int = 5, at=LATER, **facts):
    """Send one sale of `tag` for `cents` in cash, made `after` minutes after the prices."""
    actor = facts.pop("actor", None) or shop.actor()
    request = replace(
        shop.request(tag, tenders=(paid("cash", cents),), expected_total_cents=cents), member=None, **facts
    )
    pending = PendingIn(
        token=token, number=f"P-{tag}", sold_at=AT + timedelta(minutes=after),
        lines=(RefusedLine(tag=tag, name="足金手镯", cents=cents),),
    )  # fmt: skip
    operation = OperationKey.of(key or uuid4(), {"tag": tag, "cents": cents})
    return sync_sale(actor=actor, operation=operation, request=request, pending=pending, at=at)


def test_the_till_knows_what_it_may_sell_and_for_how_long(shop, django_assert_num_queries):
    known = {piece.tag: piece for piece in snapshot(shop).pieces}
    assert {tag: piece.cents for tag, piece in known.items()} == {"G1": BANGLE, "D1": RING}
    assert known["G1"].until == AT + timedelta(minutes=30)
    assert known["D1"].until == AT + timedelta(hours=8)
    till = till_facts(store_code="S01", till_code="T1")
    with django_assert_num_queries(6):
        till_snapshot(shop.actor(), till=till, at=AT)


def test_two_hours_later_it_is_booked_at_the_price_that_was_paid_and_only_once(shop):
    token, key = snapshot(shop).token, uuid4()
    board_price(shop.store.price_group, shop.pieces["G1"].price_item, retail=99_900, at=AT + timedelta(hours=1))
    answers = [sync(shop, "G1", BANGLE, token=token, key=key) for _ in range(2)]
    # a colleague sends what was left in the till: the same answer, and no second ticket
    answers.append(sync(shop, "G1", BANGLE, token=token, key=key, actor=shop.actor(shop.manager)))

    assert [row.state for row in answers] == ["booked"] * 3
    assert [sale.pk for sale in Sale.objects.all()] == [key]
    assert Sale.objects.get().due_cents == BANGLE
    assert PendingSale.objects.get().cash_cents == BANGLE
    assert Event.objects.filter(action="sales.pending_sale_booked").count() == 1


def test_who_signed_for_the_prices_sold_it_whoever_sends_it(shop):
    row = sync(shop, "D1", RING, token=snapshot(shop).token, actor=shop.actor(shop.manager))
    assert row.staff == shop.clerk.code
    assert Sale.objects.get(pk=row.pk).cashier_id == shop.manager.pk


@pytest.mark.parametrize(
    ("tag", "cents", "after", "refusal"),
    [
        ("G1", BANGLE, 31, "sales.pending_too_old"),  # the board price had run out
        ("D1", RING, 8 * 60 + 1, "sales.pending_too_old"),
        ("D1", RING, -10, "sales.pending_too_old"),  # before its price
        ("D1", RING - 1, 5, "sales.price_changed"),
        ("D9", RING, 5, "inventory.piece_unknown"),
    ],
)
def test_what_cannot_be_booked_waits_by_name(shop, tag, cents, after, refusal):
    token, key = snapshot(shop).token, uuid4()
    row = sync(shop, tag, cents, token=token, key=key, after=after, at=AT + timedelta(hours=9))
    again = sync(shop, tag, cents, token=token, key=key, after=after, at=AT + timedelta(hours=9))

    assert (row.state, row.refusal_code, again.pk) == ("conflict", refusal, row.pk)
    assert not Sale.objects.exists()
    (kept,) = list_conflicts(shop.actor(shop.manager))
    assert (kept.number, kept.staff_name, kept.total_cents, kept.cash_cents) == (
        f"P-{tag}", shop.clerk.name, cents, cents,
    )  # fmt: skip
    assert kept.lines[0]["name"] == "足金手镯"


def test_a_piece_that_another_till_sold_meanwhile_is_not_sold_twice(shop):
    token = snapshot(shop).token
    shop.sell("D1", at=AT + timedelta(minutes=10))
    row = sync(shop, "D1", RING, token=token)
    assert (row.state, row.refusal_code) == ("conflict", "inventory.piece_not_available")
    assert Sale.objects.count() == 1


def test_more_than_the_house_allows_waits_for_the_manager(shop):
    Policy.objects.create(
        name="sales.pending_most", value=1, store=shop.store, valid_from=AT.date() - timedelta(days=1), set_at=AT
    )
    token = snapshot(shop).token
    assert sync(shop, "D1", RING, token=token).state == "booked"
    assert sync(shop, "G1", BANGLE, token=token).refusal_code == "sales.pending_limit"
    assert Sale.objects.count() == 1


@pytest.mark.parametrize("method", ["wechat", "points", "stored_value"])
def test_only_cash_and_the_terminal_pay(shop, method):
    row = sync(shop, "D1", RING, token=snapshot(shop).token, tenders=(TenderRequest(method=method, amount_cents=RING),))
    assert (row.state, row.refusal_code) == ("conflict", "invalid")


def test_prices_that_the_server_did_not_sign_are_not_looked_at(shop):
    other = factories.shop(code="S02", with_member=False)
    for token in ("", "x", snapshot(shop).token[:-2], snapshot(other).token):
        with pytest.raises(Invalid):
            sync(shop, "D1", RING, token=token)
    with pytest.raises(NotPermitted):
        sync(shop, "D1", RING, token=snapshot(shop).token, actor=shop.actor(grants={}))
    assert not PendingSale.objects.exists()
    assert not Sale.objects.exists()


def settle(shop, row, way, note="顾客回店退款", *, ticket=None, actor=None):
    return services.settle_conflict(
        actor=actor or shop.actor(shop.manager), operation=factories.key(), pending_id=row.pk,
        settlement=SettlementIn(way=way, note=note, ticket=ticket), at=LATER,
    )  # fmt: skip


def test_a_conflict_is_settled_once_with_a_reason_and_a_ticket_settles_one(shop):
    token = snapshot(shop).token
    first, second = (sync(shop, "D1", RING - n, token=token) for n in (1, 2))
    stranger = factories.shop(code="S02", with_member=False)
    for wrong in (("money_back", ""), ("somehow", "x"), ("other_piece", "x")):
        with pytest.raises(Invalid):
            settle(shop, first, *wrong)
    with pytest.raises(NotFound):
        settle(shop, first, "money_back", actor=stranger.actor(stranger.manager))
    assert list_conflicts(stranger.actor(stranger.manager)) == []
    assert open_conflicts(shop.actor(shop.manager)) == 2

    sold = shop.sell("D1", at=LATER).sale
    settle(shop, first, "repriced", ticket=sold.pk)
    with pytest.raises(NotFound):  # the ticket took one place already
        settle(shop, second, "repriced", ticket=sold.pk)
    with pytest.raises(ConflictSettled):
        settle(shop, first, "money_back")
    settle(shop, second, "money_back")

    assert open_conflicts(shop.actor(shop.manager)) == 0
    assert {row.ticket for row in list_conflicts(shop.actor(shop.manager), settled=True)} == {"", sold.number}
    assert Event.objects.filter(action="sales.conflict_settled").count() == 2


def test_the_inbox_asks_as_often_for_three_as_for_one(shop, django_assert_num_queries):
    token = snapshot(shop).token
    for n in (1, 2, 3):
        sync(shop, "D1", RING - n, token=token)
    with django_assert_num_queries(2):
        assert len(list_conflicts(shop.actor(shop.manager))) == 3


def test_a_ticket_that_was_carried_over_is_closed_and_its_member_earns(shop):
    basket = services.open_basket(actor=shop.actor(), store="S01", till="T1", at=AT)
    Basket.objects.filter(pk=basket.pk).update(member=shop.member)
    row = sync(shop, "G1", BANGLE, token=snapshot(shop).token, basket=basket.pk)
    sale = Sale.objects.get(pk=row.pk)
    assert sale.member_id == shop.member.pk
    assert sale.points_earned == 28_870
    assert Basket.objects.get().state == Basket.State.COMPLETED


def test_of_two_syncs_at_once_the_second_counts_the_first(shop, together):
    """The till's limit holds on the server, too, whoever sends at the same moment."""
    Policy.objects.create(
        name="sales.pending_most", value=1, store=shop.store, valid_from=AT.date() - timedelta(days=1), set_at=AT
    )
    token = snapshot(shop).token

    rows = together([
        lambda: sync(shop, "D1", RING, token=token), lambda: sync(shop, "G1", BANGLE, token=token),
    ])  # fmt: skip

    assert sorted(row.state for row in rows) == ["booked", "conflict"], rows
    assert Sale.objects.count() == 1


def test_the_day_close_names_what_nobody_has_settled(shop):
    """Money that no ticket explains is a surplus in the count: the close says so and where to settle it."""
    row = sync(shop, "D1", RING - 1, token=snapshot(shop).token)
    day = AT.date()

    money = day_money(shop.actor(shop.manager), store_id=shop.store.pk, day=day)
    assert [(each.number, each.total_cents, each.cash_cents) for each in money.refused] == [
        ("P-D1", RING - 1, RING - 1)
    ]
    assert money.refused_cents == RING - 1
    earlier = day_money(shop.actor(shop.manager), store_id=shop.store.pk, day=day - timedelta(days=1))
    assert not earlier.refused
    services.settle_conflict(
        actor=shop.actor(shop.manager), operation=OperationKey.of(uuid4(), {}), pending_id=row.pk,
        settlement=SettlementIn(way="money_back", note="退还现金"), at=LATER,
    )  # fmt: skip
    assert not day_money(shop.actor(shop.manager), store_id=shop.store.pk, day=day).refused
