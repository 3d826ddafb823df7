"""What the blanks of a promotion offer."""

from datetime import date

from facet.loyalty import selectors as loyalty_selectors
from facet.loyalty.errors import ProgrammeMissing
from facet.loyalty.selectors.given_coupons import open_coupon_types


def ladder_choices(on: date) -> list[tuple[str, str, str]]:
    """(code, name, English name) of every grade on `on`, none without a programme. Queries: 2."""
    try:
        return [(step.code, step.name, step.name_en) for step in loyalty_selectors.programme_on(on).ladder]
    except ProgrammeMissing:
        return []


def coupon_choices() -> list[tuple[str, str]]:
    """(code, name) of every type of coupons that can be issued, for who plans promotions. Queries: 1."""
    return open_coupon_types()
