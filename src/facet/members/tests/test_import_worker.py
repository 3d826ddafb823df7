"""A large file: a worker takes it in, one sees how far, and may call it off."""

import time

import pytest
from django.urls import reverse

from facet.kernel.errors import DomainError
from facet.kernel.importing import flow, progress, store
from facet.members.flows.importer import IMPORTER
from facet.members.models import Member
from facet.members.tests import factories
from facet.organisation.tests import factories as organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path):
    settings.FACET_UPLOADS = tmp_path


@pytest.fixture
def who():
    factories.clerk()
    return factories.headquarters()


def uploaded(who, rows):
    lines = ["姓名,手机,门店", *(f"王{chr(0x4E00 + n)}{chr(0x5E00 + n)},139{n:08d},S01" for n in range(rows))]
    return flow.upload(who, IMPORTER, name="m.csv", content="\r\n".join(lines).encode(), at=factories.AT)


def again(batch):
    batch.refresh_from_db()
    return batch


def test_a_worker_takes_the_rows_in_once_however_often_it_is_called(who):
    batch = uploaded(who, 5)
    flow.apply_later(who, IMPORTER, batch)
    flow.apply_later(who, IMPORTER, batch)
    for _ in range(2):
        if waiting := flow.batch_to_apply(str(batch.pk)):
            flow.work_off(who, waiting, at=factories.AT)

    assert (again(batch).state, Member.objects.count()) == ("applied", 5)
    assert progress.progress_of(batch.pk) is None


def test_called_off_before_a_worker_has_begun_it_waits_again(who):
    batch = uploaded(who, 3)
    flow.apply_later(who, IMPORTER, batch)
    flow.cancel(who, IMPORTER, again(batch))

    assert (again(batch).state, flow.batch_to_apply(str(batch.pk))) == ("checked", None)


def test_called_off_halfway_nothing_stays(who, monkeypatch):
    batch = uploaded(who, 401)
    flow.apply_later(who, IMPORTER, batch)
    seen = []
    monkeypatch.setattr("facet.members.services.importing.record_events", lambda _rows: (
        seen.append(progress.progress_of(batch.pk)), flow.cancel(who, IMPORTER, again(batch))
    ))  # fmt: skip

    flow.work_off(who, again(batch), at=factories.AT)

    assert seen == [(0, 401)]
    assert (again(batch).state, Member.objects.count()) == ("checked", 0)
    assert flow.problem_of(batch)
    assert store.get(batch.pk, "cancel") is None


def test_a_file_that_is_in_cannot_be_called_off(who):
    batch = uploaded(who, 2)
    flow.apply(who, IMPORTER, batch, at=factories.AT)

    with pytest.raises(DomainError):
        flow.cancel(who, IMPORTER, again(batch))


def test_the_page_shows_how_far_it_is_and_offers_to_stop(client, monkeypatch):
    monkeypatch.setattr("facet.shell.web.imports.AT_ONCE", 1)
    monkeypatch.setattr("facet.kernel.jobs.enqueue", lambda *_, **__: None)
    person = factories.staff("importer1")
    organisation.give(person, organisation.role("imp", {"members.import_members": "chain"}))
    client.force_login(person)
    batch = uploaded(factories.actor_for(person, factories.headquarters().grants), 3)
    url = f"{reverse('shell:import', args=['members'])}?batch={batch.pk}"

    client.post(url)
    store.put_json(batch.pk, "progress", [1, 3])
    page = client.get(url).content.decode()
    store.drop(batch.pk, "progress")
    client.post(url, {"act": "cancel"})

    assert '<progress class="ls-bar" max="3" value="1"' in page
    assert again(batch).state == "checked"
    assert client.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_thousand_rows_are_in_within_ten_seconds(who):
    """Upload, check and taking in; the time of the processor, for neighbours on the machine slow the clock."""
    began = time.process_time()
    batch = uploaded(who, 1_000)
    flow.apply(who, IMPORTER, batch, at=factories.AT)

    assert Member.objects.count() == 1_000
    assert time.process_time() - began < 10
