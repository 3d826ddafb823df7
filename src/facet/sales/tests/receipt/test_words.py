"""The store's own words on its receipts, and asking for a discount by API."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from facet.kernel.permissions import house
from facet.organisation import services as organisation_services
from facet.organisation.models import Approval, Policy
from facet.sales.models import Sale
from facet.sales.selectors.receipt_words import receipt_words
from facet.sales.tests import factories
from facet.sales.tests.basket.test_till_page import shop  # noqa: F401 -- a fixture
from facet.sales.tests.ticket.test_api import body, headers, post  # noqa: F401 -- headers is a fixture

pytestmark = pytest.mark.django_db
NOW = datetime.now(tz=UTC)


def say(name, value, store=None):
    Policy.objects.create(
        name=name, value=value, store=store, valid_from=factories.TODAY.replace(year=2025), set_by="test", set_at=NOW
    )


def test_the_receipt_says_the_stores_words_above_and_below(client, shop):  # noqa: F811 -- the fixture
    say("sales.receipt_policy", "全国联保")
    say("sales.receipt_policy", "本店七天包换 / 凭小票保养", store=shop.store)
    say("sales.receipt_head", "云岫珠宝", store=shop.store)
    sold = shop.sell("G1", at=NOW)

    page = client.get(reverse("sales:receipt", args=[sold.sale.pk])).content.decode()

    assert '<p class="rc-words">云岫珠宝</p>' in page
    assert "<p>本店七天包换</p><p>凭小票保养</p>" in page
    assert "全国联保" not in page


def test_english_receipts_have_their_own_words_and_fall_back(shop):  # noqa: F811 -- the fixture
    say("sales.receipt_head", "云岫珠宝")
    words = receipt_words(store_id=shop.store.pk, on=factories.TODAY, english=True)

    assert words.head == "云岫珠宝"
    assert words.policy[0].startswith("Gold by weight")


def test_a_reprint_says_which_one_it_is(client, shop):  # noqa: F811 -- the fixture
    sold = shop.sell("G1", at=NOW)
    for _ in range(3):
        client.post(reverse("sales:print_receipt", args=[sold.sale.pk]))

    page = client.get(reverse("sales:receipt", args=[sold.sale.pk])).content.decode()

    assert "2" in page.split('class="rc-mark">')[1].split("<")[0]


LINE = {"tag": "D1", "discount": {"fixed_bp": 1_200}}


def ask(client, mine, **facts):
    asked = {"kind": "sales.discount", "store": "S01", "payload": LINE, "reason": "老顾客", **facts}
    return post(client, "/approvals", asked, mine)


def test_a_discount_is_asked_for_granted_and_used_by_api(client, shop, headers):  # noqa: F811 -- the fixture
    asked = ask(client, headers(shop.clerk))
    assert asked.status_code == 201, asked.content
    approval = Approval.objects.get()
    assert (approval.amount, approval.facts["wanted"]) == (153_600, 1_200)
    organisation_services.decide_approval(
        actor=house("test").__class__(**shop_manager(shop)), approval_id=approval.pk, approve=True, note="", at=NOW
    )

    tenders = [{"method": "cash", "amount_cents": 1_126_400}]
    sold = post(
        client, "/sales", body(shop, lines=[{**LINE, "approval": approval.pk}], tenders=tenders), headers(shop.clerk)
    )

    assert sold.status_code == 201, sold.content
    assert Sale.objects.get().due_cents == 1_126_400


def shop_manager(shop):  # noqa: F811 -- the fixture
    boss = shop.actor(shop.manager)
    return {
        "key": boss.key, "name": boss.name, "staff_id": boss.staff_id, "code": boss.code, "store_id": boss.store_id,
        "grants": {**boss.grants, "organisation.approve": next(iter(boss.grants.values()))},
        "limits": {**boss.limits, "discount_bp": 2_000},
    }  # fmt: skip


WRONG = [
    ({"payload": {"tag": "D1"}}, 422, "discount"),
    ({"payload": {"tag": "D1", "discount": {"fixed_bp": 99_999}}}, 422, "fixed_bp"),
    ({"payload": {"tag": "D1", "colour": "red", "discount": {"fixed_bp": 1_200}}}, 422, "colour"),
    ({"store": ""}, 422, "store"),
    ({"payload": {"tag": "NOPE", "discount": {"fixed_bp": 1_200}}}, 404, "NOPE"),
]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_malformed_wish_is_refused_by_name_and_asks_nobody(client, shop, headers, wrong):  # noqa: F811 -- the fixture
    facts, status, named = wrong
    answer = ask(client, headers(shop.clerk), **facts)

    assert answer.status_code == status, answer.content
    assert named in answer.content.decode()
    assert Approval.objects.count() == 0


def test_nobody_asks_for_another_stores_line(client, shop, headers):  # noqa: F811 -- the fixture
    factories.shop(code="S02", with_member=False)

    answer = ask(client, headers(shop.clerk, uuid4()), store="S02")

    assert answer.status_code in {403, 404}
    assert Approval.objects.count() == 0
