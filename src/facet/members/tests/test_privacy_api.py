"""A person's own data by program: given out, forgotten, refused; and nothing of her in the files of the house."""

import json
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection

from facet.kernel import clock
from facet.members import services
from facet.members.models import Erasure, Standing
from facet.members.rules.privacy import APPROVAL_KIND, erase_digest
from facet.members.tests import factories
from facet.members.tests.test_api import bearer, send
from facet.organisation import services as organisation_services
from facet.organisation.rules.approvals import Wish
from facet.organisation.tests import factories as house

URL = "/api/v1/members"
RIGHTS = dict.fromkeys(("members.view_members", "members.export_members", "members.erase_members"), "store")
PLANTED = ("沈婉清", "13812345678", "shen.wanqing@example.com", "珊瑚路八号")


@pytest.fixture
def keeper(db):
    return bearer("keeper1", RIGHTS)


@pytest.fixture
def shen(keeper):
    return factories.member(PLANTED[0], PLANTED[1], email=PLANTED[2], street=PLANTED[3])


def agreed(member):
    chief, at = house.staff("chief"), clock.now() - timedelta(minutes=1)
    wish = Wish(subject=member.number, digest=erase_digest(member.pk), amount=1)
    asker = house.actor(staff_id=factories.staff("keeper1").pk)
    number = organisation_services.request_approval(
        actor=asker, operation=house.key(), kind=APPROVAL_KIND, store_id=None, wish=wish, reason="", at=at
    )
    organisation_services.decide_approval(
        actor=house.actor("organisation.approve", staff_id=chief.pk), approval_id=number, approve=True, note="", at=at
    )
    return number


def erase(client, headers, member_id, approval=None, *, again=False):
    body = {"reason": "Asked by letter", "approval": approval}
    return send(client, "post", f"{URL}/{member_id}/erasure", headers, json.dumps(body), again=again)


def test_export_gives_every_table_and_erase_leaves_nothing(client, keeper, shen):
    told = client.get(f"{URL}/{shen.pk}/personal-data", headers=keeper)
    approval = agreed(shen)
    done = erase(client, keeper, shen.pk, approval)
    twice = erase(client, keeper, shen.pk, approval, again=True)
    after = client.get(f"{URL}/{shen.pk}/personal-data", headers=keeper)

    assert told.status_code == 200
    assert all(value in json.dumps(told.json(), ensure_ascii=False) for value in (PLANTED[0], PLANTED[2]))
    assert (done.status_code, twice.json()) == (200, done.json())
    assert not any(value in json.dumps(after.json(), ensure_ascii=False) for value in PLANTED)


def test_open_matters_and_a_missing_second_person_refuse_in_words(client, keeper, shen):
    alone = erase(client, keeper, shen.pk)
    Standing.objects.filter(pk=shen.pk).update(points_owed=5)
    owing = erase(client, keeper, shen.pk, agreed(shen))

    assert 400 <= alone.status_code < 500
    assert 400 <= owing.status_code < 500
    assert shen.number in owing.content.decode()
    assert not Erasure.objects.exists()


def test_without_the_right_or_in_another_store_nothing_is_told(client, keeper, shen):
    clerk = bearer("clerk5", {"members.view_members": "store"})
    far = factories.member("李小明", "13800135679", home=factories.store("S09"), clerk=factories.staff(
        "clerk9", factories.store("S09")))  # fmt: skip

    assert client.get(f"{URL}/{shen.pk}/personal-data", headers=clerk).status_code == 403
    assert erase(client, clerk, shen.pk).status_code == 403
    foreign = client.get(f"{URL}/{far.pk}/personal-data", headers=keeper)
    unknown = client.get(f"{URL}/987654/personal-data", headers=keeper)
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert erase(client, keeper, far.pk).status_code == 404
    assert "李小明" not in foreign.content.decode()


def test_nothing_of_her_lies_in_the_database_file_or_among_the_uploads(client, keeper, shen, settings, tmp_path):
    """The whole database copied to a file and searched as bytes, before and after; sealed, it is not there before."""
    settings.FACET_UPLOADS = tmp_path / "uploads"
    if connection.vendor != "sqlite":
        pytest.skip("the file of a database server is not ours to read; test_erasing reads every table there")
    services.export_member(
        actor=house.actor(*RIGHTS, staff_id=factories.staff("keeper1").pk), member_id=shen.pk, at=clock.now()
    )
    assert erase(client, keeper, shen.pk, agreed(shen)).status_code == 200

    copy = tmp_path / "copy.sqlite3"
    with connection.cursor() as cursor:
        text = "\n".join(cursor.connection.iterdump())
    copy.write_text(text)
    files = [copy, *(each for each in (tmp_path / "uploads").rglob("*") if each.is_file())]
    for file in files:
        content = file.read_bytes()
        assert not [value for value in PLANTED if value.encode() in content], file
    assert tmp_path / "uploads" == django_settings.FACET_UPLOADS
