"""Taking in spreadsheets: any file is read safely, every mistake is named, all rows go in or none.

A domain offers an `Importer` in the slot "importer"; the screens are in shell/web/imports.py.
This package file imports nothing of Django: `sheet` runs in a small process of its own.
"""

from facet.kernel.importing.definition import Checked, ImportColumn, Importer, ImportRow, RowError, Undone

__all__ = ["Checked", "ImportColumn", "ImportRow", "Importer", "RowError", "Undone"]
