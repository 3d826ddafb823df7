"""Repricing on screen and for programs: looked at, typed over, written, called off, forbidden."""

from uuid import uuid4

import pytest

from facet.inventory.models import Piece, Repricing
from facet.inventory.permissions import InventoryPermission
from facet.inventory.tests.factories import bearer, person, piece, store
from facet.inventory.tests.repricing.test_repricing import FIXED
from facet.organisation.tests import factories as house_factories

pytestmark = pytest.mark.django_db
URL = "/inventory/reprice/"


@pytest.fixture
def here():
    place = store()
    piece("K1", place, tag_price_cents=128_000, **FIXED)
    piece("K2", place, tag_price_cents=256_000, **FIXED)
    return place


def signed_in(client, here, limit=5_000, switches=("cost",)):
    row = person(home=here, switches=switches)
    house_factories.give(row, house_factories.role("limits", {}, limits={"reprice_bp": limit}))
    client.force_login(row)
    return client


def body(**facts):
    return {"operation_id": uuid4(), "pieces": "K1\nK2", "kind": "percent", "value": "-10", "round_to": "100",
            "reason": "双十二", **facts}  # fmt: skip


def test_look_type_over_and_write(client, here, django_assert_max_num_queries):
    signed_in(client, here)
    picked = [str(pk) for pk in Piece.objects.values_list("pk", flat=True)]
    assert "K1\nK2" in client.post(URL, {"row": picked}).content.decode()
    text = client.post(URL, body(look="1")).content.decode()
    assert 'name="price_K1" value="1,152.00"' in text
    assert Repricing.objects.count() == 0
    typed = {"price_K1": "1,152.00", "price_K2": "2,288.00"}
    with django_assert_max_num_queries(60):
        answer = client.post(URL, body(write="1", **typed))
    batch = Repricing.objects.get()
    assert answer.headers["Location"] == f"/inventory/repricings/{batch.number}/"
    assert (batch.state, batch.rule) == ("applied", "each")
    assert list(Piece.objects.order_by("tag").values_list("tag_price_cents", flat=True)) == [115_200, 228_800]
    page = client.get(answer.headers["Location"]).content.decode()
    assert f'name="row" value="{Piece.objects.get(tag="K1").pk}"' in page
    assert batch.number in client.get("/inventory/repricings/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"value": "viel"}, {"pieces": ""}, {"pieces": "K1\nNO"}, {"reason": ""}, {"kind": "each"}]
)
def test_refusals_are_said_on_the_page(client, here, wrong):
    signed_in(client, here)
    assert client.post(URL, body(write="1", **wrong)).status_code == 422
    assert Repricing.objects.count() == 0


def test_above_the_limit_it_waits_and_can_be_called_off(client, here):
    signed_in(client, here, limit=500)
    answer = client.post(URL, body(write="1"))
    page = client.get(answer.headers["Location"])
    assert Repricing.objects.get().state == "waiting"
    assert page.status_code == 200
    client.post(answer.headers["Location"] + "cancel/")
    assert Repricing.objects.get().state == "cancelled"


def test_margins_only_for_those_who_see_cost(client, here):
    signed_in(client, here, switches=())
    text = client.post(URL, body(look="1")).content.decode()
    assert "Margin after" not in text
    assert "毛利" not in text.split("prices-head")[1]


def test_nobody_without_the_right(client, here):
    client.force_login(person(InventoryPermission.MANAGE_PIECES, home=here))
    for url in (URL, "/inventory/repricings/", "/inventory/repricings/RP-1/"):
        assert client.get(url).status_code == 403


def test_programs_look_write_and_read(client, here):
    asked = {"tags": ["K1"], "kind": "each", "prices": {"K1": 119_900}}
    api = "/api/v1/repricings"
    facts = {"content_type": "application/json"}
    seen = client.post(f"{api}/preview", asked, headers=bearer(), **facts)
    assert (seen.status_code, seen.json()[0]["after_cents"], seen.json()[0]["margin_after_bp"]) == (200, 119_900, None)
    made = client.post(api, asked | {"reason": "双十二"}, headers=bearer(), **facts)
    assert made.status_code == 201, made.content  # a person's token above the limit: a second person is asked
    assert (made.json()["state"], made.json()["lines"][0]["fate"]) == ("waiting", "waiting")
    number = made.json()["number"]
    assert client.post(f"{api}/{number}/cancellation", headers=bearer(), **facts).json()["state"] == "cancelled"
    assert client.get(f"{api}/{number}", headers=bearer()).json()["number"] == number
    assert [each["number"] for each in client.get(api, headers=bearer()).json()] == [number]
