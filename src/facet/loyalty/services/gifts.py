"""Points for what is no ticket: joining, a birthday, a company occasion, a survey. Each is given once."""

from datetime import date, datetime
from typing import Any

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.loyalty.errors import GiftGiven
from facet.loyalty.models import Award
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.award import AwardKind
from facet.loyalty.rules.gift import Gift
from facet.loyalty.rules.programme import Programme
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.reach import member_within
from facet.loyalty.services.award_book import AwardBook, close_book, give_awards, lock_book
from facet.members import selectors as members_selectors

SURVEY_LENGTH = 40


@unit_of_work
def give_gift(*, actor: Actor, gift: Gift, at: datetime, on: date) -> int:
    """Give a gift of the rules, once; gives its points, 0 where it was given before or she is archived.

    For jobs and events. Raises: NotPermitted, MemberUnknown, ProgrammeMissing.
    Locks: the member's standing, the account.
    """
    act = operations.begin(
        OperationKey.of_job("loyalty.give_gift", gift.key), kind="loyalty.give_gift", actor=actor, at=at
    )
    if act.done:
        return 0
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    points = 0
    if gift.points > 0 and members_selectors.member_for_sale(gift.member_id).is_active:
        points = _give(actor, act.id, gift, at=at, on=on)
    act.finish(points=points)
    return points


@unit_of_work
def give_survey_points(
    *, actor: Actor, operation: OperationKey, member_id: int, survey: str, at: datetime, on: date
) -> int:
    """Give what the rules give for an answered survey, once for each survey and member; gives the points.

    Raises: NotPermitted, MemberUnknown, Invalid, GiftGiven, ProgrammeMissing, OperationConflict.
    Locks: the operation, the member's standing, the account.
    """
    act = operations.begin(operation, kind="loyalty.give_survey_points", actor=actor, at=at)
    if act.done:
        return int(act.result["points"])
    require(actor, LoyaltyPermission.ADJUST_POINTS)
    member = member_within(actor, LoyaltyPermission.ADJUST_POINTS, member_id)
    name = survey.strip()
    if not 0 < len(name) <= SURVEY_LENGTH:
        raise Invalid(field="survey", reason=gettext_noop("name the survey in a few words"))
    points = programme_on(on).rewards.survey
    if not points:
        raise Invalid(field="survey", reason=gettext_noop("the points rules give nothing for surveys"))
    gift = Gift(
        member_id=member.id, kind=AwardKind.SURVEY, key=f"survey:{member.id}:{name}", points=points,
        trace={"survey": name, "by": actor.name}, store_id=actor.store_id,
    )  # fmt: skip
    if Award.objects.filter(key=gift.key).exists():
        raise GiftGiven(what=name)
    _give(actor, act.id, gift, at=at, on=on)
    act.finish(points=points)
    return points


def _give(actor: Actor, act_id: Any, gift: Gift, *, at: datetime, on: date) -> int:
    member_id = members_selectors.surviving_id(gift.member_id)
    book = lock_book(act_id, [member_id], at=at, on=on)
    if Award.objects.filter(key=gift.key).exists():
        return 0
    write_gift(book, gift, programme=programme_on(on))
    close_book(book)
    number = members_selectors.member_for_sale(member_id).number
    audit_services.record(
        actor, "loyalty.gift_given", at=at, subject=("members.member", member_id, number), kind=gift.kind.value,
        points=gift.points,
    )  # fmt: skip
    outbox.publish("loyalty.gift_given", at=at, member_id=member_id, kind=gift.kind.value, points=gift.points)
    return gift.points


@joins_unit_of_work
def write_gift(book: AwardBook, gift: Gift, *, programme: Programme) -> Award:
    """The award and its ledger line, on a member whom `book` has locked. Queries: 6."""
    award = Award(
        account=book.account(members_selectors.surviving_id(gift.member_id)), kind=gift.kind.value, key=gift.key,
        points=gift.points, earned_on=book.on, operation_id=book.act_id, rule_version_id=programme.version_id,
        store_id=gift.store_id, recorded_at=book.at, trace=gift.trace,
    )  # fmt: skip
    give_awards(book, [award], programme=programme)
    return award
