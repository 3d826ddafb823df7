"""The help drawer: this screen in five lines, its keys, and where to go from here."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from facet.shell import catalogues, ribbon
from facet.shell.help import Help, help_for
from facet.shell.web import bands

EVERYWHERE = (
    ("Ctrl K", "找功能、会员、货品", "Find commands, members, pieces"),
    ("Alt", "显示功能区的按键提示（不行时用 Ctrl /）", "Show the keys of the ribbon (Ctrl / where Alt is taken)"),
    ("/", "到本页的搜索框", "Go to this page's search field"),
    ("?", "打开帮助", "Open this help"),
    ("Esc", "关闭、返回", "Close, go back"),
)


@dataclass(frozen=True, slots=True)
class HelpText:
    """One screen's help in the reader's language."""

    title: str
    lines: tuple[str, ...]
    keys: tuple[tuple[str, str], ...]


def help_panel(request: HttpRequest) -> HttpResponse:
    """The help of `?screen=`; a fragment for the drawer, a page without scripts."""
    screen = request.GET.get("screen", "")[:80]
    written = help_for(screen)
    context = {"help": _read(written), "related": _related(request, written), "everywhere": _keys(EVERYWHERE)}
    template = "shell/help.html#help" if request.htmx else "shell/help.html"
    return render(request, template, context)


_traditional = lru_cache(maxsize=1)(catalogues.traditional)


def _chinese(text: str) -> str:
    return _traditional()(text) if get_language() == "zh-hant" else text


def _in_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def _keys(keys: tuple[tuple[str, str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((key, _chinese(zh) if _in_chinese() else en) for key, zh, en in keys)


def _read(written: Help | None) -> HelpText | None:
    if written is None:
        return None
    if _in_chinese():
        return HelpText(_chinese(written.title_zh), tuple(map(_chinese, written.zh)), _keys(written.keys))
    return HelpText(written.title_en, written.en, _keys(written.keys))


def _related(request: HttpRequest, written: Help | None) -> list[bands.CommandView]:
    wanted = written.related if written else ()
    found = [command for name in wanted for command in ribbon.commands() if command.url == name]
    return [bands.view(command, url) for command, url in bands.usable(request.actor, found)]
