"""The price board on screen: looking, publishing, asking, confirming, the counter's screen."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import translation

from facet.catalog import selectors
from facet.catalog.models import BoardConfirmation, BoardPublication
from facet.catalog.tests import factories
from facet.catalog.web import screen
from facet.catalog.web.history import history_of
from facet.kernel import clock
from facet.organisation import services as organisation_services

pytestmark = pytest.mark.django_db

SELLER = ("catalog.view_catalog", "catalog.set_board_price")


@pytest.fixture
def shop(db):
    """A store whose gold costs 974.00 and whose 18K follows it, since two hours ago."""
    group = factories.price_group("G1")
    gold = factories.price_item("AU999", order=1)
    factories.price_item("AU750", order=2, name="18K金", fineness_e4=7_500, base_item=gold, premium_bp=300)
    factories.board(group, (gold, 97_400, 97_400, 92_200), at=clock.now() - timedelta(hours=2))
    return factories.store(group=group)


def sign_in(client, *grants, at_store=None, scope="chain"):
    row = factories.signed_in(*grants, at_store=at_store, scope=scope)
    row.must_change_password = False
    row.save()
    client.force_login(row)
    return row


def prices(retail="980.00", **more):
    form = {"group": "G1", "operation_id": str(uuid4()), "do": "publish"}
    return form | {"retail-AU999": retail, "exchange-AU999": "974.00", "buy_back-AU999": "922.00"} | more


def test_board_shows_prices_and_who_has_confirmed(client, shop):
    sign_in(client, "catalog.view_catalog")

    page = client.get("/catalog/board")

    assert page.status_code == 200
    body = page.content.decode()
    assert ("974.00" in body, shop.name in body, "retail-AU999" in body) == (True, True, False)


def test_board_is_not_for_everybody(client, shop):
    sign_in(client)
    assert client.get("/catalog/board").status_code == 403

    factories.price_group("G2")
    sign_in(client, "catalog.view_catalog", at_store=shop, scope="store")
    assert client.get("/catalog/board?group=G2").status_code == 404


def test_board_without_any_price_group(client):
    sign_in(client, "catalog.view_catalog")

    assert client.get("/catalog/board").status_code == 200
    assert client.get("/catalog/board/screen").status_code == 200


@pytest.mark.parametrize("stores", [1, 3])
def test_board_costs_the_same_however_many_stores(client, shop, stores, django_assert_max_num_queries):
    for _ in range(stores - 1):
        factories.store(group=shop.price_group)
    sign_in(client, *SELLER)
    client.get("/catalog/board")

    with django_assert_max_num_queries(30):
        client.get("/catalog/board")


def test_publish_then_published_prices_hold(client, shop):
    sign_in(client, *SELLER)

    answer = client.post("/catalog/board/publish", prices())

    assert (answer.status_code, answer.url) == (302, "/catalog/board?group=G1")
    assert BoardPublication.objects.count() == 2
    assert "980.00" in client.get(answer.url).content.decode()


def test_publish_twice_with_one_form_publishes_once(client, shop):
    sign_in(client, *SELLER)
    form = prices()

    client.post("/catalog/board/publish", form)
    client.post("/catalog/board/publish", form)

    assert BoardPublication.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"retail-AU999": "974.00"},  # nothing differs
        {"retail-AU999": "many"},
        {"retail-AU999": ""},
        {"retail-AU999": "900.00"},  # trade-in above retail
        {"valid_from": "2020-01-01T09:00"},
    ],
)
def test_publish_refused_keeps_what_was_typed(client, shop, wrong):
    sign_in(client, *SELLER)

    answer = client.post("/catalog/board/publish", prices() | {"note": "随行就市"} | wrong)

    assert answer.status_code == 422
    assert "随行就市" in answer.content.decode()
    assert BoardPublication.objects.count() == 1


def test_publish_without_the_right_is_refused(client, shop):
    sign_in(client, "catalog.view_catalog")

    answer = client.post("/catalog/board/publish", prices())

    assert answer.status_code == 422
    assert BoardPublication.objects.count() == 1


def test_check_says_what_would_happen_and_what_alloys_follow(client, shop):
    sign_in(client, *SELLER)

    answer = client.post("/catalog/board/publish", prices("1,100.00", do="check"), headers={"HX-Request": "true"})

    body = answer.content.decode()
    assert (answer.status_code, BoardPublication.objects.count()) == (200, 1)
    assert ("+12.94%" in body, "850.00" in body) == (True, True)  # 1,100 × 750‰ × 103 % = 849.75


def test_large_change_is_asked_for_then_published_as_agreed(client, shop):
    sign_in(client, *SELLER)
    large = prices("1,100.00")

    assert 'name="reason"' in client.post("/catalog/board/publish", large).content.decode()
    asked = client.post("/catalog/board/publish", large | {"do": "ask", "reason": "国际金价大涨"})
    assert (asked.status_code, BoardPublication.objects.count()) == (302, 1)
    approval_id = next(card.id for card in client.get(asked.url).context["approvals"])
    boss = factories.person("catalog.approve_board_price")
    organisation_services.decide_approval(actor=boss, approval_id=approval_id, approve=True, note="", at=clock.now())
    answer = client.post(f"/catalog/board/publish/{approval_id}", {"operation_id": str(uuid4())})

    assert answer.status_code == 302
    publication = BoardPublication.objects.order_by("-pk").first()
    assert (publication.approval_id, publication.largest_change_bp) == (approval_id, 1_294)
    page = client.get(f"/catalog/board/history/{publication.pk}")
    assert ("974.00" in page.content.decode(), "1,100.00" in page.content.decode()) == (True, True)


def test_publish_approved_of_something_else_is_not_found(client, shop):
    sign_in(client, *SELLER)

    assert client.post("/catalog/board/publish/999999999", {"operation_id": str(uuid4())}).status_code == 404


def test_confirm_for_the_own_store_only(client, shop):
    other = factories.store(group=shop.price_group)
    sign_in(client, "catalog.view_catalog", "catalog.confirm_board_price", at_store=shop, scope="store")

    assert client.post("/catalog/board/confirm", {"store": other.code}).status_code == 404
    assert client.post("/catalog/board/confirm", {"store": shop.code, "group": "G1"}).status_code == 302

    assert list(BoardConfirmation.objects.values_list("store_id", flat=True)) == [shop.pk]


def test_price_screen_is_dark_and_asks_again(client, shop):
    sign_in(client, "catalog.view_catalog", at_store=shop, scope="store")

    page = client.get("/catalog/board/screen").content.decode()
    part = client.get(f"/catalog/board/screen?store={shop.code}", headers={"HX-Request": "true"}).content.decode()

    assert ('data-bs-theme="dark"' in page, 'hx-trigger="every 60s"' in page, "974.00" in page) == (True, True, True)
    assert ("<html" in part, "974.00" in part) == (False, True)


def test_price_screen_of_another_store_is_hidden(client, shop):
    other = factories.store()
    sign_in(client, "catalog.view_catalog", at_store=shop, scope="store")

    assert client.get(f"/catalog/board/screen?store={other.code}").status_code == 404
    sign_in(client)
    assert client.get("/catalog/board/screen").status_code == 403


def test_publications_are_listed_and_opened(client, shop):
    sign_in(client, "catalog.view_catalog")
    publication = BoardPublication.objects.get()

    assert "陈部长" in client.get("/catalog/board/history").content.decode()
    assert client.get(f"/catalog/board/history/{publication.pk}").status_code == 200
    assert client.get("/catalog/board/history/0").status_code == 404
    sign_in(client, "catalog.view_catalog", at_store=factories.store(), scope="store")
    assert client.get(f"/catalog/board/history/{publication.pk}").status_code == 404


def test_price_screen_shows_the_sum_and_the_lunar_date(client, shop):
    gold = factories.PriceItem.objects.get(code="AU999")
    factories.category("gold-3d", price_item=gold, price_basis="fixed")
    factories.category("gold-plain", price_item=gold, labour_value=2_000)
    row = sign_in(client, "catalog.view_catalog", at_store=shop, scope="store")
    row.language = "zh-hans"
    row.save()

    page = client.get("/catalog/board/screen")

    example = page.context["example"]
    assert (example.labour_cents, example.net_cents) == (20_000, 994_000)  # 10.00 g × 974.00 + 200.00
    assert page.context["lunar"] == screen.lunar(page.context["today"])


def test_lunar_date_in_chinese():
    assert screen.lunar(date(2026, 2, 14)) == "腊月廿七"


def test_price_history_of_another_item_and_span(client, shop):
    sign_in(client, "catalog.view_catalog")

    page = client.get("/catalog/board?item=AU750&days=90")

    assert (page.context["history"].line.code, page.context["history"].span) == ("AU750", 90)
    assert page.context["history"].last_cents is None  # nothing published yet: said in words, no chart
    assert 'data-chart="price-history"' not in page.content.decode()


@pytest.mark.parametrize(("newer", "word"), [(98_000, "rose"), (96_000, "fell"), (97_400, "stands")])
def test_price_history_says_in_words_how_it_moved(shop, newer, word):
    at = clock.now()
    item = factories.PriceItem.objects.get(code="AU999")
    factories.board(shop.price_group, (item, 97_400, None, None), at=at - timedelta(days=9))
    factories.board(shop.price_group, (item, newer, None, None), at=at)
    [line, _] = selectors.board_lines(shop.price_group_id, at=at, since=at)

    with translation.override("en"):
        history = history_of(line, shop.price_group_id, span=30, zone=shop.time_zone, at=at)

    assert word in history.summary
    assert [day.retail_cents for day, _ in history.rows] == [newer, 97_400]
