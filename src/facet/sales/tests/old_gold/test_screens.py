"""Old gold on screen: the ways side by side, onto the ticket, the slip, the night, the bag, the lot, the way back."""

import io
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from facet.kernel.permissions import house
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Approval, Partner, Role, RoleAssignment
from facet.sales import services
from facet.sales.models import BasketLine, GoldBag, MaterialPiece, NightSeal, RefiningLot, Sale, SellerIdentity
from facet.sales.tests import factories
from facet.sales.tests.factories import Shop
from facet.sales.tests.old_gold.factories import bought_back, gold

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "correct horse battery"
WEIGHED = {"gross": "12.00", "non_metal": "0.30", "fineness": "990", "item": "AU999", "maker": "other", "assay": "xrf"}


def now() -> datetime:
    return datetime.now(tz=UTC)


@pytest.fixture
def shop() -> Shop:
    shop = factories.shop()
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=now())
    for staff, code in ((shop.clerk, "clerk"), (shop.manager, "store_manager")):
        RoleAssignment.objects.create(staff=staff, role=Role.objects.get(code=code))
    shop.hq = factories.organisation.staff("finance", home=shop.store, code="F01")
    RoleAssignment.objects.create(staff=shop.hq, role=Role.objects.get(code="accountant"))
    set_password(shop.clerk)
    return shop


def set_password(staff: Any) -> None:
    staff.username = staff.username.lower()
    staff.set_password(PASSWORD)
    staff.save()


def signed_in(client: Client, staff: Any) -> Client:
    client.force_login(staff)
    return client


def act_key() -> str:
    return str(uuid.uuid4())


def on_ticket(client: Client, shop: Shop) -> None:
    basket = services.open_basket(actor=shop.actor(), store="S01", till="T1", at=now())
    services.add_line(actor=shop.actor(), basket_id=basket.pk, code="G1", at=now())


def test_the_four_ways_stand_side_by_side_and_nothing_is_stored(client: Client, shop: Shop) -> None:
    signed_in(client, shop.clerk)
    on_ticket(client, shop)
    page = client.get(reverse("sales:trade_in"), WEIGHED)
    assert page.status_code == 200
    ways = {each.offer.way: each for each in page.context["offers"]}
    assert set(ways) == {"grams", "value", "upgrade", "buy_back"}
    assert ways["grams"].offer.worth.credit_cents == 1_124_942 - 21_060
    assert ways["upgrade"].why_not
    assert not BasketLine.objects.filter(kind="old_gold").exists()


def test_a_way_is_put_on_the_ticket_and_the_till_shows_it(client: Client, shop: Shop) -> None:
    signed_in(client, shop.clerk)
    on_ticket(client, shop)
    facts = WEIGHED | {"way": "grams", "melt_consent": "on", "operation_id": act_key()}
    assert client.post(reverse("sales:trade_in"), facts).status_code == 302
    till = client.get(reverse("sales:till"))
    [other] = till.context["others"]
    assert (other.state, other.row.line.net_cents) == ("", -(1_124_942 - 21_060))


def test_consent_and_identity_are_asked_in_words_and_nothing_is_kept(client: Client, shop: Shop) -> None:
    signed_in(client, shop.clerk)
    on_ticket(client, shop)
    for way in ("grams", "buy_back"):
        consent = {"melt_consent": "on"} if way == "buy_back" else {}
        facts = WEIGHED | consent | {"way": way, "operation_id": act_key()}
        answer = client.post(reverse("sales:trade_in"), facts)
        assert answer.status_code == 422
        assert answer.context["message"]
    assert not BasketLine.objects.filter(kind="old_gold").exists()


def test_a_seller_is_sealed_and_the_ticket_names_only_her_row(client: Client, shop: Shop) -> None:
    signed_in(client, shop.clerk)
    who = {"seller_name": "欧阳秋实", "seller_document": "id_card", "seller_number": "110101199003078888"}
    facts = WEIGHED | who | {"way": "buy_back", "melt_consent": "on", "operation_id": act_key()}
    assert client.post(reverse("sales:trade_in"), facts).status_code == 302
    line = BasketLine.objects.get(kind="old_gold")
    assert line.facts["seller"] == SellerIdentity.objects.get().pk
    assert "110101199003078888" not in str(line.facts)


@pytest.mark.parametrize("wrong", [{"gross": "0"}, {"gross": "zwölf"}, {"non_metal": "12"}, {"receipt": "NONE"}])
def test_mistakes_are_named_at_their_field(client: Client, shop: Shop, wrong: dict[str, str]) -> None:
    signed_in(client, shop.clerk)
    assert client.get(reverse("sales:trade_in"), WEIGHED | wrong).status_code == 422


def test_the_slip_prints_in_two_sizes(client: Client, shop: Shop) -> None:
    sale = shop.sell("G1", old_gold=(gold(),), at=now()).sale
    signed_in(client, shop.manager)
    for paper in ("80", "a5"):
        page = client.get(reverse("sales:trade_in_slip", args=[sale.pk]), {"paper": paper})
        assert b"S01-G00001" in page.content
    without = shop.sell("D1", at=now()).sale
    assert client.get(reverse("sales:trade_in_slip", args=[without.pk])).status_code == 404


def test_from_the_night_seal_to_the_refiners_answer(client: Client, shop: Shop) -> None:
    bought_back(shop)
    MaterialPiece.objects.update(hold_until=now().date() - timedelta(days=1))
    signed_in(client, shop.manager)
    seal = {"do": "seal", "seal_number": "F-1", "username": shop.clerk.username, "password": PASSWORD}
    night = reverse("sales:gold_night")
    sealed = client.post(night, seal | {"operation_id": act_key()})
    assert sealed.status_code == 302, sealed.context["seal"].errors
    assert NightSeal.objects.get().fine_mg == 11_583
    send = {"do": "send", "seal_number": "B-1", "weight": "15.20", "operation_id": act_key()}
    assert client.post(night, send).status_code == 302
    bag = GoldBag.objects.get()
    signed_in(client, shop.hq)
    receive = {"weight": "15.18", "seal_intact": "on", "operation_id": act_key()}
    assert client.post(reverse("sales:gold_bag", args=[bag.number]), receive).status_code == 302
    bag.refresh_from_db()
    assert bag.difference_mg == -20
    Partner.objects.create(code="P9", name="Refiner", name_en="Refiner", kind="refiner")
    lot = {"refiner": "P9", "metal": "gold", "operation_id": act_key()}
    assert client.post(reverse("sales:refining_lots"), lot).status_code == 302
    number = RefiningLot.objects.get().number
    result = {"returned_fine": "11.50", "price": "850", "operation_id": act_key()}
    assert client.post(reverse("sales:refining_lot", args=[number]), result).status_code == 302
    booked = RefiningLot.objects.get()
    assert (booked.variance_mg, booked.variance_cents) == (83, 7_055)
    assert sum(booked.testers.values_list("variance_mg", flat=True)) == 83
    for name, args in (("materials", []), ("gold_bags", []), ("material", ["S01-G00001"]), ("refining_lots", [])):
        assert client.get(reverse(f"sales:{name}", args=args)).status_code == 200


def test_one_person_cannot_seal_alone(client: Client, shop: Shop) -> None:
    bought_back(shop)
    set_password(shop.manager)
    signed_in(client, shop.manager)
    seal = {"do": "seal", "seal_number": "F-1", "username": shop.manager.username, "password": PASSWORD}
    assert client.post(reverse("sales:gold_night"), seal | {"operation_id": act_key()}).status_code == 422
    assert not NightSeal.objects.exists()


def test_a_manager_undoes_a_trade_in_on_its_page(client: Client, shop: Shop) -> None:
    shop.sell("D1", old_gold=(gold(way="value"),), at=now())
    signed_in(client, shop.manager)
    address = reverse("sales:undo_trade_in", args=["S01-G00001"])
    assert client.get(address).status_code == 200
    assert client.post(address, {"operation_id": act_key(), "method": "cash"}).status_code == 302
    assert sum(Sale.objects.values_list("due_cents", flat=True)) == 0


@pytest.mark.parametrize("name", ["gold_night", "refining_lots"])
def test_a_clerk_neither_seals_nor_refines(client: Client, shop: Shop, name: str) -> None:
    signed_in(client, shop.clerk)
    assert client.get(reverse(f"sales:{name}")).status_code == 403


def test_another_stores_material_looks_like_none(client: Client, shop: Shop) -> None:
    other = factories.shop(code="S02", with_member=False)
    bought_back(other)
    signed_in(client, shop.manager)
    for name in ("material", "undo_trade_in"):
        assert client.get(reverse(f"sales:{name}", args=["S02-G00001"])).status_code == 404


def test_a_clerk_asks_for_an_undo_and_a_manager_says_yes_afar(client: Client, shop: Shop) -> None:
    shop.sell("D1", old_gold=(gold(way="value"),), at=now())
    signed_in(client, shop.clerk)
    address, ask = (reverse(name, args=["S01-G00001"]) for name in ("sales:undo_trade_in", "sales:ask_undo"))
    assert client.post(address, {"operation_id": act_key(), "method": "cash"}).status_code == 422
    assert client.post(ask, {"operation_id": act_key(), "reason": ""}).status_code == 422
    assert not Approval.objects.exists()
    for _ in range(2):  # what waits is not asked for again
        assert client.post(ask, {"operation_id": act_key(), "reason": "顾客改变主意"}).status_code == 302
    waiting = Approval.objects.get()
    assert (waiting.kind, waiting.state, Sale.objects.count()) == ("sales.return", "waiting", 1)
    manager = organisation_selectors.actor_of(shop.manager.pk, via="web", at=now())
    organisation_services.decide_approval(actor=manager, approval_id=waiting.pk, approve=True, note="", at=now())
    assert client.post(address, {"operation_id": act_key(), "method": "cash"}).status_code == 302
    assert (sum(Sale.objects.values_list("due_cents", flat=True)), MaterialPiece.objects.get().state) == (0, "undone")


def test_a_manager_beside_the_clerk_decides_at_once(client: Client, shop: Shop) -> None:
    shop.sell("D1", old_gold=(gold(way="value"),), at=now())
    set_password(shop.manager)
    signed_in(client, shop.clerk)
    sent = {"operation_id": act_key(), "reason": "退", "username": shop.manager.username, "password": PASSWORD}
    assert client.post(reverse("sales:ask_undo", args=["S01-G00001"]), sent).status_code == 302
    assert Approval.objects.get().state == "approved"


def test_melting_and_its_picture_on_the_page(client: Client, shop: Shop, settings: Any, tmp_path: Any) -> None:
    settings.FACET_UPLOADS = tmp_path
    bought_back(shop)
    signed_in(client, shop.manager)
    send = {name: reverse(f"sales:{name}", args=["S01-G00001"]) for name in ("melt", "material_photo", "material")}
    MaterialPiece.objects.update(hold_until=now().date() - timedelta(days=1))
    assert client.post(send["melt"], {"operation_id": act_key(), "before": "11", "after": "12"}).status_code == 422
    assert MaterialPiece.objects.get().state == "held"
    assert client.post(send["melt"], {"operation_id": act_key(), "before": "11.7", "after": "11.64"}).status_code == 302
    file = io.BytesIO()
    Image.new("RGB", (30, 20), "gold").save(file, "PNG")
    file.seek(0)
    file.name = "gold.png"
    assert client.post(send["material_photo"], {"picture": file, "caption": "熔后"}).status_code == 302
    shown = client.get(reverse("sales:material_picture", args=["S01-G00001", 1]))
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    page = client.get(send["material"]).content.decode()
    assert "11.64" in page
    assert "熔后" in page
