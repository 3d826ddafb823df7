"""Promotions of the demonstration, by their own use cases: planned, in review, running, over, stopped."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from facet.demo.rules.promotions import Planned, promotions
from facet.demo.services.acts import HOUSE
from facet.kernel.operations import OperationKey
from facet.organisation import selectors as organisation_selectors
from facet.promotions import services

MARKETING = "E0004"  # 苏畅 of chain.PEOPLE


def plan_promotions(*, at: datetime, on: date) -> None:
    """Eight promotions. Run again, nothing changes."""
    for planned in promotions(on):
        _bring(planned, at - timedelta(days=planned.days_ago))


def _bring(planned: Planned, at: datetime) -> None:
    """As far as it has come. The demonstration's tickets are older than those that run, and took none."""
    wanted = services.PromotionIn(code=planned.code, name=planned.name, name_en=planned.name_en, terms=planned.terms)
    services.save_promotion(actor=HOUSE, operation=_key(f"draft:{wanted.code}"), wanted=wanted, at=at)
    if planned.state in {"published", "stopped"}:
        services.publish_promotion(actor=HOUSE, operation=_key(f"publish:{wanted.code}"), code=wanted.code, at=at)
    if planned.state == "stopped":
        later = at + timedelta(days=8)
        services.stop_promotion(actor=HOUSE, operation=_key(f"stop:{wanted.code}"), code=wanted.code, at=later)
    if planned.state == "review":
        (staff,) = organisation_selectors.staff_refs([MARKETING]).values()
        marketing = replace(HOUSE, key=f"staff:{staff.id}", staff_id=staff.id, name=staff.name)
        services.request_promotion_approval(
            actor=marketing,
            operation=_key(f"ask:{wanted.code}"),
            code=wanted.code,
            reason="生日月回馈，财务请看",
            at=at,
        )


def _key(subject: str) -> OperationKey:
    return OperationKey.of_job("demo.promotions", subject)
