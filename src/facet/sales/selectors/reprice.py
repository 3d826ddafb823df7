"""An open ticket at the prices it keeps beside those of now, line by line, before anybody decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from facet.kernel.errors import DomainError
from facet.kernel.permissions import Actor
from facet.organisation.selectors import TillFacts
from facet.sales.models import Basket
from facet.sales.rules.quotations import Moved, moved
from facet.sales.selectors.quote import Quoted, quote
from facet.sales.selectors.till import request_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Repriced:
    """Both prices of a ticket. `before_cents` is None where the old price can be told no more. Units: cents."""

    lines: Sequence[Moved]
    names: Mapping[str, tuple[str, str]]  # legal name and its English, by code
    before_cents: int | None
    now_cents: int

    @property
    def by_cents(self) -> int:
        """How much more the ticket comes to now."""
        return 0 if self.before_cents is None else self.now_cents - self.before_cents


def repriced(viewer: Actor, basket: Basket, *, till: TillFacts, at: datetime) -> Repriced:
    """The ticket as it stands and as it would be priced now; a quote on it counts only for the first.

    Raises: whatever pricing refuses now. Queries: those of two quotes.
    """
    request = request_of(basket, list(basket.lines.order_by("line_no")), till=till)
    try:
        before: Quoted | None = quote(viewer, request, till=till, prices_at=basket.prices_at, at=at)
    except DomainError:  # a quote that was withdrawn, say: what it promised is not told any more
        before = None
    now = quote(viewer, replace(request, quotation=""), till=till, prices_at=at, at=at)
    return Repriced(
        lines=moved(_nets(before), _nets(now), codes=[line.goods.code for line in now.lines]),
        names={line.goods.code: (line.goods.name, line.goods.name_en) for line in now.lines},
        before_cents=before.totals.due_cents if before else None, now_cents=now.totals.due_cents,
    )  # fmt: skip


def _nets(quoted: Quoted | None) -> dict[str, int]:
    return {line.goods.code: line.net_cents for line in quoted.lines} if quoted else {}
