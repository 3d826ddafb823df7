"""Who brought a member, level by level, and who of them gets nothing. For services and screens."""

from facet.loyalty.rules import referral as rules
from facet.loyalty.rules.referral import STAFF_GROUP, Upline
from facet.members.selectors import referral as members_referral


def uplines_of(member_id: int, *, levels: int) -> tuple[Upline, ...]:
    """The referrers above the member, nearest first. Staff, their families and closed files are excluded.

    Queries: 1 for each level, and 3.
    """
    found = rules.chain(member_id, referrer_of=members_referral.referrer_id, levels=levels)
    return rules.uplines(found, excluded=members_referral.not_rewarded(found, group=STAFF_GROUP)) if found else ()
