"""The stored lines of a period, streamed member by member through rules.replay, and the replays asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, Max, Q, Sum

from facet.kernel.errors import NotFound
from facet.kernel.money import BASIS, divide_half_away
from facet.kernel.permissions import Actor, require
from facet.loyalty.models import EarnedLine, PointsAccount, Replay, RuleVersion
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.earning_base import STORED
from facet.loyalty.rules.programme import Programme
from facet.loyalty.rules.replay import Outcome, PastLine, Rules, Start, replay_member
from facet.loyalty.selectors.programme import programme_of
from facet.members import selectors as members_selectors

CHUNK = 5_000
COLUMNS = (
    "account_id", "id", "document", "line_no", "earned_on", "points_class", "base_cents", "points", "rule_version_id",
    "reverses_id", "trace",
)  # fmt: skip
HISTORY = 20


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a replay, half-open."""

    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayRow:
    """One replay: how far it is, and what came out once it is done."""

    id: int
    number: int
    rules: Mapping[str, Any]
    ladder: Sequence[Mapping[str, Any]]
    since: date
    until: date
    state: str
    lines_done: int
    lines_total: int
    result: Mapping[str, Any]
    asked_at: datetime
    asked_by: str
    finished_at: datetime | None

    @property
    def is_done(self) -> bool:
        return bool(self.result)

    @property
    def last(self) -> date:
        """The last day that was counted."""
        return self.until - timedelta(days=1)

    @property
    def change_bp(self) -> int:
        """How many more points, in basis points of those that were given."""
        live = self.result.get("live", 0)
        return divide_half_away((self.result["draft"] - live) * BASIS, live) if live > 0 else 0

    @property
    def liability_change(self) -> int:
        before, after = self.result["liability"]
        return int(after - before)

    @property
    def cost_change(self) -> int:
        before, after = self.result["cost"]
        return int(after - before)

    @property
    def moved(self) -> int:
        return sum(members for _before, _after, members in self.result.get("moves", ()))

    @property
    def bars(self) -> list[int]:
        """The size of each day's difference, for a picture 44 px high; at most the last sixty days."""
        sizes = [abs(draft - live) for _day, live, draft in self.result.get("by_day", ())][-60:]
        most = max(sizes, default=0)
        return [2 + size * 42 // most if most else 2 for size in sizes]


def replayed(
    rules: Rules, period: Period, *, warm: bool = False, progress: Callable[[int], None] | None = None
) -> Outcome:
    """Every member's lines of `period` under `rules`.

    `warm` also reads what was before, for rules that look at the year or at first purchases.
    `progress` hears the number of lines after every chunk. Queries: 3 and one cursor; 1 and 1 a group more
    for a draft.
    """
    starts, outcome = _starts(period, groups=not rules.recorded), Outcome()
    told = 0
    for account_id, lines in groupby(_lines(period, warm=warm), key=lambda line: line.account_id):
        replay_member(lines, rules=rules, start=starts[account_id], since=period.since, outcome=outcome)
        if progress and outcome.lines - told >= CHUNK:
            told = outcome.lines
            progress(told)
    return outcome


def live_rules() -> Rules:
    """Every published version by its key: what was in force when a line was counted. Queries: 2."""
    rows = RuleVersion.objects.exclude(state=RuleVersion.State.DRAFT).prefetch_related("grades")
    return Rules.live({row.pk: programme_of(row, row.grades.all()) for row in rows})


def needs_the_past(programme: Programme) -> bool:
    """Whether counting a line looks at what the member bought before."""
    return programme.steps_by_year or any(special.first for special in programme.rewards.special)


def lines_in(period: Period) -> int:
    """How many lines a replay of `period` counts. Queries: 1."""
    return EarnedLine.objects.filter(_within(period)).count()


def lines_without_amounts(period: Period) -> tuple[int, date | None]:
    """How many sold lines of `period` keep only the amount they earned on, and the last day of one. Queries: 1."""
    lines = EarnedLine.objects.filter(_within(period), reverses=None).exclude(trace__has_key=STORED)
    found = lines.aggregate(lines=Count("pk"), day=Max("earned_on"))
    return found["lines"], found["day"]


def replays(viewer: Actor) -> list[ReplayRow]:
    """The latest replays, the newest first. Raises: NotPermitted. Queries: 1."""
    require(viewer, LoyaltyPermission.VIEW_PROGRAMME)
    return [_row(row) for row in Replay.objects.order_by("-asked_at", "-id")[:HISTORY]]


def replay_by_id(viewer: Actor, replay_id: int) -> ReplayRow:
    """One replay. Raises: NotPermitted, NotFound. Queries: 1."""
    require(viewer, LoyaltyPermission.VIEW_PROGRAMME)
    row = Replay.objects.filter(pk=replay_id).first()
    if row is None:
        raise NotFound(key=str(replay_id))
    return _row(row)


def numbers_of(member_ids: Sequence[int]) -> dict[int, str]:
    """Member numbers by id. Queries: 1."""
    rows = PointsAccount.objects.filter(member_id__in=member_ids)
    return dict(rows.values_list("member_id", "member__number"))


def _row(row: Replay) -> ReplayRow:
    return ReplayRow(
        id=row.pk, number=row.number, rules=row.rules, ladder=row.ladder, since=row.since, until=row.until,
        state=row.state, lines_done=row.lines_done, lines_total=row.lines_total, result=row.result,
        asked_at=row.asked_at, asked_by=row.asked_by, finished_at=row.finished_at,
    )  # fmt: skip


def _within(period: Period) -> Q:
    return Q(earned_on__gte=period.since, earned_on__lt=period.until)


def _lines(period: Period, *, warm: bool) -> Iterator[PastLine]:
    wanted = Q(earned_on__lt=period.until) if warm else _within(period)
    rows = EarnedLine.objects.filter(wanted).order_by("account_id", "id").values_list(*COLUMNS)
    return map(PastLine._make, rows.iterator(chunk_size=CHUNK))


def _starts(period: Period, *, groups: bool) -> dict[int, Start]:
    """Every account as it was before the period: today's lifetime less what came since; groups are today's."""
    sums = EarnedLine.objects.filter(earned_on__gte=period.since).values_list("account_id").order_by()
    since = dict(sums.annotate(points=Sum("points")))
    later = dict(sums.filter(earned_on__gte=period.until).annotate(points=Sum("points")))
    accounts = PointsAccount.objects.values_list("id", "member_id", "lifetime", "member__standing__grade_code")
    member_groups = _groups() if groups else {}
    return {
        key: Start(
            member_id, lifetime - since.get(key, 0), later.get(key, 0), grade or "",
            member_groups.get(member_id, frozenset()),
        )
        for key, member_id, lifetime, grade in accounts.iterator(chunk_size=CHUNK)
    }  # fmt: skip


def _groups() -> dict[int, frozenset[str]]:
    """The groups of everybody who is in one. Queries: 1, and 1 for each group."""
    found: dict[int, set[str]] = {}
    for code in members_selectors.group_codes():
        for member_id in members_selectors.members_of_group(code):
            found.setdefault(member_id, set()).add(code)
    return {member_id: frozenset(codes) for member_id, codes in found.items()}
