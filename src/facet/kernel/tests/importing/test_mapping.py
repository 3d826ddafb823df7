"""Sheets of older systems: mapped once by a person, remembered; taken back as they were taken in."""

import dataclasses

import pytest

from facet.kernel.errors import Invalid
from facet.kernel.importing import Undone, flow, mapping, reading
from facet.kernel.models import CronRun, ImportBatch, ImportMapping
from facet.kernel.tests.factories import AT, actor
from facet.kernel.tests.importing.files import MISTAKEN, UNREADABLE, renamed_header
from facet.kernel.tests.importing.importers import RINGS

CLERK = actor("kernel.import_rings")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path):
    settings.FACET_UPLOADS = tmp_path


def _upload(content=None, importer=RINGS):
    return flow.upload(CLERK, importer, name="old.xlsx", content=content or renamed_header(), at=AT)


def _places():
    return {column.key: place for place, column in enumerate(RINGS.columns)}


def test_unknown_headings_wait_for_a_person():
    batch = _upload()

    assert (batch.state, batch.wrong) == ("mapping", 0)
    found = flow.found_in(batch)
    assert len(found.head) == len(RINGS.columns)
    with pytest.raises(flow.NotReady):
        flow.apply(CLERK, RINGS, batch, at=AT)
    assert CronRun.objects.count() == 0


def test_a_mapping_is_remembered_for_the_next_sheet():
    batch = flow.remap(CLERK, RINGS, _upload(), _places(), at=AT)
    assert (batch.state, batch.new) == ("checked", batch.rows)

    again = _upload()

    assert again.state == "checked"
    assert flow.found_in(again).places == _places()
    assert ImportMapping.objects.count() == 1
    flow.apply(CLERK, RINGS, again, at=AT)
    assert CronRun.objects.count() == again.rows


def test_a_needed_column_that_nobody_chose_is_named():
    batch = flow.remap(CLERK, RINGS, _upload(), {"name": 1}, at=AT)

    assert batch.state == "refused"
    assert "code" in {error["column"] for error in flow.found_in(batch).errors}


@pytest.mark.parametrize("places", [{"code": 0, "name": 0}, {"code": 99}, {"code": -1}])
def test_nonsense_is_refused(places):
    with pytest.raises(Invalid):
        flow.remap(CLERK, RINGS, _upload(), places, at=AT)
    assert ImportMapping.objects.count() == 0


@pytest.mark.parametrize("name", [*UNREADABLE, *MISTAKEN])
def test_damaged_sheets_meet_the_mapping_step(name):
    """Whatever is wrong with a file, mapping it again names mistakes or a problem and writes nothing (T31)."""
    content = {**UNREADABLE, **MISTAKEN}[name][0]
    try:
        batch = _upload(content)
        flow.remap(CLERK, RINGS, batch, mapping.automatic(RINGS, flow.found_in(batch).head), at=AT)
    except (reading.UnreadableFile, Invalid):
        return
    finally:
        assert CronRun.objects.count() == 0
    assert batch.state in {"refused", "mapping", "checked"}


def test_an_import_is_taken_back():
    calls = []

    def undo(who, operation, before, applied_at, at):
        calls.append((before, applied_at))
        return Undone(restored=1, kept=["A007"])

    importer = dataclasses.replace(RINGS, before=lambda who, rows, at: {"rows": len(rows)}, undo=undo)
    batch = flow.remap(CLERK, importer, _upload(importer=importer), _places(), at=AT)
    assert not flow.may_undo(importer, batch)
    flow.apply(CLERK, importer, batch, at=AT)
    assert flow.may_undo(importer, batch)
    assert not flow.may_undo(RINGS, batch)

    done = flow.undo(CLERK, importer, batch, at=AT)

    assert (done.restored, list(done.kept)) == (1, ["A007"])
    assert calls == [({"rows": batch.rows}, AT)]
    assert ImportBatch.objects.get().state == "undone"
    with pytest.raises(flow.NotReady):
        flow.undo(CLERK, importer, batch, at=AT)
