"""Customers' orders: taken, approved, made, told, handed over anywhere. Source: decisions.md §2, ux.md §2.11."""

import io
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from facet.catalog.models import Style
from facet.inventory.models import Piece
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.permissions import EVERYWHERE, house
from facet.members.selectors.open_matters import open_matters
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.sales import services
from facet.sales.errors import OrderMoved
from facet.sales.models import CustomerOrder, Deposit, OrderStep
from facet.sales.rules.deposit_request import DepositRequest, OpensDeposit
from facet.sales.rules.orders import STEPS, OrderState, is_late
from facet.sales.selectors.orders import order_page
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, TODAY, Shop, key, paid
from facet.sales.web.order_panels import TODOS, instalments_due, orders_waiting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


def wanted(shop: Shop, **facts: Any) -> services.OrderIn:
    return services.OrderIn(
        **{"store": "S01", "member": shop.member.pk, "kind": "custom", "design": "古法手镯，内刻两字",
           "estimate_from_cents": 2_000_000, "estimate_to_cents": 2_400_000,
           "promised_on": TODAY + timedelta(days=20), **facts}
    )  # fmt: skip


def ordered(shop: Shop, **facts: Any) -> CustomerOrder:
    return services.open_order(actor=shop.actor(), operation=key(), wanted=wanted(shop, **facts), at=AT)


def style(shop: Shop) -> str:
    category = shop.pieces["G1"].category
    return Style.objects.get_or_create(code="K1", defaults={"category": category, "price_basis": "by_weight"})[0].code


def goes(shop: Shop, row: CustomerOrder, *states: str, actor: Any = None, **facts: Any) -> CustomerOrder:
    for state in states:
        step = services.OrderStepIn(number=row.number, state=state, **facts)
        services.advance_order(actor=actor or shop.actor(), operation=key(), wanted=step, at=AT)
    row.refresh_from_db()
    return row


def approved(shop: Shop, row: CustomerOrder) -> None:
    drawing = services.PictureIn(number=row.number, sha256="a" * 64, width=10, height=10)
    services.add_drawing(actor=shop.actor(), drawing=drawing, at=AT)
    services.approve_drawing(
        actor=shop.actor(), number=row.number, drawing=1, approver="member", approved_on=TODAY, at=AT
    )


def test_stages_end_and_no_open_one_is_a_dead_end():
    assert [state for state, following in STEPS.items() if not following] == ["handed_over", "cancelled"]
    assert all(OrderState.CANCELLED in following for following in STEPS.values() if following)
    assert is_late("making", TODAY, on=TODAY + timedelta(days=1))
    assert not is_late("arrived", TODAY, on=TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"estimate_to_cents": 1}, Invalid),
        ({"design": "  "}, Invalid),
        ({"promised_on": TODAY - timedelta(days=1)}, Invalid),
        ({"kind": "special"}, Invalid),
        ({"style": "NONE"}, Invalid),
        ({"metal_source": "customer"}, Invalid),
        ({"metal_source": "customer", "metal_gross_mg": 10, "metal_fine_mg": 11}, Invalid),
        ({"metal_gross_mg": 10}, Invalid),
        ({"store": "S99"}, NotFound),
        ({"member": 987_654}, NotFound),
    ],
)
def test_refusals_write_nothing(shop, facts, refusal):
    with pytest.raises(refusal):
        ordered(shop, **facts)
    assert not CustomerOrder.objects.exists()


def test_an_order_is_taken_once_and_tells_its_member(shop):
    operation = key()
    for _ in range(2):
        row = services.open_order(actor=shop.actor(), operation=operation, wanted=wanted(shop), at=AT)
    assert (row.number, row.state, OrderStep.objects.count()) == ("S01-O00001", "taken", 1)
    assert len(open_matters(shop.member.pk)) == 1


def test_a_custom_order_is_made_after_the_customer_approved_a_drawing(shop):
    row = goes(shop, ordered(shop), "confirmed")
    with pytest.raises(OrderMoved):
        goes(shop, row, "making")
    approved(shop, row)
    assert goes(shop, row, "making").state == "making"
    with pytest.raises(OrderMoved):
        goes(shop, row, "told")
    assert [step.to_state for step in row.steps.order_by("number")] == ["taken", "confirmed", "making"]


def test_the_ticket_that_uses_its_deposit_hands_it_over_in_another_store(shop):
    row = ordered(shop, kind="special", style=style(shop))
    opens = OpensDeposit(price_cents=2_000_000, order=row.number, subject="手镯")
    shop.sell(deposits=(DepositRequest(amount_cents=300_000, opens=opens),))
    deposit = Deposit.objects.get(order=row)
    goes(shop, row, "confirmed", "making", "arrived")
    other = factories.shop(with_member=False, code="S02")
    theirs = other.actor()
    anywhere = other.actor(grants=dict(theirs.grants) | {"sales.use_deposit": EVERYWHERE})
    facts: dict[str, Any] = {
        "member": shop.member.pk, "deposits_used": (deposit.number,),
        "tenders": (paid("deposit", 300_000, deposit.number), paid("cash", 980_000)),
    }  # fmt: skip
    with pytest.raises(NotFound):
        other.sell("D1-S02", actor=theirs, **facts)
    sold = other.sell("D1-S02", actor=anywhere, **facts).sale
    row.refresh_from_db()
    assert (row.state, row.sale_id, row.finished_in_id) == ("handed_over", sold.pk, other.store.pk)
    assert open_matters(shop.member.pk) == []


def test_handing_over_by_hand_names_the_members_ticket(shop):
    row = goes(shop, ordered(shop, kind="special", style=style(shop)), "confirmed", "making")
    goes(shop, row, "arrived", piece="D1")
    assert row.piece == Piece.objects.get(tag="D1")
    with pytest.raises(Invalid):
        goes(shop, row, "handed_over")
    sold = shop.sell("D1").sale
    assert goes(shop, row, "handed_over", receipt=sold.number).closed_at is not None
    with pytest.raises(OrderMoved):
        goes(shop, row, "cancelled")


def test_another_stores_order_is_unknown_and_a_right_is_needed(shop):
    row = ordered(shop)
    other = factories.shop(with_member=False, code="S02")
    with pytest.raises(NotFound):
        goes(shop, row, "confirmed", actor=other.actor())
    without = shop.actor(grants={k: v for k, v in shop.actor().grants.items() if k != "sales.work_orders"})
    with pytest.raises(NotPermitted):
        goes(shop, row, "confirmed", actor=without)


def test_late_orders_arrived_ones_and_due_instalments_stand_on_the_home_page(shop, django_assert_num_queries):
    late = ordered(shop)
    here = goes(shop, ordered(shop, kind="special", style=style(shop)), "confirmed", "making", "arrived")
    opens = OpensDeposit(kind="layaway", piece="D1", instalments=2)
    shop.sell(deposits=(DepositRequest(amount_cents=256_000, opens=opens),))
    after = AT + timedelta(days=40)
    with django_assert_num_queries(TODOS[1].queries):
        rows = orders_waiting(shop.actor(), None, after)["rows"]
    assert [late.number in rows[0]["title"], here.number in rows[1]["title"]] == [True, True]
    with django_assert_num_queries(TODOS[0].queries):
        [due] = instalments_due(shop.actor(), None, after)["rows"]
    assert (due["tone"], "S01-D00001" in due["title"]) == ("danger", True)
    assert orders_waiting(shop.actor(store_id=None), None, after) == {}


@pytest.fixture
def till(client: Client, shop: Shop) -> Client:
    at = datetime.now(tz=UTC)
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=at)
    RoleAssignment.objects.create(staff=shop.manager, role=Role.objects.get(code="store_manager"))
    client.force_login(shop.manager)
    return client


def test_from_the_form_through_the_drawing_to_the_stages(
    till: Client, shop: Shop, settings: Any, tmp_path: Any
) -> None:
    settings.FACET_UPLOADS = tmp_path
    day = (datetime.now(tz=UTC) + timedelta(days=9)).date()
    facts = {"member": shop.member.pk, "kind": "custom", "design": "心形吊坠", "metal_source": "customer",
             "estimate_from": "3000", "estimate_to": "3500", "metal_gross": "6.2", "metal_fine": "6.1",
             "promised_on": day.isoformat()}  # fmt: skip
    wrong = till.post(reverse("sales:order_new"), facts | {"operation_id": uuid.uuid4(), "metal_fine": "7"})
    assert (wrong.status_code, CustomerOrder.objects.count()) == (422, 0)
    assert till.post(reverse("sales:order_new"), facts | {"operation_id": uuid.uuid4()}).status_code == 302
    row = CustomerOrder.objects.get()

    def send(name: str, **more: Any) -> int:
        return till.post(
            reverse(f"sales:{name}", args=[row.number]), {"operation_id": uuid.uuid4(), **more}
        ).status_code

    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    picture.seek(0)
    picture.name = "drawing.png"
    assert send("order_step", state="confirmed") == 302
    assert send("order_step", state="making") == 422
    assert send("order_drawing", picture=picture, caption="正面") == 302
    assert till.get(reverse("sales:order_picture", args=[row.number, 1])).status_code == 200
    assert send("order_approve", drawing=1, approver="family", approved_on=row.taken_on.isoformat()) == 302
    assert send("order_step", state="making") == 302
    for name in ("order", "order_slip"):
        assert row.number in till.get(reverse(f"sales:{name}", args=[row.number])).content.decode()
    assert row.number in till.get(reverse("sales:custom_orders")).content.decode()
    tab = till.get(reverse("members:tab", args=[shop.member.pk, "sales.deposits"]))
    assert row.number in tab.content.decode()
    assert till.get(reverse("sales:order", args=["S01-O09999"])).status_code == 404


def test_the_page_asks_nine_times_however_far_the_order_came(shop, django_assert_max_num_queries):
    row = ordered(shop)
    approved(shop, row)
    for state in ("confirmed", "making", "arrived"):
        with django_assert_max_num_queries(9):
            page = order_page(shop.actor(), number=row.number, at=AT)
        goes(shop, row, state)
    assert [each.to_state for each in page.steps] == ["taken", "confirmed", "making"]
