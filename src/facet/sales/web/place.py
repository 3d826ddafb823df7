"""Which till this browser stands at: the registered device, or the one chosen for this session."""

from django.http import HttpRequest

from facet.kernel.errors import NotFound
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import TillFacts
from facet.organisation.selectors import tills as till_selectors
from facet.sales.permissions import SalesPermission

_CHOSEN = "sales_till"  # session key: [store code, till code]


def till_of(request: HttpRequest) -> TillFacts | None:
    """The till to work at; without a registered or chosen one, the first of the home store. Queries: 1 or 2."""
    chosen = request.session.get(_CHOSEN)
    if chosen:
        try:
            facts = organisation_selectors.till_facts(store_code=chosen[0], till_code=chosen[1])
        except NotFound:
            request.session.pop(_CHOSEN)
        else:
            if request.actor.may(SalesPermission.HOLD_BASKET, store_id=facts.store_id):
                return facts
    return till_selectors.usual_till(request.actor, permission=SalesPermission.HOLD_BASKET)


def choose(request: HttpRequest, facts: TillFacts) -> None:
    """Work at this till until sign-out."""
    request.session[_CHOSEN] = [facts.store_code, facts.till_code]
