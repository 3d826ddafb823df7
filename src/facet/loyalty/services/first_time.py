"""Points that come once with a member's first kept purchase: her own, and fixed points for who brought her.

The fixed part waits until the purchase has been kept through its return window. When nothing is
left of that purchase they go back, and the next kept one takes its place. Source: §4.5, R335.
"""

from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty.models import Award
from facet.loyalty.rules.award import AwardKind
from facet.loyalty.selectors.first_time import Step
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.services.award_book import AwardBook, give_awards, hold_award, take_back_awards
from facet.members import selectors as members_selectors


@joins_unit_of_work
def settle(book: AwardBook, steps: list[Step], *, store_id: int | None) -> tuple[int, int]:
    """Take back what stands on a purchase that is gone, give or hold what should stand. Gives (given, taken)."""
    given = taken = 0
    recruit, kept = steps[0].recruit, steps[0].kept
    rows = Award.objects.select_related("account").filter(
        recruit_id=recruit, kind__in=[AwardKind.RECRUIT, AwardKind.FIRST_PURCHASE]
    )
    found = list(rows.order_by("pk"))
    live = [award for award in found if award.taken_back < award.points]
    for award in live:
        if kept is None or award.document != kept.document:
            taken += take_back_awards(book, [(award, award.points - award.taken_back)], document=award.document)
    standing = {(award.kind, award.level) for award in live if kept and award.document == kept.document}
    for step in steps:
        before = any((award.kind, award.level) == (step.kind, step.level) for award in found)
        if step.points and (step.kind, step.level) not in standing and (step.is_new or before):
            given += _give(book, step, store_id=store_id)
    return given, taken


def _give(book: AwardBook, step: Step, *, store_id: int | None) -> int:
    if step.kept is None or step.holder not in book.standings:
        return 0
    programme = programme_on(step.kept.bought_on)
    key = f"{step.kind}:{step.recruit}:{step.level}:{step.kept.document}"
    if Award.objects.filter(key=key).exists():
        return 0
    award = Award(
        account=book.account(step.holder), kind=step.kind.value, key=key, points=step.points, due_on=step.waits_until,
        document=step.kept.document, earned_on=step.kept.bought_on, recruit_id=step.recruit, level=step.level,
        operation_id=book.act_id, rule_version_id=programme.version_id, store_id=store_id, recorded_at=book.at,
        trace={"recruit": members_selectors.member_for_sale(step.recruit).number, "level": step.level},
    )  # fmt: skip
    if step.waits_until is None:
        give_awards(book, [award], programme=programme)
    else:
        hold_award(book, award)
    return step.points
