"""What a member's first kept purchase should bring her and who brought her. For services. Source: §4.5, R335."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta

from facet.loyalty.rules.award import AwardKind
from facet.loyalty.rules.referral import Upline
from facet.loyalty.selectors.bought import Kept
from facet.loyalty.selectors.programme import programme_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One award that comes once: for whom, of which kind and level; `points` 0 where the rules give none."""

    recruit: int
    holder: int
    kind: AwardKind
    level: int
    points: int
    waits_until: date | None  # the last day of waiting; None gives at once
    kept: Kept | None
    is_new: bool  # the kept purchase is sold by this act


def steps_for(recruit: int, people: tuple[Upline, ...], *, kept: Kept | None, sold: Set[str]) -> list[Step]:
    """What should stand now for buyer and referrers, by the rules of the day she first bought. Queries: 0 or 1."""
    rules = programme_on(kept.bought_on) if kept else None
    referral = rules.referral if rules else None
    fresh = kept is not None and kept.document in sold
    due = kept.bought_on + timedelta(days=referral.return_window_days) if kept and referral else None
    own = Step(
        recruit=recruit, holder=recruit, kind=AwardKind.FIRST_PURCHASE, level=0,
        points=rules.rewards.first_purchase if rules else 0, waits_until=None, kept=kept, is_new=fresh,
    )  # fmt: skip
    levels = referral.levels if referral else ()
    return [own] + [
        Step(
            recruit=recruit, holder=each.member_id, kind=AwardKind.RECRUIT, level=each.level,
            points=levels[each.level - 1].fixed_points if each.level <= len(levels) and not each.is_excluded else 0,
            waits_until=due, kept=kept, is_new=fresh,
        )
        for each in people
    ]  # fmt: skip
