"""Every damaged file is answered with what is wrong, where, and what to do; nothing is written."""

import pytest

from facet.kernel.importing import flow, reading
from facet.kernel.models import CronRun, ImportBatch
from facet.kernel.tests.factories import AT, actor
from facet.kernel.tests.importing.files import EXPECTED, MISTAKEN, UNDERSTOOD, UNREADABLE
from facet.kernel.tests.importing.importers import RINGS

CLERK = actor("kernel.import_rings")


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path):
    settings.FACET_UPLOADS = tmp_path
    settings.LANGUAGE_CODE = "en"


@pytest.mark.django_db
@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(name, tmp_path):
    content, problem = UNREADABLE[name]

    with pytest.raises(reading.UnreadableFile) as refusal:
        flow.upload(CLERK, RINGS, name="x.xlsx", content=content, at=AT)

    assert refusal.value.problem == problem
    assert (CronRun.objects.count(), ImportBatch.objects.count()) == (0, 0)
    assert list(tmp_path.rglob("*.*")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", MISTAKEN)
def test_a_mistake_names_line_column_value_and_fix(name):
    content, expected = MISTAKEN[name]

    batch = flow.upload(CLERK, RINGS, name="x.xlsx", content=content, at=AT)

    found = flow.sentences(flow.found_in(batch))
    assert [(each["line"], each["column"], each["reason"]) for each in found] == [expected]
    assert found[0]["fix"]
    assert "{" not in found[0]["text"]
    assert (batch.state, batch.wrong) == ("refused", 1)
    with pytest.raises(flow.NotReady):
        flow.apply(CLERK, RINGS, batch, at=AT)
    assert CronRun.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("name", UNDERSTOOD)
def test_a_good_file_is_understood_however_it_is_written(name):
    table = reading.read_file(UNDERSTOOD[name], RINGS)

    assert table.errors == []
    [row] = table.rows
    assert {key: row.values[key] for key in EXPECTED} == EXPECTED
    assert row.values["made_on"].isoformat() == "2026-02-14"


def test_unknown_headings_are_named_not_obeyed():
    assert reading.read_file(UNDERSTOOD["an unknown column more"], RINGS).ignored == ["备忘"]


def test_lines_are_those_of_the_sheet():
    assert [row.line for row in reading.read_file(UNDERSTOOD["a title above the headings"], RINGS).rows] == [5]
    assert [row.line for row in reading.read_file(UNDERSTOOD["empty rows between"], RINGS).rows] == [3]
