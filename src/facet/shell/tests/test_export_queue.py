"""Exports made aside: for their asker only, under a link that ends."""

from datetime import timedelta

import pytest
from django.urls import reverse

from facet.kernel.errors import ApprovalNeeded, NotFound, NotPermitted
from facet.kernel.listing import queue
from facet.kernel.models import ExportJob
from facet.kernel.permissions import Scope
from facet.organisation import services as organisation_services
from facet.organisation.errors import ApprovalDecided, ApprovalWaiting
from facet.organisation.models import Approval, Staff
from facet.organisation.tests import factories as house
from facet.shell import services

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


def _refused(limit=1):
    """A file of two rows for somebody whose role may take one."""
    house.store("S02")
    actor = house.actor("organisation.view_stores", staff_id=house.staff("asker").pk, limits={"export_rows": limit})
    wanted = queue.Wanted(list_key=LIST, asked={}, kind="csv", reason="monthly")
    job = ExportJob.objects.get(pk=queue.ask(actor, wanted, at=AT))
    queue.write(actor, job, at=AT)
    return actor, ExportJob.objects.get(pk=job.pk)


def _decide(approval_id, *, limit=2, approve=True):
    boss = house.actor("organisation.approve", staff_id=house.staff("boss").pk, limits={"export_rows": limit})
    organisation_services.decide_approval(actor=boss, approval_id=approval_id, approve=approve, note="", at=AT)


def test_a_second_person_lets_exactly_this_file_out_once():
    actor, job = _refused()
    approval_id = services.ask_for_rows(actor=actor, job_id=job.pk, at=AT)
    assert services.ask_for_rows(actor=actor, job_id=job.pk, at=AT) == approval_id  # asking again asks nobody
    with pytest.raises(ApprovalWaiting):
        services.make_allowed_export(actor=actor, job_id=job.pk, at=AT)
    _decide(approval_id)

    services.make_allowed_export(actor=actor, job_id=job.pk, at=AT)
    job.refresh_from_db()
    assert (job.state, job.allowed_rows) == ("waiting", 2)
    queue.write(actor, job, at=AT)

    job.refresh_from_db()
    assert (job.state, job.rows) == ("ready", 2)
    with pytest.raises(queue.ExportGone):
        services.make_allowed_export(actor=actor, job_id=job.pk, at=AT)
    assert Approval.objects.get(pk=approval_id).state == "used"


def test_a_yes_covers_no_more_rows_and_no_other_file():
    actor, job = _refused()
    _decide(services.ask_for_rows(actor=actor, job_id=job.pk, at=AT))
    other = ExportJob.objects.get(
        pk=queue.ask(actor, queue.Wanted(list_key=LIST, asked={"search": "S"}, kind="csv", reason="x"), at=AT)
    )
    queue.write(actor, other, at=AT)
    with pytest.raises(queue.ExportGone):
        services.make_allowed_export(actor=actor, job_id=other.pk, at=AT)
    services.make_allowed_export(actor=actor, job_id=job.pk, at=AT)
    house.store("S03")

    job.refresh_from_db()
    queue.write(actor, job, at=AT)

    job.refresh_from_db()
    assert (job.state, job.over_rows) == ("refused", 3)
    with pytest.raises(ApprovalDecided):  # the yes is used up
        services.make_allowed_export(actor=actor, job_id=job.pk, at=AT)


def test_only_one_who_may_take_as_much_says_yes():
    actor, job = _refused()
    approval_id = services.ask_for_rows(actor=actor, job_id=job.pk, at=AT)
    with pytest.raises(ApprovalNeeded):
        _decide(approval_id, limit=1)
    assert Approval.objects.get(pk=approval_id).state == "waiting"
    stranger = house.actor("organisation.view_stores", staff_id=house.staff("other").pk)
    with pytest.raises(NotFound):
        services.ask_for_rows(actor=stranger, job_id=job.pk, at=AT)


def test_the_queue_s_page_leads_from_the_refusal_to_the_file(client):
    actor, job = _refused()
    person = Staff.objects.get(pk=actor.staff_id)
    house.give(person, house.role("looking", {"organisation.view_stores": Scope.CHAIN}))
    client.force_login(person)
    page = client.get(reverse("shell:exports")).content.decode()
    assert reverse("shell:export_ask", args=[job.pk]) in page
    client.post(reverse("shell:export_ask", args=[job.pk]))
    assert Approval.objects.get().reason == "monthly"
    assert reverse("shell:export_ask", args=[job.pk]) not in client.get(reverse("shell:exports")).content.decode()
