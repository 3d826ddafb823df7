"""A clerk of store A tries every object of store B by its id: page, API, search and export.

Store-private objects must look exactly like unknown ones. Chain-visible ones (a piece's card, the
limited card of a member) must show their card and nothing more. Every URL with an id must stand in
one of the lists below: a new one fails this test until somebody has decided. Source: T21, P28.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from difflib import unified_diff
from uuid import uuid4

import pytest
from django.urls import get_resolver, reverse

from facet.audit.models import Event
from facet.config.api import api
from facet.kernel.permissions import house
from facet.loyalty.models import PointsEntry
from facet.members.models import Consent, Relation
from facet.members.tests import factories as members
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.organisation.rules.approvals import Wish
from facet.sales import services as sales_services
from facet.sales.models import BasketLine, Sale
from facet.sales.tests import factories

pytestmark = pytest.mark.django_db

# Pages whose id names something of one store: foreign and unknown must look the same.
PRIVATE = {
    "loyalty:entry": lambda b: ([b["entry"]], [987_654]),
    "members:ask": lambda b: ([b["member"]], [987_654]),
    "members:archive": lambda b: ([b["member"]], [987_654]),
    "members:clerk": lambda b: ([b["member"]], [987_654]),
    "members:consent": lambda b: ([b["member"]], [987_654]),
    "members:edit": lambda b: ([b["member"]], [987_654]),
    "members:relation": lambda b: ([b["member"]], [987_654]),
    "members:remove_relation": lambda b: ([b["member"], 1], [987_654, 1]),
    "members:restore": lambda b: ([b["member"]], [987_654]),
    "members:reveal": lambda b: ([b["member"]], [987_654]),
    "members:tab": lambda b: ([b["member"], "sales.purchases"], [987_654, "sales.purchases"]),
    "members:timeline": lambda b: ([b["member"]], [987_654]),
    "organisation:approval": lambda b: ([b["approval"]], [987_654]),
    "organisation:decide_approval": lambda b: ([b["approval"]], [987_654]),
    "sales:act": lambda b: ([b["basket"]], [uuid4()]),
    "sales:ask_approval": lambda b: ([b["basket"]], [uuid4()]),
    "sales:closed_shift": lambda b: ([b["shift"]], [987_654]),
    "sales:discount": lambda b: ([b["basket"]], [uuid4()]),
    "sales:done": lambda b: ([b["sale"]], [uuid4()]),
    "sales:pay": lambda b: ([b["basket"]], [uuid4()]),
    "sales:print_receipt": lambda b: ([b["sale"]], [uuid4()]),
    "sales:receipt": lambda b: ([b["sale"]], [uuid4()]),
    "sales:receipt_pdf": lambda b: ([b["sale"]], [uuid4()]),
    "sales:sale": lambda b: ([b["sale"]], [uuid4()]),
}
# Pages that a clerk has no right to at all: the refusal comes before the id is looked at.
NO_RIGHT = {
    "audit:history", "catalog:category_move", "catalog:category_withdraw", "catalog:price_item",
    "catalog:publish_approved", "catalog:purity_end", "catalog:style_edit", "catalog:style_withdraw", "catalog:word",
    "catalog:word_new", "inventory:add_photo", "inventory:edit", "inventory:lot_count", "inventory:lot_receive",
    "inventory:place", "inventory:reprice_piece", "inventory:restore", "inventory:retag", "inventory:withdraw",
    "loyalty:publish", "organisation:area", "organisation:area_remove", "organisation:department",
    "organisation:device", "organisation:device_register", "organisation:entity", "organisation:mall_contract",
    "organisation:partner", "organisation:password_reset", "organisation:policy", "organisation:price_group",
    "organisation:role_give", "organisation:role_take", "organisation:staff_edit", "organisation:staff_leave",
    "organisation:staff_member", "organisation:store", "organisation:store_edit", "organisation:todo_done",
    "organisation:token_end", "shell:import",
}  # fmt: skip
# Chain-visible cards and things of the whole chain; each has its own test below or in its domain.
VISIBLE = {
    "inventory:price_trend",
    "catalog:publication",
    "catalog:category", "catalog:style", "inventory:lot", "inventory:move", "inventory:photo", "inventory:piece",
    "inventory:piece_tab", "members:member",
}  # fmt: skip


@pytest.fixture
def stores():
    """Store A with its clerk, store B with a sale, a member, an open basket, a shift and an approval."""
    ours, theirs = factories.shop(with_member=False), factories.shop(code="S02", with_member=False)
    at = datetime.now(tz=UTC)
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=at)
    for role in ("clerk", "cashier"):
        RoleAssignment.objects.create(staff=ours.clerk, role=Role.objects.get(code=role))
    theirs.member = members.member(
        "欧阳秋实", "13911112222", home=theirs.store, clerk=theirs.clerk, street="体育场路 88 号"
    )
    return ours, theirs


@pytest.fixture
def objects(stores):
    """The ids of everything private that store B has."""
    _, theirs = stores
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
    return {
        "sale": sold.sale.pk, "member": theirs.member.pk, "basket": basket.pk, "shift": shift.pk, "approval": approval,
        "entry": PointsEntry.objects.order_by("pk").values_list("pk", flat=True).first(),
    }  # fmt: skip


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
             "subject_type": "sales.sale", "subject_id": str(objects["sale"])}  # fmt: skip
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


API_PRIVATE = {
    "get_sale": ("/sales/{}", "sale"),
    "get_approval": ("/approvals/{}", "approval"),
    "member_timeline": ("/members/{}/timeline", "member"),
    "member_points": ("/members/{}/points", "member"),
    "family_of": ("/members/{}/relations", "member"),
}


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
