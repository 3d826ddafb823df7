"""The cards of the home page, asked from the domains through the registry.

What each slot's `context(actor, None, at)` gives is written in README.md. A card that fails
says so and offers another try; the others stay.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from facet.kernel import clock, registry
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.kernel.transactions import set_apart

log = logging.getLogger(__name__)

SLOTS = ("home.todo", "home.figure", "home.today", "home.gold", "home.alert", "home.badge")
TODOS = 7
FIGURES = 4
ALERTS = 5
URGENCY = {"danger": 0, "warn": 1, "gold": 2, "plain": 3}


@dataclass(frozen=True, slots=True)
class Card:
    """One panel with what it had to say; `failed` when it could not say it."""

    panel: Panel
    facts: dict[str, Any] = field(default_factory=dict)
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the home page."""

    todos: list[dict[str, Any]]
    todo_count: int
    figures: list[Card]
    today: list[Card]
    gold: list[Card]
    alerts: list[dict[str, Any]]
    alert_count: int
    badges: list[dict[str, Any]]
    failed: list[Card]


def now() -> datetime:
    """This moment, for the views of the frame."""
    return clock.now()


def board(actor: Actor) -> Board:
    """The whole page for `actor`. Queries: the sum of what the panels state."""
    at = clock.now()
    cards = {slot: list(_asked(slot, actor, at)) for slot in SLOTS if slot != "home.figure"}
    todos = _rows(cards["home.todo"])
    alerts = _rows(cards["home.alert"])
    # One at a time: a figure that would not be shown is not counted.
    figures = islice((card for card in _asked("home.figure", actor, at) if card.facts or card.failed), FIGURES)
    return Board(
        todos=todos[:TODOS],
        todo_count=len(todos) + sum(card.facts.get("more", 0) for card in cards["home.todo"]),
        figures=list(figures),
        today=[card for card in cards["home.today"] if card.facts or card.failed][:1],
        gold=[card for card in cards["home.gold"] if card.facts or card.failed][:1],
        alerts=alerts[:ALERTS],
        alert_count=len(alerts),
        badges=[badge for card in cards["home.badge"] for badge in card.facts.get("badges", [])],
        failed=[card for slot in ("home.todo", "home.alert") for card in cards[slot] if card.failed],
    )


def _asked(slot: str, actor: Actor, at: datetime) -> Iterator[Card]:
    return (_ask(panel, actor, at) for panel in _allowed(slot, actor))


def _allowed(slot: str, actor: Actor) -> list[Panel]:
    return [panel for panel in registry.offers(slot) if not panel.permission or actor.may(panel.permission)]


def _ask(panel: Panel, actor: Actor, at: datetime) -> Card:
    try:
        with set_apart():  # one card's database error must not spoil the others
            return Card(panel, panel.context(actor, None, at) or {})
    except Exception:  # whatever it was, the rest of the page is still right
        log.exception("home panel %s failed", panel.key)
        return Card(panel, failed=True)


def _rows(cards: list[Card]) -> list[dict[str, Any]]:
    """All rows of these cards, the most urgent first; cards keep their order among equals."""
    rows = [row for card in cards for row in card.facts.get("rows", [])]
    return sorted(rows, key=lambda row: URGENCY.get(row.get("tone", "plain"), 3))
