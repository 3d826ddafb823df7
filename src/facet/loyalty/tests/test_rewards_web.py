"""The screens and the API of referral, gifts, notices, transfers, grants and what points will cost."""

from dataclasses import replace
from uuid import uuid4

import pytest

from facet.audit.models import Event
from facet.loyalty import flows
from facet.loyalty.models import Award, EarnedLine, Grant
from facet.loyalty.services import settle_purchase
from facet.loyalty.tests import factories as make

pytestmark = pytest.mark.django_db
ALL = "view_points view_referrals view_liability view_programme adjust_points manage_programme redeem".split()


def boss(**fields):
    names = [f"loyalty.{name}" for name in ALL] + ["members.view_members"]
    return make.actor(*names, limits={"points_adjust": 10_000}, **fields)


@pytest.fixture
def pair():
    make.programme()
    near, buyer = make.member(), make.member()
    buyer.referrer = near
    buyer.save(update_fields=["referrer"])
    make.earn(buyer, document="d1")
    settle_purchase(actor=make.HOUSE, source=EarnedLine.objects.get().operation_id, at=make.AT)
    return near, buyer


def test_the_tree_names_who_was_brought_and_what_it_earned(see, pair):
    near, buyer = pair
    page = see(boss(), "loyalty:referral_tree", query=f"?member={near.pk}").content.decode()
    assert near.number in page
    assert buyer.number in page
    assert "300" in page


def test_a_member_nobody_knows_is_refused_in_words(see, pair):
    answer = see(boss(), "loyalty:referral_tree", query="?of=M99999999")
    assert answer.status_code == 422
    assert "M99999999" in answer.content.decode()


SCREENS = "referral_tree referral_ranking awards notices points_liability grants grant_new transfer survey".split()


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_opens_and_refuses_who_has_no_right(see, pair, name):
    assert see(boss(), f"loyalty:{name}").status_code == 200
    assert see(make.actor(), f"loyalty:{name}").status_code == 403


def test_the_liability_file_has_its_months(see, pair):
    answer = see(boss(), "loyalty:points_liability", query="?export=csv")
    assert len(answer.content.decode().splitlines()) == 13
    told = Event.objects.get(action="loyalty.points_liability.exported")
    assert (told.facts["rows"], told.facts["format"]) == (12, "csv")


def test_a_report_beyond_what_the_role_takes_away_is_refused(see, pair):
    answer = see(replace(boss(), limits={"export_rows": 11}), "loyalty:points_liability", query="?export=csv")
    assert (answer.status_code, " 11 " in answer.content.decode()) == (422, True)
    assert not Event.objects.filter(action="loyalty.points_liability.exported").exists()


def test_a_grant_is_previewed_then_given_and_undone(see, pair):
    near, _ = pair
    make.stand(near, spend_cents=500)
    form = {"reason": "老客回馈", "points": "100", "spend_from": "5", "operation_id": str(uuid4())}
    preview = see(boss(), "loyalty:grant_new", data=form | {"step": "preview"})
    assert preview.status_code == 200
    assert not Grant.objects.exists()

    answer = see(boss(), "loyalty:grant_new", data=form | {"step": "grant"})
    grant = Grant.objects.get()
    assert answer.status_code == 302
    flows.run_grant(actor=make.HOUSE, grant_id=grant.pk, at=make.AT)
    assert see(boss(), "loyalty:grant", grant.pk).status_code == 200
    see(boss(), "loyalty:grant_undo", grant.pk, data={"operation_id": str(uuid4())})
    grant.refresh_from_db()
    assert grant.state == "undone"


def test_survey_points_at_the_screen(see, pair):
    near, _ = pair
    see(boss(), "loyalty:survey", data={"member": near.number, "survey": "售后", "operation_id": str(uuid4())})
    assert Award.objects.filter(kind="survey").count() == 1


def test_notices_are_ticked_off(see, pair):
    from datetime import date

    flows.note_expiry_of_everybody(actor=make.HOUSE, at=make.AT, on=date(2027, 12, 20))
    page = see(boss(), "loyalty:notices")
    assert page.status_code == 200
    assert see(boss(), "loyalty:expiry_told", data={"row": ["1", "2", "3"]}).status_code == 302


def test_the_api_says_the_same(call, pair):
    near, _ = pair
    make.stand(near, spend_cents=500)
    tree = call(boss(), "get", f"/members/{near.pk}/referrals")
    assert (tree.status_code, tree.json()["points"], tree.json()["pending"]) == (200, 300, 200)
    body = {"reason": "回馈", "points": 10, "conditions": {"spend_from": 500}}
    assert call(boss(), "post", "/loyalty/grants/preview", body).json()["members"] == 1
    done = call(boss(), "post", "/loyalty/grants", body)
    assert done.status_code == 201
    assert call(boss(), "get", f"/loyalty/grants/{done.json()['id']}").status_code == 200
    assert call(boss(), "post", "/loyalty/points/reversals", {"grant_id": done.json()["id"]}).status_code == 200
    assert call(boss(), "get", "/loyalty/liability").status_code == 200
    survey = call(boss(), "post", f"/members/{near.pk}/points/survey", {"survey": "售后"})
    assert survey.json() == {"points": 50}
    refused = call(boss(), "post", "/loyalty/points/transfers", {"from_id": near.pk, "to_id": near.pk, "points": 1})
    assert refused.json()["code"] == "loyalty.transfer_off"


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", "/members/{}/referrals"), ("get", "/loyalty/grants/1"), ("get", "/loyalty/liability")],
)
def test_the_api_refuses_who_has_no_right_or_no_reach(call, pair, method, path):
    near, _ = pair
    assert call(make.actor(), method, path.format(near.pk)).status_code == 403
    if "members" in path:
        assert call(boss(stores=[0]), method, path.format(near.pk)).status_code == 404
