"""Exports made aside: for their asker only, under a link that ends."""

from datetime import timedelta

import pytest

from facet.kernel.errors import NotFound, NotPermitted
from facet.kernel.listing import queue
from facet.kernel.models import ExportJob
from facet.organisation.tests import factories as house

pytestmark = pytest.mark.django_db
AT = house.moment()
LIST = "organisation.stores"


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.FACET_UPLOADS = tmp_path
    house.store("S01")


@pytest.fixture
def asker():
    return house.actor("organisation.view_stores", staff_id=house.staff("asker").pk)


def _made(actor, kind="csv"):
    wanted = queue.Wanted(list_key=LIST, asked={"search": "S01"}, kind=kind, reason="monthly")
    job_id = queue.ask(actor, wanted, at=AT)
    queue.write(actor, ExportJob.objects.get(pk=job_id), at=AT)
    return ExportJob.objects.get(pk=job_id)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "pdf"])
def test_a_file_is_made_sealed_and_fetched(asker, kind, tmp_path):
    job = _made(asker, kind)

    assert (job.state, job.rows) == ("ready", 1)
    lying = b"".join(path.read_bytes() for path in (tmp_path / "exports").iterdir())
    assert b"S01" not in lying
    file = queue.fetch(asker, job.pk, queue.open_link(asker, job.pk, at=AT), at=AT)
    assert (file.rows, file.name.rpartition(".")[2]) == (1, kind)
    assert kind != "pdf" or file.content.startswith(b"%PDF")


def test_a_link_ends_by_time_by_a_newer_one_and_for_others(asker):
    job = _made(asker)
    old = queue.open_link(asker, job.pk, at=AT)
    new = queue.open_link(asker, job.pk, at=AT)
    other = house.actor("organisation.view_stores", staff_id=house.staff("other").pk)

    for who, secret, at in ((asker, old, AT), (other, new, AT), (asker, new, AT + queue.KEEP), (asker, "", AT)):
        with pytest.raises(queue.ExportGone):
            queue.fetch(who, job.pk, secret, at=at)
    with pytest.raises(NotFound):
        queue.open_link(other, job.pk, at=AT)


def test_files_are_gone_after_a_day(asker, tmp_path):
    job = _made(asker)

    assert queue.tidy(AT + timedelta(hours=1)) == 0
    assert queue.tidy(AT + timedelta(hours=25)) == 1

    assert list((tmp_path / "exports").iterdir()) == []
    assert ExportJob.objects.get(pk=job.pk).state == "gone"


@pytest.mark.parametrize(("limit", "state", "rows"), [(1, "refused", 0), (2, "ready", 2)])
def test_a_role_s_limit_of_rows_holds_and_is_told(limit, state, rows):
    house.store("S02")
    actor = house.actor("organisation.view_stores", staff_id=house.staff("asker").pk, limits={"export_rows": limit})
    wanted = queue.Wanted(list_key=LIST, asked={}, kind="csv", reason="monthly")
    job = ExportJob.objects.get(pk=queue.ask(actor, wanted, at=AT))

    queue.write(actor, job, at=AT)

    job.refresh_from_db()
    assert (job.state, job.rows) == (state, rows)
    assert (str(limit) in job.problem) is (state == "refused")


def test_who_may_not_see_the_list_asks_in_vain():
    with pytest.raises(NotPermitted):
        _made(house.actor(staff_id=house.staff("nobody").pk))
    assert not ExportJob.objects.exists()


def test_rights_are_those_of_the_moment_of_writing(asker):
    wanted = queue.Wanted(list_key=LIST, asked={}, kind="csv")
    job = ExportJob.objects.get(pk=queue.ask(asker, wanted, at=AT))

    queue.write(house.actor(staff_id=asker.staff_id), job, at=AT)

    job.refresh_from_db()
    assert job.state == "refused"
    assert job.problem
