"""A clerk beyond a member's reach sees exactly the limited card, through whatever door she comes. Source: D8, R023.

One member of store B with every fact filled in by a word of its own; the clerk of store A tries pages, tabs,
search, lists and their exports, the till, and every address of the API that names a member.
"""

import json
import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from facet.catalog.models import DictionaryEntry
from facet.config.api import api
from facet.kernel import registry
from facet.kernel.permissions import house
from facet.loyalty.tests import factories as loyalty
from facet.members import services as members_services
from facet.members.models import Contact, Member, Need, Wish
from facet.members.selectors import LimitedCard
from facet.members.services import RelationIn
from facet.members.tests import factories as members
from facet.organisation import services as organisation_services
from tests.access.test_other_store import clerk, stores

__all__ = ["clerk", "stores"]
pytestmark = pytest.mark.django_db

# What the limited card tells: as the API's field, and as a page may write it.
CARD = {
    "number": "{number}", "name": "欧阳**", "masked_phone": "139 **** 2222", "points_available": "1,777",
    "ring_tenths": "52", "birth_month": "5", "home_store": "S02",
}  # fmt: skip
# What it never tells: one word of each kind of fact.
SECRETS = {
    "given name": "秋实", "phone": "13911112222", "e-mail": "qiushi@example.com", "WeChat": "qiushi-wx",
    "street": "体育场路", "identity number": "110101198805141235", "birthday": "1988-05-14",
    "birthday, in words": "5月14日",
    "occupation": "钢琴教师", "note": "怕打针", "contact": "想要翡翠", "need": "生日前要", "wish": "心愿单上的戒指",
    "relative": "欧阳小妹", "points ever": "91,888", "points ever, plainly": "91888", "bought": "28,870.48",
    "bought, in cents": "2887048", "credit limit": "54,321", "credit limit, in cents": "5432100",
    "card number": "880100777123",
}  # fmt: skip
TYPED = ("13911112222", "2222", "欧阳", "oyqs", "5-14", "qiushi@example.com")


@pytest.fixture
def chen(stores) -> Member:
    """The member of store B, with a life."""
    _, theirs = stores
    at = datetime.now(tz=UTC)
    row = theirs.member
    facts = {
        "street": "体育场路 88 号", "note": "怕打针", "email": "qiushi@example.com", "wechat": "qiushi-wx",
        "id_number": "110101198805141235", "birth_date": "1988-05-14", "occupation": "钢琴教师", "ring_tenths": 520,
    }  # fmt: skip
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    assert row.cards.update(number="880100777123") == 1
    topic = DictionaryEntry.objects.create(kind="topic", code="greeting", name="问候", name_en="Greeting")
    Contact.objects.create(
        member=row, channel="call", direction="out", topic=topic, outcome="reached", at=at, on=at.date(),
        recorded_at=at, by_name="x", store=theirs.store, text="想要翡翠",
    )  # fmt: skip
    Need.objects.create(member=row, text="生日前要", opened_at=at, opened_by_name="x", store=theirs.store)
    Wish.objects.create(member=row, tag="D1-S02", name="心愿单上的戒指", opened_at=at, opened_by_name="x")
    members_services.add_relation(
        actor=members.HOUSE, operation=members.key(), member_id=row.pk,
        relation=RelationIn(kind="sibling", name="欧阳小妹"), at=at,
    )  # fmt: skip
    theirs.sell("G1-S02", at=at)
    loyalty.stand(row, points_available=1_777, points_lifetime=91_888)
    return row


def searched(clerk, member):
    return b"".join(clerk.post(reverse("members:search"), {"text": typed}).content for typed in TYPED)


def paged(clerk, member):
    return clerk.get(reverse("members:member", args=[member.pk])).content


def tabbed(clerk, member):
    tabs = [panel.key for panel in registry.offers("member.tab")]
    asked = [clerk.get(reverse("members:member", args=[member.pk]), {"tab": key}) for key in tabs]
    asked += [clerk.get(reverse("members:tab", args=[member.pk, key])) for key in tabs]
    asked.append(clerk.get(reverse("members:timeline", args=[member.pk])))
    return b"".join(each.content for each in asked)


def listed(clerk, member, **asked):
    names = ("sales:sales", "members:list", "members:contact_log", "loyalty:entries", "loyalty:coupons")
    answers = [clerk.get(reverse(name), asked) for name in names]
    return b"".join(b"".join(each.streaming_content) if each.streaming else each.content for each in answers)


def exported(clerk, member):
    return listed(clerk, member, export="csv") + listed(clerk, member, export="xlsx")


def at_the_till(clerk, member):
    found = clerk.post(reverse("sales:scan"), {"code": "2222"}).content
    taken = clerk.post(reverse("sales:scan"), {"code": member.number}).content
    assert "欧阳**".encode() in taken, "she is served"
    return found + taken + clerk.get(reverse("sales:till")).content


DOORS = {door.__name__: door for door in (paged, tabbed, searched, listed, exported, at_the_till)}


def leaks(body: str, *, typed: tuple[str, ...] = ()) -> list[str]:
    """Which secrets stand in an answer, beyond what the clerk typed herself."""
    for each in sorted(typed, key=len, reverse=True):
        body = re.sub(rf'value="{re.escape(each)}"', "", body)
    return [kind for kind, word in SECRETS.items() if word in body]


@pytest.mark.parametrize("door", sorted(DOORS))
def test_no_door_of_the_house_tells_more_than_the_card(clerk, chen, door):
    body = DOORS[door](clerk, chen).decode("utf-8", "replace")
    assert leaks(body, typed=TYPED) == []


def test_the_page_tells_the_whole_card(clerk, chen):
    text = paged(clerk, chen).decode()
    missing = [field for field, word in CARD.items() if word.format(number=chen.number) not in text]
    assert missing == []


def test_lists_and_exports_do_not_even_name_her(clerk, chen):
    assert chen.number.encode() not in listed(clerk, chen) + exported(clerk, chen)


@pytest.fixture
def headers(stores):
    """The token of the clerk of store A."""
    token = organisation_services.issue_token(
        actor=house("test"), username=stores[0].clerk.username, label="t", days=1, at=datetime.now(tz=UTC)
    )
    return {"Authorization": f"Bearer {token}"}


def of_a_member():
    """Every address of the API that reads something of one member."""
    paths = api.get_openapi_schema()["paths"]
    found = [path for path, acts in paths.items() if "get" in acts and re.findall(r"{(\w+)}", path) == ["member_id"]]
    assert len(found) > 12
    return found


def test_no_address_of_the_api_tells_more_than_the_card(client, chen, headers):
    told = {}
    for path in of_a_member():
        answer = client.get(path.format(member_id=chen.pk), headers=headers)
        body = json.dumps(json.loads(answer.content or "null"), ensure_ascii=False)
        told[path] = leaks(body)
        assert answer.status_code in {200, 403, 404, 422}, path
    assert {path: found for path, found in told.items() if found} == {}


def test_the_api_gives_the_card_by_its_fields(client, chen, headers):
    card = client.get(f"/api/v1/members/{chen.pk}", headers=headers).json()
    assert set(card) == {*LimitedCard.__dataclass_fields__, "full"} - {"initial"}
    assert (card.pop("full"), card.pop("birth_month"), card.pop("ring_tenths")) == (None, 5, 520)
    found = client.get("/api/v1/members", {"search": "13911112222"}, headers=headers).json()
    assert [(row["name"], row["last_visit_on"], row["last_store"]) for row in found] == [("欧阳**", None, "")]
