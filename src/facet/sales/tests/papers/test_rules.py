"""Layouts by day and store, bytes for the receipt printer, statements: the arithmetic of papers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.kernel import signing
from facet.kernel.errors import Invalid
from facet.kernel.signing import Signature
from facet.sales.rules.escpos import Roll, printable, row, width, wrapped
from facet.sales.rules.print_layouts import (
    Layout,
    LayoutVersion,
    checked_layout,
    first_layout,
    layout_on,
    ordered_blocks,
)
from facet.sales.rules.warranty import SignedFile, Stated, file_text, read_file, statement
from facet.sales.selectors.paper_forms import FORMS

RECEIPT, SLIP, CARD, OLD_GOLD = FORMS
D = date(2026, 11, 1)


def version(number, store, day, paper="a5", follows=False):
    layout = Layout(form="slip", paper=paper, blocks=first_layout(SLIP).blocks)
    return LayoutVersion(id=number, store_id=store, valid_from=day, follows_chain=follows, layout=layout)


CASES = [
    ([], 1, "three_part"),  # nobody has said anything
    ([version(1, None, D)], 1, "a5"),
    ([version(1, None, date(2026, 11, 3))], 1, "three_part"),  # begins later
    ([version(1, None, D), version(2, 1, D, "three_part")], 1, "three_part"),  # the store's own
    ([version(1, None, D), version(2, 1, D, "three_part")], 2, "a5"),
    ([version(1, None, D), version(2, 1, D, "three_part"), version(3, 1, D, follows=True)], 1, "a5"),  # given up
    ([version(1, None, D, "three_part"), version(2, None, D)], 1, "a5"),  # the later row of one day
]


@pytest.mark.parametrize(("versions", "store", "paper"), CASES)
def test_a_store_prints_by_its_own_wording_then_the_chains(versions, store, paper):
    assert layout_on(versions, form=SLIP, store_id=store, on=date(2026, 11, 2)).paper == paper


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_every_first_layout_may_be_stored(form):
    assert checked_layout(form, first_layout(form)) == first_layout(form)


WRONG = [
    {"paper": "a6"}, {"font": "huge"}, {"blocks": ("head", "facts", "goods")}, {"head": "字" * 401},
    {"blocks": ("head", "facts", "goods", "totals", "totals")},
    {"blocks": ("head", "facts", "goods", "totals", "joke")},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_a_form_cannot_be_is_refused(wrong):
    good = {"form": "slip", "paper": "a5", "blocks": ("head", "facts", "goods", "totals")}
    with pytest.raises(Invalid):
        checked_layout(SLIP, Layout(**{**good, **wrong}))


def test_parts_stand_by_their_numbers_and_fixed_ones_stay():
    blocks = ordered_blocks(SLIP, places={"signs": 1, "head": 2}, on=["signs", "foot"])
    assert blocks[:2] == ("signs", "head")
    assert set(blocks) == {"head", "facts", "goods", "totals", "signs", "foot"}


# --- the receipt printer

CONTROL = {*range(0x00, 0x20), 0x7F}


@given(st.text(max_size=80), st.sampled_from((32, 48)))
def test_no_control_byte_of_what_people_typed_reaches_the_printer(typed, columns):
    ours = Roll(columns)
    ours.text("")
    before = ours.content
    roll = Roll(columns)
    roll.text(typed)
    body = roll.content[len(before) :]

    assert CONTROL & set(body) <= {0x0A}
    for evil in (b"\x1b", b"\x1d", b"\x1c", b"\x10"):
        assert evil not in body


def test_a_name_cannot_open_the_drawer_or_cut_the_paper():
    roll = Roll(48)
    roll.text("林\x1bp\x00晓\x1dV\x00🙂\u202e")
    assert "林p晓V🙂".encode("gb18030") in roll.content
    assert b"\x1bp" not in roll.content
    assert b"\x1dV\x00" not in roll.content


@given(st.text(max_size=60), st.integers(0, 10**11), st.sampled_from((32, 48)))
def test_rows_fill_the_paper_and_never_cut_an_amount(name, cents, columns):
    amount = f"{cents:,}"
    lines = row(name, amount, columns=columns)

    assert lines[-1].endswith(amount)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == (printable(name) + amount).replace(" ", "")


def test_a_chinese_character_takes_two_columns():
    assert wrapped("足金手镯A", 5) == ["足金", "手镯A"]
    assert row("合计", "41,670.48", columns=20) == ["合计       41,670.48"]


# --- the statement

STATED = Stated(
    chain="云岫珠宝", chain_en="Yunxiu", tag="G20260318", name="足金手镯", name_en="Fine gold bangle", metal="gold",
    fineness_e4=9_990, gross_weight_mg=28_360, net_weight_mg=28_360, stones=(), certificates=(), city="浙江省杭州市",
    sold_on=date(2026, 11, 21),
)  # fmt: skip


def test_one_statement_for_one_piece_and_it_survives_the_file():
    text = statement(STATED)
    assert text == statement(STATED)
    assert '"net_weight_mg":28360' in text
    signed = SignedFile(text, "abc=", 1)
    assert read_file(file_text(signed)) == signed


@given(st.text(max_size=40))
def test_whatever_file_is_brought_it_is_read_or_refused(text):
    read_file(text)


def test_a_changed_digit_an_other_key_or_rubbish_is_not_genuine():
    text = statement(STATED)
    made = signing.sign(text)
    keys = signing.public_keys()

    assert signing.is_signed(text, made, keys=keys)
    assert not signing.is_signed(text.replace("28360", "28361", 1), made, keys=keys)
    assert not signing.is_signed(text, Signature(99, made.text), keys=keys)
    assert not signing.is_signed(text, Signature(made.key_number, "!!"), keys=keys)
    assert not signing.is_signed(text, made, keys={made.key_number: "AAAA"})
