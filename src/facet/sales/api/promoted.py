"""The promotions of a ticket as programs get them: what each gave, and why the others did not count. Units: fen."""

from typing import Any

from ninja import Field, Schema

from facet.promotions import selectors as promotions_selectors
from facet.promotions.selectors.words import gives, why_not
from facet.sales.rules.promoted import Promoted


class LineOffOut(Schema):
    line_no: int
    cents: int


class PromotionAppliedOut(Schema):
    code: str
    name: str
    name_en: str
    gives: str = Field(description="What the customer gets, in words.")
    cents: int = Field(description="Off the ticket; below zero where goods came back.")
    gifts: int
    coupons: int = Field(description="For the member's next visit.")
    factor_bp: int = Field(description="What it multiplies the points with; 0 for none.")
    more_cents: int = Field(description="To its next step; 0 where there is none, and on completed tickets.")
    lines: list[LineOffOut]


class PromotionSkippedOut(Schema):
    code: str
    name: str
    name_en: str
    why: str
    more: int = Field(description="What was missing: fen, pieces or mg, by `why`.")
    other: str = Field(description="The one that counted instead.")
    sentence: str


class PromotionsOut(Schema):
    """Every promotion that was open for the ticket."""

    off_cents: int
    applied: list[PromotionAppliedOut]
    skipped: list[PromotionSkippedOut]


def quoted_promotions(promoted: Promoted) -> dict[str, Any]:
    """The reasoning of a ticket that nobody has paid."""
    applied = [
        {
            "code": each.offer.code, "name": each.offer.name, "name_en": each.offer.name_en,
            "gives": gives(each.offer.terms), "cents": each.cents, "gifts": each.gifts, "coupons": each.coupons,
            "factor_bp": each.factor_bp, "more_cents": each.more,
            "lines": [{"line_no": promoted.line_nos[part.code], "cents": part.cents} for part in each.taken],
        }
        for each in promoted.result.applied
    ]  # fmt: skip
    skipped = [
        {"code": each.offer.code, "name": each.offer.name, "name_en": each.offer.name_en, "why": each.why,
         "more": each.more, "other": each.other, "sentence": why_not(each)}
        for each in promoted.result.skipped
    ]  # fmt: skip
    return {"off_cents": promoted.result.cents, "applied": applied, "skipped": skipped}


def sold_promotions(document: str) -> dict[str, Any]:
    """What is stored with a completed ticket. Queries: 3, or 2 where nothing counted."""
    story = promotions_selectors.ticket_story(document)
    applied = [
        {
            "code": each.code, "name": each.name, "name_en": each.name_en, "gives": gives(each.terms),
            "cents": each.cents, "gifts": each.gifts, "coupons": each.coupons, "factor_bp": each.factor_bp,
            "more_cents": 0, "lines": [{"line_no": line_no, "cents": cents} for line_no, cents in each.by_line],
        }
        for each in story.applied
    ]  # fmt: skip
    skipped = [
        {"code": each.code, "name": each.name, "name_en": each.name_en, "why": each.why, "more": each.more,
         "other": each.other, "sentence": why_not(each)}
        for each in story.skipped
    ]  # fmt: skip
    return {"off_cents": sum(each.cents for each in story.applied), "applied": applied, "skipped": skipped}
