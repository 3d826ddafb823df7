"""What finds a member, and what an entry asks. The tables of docs/algorithms/member_search.md."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunar_python import Solar

from facet.members.rules import lunar, readings, tokens
from facet.members.rules.tokens import Entry, Findable, entry_of, texts_of
from facet.members.rules.words import TokenKind

BORN = date(1988, 5, 14)
PHONE = "+8613800135678"


def finds(member: Findable, entry: str) -> bool:
    asked = entry_of(entry)
    return bool(set(asked.texts) & texts_of(member))


@pytest.mark.parametrize(
    "entry",
    [
        "陈", "陈雅", "雅琴", "陈雅琴", "陳雅琴", "陈 雅琴", "chen", "ch", "chenya", "chenyaqin",
        "Chen Yaqin", "CHENYAQIN",
        "ya", "yaqin", "qin", "cy", "cyq", "CYQ", "yq", "chenyq", "5678", "13800135678", "138 0013 5678",
        "138-0013-5678", "+8613800135678", "8613800135678", "00135678", "05-14", "5-14", "5月14日", "5/14",
        "农历3月29日", "3-29",
    ],
)  # fmt: skip
def test_chen_yaqin_is_found_by_what_a_clerk_types(entry):
    assert finds(Findable(name="陈雅琴", phone=PHONE, birth_date=BORN), entry)


@pytest.mark.parametrize("entry", ["陈琴", "张", "zhang", "chenq", "5679", "13800135679", "05-15", "aqin", "qy"])
def test_chen_yaqin_is_not_found_by_another_entry(entry):
    assert not finds(Findable(name="陈雅琴", phone=PHONE, birth_date=BORN), entry)


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("单雄信", "shan shanxx danxiong"),
        ("曾国藩", "zeng zenggf ceng"),
        ("仇英", "qiu qiuying qy chou"),
        ("解晓东", "xie xiexd xxd jie"),
        ("查良镛", "zha zhaly zly cha"),
        ("朴信惠", "piao piaoxh pxh pu"),
        ("区志航", "ou ouzh ozh qu"),
        ("尉迟恭", "yuchi yuchigong ycg weichi"),
        ("万俟雪", "moqi moqixue mqx"),
        ("翟天临", "zhai zhaitl ztl di"),
        ("覃海洋", "qin qinhy qhy tan"),
        ("盖叫天", "ge gejt gjt gai"),
        ("任盈盈", "ren renyy ryy"),
        ("華晨宇", "hua huacy hcy"),
        ("乐嘉", "yue le yj lj"),
        ("缪杰", "miao mj"),
        ("洗星海", "xian xi"),
        ("冼星海", "xian xianxh xxh"),
        ("宁静", "ning nj"),
        ("佘诗曼", "she shesm ssm"),
        ("吕布", "lv lu lb lü"),
        ("欧阳娜娜", "ouyang ouyangnn oynn nana"),
        ("欧阳修", "欧阳 欧阳修"),
        ("長孫無忌", "长孙 長孫 zhangsun zswj"),
        ("阿依古丽·买买提", "阿依 古丽 买买提 阿依古丽·买买提 ayi aygl"),
        ("Mary Smith", "mary smith ms MarySmith mary-s"),
        ("José García", "jose garcia jg"),
        ("李Anna", "li anna lianna 李"),
    ],
)
def test_names_are_found_by_their_readings(name, entries):
    member = Findable(name=name)
    assert [entry for entry in entries.split() if not finds(member, entry)] == []


@pytest.mark.parametrize(
    ("phone", "entries"),
    [
        ("+85291234567", "91234567 4567 +85291234567 85291234567"),
        ("+14155552671", "4155552671 2671 +14155552671"),
        ("+8657188881234", "057188881234 0571-8888-1234 1234 88881234"),
    ],
)
def test_foreign_and_fixed_numbers_are_found(phone, entries):
    member = Findable(name="王", phone=phone)
    assert [entry for entry in entries.split() if not finds(member, entry)] == []


@pytest.mark.parametrize("entry", ["", " ", "a", "1", "12", "138", "13-45", "?", "··"])
def test_an_entry_that_is_too_short_asks_nothing(entry):
    assert entry_of(entry).is_too_short


@pytest.mark.parametrize(
    ("entry", "asked"),
    [
        ("M123", Entry(number="M00000123")),
        ("m00000123", Entry(number="M00000123")),
        ("a@B.com", Entry(texts=((TokenKind.EMAIL, "a@b.com"),))),
        ("5678", Entry(texts=((TokenKind.TAIL, "5678"),), number="5678")),
        ("买买提古丽花", Entry(texts=((TokenKind.NAME, "买买提古"),), name_has="买买提古丽花")),
    ],
)
def test_the_form_of_an_entry_decides_what_is_asked(entry, asked):
    assert entry_of(entry) == asked


def test_a_lunar_birthday_is_reckoned_by_the_lunar_calendar():
    assert lunar.lunar_month_day(date(2026, 2, 17)) == "01-01"  # New Year's Day of the horse
    assert lunar.lunar_month_day(date(2025, 8, 1)) == "06-08"  # in a leap sixth month
    assert tokens.month_day(date(2024, 2, 29)) == "02-29"


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_the_lunar_table_agrees_with_the_reckoning_of_each_day(day):
    reckoned = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    assert lunar.lunar_month_day(day) == f"{abs(reckoned.getMonth()):02}-{reckoned.getDay():02}"


def test_a_birthday_that_its_year_does_not_have_is_kept_the_day_before():
    assert lunar.solar_birthdays_on(date(2026, 2, 28)) == ("02-28", "02-29")
    assert lunar.solar_birthdays_on(date(2028, 2, 28)) == ("02-28",)
    assert lunar.lunar_birthdays_on(date(2026, 2, 16)) == ("12-29", "12-30")  # the last day of a short month


def test_a_common_name_has_about_25_texts():
    texts = texts_of(Findable(name="陈雅琴", phone=PHONE, birth_date=BORN))
    assert len(texts) == 27


def test_a_name_of_many_readings_stays_small():
    assert len(readings.syllables_of("单乐行重")) <= 12


HAN = st.sampled_from("陈王李张刘单曾仇解查朴区欧阳雅琴敏静伟强乐行重玥瑾")


@given(st.text(HAN, min_size=2, max_size=4), st.data())
def test_every_part_of_a_name_of_two_characters_finds_it(name, data):
    start = data.draw(st.integers(0, len(name) - 2))
    end = data.draw(st.integers(start + 2, len(name)))
    assert finds(Findable(name=name), name[start:end])


@given(st.text(HAN, min_size=1, max_size=4), st.data())
def test_every_beginning_of_the_pinyin_from_two_letters_finds_it(name, data):
    for way in readings.syllables_of(name):
        written = "".join(way)
        if len(written) >= 2:
            cut = data.draw(st.integers(2, len(written)))
            assert finds(Findable(name=name), written[:cut])


@given(st.text(max_size=40))
def test_no_entry_is_a_mistake(text):
    entry_of(text)


@given(st.text(max_size=60))
def test_no_name_is_a_mistake(name):
    texts_of(Findable(name=name))
