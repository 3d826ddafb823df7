"""Asking for a replay, and working it through with its progress written down."""

from datetime import datetime, timedelta

from facet.kernel import jobs
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.errors import ReplayLacksAmounts
from facet.loyalty.models import Replay, RuleVersion
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.earning_base import EarningBase
from facet.loyalty.rules.programme import GradeFacts
from facet.loyalty.selectors import replay as selectors
from facet.loyalty.selectors.programme import programme_of

LONGEST_DAYS = 731  # two years; M2


@unit_of_work
def ask_replay(*, actor: Actor, number: int | None, period: selectors.Period, at: datetime) -> int:
    """Note a replay of `period` under version `number` (None: the draft) and have a worker do it; gives its id.

    Raises: NotPermitted, NotFound, ReplayLacksAmounts, Invalid for a period that is no period or longer than two years.
    """
    require(actor, LoyaltyPermission.VIEW_PROGRAMME)
    days = (period.until - period.since) / timedelta(days=1)
    if not 0 < days <= LONGEST_DAYS:
        raise Invalid(field="since", reason=gettext_noop("a replay takes from one day to two years"))
    wanted = {"number": number} if number else {"state": RuleVersion.State.DRAFT}
    version = RuleVersion.objects.filter(**wanted).first()
    if version is None:
        raise NotFound(key=number or "draft")
    programme = programme_of(version, version.grades.all())
    if programme.earning_base != EarningBase.PAID:
        _refuse_unknown_amounts(period)
    row = Replay.objects.create(
        number=version.number, rules=version.rules, ladder=[_step(step) for step in programme.ladder],
        since=period.since, until=period.until, lines_total=selectors.lines_in(period), asked_at=at,
        asked_by=actor.name[:64],
    )  # fmt: skip
    jobs.enqueue("loyalty.tasks.run_replay", replay_id=row.pk)
    return row.pk


@unit_of_work
def note_replay(replay_id: int, *, lines_done: int) -> None:
    """Write down how far a replay is. Queries: 1."""
    Replay.objects.filter(pk=replay_id).exclude(state=Replay.State.DONE).update(
        state=Replay.State.RUNNING, lines_done=lines_done
    )


@unit_of_work
def finish_replay(replay_id: int, *, result: dict[str, object], at: datetime) -> None:
    """Write down what a replay found. Queries: 1."""
    lines = result["lines"]
    Replay.objects.filter(pk=replay_id).update(
        state=Replay.State.DONE, result=result, lines_done=lines, lines_total=lines, finished_at=at
    )


def _refuse_unknown_amounts(period: selectors.Period) -> None:
    lines, day = selectors.lines_without_amounts(period)
    if day:
        raise ReplayLacksAmounts(lines=lines, day=day.isoformat())


def _step(step: GradeFacts) -> dict[str, object]:
    return {name: getattr(step, name) for name in ("code", "name", "name_en", "threshold", "coefficient_bp")}
