"""A sheet of tags: which pieces somebody means, by a file instead of a scanner. CSV, text or XLSX."""

import csv
import io
from typing import Any

from facet.inventory.permissions import InventoryPermission
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.importing.definition import Checked, ImportColumn, Importer
from facet.kernel.importing.reading import UnreadableFile, read_file

LARGEST = 2_000_000  # bytes
MOST_ROWS = 500
_NEVER: Any = lambda *_: Checked()  # noqa: E731 -- this sheet is only read, never taken in
SHEET = Importer(
    key="inventory.tags", title=gettext_noop("A sheet of tags"), permission=InventoryPermission.VIEW_PIECES,
    columns=(
        ImportColumn(
            "tag", ("条码号", "Tag", "条码", "货号", "旧条码", "Old tag", "货品编号", "barcode"), "code", required=True,
            limit=32,
        ),
        ImportColumn("second", ("新条码", "New tag", "新价", "New price", "标价", "Tag price"), "code", limit=32),
    ),
    check=_NEVER, apply=_NEVER, row_limit=MOST_ROWS,
)  # fmt: skip


def lines_of_file(content: bytes) -> list[str]:
    """One line for each row: the tag, and behind it what stands in a second column (a new tag, a price).

    A sheet needs a heading over its tags; a plain text may be without one. Raises: Invalid, naming the row.
    """
    if len(content) > LARGEST:
        raise Invalid(field="file", reason=gettext_noop("the file is larger than 2 MB"))
    try:
        table = read_file(content, SHEET)
    except UnreadableFile as trouble:
        if trouble.problem == "no_headings" and not content.startswith(b"PK"):
            return _plain(content)
        raise Invalid(field="file", reason=trouble.facts["reason"]) from trouble
    if table.errors:
        raise Invalid(field="file", reason=table.errors[0].reason)
    lines = [" ".join(filter(None, (row.values.get("tag"), row.values.get("second")))) for row in table.rows]
    return _some(lines)


def _plain(content: bytes) -> list[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(field="file", reason=gettext_noop("the file is not plain text")) from None
    rows = csv.reader(io.StringIO(text.replace("\t", ",").replace(";", ",").replace("\x00", "")))
    return _some([" ".join(cell.strip()[:32] for cell in row[:2] if cell.strip()) for row in rows])


def _some(lines: list[str]) -> list[str]:
    found = [line for line in lines if line]
    if not found:
        raise Invalid(field="file", reason=gettext_noop("the file has no tags"))
    if len(found) > MOST_ROWS:
        raise Invalid(field="file", reason=gettext_noop("at most 500 pieces at once"))
    return found
