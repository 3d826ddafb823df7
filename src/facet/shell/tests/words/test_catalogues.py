"""The words: found in pages and code, judged against the .po files, made traditional."""

import pytest

from facet.shell import catalogues

PAGE = """{% load i18n %}
<h1 title="{% translate "Till" %}">{% translate 'Sale' context "receipt" %}</h1>
    {% badge "ok" "check" _("In stock") %}
{{ _("Gone")|upper }}
{% blocktranslate trimmed count n=pieces %}
  {{ n }} piece
{% plural %}
  {{ n }} pieces
{% endblocktranslate %}
"""
CODE = """
LABEL = gettext_noop("Sell " "pieces")
def f(n):
    return ngettext("one", "many", n) + pgettext("metal", "Fine") + _("Yes") + other("No")
"""
PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Till"
msgstr "{till}"

msgid "Yes"
msgstr "是"

#, fuzzy
msgid "Sell pieces"
msgstr "卖"

msgid "Old"
msgstr "旧"
"""


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A house of two domains with one page, one module and one file of words."""
    for domain in ("till", "shop"):
        (tmp_path / domain).mkdir()
        (tmp_path / domain / "__init__.py").touch()
    (tmp_path / "till" / "page.html").write_text(PAGE)
    (tmp_path / "shop" / "code.py").write_text(CODE)
    monkeypatch.setattr(catalogues, "SOURCES", tmp_path)
    words = catalogues.po_path("shop", "zh_Hans")
    words.parent.mkdir(parents=True)
    words.write_text(PO)
    return tmp_path


def test_texts_are_found_in_pages_and_in_code(house):
    assert set(catalogues.texts()) == {
        ("", "Till"),
        ("receipt", "Sale"),
        ("", "In stock"),
        ("", "Gone"),
        ("", "%(n)s piece"),
        ("", "Sell pieces"),
        ("", "one"),
        ("metal", "Fine"),
        ("", "Yes"),
    }
    assert catalogues.texts()[("", "%(n)s piece")].plural == "%(n)s pieces"
    assert catalogues.texts()[("", "Till")].places == ["till/page.html:2"]


def test_findings_name_what_is_missing_stale_or_lost_its_facts(house):
    found = {(finding.kind, finding.msgid) for finding in catalogues.findings()}

    assert ("stale", "Old") in found
    assert ("facts", "Till") in found  # its Chinese names a fact that the text does not have
    assert ("untranslated", "Sell pieces") in found  # a fuzzy translation does not count
    assert ("untranslated", "Yes") not in found
    assert len(found) == 2 + 7


def test_bring_in_adds_each_missing_text_once_to_the_domain_that_shows_it(house):
    assert catalogues.bring_in() == {"till": 4, "shop": 2}
    assert catalogues.bring_in() == {}
    added = catalogues.catalogue(catalogues.po_path("till", "zh_Hans"))
    assert added.get(("%(n)s piece", "%(n)s pieces")) is not None


def test_drop_stale_removes_what_no_page_shows(house):
    assert catalogues.drop_stale() == 1
    assert ("stale", "Old") not in {(finding.kind, finding.msgid) for finding in catalogues.findings()}


def test_quarrels_names_a_text_with_two_translations(house):
    other = catalogues.po_path("till", "zh_Hans")
    other.parent.mkdir(parents=True)
    other.write_text(PO.replace("是", "对"))

    assert [(quarrel.msgid, quarrel.where) for quarrel in catalogues.quarrels()] == [("Yes", "shop: 是, till: 对")]


def test_compile_all_writes_both_chinese_catalogues(house):
    assert catalogues.compile_all() == 3  # the fuzzy one stays out
    assert catalogues.po_path("shop", "zh_Hans").with_suffix(".mo").stat().st_size > 0
    made = catalogues.catalogue(catalogues.po_path("shop", "zh_Hant"))
    assert made.get("Old").string == "舊"


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [("足金转运珠", "足金轉運珠"), ("软件", "軟體"), ("收银台", "收銀台"), ("{n} 件", "{n} 件"), ("二维码", "QR碼")],
)
def test_traditional_words_are_those_of_the_trade(simplified, traditional):
    assert catalogues.traditional()(simplified) == traditional


@pytest.mark.parametrize(
    ("text", "said", "is_format"),
    [
        ("80 means 20 % off labour.", "80 即工费 8 折。", False),
        ("{percent}% of the metal", "金料的 {percent}%", False),
        ("%(n)s per cent", "%(n)s%%", True),
        ("Off fixed prices, %%", "一口价优惠（%%）", True),
    ],
)
def test_a_per_cent_sign_is_not_taken_for_a_format(house, text, said, is_format):
    path = catalogues.po_path("till", "zh_Hans")
    book = catalogues.catalogue(path)
    book.add(text, said)

    for _ in range(2):  # what is read again is written the same
        catalogues._write(book, path)
        book = catalogues.catalogue(path)

    lines = path.read_text(encoding="utf-8").splitlines()
    flags = lines[next(n for n, line in enumerate(lines) if line.startswith("msgid ") and text[:9] in line) - 1]
    assert ("no-python-format" not in flags) is is_format
