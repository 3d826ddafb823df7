"""Ctrl+K: commands by any word people use, members and pieces by what they type."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, pgettext
from django.views.decorators.http import require_http_methods
from opencc import OpenCC

from facet.kernel.permissions import Actor
from facet.members import selectors as members_selectors
from facet.shell import ribbon
from facet.shell.ribbon.definition import Command
from facet.shell.rules import search
from facet.shell.web import bands

LONGEST = 80
MEMBERS_ONLY = "members"
_TAG = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9./_-]{3,31}")


@dataclass(slots=True)
class Found:
    """What a text may mean, by kind."""

    text: str
    commands: list[tuple[bands.CommandView, str]] = field(default_factory=list)  # with the tab it lives on
    members: list[members_selectors.FoundMember] = field(default_factory=list)
    piece_url: str = ""

    @property
    def nothing(self) -> bool:
        return not (self.commands or self.members or self.piece_url)


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """What the text may mean. The text comes by POST only: it may be somebody's phone."""
    text = request.POST.get("text", "").strip()[:LONGEST]
    within = request.POST.get("in") or request.GET.get("in", "")
    context = {"found": look_for(request.actor, text, within=within), "within": within, "options": "as" in request.POST}
    return render(request, "shell/find.html#found" if request.htmx else "shell/find.html", context)


def look_for(actor: Actor, text: str, *, within: str = "") -> Found:
    """Commands, members and a piece for `text`. Queries: those of members' search, when the role may."""
    found = Found(text)
    if within != MEMBERS_ONLY:
        found.commands = commands_for(actor, text)
        found.piece_url = _piece(actor, text)
    if text and (actor.may("members.view_members") or actor.may("members.view_limited")):
        found.members = members_selectors.find_members(actor, text)
    return found


def commands_for(actor: Actor, text: str) -> list[tuple[bands.CommandView, str]]:
    """The commands that `text` may mean; without a text those this role needs most."""
    if not text:
        return [(command, _home_of(command.key)) for command in bands.often_for(actor)]
    known = {command.key: (command, url) for command, url in bands.usable(actor, ribbon.commands())}
    keys = search.find(_simplified(text), index(command for command, _ in known.values()))
    return [(bands.view(*known[key]), _home_of(key)) for key in keys]


def index(commands: Iterable[Command]) -> search.Index:
    """What can be found among `commands`."""
    return search.Index.of(_entry(command) for command in commands)


@cache
def _entry(command: Command) -> search.Entry:
    return search.entry(command.key, command.words.split()[0], command.label, command.words)


def _home_of(key: str) -> str:
    tab = next(tab for tab in ribbon.TABS if any(command.key == key for command in tab.commands))
    group = next(group for group in tab.groups if any(command.key == key for command in group.commands))
    return f"{pgettext('ribbon', tab.label)} › {pgettext('ribbon', group.label)}"


def _piece(actor: Actor, text: str) -> str:
    if not _TAG.fullmatch(text) or not actor.may("inventory.view_pieces"):
        return ""
    try:
        return f"{reverse('inventory:where')}?{urlencode({'tag': text})}"
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=1)
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def _simplified(text: str) -> str:
    return _to_simplified().convert(text) if get_language() != "en" or not text.isascii() else text
