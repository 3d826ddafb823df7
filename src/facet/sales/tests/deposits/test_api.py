"""Deposits, layaways, orders and deliveries for programs: opened, moved on, refused, forbidden."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from facet.kernel.clock import business_date
from facet.sales.models import CustomerOrder, Delivery, Deposit, Sale
from facet.sales.tests.ticket.test_api import body, headers, post, shop  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db
GOLD, RING = 2_887_048, 1_280_000


@pytest.fixture
def place(shop):  # noqa: F811 -- the fixture
    return {"store": "S01", "till": "T1", "member": shop.member.pk}


def today(days=0):
    return (business_date(datetime.now(tz=UTC), "Asia/Shanghai") + timedelta(days=days)).isoformat()


def cash(cents):
    return [{"method": "cash", "amount_cents": cents}]


def test_earnest_money_is_taken_once_and_goes_back_when_the_house_fails(client, shop, headers, place):  # noqa: F811 -- the fixtures
    key, wish = uuid4(), place | {"amount_cents": 500_000, "price_cents": GOLD, "tenders": cash(500_000)}
    taken, again = (post(client, "/deposits", wish, headers(shop.clerk, key)) for _ in range(2))
    assert (taken.status_code, taken.json()) == (201, again.json()), taken.content
    number = Deposit.objects.get().number

    told = client.get(f"/api/v1/deposits/{number}", headers=headers(shop.clerk)).json()
    assert (told["kind"], told["balance_cents"], len(told["entries"])) == ("earnest", 500_000, 1)
    path = f"/deposits/{number}/settlement"
    settled = post(client, path, place | {"reason": "house", "tenders": cash(500_000)}, headers(shop.manager))

    assert (settled.status_code, settled.json()["due_cents"]) == (201, -500_000), settled.content
    assert Deposit.objects.get().state == "closed"


def test_a_layaway_keeps_its_piece_and_takes_its_instalments(client, shop, headers, place):  # noqa: F811 -- the fixtures
    wish = place | {"piece": "D1", "down_cents": 256_000, "instalments": 5, "tenders": cash(256_000)}
    opened = post(client, "/layaways", wish, headers(shop.clerk))
    assert opened.status_code == 201, opened.content
    number = Deposit.objects.get().number

    paid = place | {"amount_cents": 204_800, "tenders": cash(204_800)}
    assert post(client, f"/deposits/{number}/payments", paid, headers(shop.clerk)).status_code == 201
    told = client.get(f"/api/v1/deposits/{number}", headers=headers(shop.clerk)).json()

    assert (told["piece"], told["paid_cents"], len(told["instalments"])) == ("D1", 460_800, 5)
    other = body(shop, "D1", member=None, tenders=[{"method": "wechat", "amount_cents": RING}])
    assert post(client, "/sales", other, headers(shop.clerk)).json()["code"] == "inventory.piece_reserved"


@pytest.mark.parametrize(
    "wrong",
    [
        ("/deposits", {"amount_cents": 0, "price_cents": GOLD, "tenders": []}, 422),
        ("/deposits", {"amount_cents": 900_000, "price_cents": GOLD, "kind": "earnest", "tenders": cash(900_000)}, 409),
        ("/deposits", {"amount_cents": 500_000, "price_cents": GOLD, "tenders": cash(1)}, 409),
        ("/layaways", {"piece": "NONE", "down_cents": 5, "instalments": 2, "tenders": cash(5)}, 404),
        ("/deposits/S01-D09999/payments", {"amount_cents": 5, "tenders": cash(5)}, 404),
        ("/deposits/S01-D09999/settlement", {"reason": "house", "tenders": []}, 404),
    ],
)  # fmt: skip
def test_refusals_write_nothing(client, shop, headers, place, wrong):  # noqa: F811 -- the fixtures
    path, facts, status = wrong
    answer = post(client, path, place | facts, headers(shop.manager))

    assert answer.status_code == status, answer.content
    assert (Deposit.objects.count(), Sale.objects.count()) == (0, 0)


def test_an_order_moves_on_stage_by_stage(client, shop, headers):  # noqa: F811 -- the fixtures
    wish = {
        "store": "S01", "member": shop.member.pk, "kind": "custom", "design": "古法手镯，内圈刻名",
        "estimate_from_cents": 2_000_000, "estimate_to_cents": 2_400_000, "promised_on": today(30),
    }  # fmt: skip
    key = uuid4()
    opened, again = (post(client, "/customer-orders", wish, headers(shop.clerk, key)) for _ in range(2))
    assert (opened.status_code, opened.json()["number"]) == (201, again.json()["number"]), opened.content
    path = f"/customer-orders/{opened.json()['number']}"

    moved = post(client, f"{path}/steps", {"state": "confirmed"}, headers(shop.clerk))
    assert (moved.status_code, moved.json()["state"]) == (200, "confirmed"), moved.content
    assert post(client, f"{path}/steps", {"state": "handed_over"}, headers(shop.clerk)).status_code in {409, 422}
    assert post(client, f"{path}/steps", {"state": "melted"}, headers(shop.clerk)).status_code == 422
    told = client.get(f"/api/v1{path}", headers=headers(shop.clerk)).json()

    assert [step["state"] for step in told["steps"]][-1] == "confirmed"
    assert CustomerOrder.objects.count() == 1
    late = post(client, "/customer-orders", wish | {"promised_on": today(-1)}, headers(shop.clerk))
    assert (late.status_code, CustomerOrder.objects.count()) == (422, 1)


def test_goods_of_a_ticket_are_put_on_a_delivery_once(client, shop, headers):  # noqa: F811 -- the fixtures
    tenders = [{"method": "wechat", "amount_cents": RING}]
    sold = post(client, "/sales", body(shop, "D1", tenders=tenders), headers(shop.clerk)).json()
    wish = {"sale": sold["id"], "kind": "later", "due_on": today(3), "lines": {"1": 1}}
    key = uuid4()

    answers = [post(client, "/deliveries", wish, headers(shop.clerk, key)) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201], answers[0].content
    number = answers[0].json()["number"]
    assert Delivery.objects.count() == 1
    assert client.get(f"/api/v1/deliveries/{number}", headers=headers(shop.clerk)).json()["sale"] == sold["id"]
    assert post(client, "/deliveries", wish | {"sale": str(uuid4())}, headers(shop.clerk)).status_code == 404
    assert Delivery.objects.count() == 1
