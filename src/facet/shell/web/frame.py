"""The frame around a page: ribbon, status line and preferences, each computed when it is first asked for."""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext

from facet.kernel import clock, registry
from facet.kernel.errors import DomainError
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.shell import selectors
from facet.shell.web import bands

log = logging.getLogger(__name__)

RIBBON_COOKIE = "facet_ribbon"  # "min" while the user keeps the band shut
NOTICE = "notice"  # session key: a sentence that the next page says once


@dataclass(frozen=True, slots=True)
class Status:
    """The line at the foot of the page. Empty texts are left out."""

    place: str = ""
    till: str = ""
    gold: str = ""


class Frame:
    """One request's frame.

    Queries: store 1, its tills 1 on a till, quick commands 1; gold price and counts as their panels state.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def actor(self) -> Actor | None:
        return getattr(self.request, "actor", None)

    @cached_property
    def now(self) -> datetime:
        return clock.now()

    @cached_property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @property
    def languages(self) -> list[tuple[str, str]]:
        return settings.LANGUAGES

    @property
    def gain_is_green(self) -> bool:
        """Chinese readers see gains in red, others in green."""
        return not self.language.startswith("zh")

    @property
    def theme(self) -> str:
        return getattr(self.request, "theme", "light")

    @property
    def text_size(self) -> str:
        return getattr(self.request, "text_size", "normal")

    @property
    def ribbon_state(self) -> str:
        return "min" if self.request.COOKIES.get(RIBBON_COOKIE) == "min" else "open"

    @cached_property
    def notice(self) -> str:
        session = getattr(self.request, "session", None)
        return session.pop(NOTICE, "") if session is not None and NOTICE in session else ""

    @cached_property
    def screen(self) -> str:
        """The url name of this page, "" where there is none."""
        match = getattr(self.request, "resolver_match", None)
        return match.view_name if match else ""

    @property
    def help_url(self) -> str:
        return f"{reverse('shell:help')}?{urlencode({'screen': self.screen})}"

    @cached_property
    def band(self) -> bands.Ribbon:
        return bands.ribbon_for(self.request, self.actor, self.screen, self.states)

    @cached_property
    def states(self) -> bands.States:
        return bands.states_of(self.actor, self.now)

    @cached_property
    def quick(self) -> tuple[bands.CommandView, ...]:
        return bands.quick_for(self.actor, selectors.shortcuts_of(self.actor) if self.actor else ())

    @cached_property
    def often(self) -> list[bands.CommandView]:
        return bands.often_for(self.actor)

    @cached_property
    def dock(self) -> list[bands.CommandView]:
        return bands.dock_for(self.actor, self.screen, self.states)

    @cached_property
    def status(self) -> Status:
        if self.actor is None:
            return Status()
        return Status(place=self._place(), till=self._till(), gold=self._gold())

    def _place(self) -> str:
        if self.actor is None or self.actor.store_id is None:
            return gettext("Headquarters")
        try:
            store = organisation_selectors.store_by_id(self.actor.store_id)
        except DomainError:
            return ""
        return store.name if self.language.startswith("zh") or not store.name_en else store.name_en

    def _till(self) -> str:
        if self.actor is None or self.actor.till_id is None or self.actor.store_id is None:
            return ""
        tills = organisation_selectors.tills_of(self.actor.store_id)
        return next((till.name for till in tills if till.id == self.actor.till_id), "")

    def _gold(self) -> str:
        for panel in registry.offers("status.gold"):
            if self.actor is not None and (not panel.permission or self.actor.may(panel.permission)):
                return str(panel.context(self.actor, self.actor.store_id, self.now).get("line", ""))
        return ""
