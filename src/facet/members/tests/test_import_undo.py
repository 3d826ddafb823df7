"""An import of members taken back: what nobody touched since, and who stays, by name."""

from datetime import timedelta

import pytest

from facet.kernel.importing import flow
from facet.members import services
from facet.members.flows.importer import IMPORTER
from facet.members.models import Member
from facet.members.services import FileEdit
from facet.members.tests import factories

pytestmark = pytest.mark.django_db
LATER = factories.AT + timedelta(hours=2)
FILE = """会员编号,姓名,手机号,门店,备注
{first},陈雅琴,13800135678,S01,新备注
{second},林知夏,13800135679,S01,新备注
,沈婉清,13800135680,S01,
"""


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path):
    settings.FACET_UPLOADS = tmp_path


@pytest.fixture
def applied():
    """(batch, first, second, new member) after a file with two changes and one new member."""
    first = factories.member("陈雅琴", "13800135678", note="旧备注")
    second = factories.member("林知夏", "13800135679", note="旧备注")
    who = factories.headquarters()
    content = FILE.format(first=first.number, second=second.number).encode()
    batch = flow.upload(who, IMPORTER, name="x.csv", content=content, at=LATER)
    assert (batch.state, batch.new, batch.changed) == ("checked", 1, 2), flow.found_in(batch).errors
    flow.apply(who, IMPORTER, batch, at=LATER)
    return batch, first, second, Member.objects.get(created_at=LATER)


def _undo(batch):
    return flow.undo(factories.headquarters(), IMPORTER, batch, at=LATER + timedelta(hours=1))


def test_everything_is_put_back(applied):
    batch, first, second, new = applied

    done = _undo(batch)

    assert (done.restored, list(done.kept)) == (3, [])
    for member in (first, second, new):
        member.refresh_from_db()
    assert [first.note, second.note, new.state] == ["旧备注", "旧备注", "archived"]


def test_what_was_changed_since_stays_and_is_named(applied):
    batch, first, second, new = applied
    for member in (first, new):
        services.edit_member(
            actor=factories.headquarters(), operation=factories.key(), member_id=member.pk,
            edit=FileEdit(changes={"note": "更新的备注"}), at=LATER,
        )  # fmt: skip

    done = _undo(batch)

    assert (done.restored, sorted(done.kept)) == (1, sorted([first.number, new.number]))
    for member in (first, second, new):
        member.refresh_from_db()
    assert [first.note, second.note, new.state] == ["更新的备注", "旧备注", "active"]
