"""Promotions for tests: drafted and published by the house."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

from facet.kernel.operations import OperationKey
from facet.kernel.permissions import house
from facet.promotions import services
from facet.promotions.models import Promotion, PromotionVersion
from facet.promotions.rules.terms import Conditions, Kind, Terms

AT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)  # 14:30 in Shanghai
YEAR = Conditions(begins=date(2026, 1, 1), until=date(2027, 1, 1))


def key(**body: Any) -> OperationKey:
    return OperationKey.of(uuid.uuid4(), body)


def terms(kind: str = Kind.PERCENT, value: int = 1_000, **facts: Any) -> Terms:
    return Terms(**{"kind": kind, "value": value, "conditions": YEAR, **facts})


def wanted(code: str = "P1", **facts: Any) -> services.PromotionIn:
    return services.PromotionIn(code=code, name=f"促销{code}", terms=terms(**facts))


def draft(code: str = "P1", **facts: Any) -> Promotion:
    services.save_promotion(actor=house("test"), operation=key(), wanted=wanted(code, **facts), at=AT)
    return Promotion.objects.get(code=code)


def live(code: str = "P1", **facts: Any) -> PromotionVersion:
    """A promotion that runs all of 2026."""
    row = draft(code, **facts)
    services.publish_promotion(actor=house("test"), operation=key(), code=code, at=AT)
    return row.versions.get(state="published")
