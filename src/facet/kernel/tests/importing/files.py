"""Spreadsheets for the tests: good ones, and every way in which people and machines damage them."""

import io
import zipfile

import openpyxl

from facet.kernel.tests.importing.importers import GOOD, HEAD


def workbook(*rows, head=HEAD, change=None, sheet="货品") -> bytes:
    """An .xlsx file with `rows` below `head`; `change(book, sheet)` may do anything to it."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in ([head] if head else []) + list(rows):
        page.append(row)
    if change:
        change(book, page)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv(*rows, head=HEAD, separator=",", encoding="utf-8") -> bytes:
    """A text file."""
    lines = [
        separator.join(f'"{cell}"' if separator in str(cell) else str(cell) for cell in row) for row in [head, *rows]
    ]
    return "\r\n".join(lines).encode(encoding)


def rezipped(content: bytes, change) -> bytes:
    """The archive with every part given through `change(name, body)`; None leaves a part out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            body = change(entry.filename, old.read(entry))
            if body is not None:
                new.writestr(entry.filename, body)
    return file.getvalue()


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """The archive with further parts."""
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return file.getvalue()


def one(**cells) -> list:
    """The good row with other cells, by column key."""
    from facet.kernel.tests.importing.importers import COLUMNS

    row = list(GOOD)
    for place, column in enumerate(COLUMNS):
        if column.key in cells:
            row[place] = cells[column.key]
    return row


def _merge(area):
    return lambda book, page: page.merge_cells(area)


def _hide(book, page):
    book.create_sheet("空")
    page.sheet_state = "hidden"


def _far(cell):
    return lambda book, page: page.__setitem__(cell, "x")


def _entity(name, body):
    if name.startswith("xl/worksheets/"):
        return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + body
    return body


def _encrypted(content: bytes) -> bytes:
    """The flag that says: this part needs a password."""
    place = content.index(b"PK\x01\x02")
    return content[: place + 8] + bytes([content[place + 8] | 1]) + content[place + 9 :]


def renamed_header(*_):
    return workbook(GOOD, head=["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬"])


TWO_DIGITS = "This is no number with at most 2 digits behind the point."
NO_DIGITS = "This is no number with at most 0 digits behind the point."
TWIN = "The same thing stands in line 2 already."
LOST = "A long number was stored as a number, its last digits are lost."

# name → (file, problem of the whole file)
UNREADABLE = {
    "an empty file": (b"", "empty"),
    "only blanks": (b"  \r\n ", "empty"),
    "a truncated archive": (workbook(GOOD)[:-400], "damaged"),
    "an archive cut in the middle": (workbook(GOOD)[:2000], "damaged"),
    "garbage inside the archive": (workbook(GOOD).replace(b"sheet1.xml", b"sheet9.xml"), "damaged"),
    "an archive that is no workbook": (with_parts(b"", **{"readme.txt": b"hello"}), "not_a_workbook"),
    "the old Excel format": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_or_locked"),
    "a locked archive": (_encrypted(workbook(GOOD)), "old_or_locked"),
    "macros": (with_parts(workbook(GOOD), **{"xl/vbaProject.bin": b"x"}), "macros"),
    "a bomb in one part": (with_parts(workbook(GOOD), **{"xl/x": b"0" * 30_000_000}), "bomb"),
    "a bomb in the sheet": (
        rezipped(workbook(GOOD), lambda name, body: body + b" " * 60_000_000 if "sheet1" in name else body), "bomb"),
    "too many parts": (with_parts(workbook(GOOD), **{f"xl/p{n}": b"x" for n in range(60)}), "too_many_parts"),
    "declared entities": (rezipped(workbook(GOOD), _entity), "entities"),
    "the table on a hidden sheet": (workbook(GOOD, change=_hide), "no_headings"),
    "no heading at all": (workbook(GOOD, head=None), "no_headings"),
    "a cell at the far right": (workbook(GOOD, change=_far("XFD1")), "too_far"),
    "a cell at the far bottom": (workbook(GOOD, change=_far("A1048576")), "too_far"),
    "too many columns": (csv(GOOD + ["x"] * 200), "too_many_columns"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(100), "binary"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "no_headings"),
    "bytes that are no text": (csv(GOOD) + b"\r\n\xff\xff\xff", "encoding"),
    "an open quotation mark": (csv(GOOD) + b'\r\n"A002,x', "broken_csv"),
    "more than ten megabytes": (b"a" * (10 * 2**20 + 1), "too_large"),
}  # fmt: skip

# name → (file, [(line, column key, reason)])
MISTAKEN = {
    "a missing column": (workbook(["足金", 1], head=["品名", "件数"]), (1, "code", "The column “条码” is missing.")),
    "a doubled heading": (workbook([*GOOD, "B"], head=[*HEAD, "编号"]), (1, "code", "Two columns have this heading.")),
    "only headings": (workbook(), (1, "", "There is no row below the headings.")),
    "merged headings": (workbook(GOOD, change=_merge("A1:B1")), (1, "", "The cells A1:B1 are merged.")),
    "merged rows": (workbook(GOOD, one(code="A002"), change=_merge("B2:B3")), (2, "", "The cells B2:B3 are merged.")),
    "a column without heading": (workbook([*GOOD, "x"]), (2, "", "Column J holds values but has no heading.")),
    "a formula": (workbook(one(price_cents="=1+1")), (2, "price_cents", "This is a formula.")),
    "a formula in CSV": (csv(one(name="=cmd|x")), (2, "name", "This is a formula.")),
    "an error cell": (workbook(one(weight_mg="#DIV/0!")), (2, "weight_mg", "Excel could not compute this cell.")),
    "a date in words": (workbook(one(made_on="春节")), (2, "made_on", "This is not a date.")),
    "a day that does not exist": (workbook(one(made_on="2026-02-30")), (2, "made_on", "There is no such day.")),
    "a number as date": (workbook(one(made_on=46000)), (2, "made_on", "This is not a date.")),
    "twins": (workbook(GOOD, one(name="x")), (3, "code", TWIN)),
    "twins in full width": (workbook(GOOD, one(code="Ａ００１")), (3, "code", TWIN)),
    "the wrong unit": (workbook(one(weight_mg="1.5两")), (2, "weight_mg", "The unit “两” does not belong here.")),
    "carats for grams": (workbook(one(weight_mg="0.5ct")), (2, "weight_mg", "The unit “ct” does not belong here.")),
    "a huge number": (workbook(one(price_cents=1e22)), (2, "price_cents", TWO_DIGITS)),
    "a number beyond its bounds": (workbook(one(weight_mg=1001)), (2, "weight_mg", "The number is out of bounds.")),
    "a negative weight": (workbook(one(weight_mg=-1)), (2, "weight_mg", "The number is out of bounds.")),
    "too many digits": (workbook(one(price_cents="12.345")), (2, "price_cents", TWO_DIGITS)),
    "a text for a number": (workbook(one(pieces="三")), (2, "pieces", NO_DIGITS)),
    "half a piece": (workbook(one(pieces=1.5)), (2, "pieces", NO_DIGITS)),
    "an unknown word": (workbook(one(kind="青铜")), (2, "kind", "This is not one of the known words.")),
    "neither yes nor no": (workbook(one(open="也许")), (2, "open", "This is neither yes nor no.")),
    "a needed cell that is empty": (workbook(one(code=None)), (2, "code", "This must not be empty.")),
    "a text that is too long": (workbook(one(code="A" * 33)), (2, "code", "The text is too long.")),
    "a long number that lost its digits": (
        workbook(one(code=110105194912310021)), (2, "code", LOST)),
    "a percent that may mean two things": (workbook(one(loss_bp=0.125)), (2, "loss_bp", "Is this 0.125 % or 12.5 %?")),
    "what the domain refuses": (workbook(one(code="MUSEUM1")), (2, "code", "The tag M is in the museum.")),
}  # fmt: skip


def _first_row_styled(book, page):
    """A million rows that hold formats and nothing else."""
    for line in range(1000, 4000):
        page.cell(line, 1).number_format = "@"


def _title_above(book, page):
    page.insert_rows(1, 3)
    page["A1"] = "云岫珠宝 2026 年进货"


def _shifted(book, page):
    page.insert_cols(1, 2)


def _hidden_second(book, page):
    other = book.create_sheet("旧")
    other.append(HEAD)
    other.append(["OLD", "x"])
    other.sheet_state = "hidden"


EXPECTED = {
    "code": "A001", "name": "足金戒指", "weight_mg": 3980, "price_cents": 128_000, "kind": "gold", "loss_bp": 1250,
    "pieces": 1, "open": True,
}  # fmt: skip

ENGLISH = ["tag", "NAME *", "Net weight (g)", "Tag Price", "Made on", "kind", "loss", "pieces", "On show"]

UNDERSTOOD = {
    "an Excel file": workbook(GOOD),
    "a CSV file": csv(GOOD),
    "a CSV file with the UTF-8 mark": csv(GOOD, encoding="utf-8-sig"),
    "a CSV file in GB18030": csv(GOOD, encoding="gb18030"),
    "a CSV file in UTF-16": csv(GOOD, separator="\t", encoding="utf-16"),
    "semicolons": csv(GOOD, separator=";"),
    "tabs": csv(GOOD, separator="\t"),
    "a line that names the separator": b"sep=;\r\n" + csv(GOOD, separator=";"),
    "English headings": workbook(GOOD, head=ENGLISH),
    "full-width digits": workbook(one(code="Ａ００１", weight_mg="３．９８", price_cents="１，２８０", pieces="１")),
    "units in the cells": workbook(one(weight_mg="3.98克", price_cents="¥1,280元", pieces="1件")),
    "a title above the headings": workbook(GOOD, change=_title_above),
    "a table that does not begin in A1": workbook(GOOD, change=_shifted),
    "thousands of empty rows": workbook(GOOD, change=_first_row_styled),
    "a hidden second sheet": workbook(GOOD, change=_hidden_second),
    "empty rows between": workbook([None] * 9, GOOD, [None] * 9),
    "other spellings of a choice": workbook(one(kind="GOLD", open="√")),
    "an unknown column more": workbook([*GOOD, "x"], head=[*HEAD, "备忘"]),
    "an export of ours": csv(one(name="足金戒指")),
}  # fmt: skip
