"""The doors of promotions for programs: drafted, tried, published, stopped; refused, forbidden. Source: D13."""

from uuid import uuid4

import pytest

from facet.inventory.tests import factories as inventory
from facet.kernel.permissions import EVERYWHERE, Actor
from facet.organisation import services as organisation_services
from facet.organisation.tests import factories as organisation
from facet.promotions.models import PromotionVersion
from facet.promotions.tests.factories import AT, live

pytestmark = pytest.mark.django_db
TERMS = {"kind": "amount", "value": 30_000, "conditions": {"begins": "2026-01-01", "until": "2030-01-01"}}
DRAFT = {"name": "满减", "terms": TERMS}


def person(name, *rights):
    staff = organisation.staff(name)
    grants = {f"promotions.{right}": EVERYWHERE for right in rights}
    return Actor(key=f"staff:{staff.pk}", name=staff.name, staff_id=staff.pk, code=staff.code, grants=grants)


def test_a_program_drafts_asks_publishes_lists_and_stops(call):
    who, second = person("m", "view_promotions", "manage_promotions"), person("f", "approve_promotions")
    assert call(who, "put", "/promotions/P1/draft", DRAFT).json() == {"code": "P1", "number": 1}
    asked = call(who, "post", "/promotions/P1/approvals", {"reason": "x"}).json()["approval_id"]
    assert call(who, "post", "/promotions/P1/publish").status_code == 409
    row = PromotionVersion.objects.get()
    decided = organisation_services.decide_approval
    decided(actor=second, approval_id=asked, approve=True, note="", at=row.approval.requested_at)
    key = uuid4()
    assert [call(who, "post", "/promotions/P1/publish", key=key).json()["number"] for _ in range(2)] == [1, 1]

    assert [each["state"] for each in call(who, "get", "/promotions").json()] == ["running"]
    assert call(who, "get", "/promotions/P1").json()["versions"][0]["terms"]["value"] == 30_000
    assert call(who, "post", "/promotions/P1/stop").status_code == 204
    assert call(who, "post", "/promotions/P1/stop").status_code == 409


def test_a_sample_cart_is_tried_with_the_reason_of_each(call):
    inventory.category("ring", "戒指", price_basis="fixed", price_item=None, labour_value=0)
    live("P1", kind="amount", value=30_000), live("P2", from_cents=2_000_000)
    prices = (800_000, 300_000, 150_000)
    body = {"lines": [{"category": "ring", "price_cents": cents} for cents in prices], "now": AT.isoformat()}

    told = call(person("m", "view_promotions"), "post", "/promotion-previews", body).json()

    assert [part["cents"] for part in told["applied"][0]["taken"]] == [19_200, 7_200, 3_600]
    assert [(each["why"], each["more"]) for each in told["skipped"]] == [("spend", 750_000)]


def test_wrong_terms_are_refused_at_their_field(call):
    wrong = DRAFT | {"terms": TERMS | {"value": 0}}

    answer = call(person("m", "manage_promotions"), "put", "/promotions/P1/draft", wrong)

    assert (answer.status_code, answer.json()["facts"]["field"]) == (422, "value")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("get", "/promotions", None), ("get", "/promotions/P1", None), ("put", "/promotions/P1/draft", DRAFT),
        ("post", "/promotions/P1/approvals", {"reason": "x"}), ("post", "/promotions/P1/publish", {}),
        ("post", "/promotions/P1/stop", None),
        ("post", "/promotion-previews", {"lines": [{"category": "ring"}], "now": AT.isoformat()}),
    ],
)  # fmt: skip
def test_without_the_right_every_door_is_shut(call, method, path, body):
    live()

    assert call(person("nobody"), method, path, body).status_code == 403
