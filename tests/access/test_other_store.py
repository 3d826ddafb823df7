"""A clerk of store A tries every object of store B by its id: page, API, search and export.

Store-private objects must look exactly like unknown ones. Chain-visible ones (a piece's card, the
limited card of a member) must show their card and nothing more. Every URL with an id must stand in
one of the lists below: a new one fails this test until somebody has decided. Source: T21, P28.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from difflib import unified_diff
from uuid import uuid4

import pytest
from django.urls import get_resolver, reverse

from facet.audit.models import Event
from facet.catalog.models import DictionaryEntry
from facet.config.api import api
from facet.inventory.models import StockLimit, Stocktake, TellFirst, Transfer
from facet.inventory.tests import factories as stock
from facet.kernel.listing import queue
from facet.kernel.permissions import house
from facet.kernel.testing.undone import undone
from facet.loyalty.models import PointsEntry
from facet.loyalty.tests import factories as loyalty
from facet.loyalty.tests import spending
from facet.members.models import Consent, Contact, Need, Relation
from facet.members.models import Wish as WishedFor
from facet.members.tests import factories as members
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.organisation.rules.approvals import Wish
from facet.sales import services as sales_services
from facet.sales.models import BasketLine, Payment, Sale, VoucherClaim
from facet.sales.rules.deposit_request import DepositRequest, OpensDeposit
from facet.sales.tests import factories
from tests.access.decided import API_PRIVATE, NO_RIGHT, VISIBLE
from tests.access.private_pages import PRIVATE

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stores(django_db_setup, django_db_blocker):
    """Store A with its clerk, store B with a member. Made once: every test works in a transaction of its own."""
    with django_db_blocker.unblock(), undone():
        yield _two_stores()


def _two_stores():
    ours, theirs = factories.shop(with_member=False), factories.shop(code="S02", with_member=False)
    at = datetime.now(tz=UTC)
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=at)
    for role in ("clerk", "cashier"):
        RoleAssignment.objects.create(staff=ours.clerk, role=Role.objects.get(code=role))
    theirs.member = members.member(
        "欧阳秋实", "13911112222", home=theirs.store, clerk=theirs.clerk, street="体育场路 88 号"
    )
    return ours, theirs


@pytest.fixture(scope="module")
def objects(stores, django_db_blocker):
    """The ids of everything private that store B has."""
    with django_db_blocker.unblock():
        yield _objects(stores[1])


def _objects(theirs):
    at = datetime.now(tz=UTC)
    them = theirs.actor()
    sold = theirs.sell("G1-S02", at=at)
    basket = sales_services.open_basket(actor=them, store="S02", till="T1", at=at)
    shift = sales_services.open_shift(
        actor=them, operation=factories.key(), store="S02", till="T1", float_cents=0, at=at
    )
    wish = Wish(subject="D1-S02", digest="0" * 64, amount=1)
    approval = organisation_services.request_approval(
        actor=them, operation=factories.key(), kind="sales.discount", store_id=theirs.store.pk, wish=wish,
        reason="老顾客", at=at,
    )  # fmt: skip
    prize = spending.prize(theirs.store)
    loyalty.adjust(theirs.member, 1_000, on=at.date())
    spending.no_proof()
    redeemed = spending.redeem(theirs.member, theirs.store)
    coupon = spending.coupon(spending.coupon_type(), member=theirs.member)
    view = organisation_services.ViewIn(list_key="sales.sales", name="欧阳")
    saved_view = organisation_services.save_view(actor=them, view=view, at=at)
    export = queue.ask(them, queue.Wanted(list_key="sales.sales", asked={}, kind="csv"), at=at)
    return {
        "saved_view": saved_view, "export": export,
        "redemption": redeemed.redemption_id, "prize": prize.code, "coupon": coupon.pk,
        "card": spending.card(theirs.store).pk,
        **_unsettled(theirs, at),
        "sale": sold.sale.pk, "member": theirs.member.pk, "basket": basket.pk, "shift": shift.pk, "approval": approval,
        "entry": PointsEntry.objects.order_by("pk").values_list("pk", flat=True).first(),
        **_ordered(theirs, at),
        **_served(theirs, sold.sale.pk, at),
        "quote": _quoted(theirs, at),
        **_spoken(theirs, at), "transfer": _sent_away(theirs, at),
        "place": stock.place(theirs.store).pk, "stocktake": _counted(theirs, at),
        "minimum": StockLimit.objects.create(
            store=theirs.store, category=theirs.pieces["D1"].category, least=1, changed_at=at, changed_by_name="欧阳"
        ).pk,
    }  # fmt: skip


def _ordered(theirs, at):
    """An order of store B with its drawing, and the deposit that lies for it."""
    them = theirs.actor()
    wanted = sales_services.OrderIn(
        store="S02", member=theirs.member.pk, kind="custom", design="欧阳的戒指", estimate_from_cents=100,
        estimate_to_cents=200, promised_on=at.date() + timedelta(days=3),
    )  # fmt: skip
    order = sales_services.open_order(actor=them, operation=factories.key(), wanted=wanted, at=at)
    drawing = sales_services.PictureIn(number=order.number, sha256="a" * 64, width=1, height=1, caption="欧阳")
    sales_services.add_drawing(actor=them, drawing=drawing, at=at)
    opens = OpensDeposit(price_cents=200, order=order.number, subject="欧阳的戒指")
    theirs.sell(deposits=(DepositRequest(amount_cents=20, opens=opens),), at=at)
    return {"order": order.number, "deposit": "S02-D00001"}


def _served(theirs, sale, at):
    """A piece that store B took in for service, with its picture, and goods that it delivers."""
    them, day = theirs.actor(), at.date() + timedelta(days=3)
    job = sales_services.take_job(
        actor=them, operation=factories.key(), at=at,
        wanted=sales_services.JobIn(
            store="S02", kind="cleaning", category=theirs.pieces["D1"].category.code, description="欧阳的戒指",
            weight_in_mg=4_820, due_on=day, member=theirs.member.pk,
        ),
    )  # fmt: skip
    photo = sales_services.PictureIn(number=job.number, sha256="a" * 64, width=1, height=1, caption="欧阳")
    sales_services.add_job_photo(actor=them, photo=photo, at=at)
    goods = sales_services.DeliveryIn(sale=sale, lines={1: 1}, kind="shipped", due_on=day, address="欧阳，文三路 9 号")
    delivery = sales_services.record_delivery(actor=them, operation=factories.key(), wanted=goods, at=at)
    strokes = "1,2 3,4 5,6 7,8 9,10 11,12 13,14 15,16"
    signed = sales_services.SignatureIn(number=job.number, act="brought", strokes=strokes)
    sales_services.sign(actor=them, wanted=signed, at=at)
    proof = sales_services.PictureIn(number=delivery.number, sha256="b" * 64, width=1, height=1, caption="欧阳")
    sales_services.add_delivery_photo(actor=them, photo=proof, at=at)
    return {"job": job.number, "delivery": delivery.number}


def _quoted(theirs, at):
    """A quote that store B wrote for its member."""
    wanted = sales_services.QuotationIn(request=theirs.request("D1-S02"), note="欧阳想要")
    return sales_services.open_quotation(actor=theirs.actor(), operation=factories.key(), wanted=wanted, at=at).number


def _counted(theirs, at):
    """A count of store B."""
    facts = {"opened_at": at, "opened_by_key": "staff:1", "opened_by_name": "欧阳", "scope_words": "欧阳的柜"}
    return Stocktake.objects.create(store=theirs.store, number="S02-PD260001", name="早盘", place_ids=[], **facts).pk


def _sent_away(theirs, at):
    """A transfer from store B to a third one."""
    third = stock.store("S03", "武林店")
    facts = {"requested_at": at, "requested_by_name": "欧阳", "note": "欧阳的戒指", "state": "requested"}
    return Transfer.objects.create(number="TR-2611-0077", from_store=theirs.store, to_store=third, **facts).number


def _unsettled(theirs, at):
    """A charge without an answer and a voucher of store B."""
    charge = Payment.objects.create(
        id=uuid4(), store=theirs.store, till=theirs.till, method="terminal", amount_cents=100, state="unknown",
        asked_at=at,
    )  # fmt: skip
    voucher = VoucherClaim.objects.create(
        code="ABCD", sale=uuid4(), line_no=1, store=theirs.store, state="claimed", face_cents=100,
        settlement_cents=90, fee_cents=10, claimed_at=at,
    )  # fmt: skip
    return {"payment": charge.pk, "voucher": voucher.pk}


def _spoken(theirs, at):
    """A contact, a need, a wish and a row of "tell first" of store B's member."""
    member = theirs.member
    topic = DictionaryEntry.objects.create(kind="topic", code="greeting", name="问候", name_en="Greeting")
    facts = {"by_name": "x", "store": theirs.store, "text": "欧阳说的话"}
    contact = Contact.objects.create(
        member=member, channel="call", direction="out", topic=topic, outcome="reached", at=at, on=at.date(),
        recorded_at=at, **facts,
    )  # fmt: skip
    need = Need.objects.create(member=member, text="欧阳想要", opened_at=at, opened_by_name="x", store=theirs.store)
    wish = WishedFor.objects.create(member=member, tag="D1-S02", name="欧阳的心愿", opened_at=at, opened_by_name="x")
    told = TellFirst.objects.create(
        piece=theirs.pieces["D1"], member=member, source="need", score=40, found_at=at, document="R-1"
    )
    return {"contact": contact.pk, "need": need.pk, "wish": wish.pk, "told": told.pk}


@pytest.fixture
def clerk(client, stores):
    """The browser of the clerk of store A."""
    client.force_login(stores[0].clerk)
    return client


def named_urls() -> Iterator[tuple[str, bool]]:
    """Every named page, and whether its address holds an id."""

    def walk(resolver, namespace: str) -> Iterator[tuple[str, bool]]:
        for each in resolver.url_patterns:
            if hasattr(each, "url_patterns"):
                yield from walk(each, f"{namespace}{each.namespace}:" if each.namespace else namespace)
            elif each.name:
                yield f"{namespace}{each.name}", bool(each.pattern.converters)

    yield from walk(get_resolver(), "")


def test_every_page_with_an_id_has_been_decided():
    with_id = {name for name, has_id in named_urls() if has_id and not name.startswith("api")}

    assert with_id - set(PRIVATE) - NO_RIGHT - VISIBLE == set()
    assert (set(PRIVATE) | NO_RIGHT | VISIBLE) - with_id == set()


def faceless(response, *, ids: dict[object, object] | None = None) -> tuple[int, str]:
    """Status and text of an answer without the keys and tokens that differ anyway; `ids` are renamed first."""
    text = response.content.decode()
    if text.startswith(("{", "[")):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    for old, new in (ids or {}).items():
        text = text.replace(str(old), str(new))
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}", "<key>", text)
    text = re.sub(r'(csrfmiddlewaretoken" value|csrf-token" content|nonce)="[^"]*"', r"\1", text)
    return response.status_code, re.sub(r"\d\d:\d\d(:\d\d(\.\d+)?)?", "<time>", text)


def kept() -> list[int]:
    """What a refused act must not have added to or taken from."""
    return [model.objects.count() for model in (Consent, Relation, Event, Sale, BasketLine)]


@pytest.mark.parametrize("name", sorted(PRIVATE))
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_private_object_of_another_store_looks_unknown(clerk, objects, name, method):
    theirs, unknown = PRIVATE[name](objects)
    send, before = getattr(clerk, method), kept()

    foreign = send(reverse(name, args=theirs))
    nothing = send(reverse(name, args=unknown))

    assert "欧阳" not in foreign.content.decode()
    if name.startswith("members:"):  # that she is a member is chain-visible: the limited card says so
        assert foreign.status_code in {302, 403, 404, 405, 422}
        assert kept() == before
        return
    status, text = faceless(foreign)
    other_status, other_text = faceless(nothing, ids=dict(zip(unknown, theirs, strict=True)))
    assert "\n".join(unified_diff(other_text.splitlines(), text.splitlines(), lineterm="", n=0)) == ""
    assert status == other_status
    assert status in {302, 403, 404, 405, 422}


@pytest.mark.parametrize("name", sorted(NO_RIGHT))
def test_a_page_beyond_ones_rights_says_so_and_nothing_else(clerk, objects, name):
    names = {"code": "S02", "tag": "G1-S02", "sku": "NONE", "kind": "style", "key": "members", "name": "x",
             "subject_type": "sales.sale", "subject_id": str(objects["sale"]), "invoice_id": str(uuid4()),
             "pending_id": str(uuid4())}  # fmt: skip
    arguments = {each: names.get(each, 1) for each in converters(name)}

    response = clerk.get(reverse(name, kwargs=arguments))

    assert response.status_code in {403, 404, 405}, response.status_code
    assert "欧阳" not in response.content.decode()


def converters(name: str) -> list[str]:
    """The names of the ids in the address of a page."""

    def walk(resolver, namespace: str):
        for each in resolver.url_patterns:
            if hasattr(each, "url_patterns"):
                yield from walk(each, f"{namespace}{each.namespace}:" if each.namespace else namespace)
            elif f"{namespace}{each.name}" == name:
                yield list(each.pattern.converters)

    return next(walk(get_resolver(), ""))


def test_a_foreign_members_page_is_the_limited_card(clerk, objects):
    text = clerk.get(reverse("members:member", args=[objects["member"]])).content.decode()

    assert "欧**" in text or "欧阳**" in text
    for secret in ("欧阳秋实", "秋实", "13911112222", "体育场路", "88 号"):
        assert secret not in text.replace("139****2222", "")


def test_a_foreign_piece_shows_its_card_without_cost(clerk, objects):
    text = clerk.get(reverse("inventory:piece", args=["D1-S02"])).content.decode()

    assert "18K金钻石戒指" in text
    assert "7,000.00" not in text


def test_search_shows_only_masked_names(clerk, objects):
    for typed in ("13911112222", "2222", "欧阳", "oyqs"):
        text = clerk.post(reverse("members:search"), {"text": typed}).content.decode()
        assert "秋实" not in text
        assert "13911112222" not in text.replace(typed, "")


@pytest.mark.parametrize("name", ["sales:sales", "members:list", "loyalty:entries"])
@pytest.mark.parametrize("form", ["", "csv", "xlsx"])
def test_lists_and_exports_hold_nothing_of_another_store(clerk, objects, stores, name, form):
    response = clerk.get(reverse(name), {"export": form} if form else {})

    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert stores[1].member.number.encode() not in body
    assert b"S02-" not in body


@pytest.mark.parametrize("name", sorted(API_PRIVATE))
def test_the_api_hides_private_objects_of_another_store(client, stores, objects, name):
    token = organisation_services.issue_token(
        actor=house("test"), username=stores[0].clerk.username, label="t", days=1, at=datetime.now(tz=UTC)
    )
    headers = {"Authorization": f"Bearer {token}"}
    path, kind = API_PRIVATE[name]
    unknown = uuid4() if kind == "sale" else 987_654

    foreign = client.get("/api/v1" + path.format(objects[kind]), headers=headers)
    nothing = client.get("/api/v1" + path.format(unknown), headers=headers)

    assert faceless(foreign) == faceless(nothing, ids={unknown: objects[kind]})
    assert foreign.status_code in {403, 404}


def test_the_api_shows_a_foreign_member_by_the_limited_card_only(client, stores, objects):
    token = organisation_services.issue_token(
        actor=house("test"), username=stores[0].clerk.username, label="t", days=1, at=datetime.now(tz=UTC)
    )
    headers = {"Authorization": f"Bearer {token}"}

    card = client.get(f"/api/v1/members/{objects['member']}", headers=headers)
    found = client.get("/api/v1/members", {"search": "13911112222"}, headers=headers)
    cost = client.get("/api/v1/pieces", {"tag": "D1-S02"}, headers=headers)

    for answer in (card, found, cost):
        assert answer.status_code == 200
        for secret in ("秋实", "13911112222", "体育场路", "700000"):
            assert secret not in answer.content.decode().encode().decode("unicode_escape", "ignore")
            assert secret not in answer.content.decode()


def test_the_list_of_names_that_programs_rely_on_is_complete():
    names = {
        operation["operationId"] for path in api.get_openapi_schema()["paths"].values() for operation in path.values()
    }

    assert {
        "list_stores", "set_board_price", "receive_pieces", "find_pieces", "create_member", "find_members",
        "get_member", "member_points", "quote_sale", "complete_sale", "get_sale",
    } <= names  # fmt: skip
