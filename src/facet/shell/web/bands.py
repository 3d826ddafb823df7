"""The ribbon as one person sees it: what exists, what the role may use, what is current."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, pgettext

from facet.kernel import registry
from facet.kernel.permissions import Actor
from facet.shell import ribbon
from facet.shell.ribbon import contextual
from facet.shell.ribbon.definition import Command, Tab

DOCK = (
    "sell.day",
    "home.approvals",
    "members.list",
    "home.new_sale",
    "home.todo",
    "inventory.pieces",
    "home.gold_price",
)
QUICK = (
    "inventory.stocktake",
    "sell.reprint",
    "sell.day",
    "home.scan_piece",
    "home.gold_price",
    "sell.sales",
    "members.points",
)
QUICK_SIZE = 3
OFTEN = (
    *("home.new_sale", "home.find_member", "home.gold_price", "inventory.by_store", "sell.sales", "home.todo"),
    *("inventory.receive", "inventory.pieces", "members.rules", "admin.staff", "admin.roles", "admin.stores"),
    *("admin.audit", "admin.why", "admin.departments", "admin.devices"),
)

States = Mapping[str, Mapping[str, Any]]  # by command key: `count`, `disabled`


@dataclass(frozen=True, slots=True)
class CommandView:
    """One command as it is drawn: words translated, address resolved."""

    key: str
    label: str
    hint: str
    url: str
    icon: str
    keytip: str = ""
    large: bool = False
    danger: bool = False
    current: bool = False
    disabled: str = ""  # why it cannot be used now
    count: int = 0


@dataclass(frozen=True, slots=True)
class GroupView:
    label: str
    icon: str
    commands: tuple[CommandView, ...]


@dataclass(frozen=True, slots=True)
class TabView:
    key: str
    label: str
    keytip: str
    groups: tuple[GroupView, ...]
    contextual: bool = False
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Ribbon:
    """All bands of the page; exactly one is selected unless there is none."""

    tabs: tuple[TabView, ...]


def address_of(command: Command, actor: Actor | None = None) -> str | None:
    """Where `command` leads, or None while its page does not exist."""
    path = _path(command.url)
    if path is None or not command.query:
        return path
    staff = actor.staff_id if actor else None
    return f"{path}?{command.query.format(staff=staff or 0)}"


@lru_cache(maxsize=512)  # the addresses do not change while the house is open
def _path(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def usable(actor: Actor | None, commands: Iterable[Command]) -> list[tuple[Command, str]]:
    """The commands whose page exists and that this role can ever use, with their addresses."""
    if actor is None:
        return []
    return [(command, url) for command in commands if command.for_role(actor) and (url := address_of(command, actor))]


def ribbon_for(request: HttpRequest, actor: Actor | None, screen: str, states: States) -> Ribbon:
    """The bands of this page for this person."""
    current = _current_key(request, screen)
    tabs = [view for tab in ribbon.TABS if (view := _tab(tab, actor, states, current))]
    context = _context_tabs(request, actor, screen)
    chosen = _chosen(tabs, context, current, screen)
    return Ribbon(tuple(replace(tab, selected=tab.key == chosen) for tab in tabs + context))


def quick_for(actor: Actor | None, chosen: Iterable[str] = ()) -> tuple[CommandView, ...]:
    """The user's own commands, with digits as their keys; without a choice the usual ones."""
    keys = list(chosen) or QUICK
    wanted = [command for key in keys if (command := ribbon.command(key))]
    found = [view(command, url) for command, url in usable(actor, wanted)]
    found = found if chosen else found[:QUICK_SIZE]
    return tuple(replace(each, keytip=str(number), large=False) for number, each in enumerate(found[:9], start=1))


def often_for(actor: Actor | None) -> list[CommandView]:
    """What this role does most, for pages that have nothing better to show."""
    wanted = [command for key in OFTEN if (command := ribbon.command(key))]
    return [view(command, url) for command, url in usable(actor, wanted)[:8]]


def dock_for(actor: Actor | None, screen: str, states: States) -> list[CommandView]:
    """Three commands for the thumb, between home and all functions."""
    wanted = [command for key in DOCK if (command := ribbon.command(key))]
    here = next((command.key for command in wanted if command.url == screen), "")
    return [
        view(command, url, current=here, state=states.get(command.key)) for command, url in usable(actor, wanted)[:3]
    ]


def view(command: Command, url: str, *, current: str = "", state: Mapping[str, Any] | None = None) -> CommandView:
    """How one command is drawn."""
    return CommandView(
        key=command.key,
        label=pgettext("ribbon", command.label),
        hint=gettext(command.hint),
        url=url,
        icon=command.icon,
        keytip=command.keytip,
        large=command.large,
        danger=command.danger,
        current=command.key == current,
        disabled=str((state or {}).get("disabled", "")),
        count=int((state or {}).get("count", 0)),
    )


def _tab(tab: Tab, actor: Actor | None, states: States, current: str) -> TabView | None:
    groups = []
    for group in tab.groups:
        known = usable(actor, group.commands)
        views = tuple(view(command, url, current=current, state=states.get(command.key)) for command, url in known)
        if views:
            groups.append(GroupView(pgettext("ribbon", group.label), group.icon, views))
    return TabView(tab.key, pgettext("ribbon", tab.label), tab.keytip, tuple(groups)) if groups else None


def states_of(actor: Actor | None, at: datetime) -> States:
    """What is counted or cannot be used now, by command key. Queries: those of the slot "ribbon.state"."""
    found: dict[str, Mapping[str, Any]] = {}
    for panel in registry.offers("ribbon.state"):
        if actor is not None and (not panel.permission or actor.may(panel.permission)):
            found.update(panel.context(actor, None, at))
    return found


def _current_key(request: HttpRequest, screen: str) -> str:
    """The command that leads to this page; of several with one address the one whose query fits."""
    if not screen:
        return ""
    same = [command for command in ribbon.commands() if command.url == screen]
    staff = getattr(getattr(request, "actor", None), "staff_id", None) or 0
    fitting = [command for command in same if command.query and _fits(request, command.query.format(staff=staff))]
    plain = [command for command in same if not command.query]
    return next((command.key for command in fitting + plain), "")


def _fits(request: HttpRequest, query: str) -> bool:
    return all(request.GET.get(name) == value for name, value in parse_qsl(query))


def _context_tabs(request: HttpRequest, actor: Actor | None, screen: str) -> list[TabView]:
    """The tabs for the one thing that is open, where any of their commands can be used."""
    if actor is None or not screen:
        return []
    tabs = {tab.key: tab for tab in contextual.CONTEXT_TABS}
    tabs |= {tab.key: tab for tab in map(contextual.from_offer, registry.offers("ribbon.context"))}
    views = [_context_tab(tab, request, actor, screen) for tab in tabs.values() if screen in tab.screens]
    return [each for each in views if each.groups]


def _context_tab(tab: contextual.ContextTab, request: HttpRequest, actor: Actor, screen: str) -> TabView:
    groups = []
    for group in tab.groups:
        views = tuple(
            view(command, url, current=command.key if command.url == screen else "")
            for command in group.commands
            if command.for_role(actor) and (url := _subject_address(command, request))
        )
        if views:
            groups.append(GroupView(pgettext("ribbon", group.label), group.icon, views))
    return TabView(f"context-{tab.key}", pgettext("ribbon", tab.label), "", tuple(groups), contextual=True)


def _subject_address(command: Command, request: HttpRequest) -> str | None:
    match = request.resolver_match
    values = list(match.kwargs.values()) if match and match.kwargs else list(match.args) if match else []
    try:
        path = reverse(command.url, args=values if getattr(command, "subject", False) else None)
    except NoReverseMatch:
        return None
    query = command.query.format(*(quote(str(value)) for value in values)) if values else ""
    return f"{path}?{query}" if query else path


def _chosen(tabs: list[TabView], context: list[TabView], current: str, screen: str) -> str:
    """The key of the band that is open: the context's, the command's, the screen's, the url's, else the first."""
    if context:
        return context[0].key
    owner = next((tab.key for tab in ribbon.TABS if any(command.key == current for command in tab.commands)), "")
    namespace = screen.partition(":")[0]
    by_screen = next((tab.key for tab in ribbon.TABS if screen in tab.namespaces), "")
    by_namespace = next((tab.key for tab in ribbon.TABS if namespace in tab.namespaces), "")
    shown = [tab.key for tab in tabs]
    return next((key for key in (owner, by_screen, by_namespace, *shown) if key in shown), "")
