"""Taking in spreadsheets, as people see it."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from facet.kernel import registry
from facet.kernel.importing import Checked, ImportColumn, Importer

TAKEN: list[str] = []


def _check(actor, rows, at):
    return Checked(new=len(rows), states={row.line: "new" for row in rows})


def _apply(actor, operation, rows, at):
    TAKEN.extend(row.values["tag"] for row in rows)
    return Checked(new=len(rows))


RINGS = Importer(
    key="test.rings",
    title="Rings",
    permission="inventory.import_pieces",
    columns=[
        ImportColumn("tag", ("条码", "Tag"), kind="code", required=True, hint="The number on the tag."),
        ImportColumn("weight_mg", ("净金重", "Net weight"), kind="grams"),
    ],
    check=_check,
    apply=_apply,
)


@pytest.fixture(autouse=True)
def _offered(monkeypatch, settings, tmp_path):
    settings.FACET_UPLOADS = tmp_path
    TAKEN.clear()
    monkeypatch.setitem(registry._slots, "importer", {"test.rings": RINGS})


@pytest.fixture
def clerk(browser):
    return browser("inventory.import_pieces", language="en")


def _file(*rows, name="rings.xlsx"):
    book = openpyxl.Workbook()
    for row in [["Tag", "Net weight"], *rows]:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile(name, file.getvalue())


def test_the_list_offers_what_the_reader_may_take_in(clerk):
    page = clerk.get(reverse("shell:imports")).content.decode()

    assert "Rings" in page
    assert f'href="{reverse("shell:import", args=["test.rings"])}?template=1"' in page


def test_the_list_without_any_right_says_so(browser):
    page = browser(language="en").get(reverse("shell:imports")).content.decode()

    assert "Rings" not in page
    assert "An administrator can say who may grant it." in page


def test_files_stand_under_the_tab_of_administrators(clerk):
    for url in (reverse("shell:imports"), reverse("shell:import", args=["test.rings"])):
        tabs = {tab.key for tab in clerk.get(url).context["frame"].band.tabs if tab.selected}
        assert tabs == {"admin"}


def test_one_kind_is_refused_without_the_right(browser):
    assert browser(language="en").get(reverse("shell:import", args=["test.rings"])).status_code == 403


def test_the_template_is_a_workbook(clerk):
    response = clerk.get(reverse("shell:import", args=["test.rings"]), {"template": 1})

    assert response["Content-Disposition"] == 'attachment; filename="test.rings-template.xlsx"'
    assert openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]["A1"].value == "Tag *"


def test_upload_shows_the_dry_run_and_apply_takes_all_in(clerk):
    address = reverse("shell:import", args=["test.rings"])
    uploaded = clerk.post(address, {"file": _file(["A001", 3.98], ["A002", 1.2])})
    assert uploaded.status_code == 302

    page = clerk.get(uploaded.url).content.decode()
    assert "Take in all rows" in page
    assert "A001" in page
    assert "3.98" in page
    assert TAKEN == []

    applied = clerk.post(uploaded.url)
    assert (applied.status_code, applied.url) == (302, uploaded.url)
    assert TAKEN == ["A001", "A002"]
    after = clerk.get(uploaded.url).content.decode()
    assert "2 rows are in." in after
    assert "Take in all rows" not in after


def test_mistakes_are_named_and_nothing_can_be_applied(clerk):
    address = reverse("shell:import", args=["test.rings"])
    uploaded = clerk.post(address, {"file": _file(["A001", "two"], [None, 3])})

    page = clerk.get(uploaded.url).content.decode()
    assert "This is no number" in page
    assert "This must not be empty." in page
    assert "Take in all rows" not in page
    assert clerk.post(uploaded.url).status_code == 422
    assert TAKEN == []
    report = clerk.get(f"{uploaded.url}&report=1")
    assert openpyxl.load_workbook(io.BytesIO(report.content)).active.max_row == 3


@pytest.mark.parametrize(
    "file", [None, SimpleUploadedFile("x.xlsx", b"PK\x03\x04junk"), SimpleUploadedFile("x.csv", b"a,b\r\n1,2")]
)
def test_a_file_that_cannot_be_read_is_an_error_of_the_field(clerk, file):
    response = clerk.post(reverse("shell:import", args=["test.rings"]), {"file": file} if file else {})

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize("batch", ["x", "00000000-0000-0000-0000-000000000000"])
def test_a_batch_that_is_not_ones_own_is_not_found(clerk, batch):
    assert clerk.get(reverse("shell:import", args=["test.rings"]), {"batch": batch}).status_code == 404
