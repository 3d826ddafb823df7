"""From upload to apply: counts before, all rows or none, once."""

import io

import openpyxl
import pytest

from facet.kernel import recording
from facet.kernel.errors import NotFound, NotPermitted
from facet.kernel.importing import files, flow, reading, store
from facet.kernel.models import CronRun, ImportBatch, Operation
from facet.kernel.tests.factories import AT, actor
from facet.kernel.tests.importing.files import one, workbook
from facet.kernel.tests.importing.importers import GOOD, RINGS

CLERK = actor("kernel.import_rings")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path):
    settings.FACET_UPLOADS = tmp_path


@pytest.fixture(autouse=True)
def noted(monkeypatch):
    notes = []
    monkeypatch.setattr(
        recording, "note", lambda actor, action, **facts: notes.append((action, facts["rows"], facts["new"]))
    )
    return notes


def _upload(*rows, name="进货.xlsx", who=CLERK):
    return flow.upload(who, RINGS, name=name, content=workbook(*rows), at=AT)


def test_the_dry_run_counts_and_writes_nothing():
    CronRun.objects.create(job="A001", due=AT)

    batch = _upload(GOOD, one(code="A002"), one(code="A003"))

    assert (batch.state, batch.rows, batch.new, batch.changed, batch.unchanged, batch.wrong) == (
        "checked",
        3,
        2,
        0,
        1,
        0,
    )
    assert CronRun.objects.count() == 1
    found = flow.found_in(batch)
    assert [(row["line"], row["state"]) for row in found.preview] == [(2, "unchanged"), (3, "new"), (4, "new")]
    assert found.preview[0]["cells"]["price_cents"] == "1,280.00"
    assert found.preview[0]["cells"]["made_on"] == "2026-02-14"
    assert (found.preview[0]["cells"]["kind"], found.preview[0]["cells"]["open"]) == ("黄金", "Yes")


def test_apply_takes_in_every_row_once(noted):
    batch = _upload(GOOD, one(code="A002"))

    flow.apply(CLERK, RINGS, batch, at=AT)
    flow.apply(CLERK, RINGS, ImportBatch.objects.get(), at=AT)
    stale = ImportBatch.objects.get()
    stale.state = "checked"  # a second tab that has not heard of it
    flow.apply(CLERK, RINGS, stale, at=AT)

    assert sorted(CronRun.objects.values_list("job", flat=True)) == ["A001", "A002"]
    assert Operation.objects.count() == 1
    assert (ImportBatch.objects.get().state, ImportBatch.objects.get().applied_at) == ("applied", AT)
    assert noted == [("kernel.rings.imported", 2, 2)]


def test_the_same_file_again_changes_nothing():
    flow.apply(CLERK, RINGS, _upload(GOOD), at=AT)

    again = _upload(GOOD)

    assert (again.new, again.unchanged) == (0, 1)
    flow.apply(CLERK, RINGS, again, at=AT)
    assert CronRun.objects.count() == 1


def test_a_domain_that_falls_over_leaves_nothing(noted):
    batch = _upload(*(one(code=f"A{n}") for n in range(30)), one(code="Z", name="bang"))

    with pytest.raises(ValueError, match="fell over"):
        flow.apply(CLERK, RINGS, batch, at=AT)

    assert CronRun.objects.count() == 0
    assert ImportBatch.objects.get().state == "checked"
    assert noted == []


def test_one_bad_row_keeps_all_out():
    batch = _upload(GOOD, one(code="A002", pieces="三"))

    assert (batch.state, batch.rows, batch.wrong, batch.new) == ("refused", 2, 1, 1)
    with pytest.raises(flow.NotReady):
        flow.apply(CLERK, RINGS, batch, at=AT)
    assert CronRun.objects.count() == 0


def test_a_batch_is_seen_by_its_uploader_only():
    batch = _upload(GOOD)
    other = actor("kernel.import_rings", code="E2")
    object.__setattr__(other, "key", "staff:18")

    assert flow.batch_of(CLERK, RINGS, batch.id) == batch
    with pytest.raises(NotFound):
        flow.batch_of(other, RINGS, batch.id)
    assert flow.recent_batches(other) == []
    assert flow.recent_batches(CLERK, RINGS) == [batch]


def test_without_the_right_nothing_is_offered_or_taken(slots):
    slots.offer("importer", RINGS.key, RINGS)

    assert flow.importers_for(actor()) == []
    with pytest.raises(NotPermitted):
        flow.importer_for(actor(), RINGS.key)
    with pytest.raises(NotFound):
        flow.importer_for(CLERK, "no.such")
    with pytest.raises(NotPermitted):
        _upload(GOOD, who=actor())
    assert flow.importers_for(CLERK) == [RINGS]
    assert ImportBatch.objects.count() == 0


def test_files_lie_sealed_under_names_that_say_nothing(tmp_path):
    batch = _upload(one(name="林嘉慧 13912345678"), one(code="A002", pieces="三"), name="../../王建国的客户.xlsx")

    kept = sorted(tmp_path.rglob("*.*"))
    assert [path.name for path in kept] == [f"{batch.id.hex}.file", f"{batch.id.hex}.found"]
    assert all("林嘉慧".encode() not in path.read_bytes() and b"13912345678" not in path.read_bytes() for path in kept)
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in kept)
    assert batch.file_name == "王建国的客户.xlsx"


def test_files_go_after_a_week_and_the_counts_stay(tmp_path):
    import os
    from datetime import timedelta

    batch = _upload(GOOD)
    for path in tmp_path.rglob("*.*"):
        os.utime(path, (AT.timestamp(), AT.timestamp()))

    assert store.tidy(AT + timedelta(days=6)) == 0
    assert store.tidy(AT + timedelta(days=8)) == 2
    assert flow.found_in(batch) is None
    with pytest.raises(flow.NotReady):
        flow.apply(CLERK, RINGS, batch, at=AT)


def test_the_template_can_be_filled_in_and_taken_in():
    content = files.template(RINGS)

    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    assert [cell.value for cell in page[1]][:4] == ["Tag *", "Name", "Net weight (g)", "Tag price (yuan)"]
    page["A2"] = "00123"
    file = io.BytesIO()
    book.save(file)
    table = reading.read_file(file.getvalue(), RINGS)
    assert table.errors == []
    assert (table.rows[0].values["code"], table.rows[0].values["price_cents"]) == ("00123", 128_000)


def test_the_report_holds_the_bad_rows_with_marked_cells_and_what_to_do():
    batch = _upload(GOOD, one(code="A002", pieces="三", made_on="春节"), one(code="A003"))
    found = flow.found_in(batch)

    content = files.error_report(RINGS, {"bad_rows": found.bad_rows}, flow.sentences(found))

    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page.max_row == 2
    line, tag, *_ = page[2]
    assert (line.value, tag.value) == (3, "A002")
    bad = {cell.value for cell in page[2] if cell.fill.fgColor.rgb == "FFFCEEEC"}
    assert bad == {"三", "春节"}
    assert "This is not a date." in page[2][-1].value


def test_a_thousand_rows_are_read_in_time():
    import time

    rows = [one(code=f"A{n:05d}") for n in range(1000)]
    content = workbook(*rows)
    began = time.monotonic()

    batch = flow.upload(CLERK, RINGS, name="x.xlsx", content=content, at=AT)
    flow.apply(CLERK, RINGS, batch, at=AT)

    assert CronRun.objects.count() == 1000
    assert time.monotonic() - began < 10
