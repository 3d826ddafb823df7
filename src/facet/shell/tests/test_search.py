"""Ctrl+K finds what people mean: recall@3 on the table of task phrases, and a few laws."""

from hypothesis import given
from hypothesis import strategies as st

from facet.shell import ribbon
from facet.shell.rules import search
from facet.shell.tests.phrases import COLLOQUIAL, PHRASES
from facet.shell.web.find import index

ALL = index(ribbon.commands())


def _misses(table: dict[str, tuple[str, ...]], most: int) -> list[tuple[str, str, list[str]]]:
    found = ((phrase, key, search.find(phrase, ALL, most=most)) for key, asked in table.items() for phrase in asked)
    return [(phrase, key, keys) for phrase, key, keys in found if key not in keys]


def test_every_wanted_command_exists_in_the_map():
    assert set(PHRASES) <= {command.key for command in ribbon.commands()}


def test_recall_at_three_on_two_hundred_task_phrases_is_at_least_95_percent():
    asked = sum(len(phrases) for phrases in PHRASES.values())

    misses = _misses(PHRASES, 3)

    assert asked >= 200
    assert len(misses) <= asked * 5 // 100, misses


def test_what_staff_say_in_their_own_words_is_among_the_first_three():
    assert _misses(COLLOQUIAL, 3) == []


def test_a_command_is_first_when_its_label_is_typed_in_either_language():
    for command in ribbon.commands():
        assert search.find(command.label, ALL, most=1) == [command.key], command.label
        chinese = command.words.split()[0]
        assert search.find(chinese, ALL, most=1) == [command.key], chinese


def test_full_width_and_capitals_read_the_same():
    assert search.find("ＧＯＬＤ　Price", ALL) == search.find("gold price", ALL)


def test_nothing_is_found_for_nothing_or_noise():
    assert search.find("   ", ALL) == []
    assert search.find("zzqqxx", ALL) == []


@given(st.text(max_size=40))
def test_any_text_gives_at_most_six_distinct_keys(text):
    found = search.find(text, ALL)

    assert len(found) <= 6
    assert len(set(found)) == len(found)
