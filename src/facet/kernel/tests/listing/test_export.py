"""Files: numbers stay numbers, formulas become harmless, every export is remembered."""

import csv
import dataclasses
import io
from datetime import datetime

import openpyxl
import pytest
from django_tasks_db.models import DBTaskResult

from facet.kernel import recording
from facet.kernel.errors import NotPermitted
from facet.kernel.listing.cells import harmless
from facet.kernel.listing.export import Taking, TooManyRows, export_list
from facet.kernel.listing.query import read_query
from facet.kernel.tests.factories import AT, actor, tasks
from facet.kernel.tests.listing.lists import TASKS

VIEWER = actor("kernel.view_tasks", switches=frozenset({"cost"}))
NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x", " =1", "\u3000=1", "\n=1"]


@pytest.fixture
def noted(monkeypatch):
    """What the audit record would hold."""
    notes = []

    def note(actor, action, *, at, subject, **facts):
        notes.append((action, subject, facts))

    monkeypatch.setattr(recording, "note", note)
    return notes


def _export(kind, viewer=VIEWER, definition=TASKS, **parameters):
    query = read_query(definition, viewer, parameters)
    return export_list(viewer, definition, query=query, taking=Taking(kind=kind), at=AT)


@pytest.mark.django_db
def test_csv_holds_every_row_for_programs(noted):
    tasks(60)
    DBTaskResult.objects.filter(priority=1).update(task_path="=cmd|' /C calc'!A0")

    file = _export("csv", sort="priority", status="READY")

    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert file.content.startswith(b"\xef\xbb\xbf")
    assert rows[0][:3] == ["Path", "Priority", "Started"]
    assert len(rows) == 61
    assert rows[16] == ["'=cmd|' /C calc'!A0", "1", "2026-11-21 14:32:05", "123.45", "READY"]
    assert noted == [
        (
            "kernel.tasks.exported",
            ("list", "kernel.tasks", "Tasks"),
            {"rows": 60, "format": "csv", "reason": "", "conditions": ["status"]},
        )
    ]


@pytest.mark.django_db
def test_xlsx_keeps_numbers_numbers_and_texts_texts(noted):
    tasks(2)
    DBTaskResult.objects.filter(priority=1).update(task_path="=1+1", priority=-7)

    sheet = openpyxl.load_workbook(io.BytesIO(_export("xlsx", sort="priority").content)).active

    path, priority, started, cost, _ = sheet[2]
    assert (path.value, path.data_type) == ("'=1+1", "s")
    assert (priority.value, cost.value, cost.data_type) == (-7, -864.15, "n")
    assert started.value == datetime(2026, 11, 21, 14, 32, 5, 123000)


@pytest.mark.parametrize("text", NASTY)
def test_a_text_like_a_formula_is_made_harmless(text):
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["足金 = 9999", "a=1", "", "1-2", "(+86)", "'=1"])
def test_other_texts_stay_as_they_are(text):
    assert harmless(text) == text


@pytest.mark.django_db
def test_too_many_rows_are_refused_and_not_noted(noted):
    tasks(6)
    short = dataclasses.replace(TASKS, export_limit=5)

    with pytest.raises(TooManyRows) as refusal:
        _export("csv", definition=short)

    assert refusal.value.facts == {"limit": 5, "rows": 6}
    assert noted == []
    assert _export("csv", definition=short, priority_to="2").rows == 5


@pytest.mark.django_db
def test_export_asks_for_its_own_right(noted):
    guarded = dataclasses.replace(TASKS, export_permission="kernel.export_tasks")

    with pytest.raises(NotPermitted):
        _export("csv", definition=guarded)

    assert noted == []


@pytest.mark.django_db
def test_a_column_behind_a_switch_is_not_exported(noted):
    tasks(1)

    file = _export("csv", viewer=actor("kernel.view_tasks"))

    assert file.content.decode("utf-8-sig").splitlines()[0] == "Path,Priority,Started,State"
