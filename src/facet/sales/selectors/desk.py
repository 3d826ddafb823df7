"""Where and when a ticket stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from facet.kernel.permissions import Actor
from facet.organisation.selectors import TillFacts
from facet.sales.rules.pricing import PricedLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every kind of line may need to know of its ticket."""

    viewer: Actor
    till: TillFacts
    at: datetime
    on: date  # the store's calendar day
    prices_at: datetime  # whose board prices hold
    goods: Sequence[PricedLine] = ()  # what the ticket sells
