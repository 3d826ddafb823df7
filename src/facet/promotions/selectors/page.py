"""One promotion with its versions, what it meets, and the promotions of a month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from facet.catalog import selectors as catalog_selectors
from facet.kernel.permissions import Actor, require
from facet.promotions.errors import PromotionUnknown
from facet.promotions.models import Promotion, PromotionVersion
from facet.promotions.permissions import PromotionsPermission
from facet.promotions.rules.overlaps import Clash, clashes
from facet.promotions.rules.states import State, state_on
from facet.promotions.rules.terms import Offer, Terms
from facet.promotions.selectors.effect import Effect, effect_of


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One wording with where it stands today."""

    version: PromotionVersion
    terms: Terms
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionPage:
    """A promotion: the version that counts or did last, the draft there may be, its history and its result."""

    promotion: Promotion
    live: VersionRow | None
    draft: VersionRow | None
    history: Sequence[VersionRow]
    clashes: Sequence[Clash]
    effect: Effect

    @property
    def shown(self) -> VersionRow:
        """The version the page tells: the live one, else the draft, else the last."""
        return self.live or self.draft or self.history[0]


def promotion_page(viewer: Actor, code: str, *, on: date) -> PromotionPage:
    """Everything about one promotion. Raises: NotPermitted, PromotionUnknown. Queries: 7."""
    require(viewer, PromotionsPermission.VIEW_PROMOTIONS)
    row = Promotion.objects.filter(code=code).first()
    if row is None:
        raise PromotionUnknown(key=code)
    history = [_row(version, on) for version in row.versions.select_related("promotion").order_by("-number")]
    live = next((each for each in history if each.version.state == State.PUBLISHED), None)
    draft = next((each for each in history if each.version.state in (State.DRAFT, State.REVIEW)), None)
    looked_at = draft or live
    met = find_clashes(looked_at.version.offer()) if looked_at else []
    return PromotionPage(
        promotion=row, live=live, draft=draft, history=history, clashes=met, effect=effect_of(viewer, row)
    )


def find_clashes(offer: Offer) -> list[Clash]:
    """Every live or drafted promotion that `offer` would meet. Queries: 2."""
    conditions = offer.terms.conditions
    rows = PromotionVersion.objects.filter(
        state__in=(State.PUBLISHED, State.DRAFT, State.REVIEW), begins__lt=conditions.until, until__gt=conditions.begins
    ).exclude(promotion__code=offer.code)
    others = {row.promotion_id: row.offer() for row in rows.select_related("promotion").order_by("number")}
    return clashes(offer, others.values(), paths=_paths())


def running_between(viewer: Actor, *, first: date, until: date, on: date) -> list[VersionRow]:
    """Promotions with a day from `first` to before `until`, drafts too. Raises: NotPermitted. Queries: 1."""
    require(viewer, PromotionsPermission.VIEW_PROMOTIONS)
    rows = PromotionVersion.objects.filter(begins__lt=until, until__gt=first).exclude(state=State.STOPPED)
    return [_row(row, on) for row in rows.select_related("promotion").order_by("begins", "promotion__code", "number")]


def _row(version: PromotionVersion, on: date) -> VersionRow:
    state = state_on(version.state, begins=version.begins, until=version.until, on=on)
    return VersionRow(version=version, terms=version.promise, state=state)


def _paths() -> Mapping[str, Sequence[str]]:
    return {facts.code: facts.path_codes for facts in catalog_selectors.category_facts().values()}
