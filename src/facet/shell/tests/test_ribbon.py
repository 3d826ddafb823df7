"""The countable rules of a good ribbon, on the full map. Source: ux.md §1.2, look.md "Ribbon"."""

import re
from collections import Counter

import pytest

from facet.kernel import registry
from facet.kernel.permissions import EVERYWHERE, Actor
from facet.shell import catalogues, icons, ribbon
from facet.shell.ribbon.contextual import CONTEXT_TABS, ContextTab, from_offer
from facet.shell.ribbon.definition import BANNED_WORDS, Command, Group, Tab
from facet.shell.web.bands import address_of

GROUPS = [pytest.param(group, id=f"{tab.key}-{group.label}") for tab in ribbon.TABS for group in tab.groups]
TABS = [pytest.param(tab, id=tab.key) for tab in ribbon.TABS]
CONTEXTS = [pytest.param(tab, id=tab.key) for tab in CONTEXT_TABS]
CHINESE = {
    message.id: message.string
    for message in catalogues.messages(catalogues.po_path("shell", "zh_Hans"))
    if message.context == "ribbon"
}


def test_there_are_at_most_seven_tabs_and_home_is_the_first():
    assert len(ribbon.TABS) <= 7
    assert ribbon.TABS[0].key == "home"


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_has_two_to_seven_groups_and_a_name_of_one_word(tab: Tab):
    assert 2 <= len(tab.groups) <= 7
    assert len(tab.label.split()) == 1
    assert 2 <= len(CHINESE[tab.label]) <= 4


def test_tabs_begin_with_different_keys():
    keys = [tab.keytip for tab in ribbon.TABS]

    assert len(set(keys)) == len(keys)
    assert not set(keys) & set("FJYZ")  # F opens the application menu


def test_nine_groups_of_ten_have_three_to_five_commands():
    sizes = [len(group.commands) for tab in ribbon.TABS for group in tab.groups]

    outside = [size for size in sizes if not 3 <= size <= 5]

    assert len(outside) <= len(sizes) // 10
    assert all(2 <= size <= 6 for size in sizes)


def test_every_command_has_one_home():
    keys = Counter(command.key for command in ribbon.commands())
    places = Counter((command.url, command.query) for command in ribbon.commands())
    labels = Counter(command.label for command in ribbon.commands())

    assert [one for counted in (keys, places, labels) for one, times in counted.items() if times > 1] == []


def test_labels_have_at_most_four_words_and_none_that_says_nothing():
    for command in ribbon.commands():
        words = command.label.lower().split()
        assert 1 <= len(words) <= 4, command.label
        assert not set(words) & BANNED_WORDS, command.label
        assert 2 <= len(CHINESE[command.label]) <= 6, CHINESE[command.label]


def test_group_and_tab_names_say_something_too():
    names = [tab.label for tab in ribbon.TABS] + [group.label for tab in ribbon.TABS for group in tab.groups]

    assert [name for name in names if set(name.lower().split()) & BANNED_WORDS] == []


def test_no_group_is_called_like_a_tab_in_either_language():
    tabs = {tab.label for tab in ribbon.TABS} | {CHINESE[tab.label] for tab in ribbon.TABS}

    for tab in ribbon.TABS:
        for group in tab.groups:
            assert not {group.label, CHINESE[group.label]} & tabs, group.label


def test_hints_begin_with_a_capital_verb_and_end_as_a_sentence():
    for command in ribbon.commands():
        assert re.fullmatch(r"[A-Z][a-z]+ .*\.", command.hint), command.hint
        assert not command.hint.split()[0].endswith("ing"), command.hint


def test_every_icon_exists_and_belongs_to_one_command():
    counted = Counter(command.icon for command in ribbon.commands())

    assert [icon for icon, times in counted.items() if times > 1] == []
    assert icons.unknown({*counted, *(group.icon for tab in ribbon.TABS for group in tab.groups)}) == []


@pytest.mark.parametrize("tab", TABS)
def test_key_tips_are_unique_and_no_beginning_of_another(tab: Tab):
    _check_keytips(tab.commands)


@pytest.mark.parametrize("group", GROUPS)
def test_large_commands_come_first_and_are_two_at_most(group: Group):
    sizes = [command.large for command in group.commands]

    assert sum(sizes) <= 2
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("group", GROUPS)
def test_a_destructive_command_stands_last_and_is_never_large(group: Group):
    dangerous = [command.danger for command in group.commands]

    assert dangerous == sorted(dangerous)
    assert not any(command.danger and command.large for command in group.commands)


def test_the_chinese_label_is_the_first_word_people_search_for():
    assert [
        (command.key, CHINESE.get(command.label))
        for command in ribbon.commands()
        if CHINESE.get(command.label) != command.words.split()[0]
    ] == []


@pytest.mark.parametrize("tab", CONTEXTS)
def test_contextual_tabs_are_called_tools_and_keep_the_rules(tab: ContextTab):
    assert tab.label.endswith("tools")
    assert CHINESE[tab.label].endswith("工具")
    assert tab.screens
    _check_keytips([command for group in tab.groups for command in group.commands])
    for group in tab.groups:
        assert 3 <= len(group.commands) <= 5
        assert sum(command.large for command in group.commands) <= 2


def test_a_domain_may_offer_a_contextual_tab_as_a_plain_dict():
    command = {"key": "x.do", "url": "shell:home", "icon": "tag", "label": "Do", "hint": "Do it.", "keytip": "D"}
    offer = {
        "key": "x",
        "label": "X tools",
        "screens": ["x:x"],
        "groups": [{"label": "G", "icon": "tag", "commands": [command]}],
    }

    tab = from_offer(offer)

    assert tab.screens == ("x:x",)
    assert tab.groups[0].commands[0].label == "Do"
    assert tab.groups[0].commands[0].subject is False


def test_the_rights_of_commands_with_a_page_exist():
    rights = {offer.code for offer in registry.offers("permission")}

    for command in ribbon.commands():
        if address_of(command):
            assert set(command.permissions) <= rights, command.key


def test_a_command_is_absent_for_a_role_that_can_never_use_it():
    command = ribbon.command("home.new_sale")
    seller = Actor(key="staff:1", name="a", grants={"sales.hold_basket": EVERYWHERE})

    assert isinstance(command, Command)
    assert command.for_role(seller)
    assert not command.for_role(Actor(key="staff:2", name="b"))
    assert ribbon.command("home.todo").for_role(Actor(key="staff:2", name="b"))  # everybody's


def _check_keytips(commands: list[Command]) -> None:
    keys = [command.keytip for command in commands]
    assert len(set(keys)) == len(keys)
    for key in keys:
        assert re.fullmatch(r"[A-Z]{1,2}", key), key
        assert key[0] not in "JYZ", key
        assert not [other for other in keys if other != key and other.startswith(key)], key
