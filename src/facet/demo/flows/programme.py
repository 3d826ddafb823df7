"""The points rules of the demonstration, through their own services: two versions and a draft."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from facet.demo.rules.programme import drafted
from facet.demo.services.acts import HOUSE
from facet.loyalty import selectors as loyalty_selectors
from facet.loyalty import services as loyalty_services
from facet.loyalty.rules.templates import TEMPLATES


def write_programme(*, effective: date, today: date, at: datetime) -> None:
    """The first year under the seeds' thresholds, since `effective` the chain's own, and what marketing tries now.

    A house that has rules already keeps them, so that a second run overwrites no visitor's draft.
    """
    if loyalty_selectors.programme_page(HOUSE, on=today).versions:
        return
    loyalty_services.install_programme(
        HOUSE, at, template="seed", effective_on=effective.replace(year=effective.year - 1)
    )
    rules, ladder = TEMPLATES["demo"]
    began = datetime.combine(effective, time(10), tzinfo=ZoneInfo(settings.TIME_ZONE))
    chains = loyalty_services.Rules(rules=rules, ladder=ladder)
    number = loyalty_services.save_draft(actor=HOUSE, wanted=chains, at=began).number
    loyalty_services.publish_rule_version(actor=HOUSE, number=number, effective_on=effective, at=began)
    tried = loyalty_services.Rules(rules=drafted(today), ladder=ladder)
    loyalty_services.save_draft(actor=HOUSE, wanted=tried, at=at)
