"""Real sales counted again under other rules, member by member. Pure.

Source: M2, docs/algorithms/points.md §9. Nothing of the sales is asked again: an earned line stores
what counting needs (amounts, class, day, what was new, how many pieces, groups and grade of the buyer).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from facet.kernel.money import partial_reversal
from facet.loyalty.rules import grade as grades
from facet.loyalty.rules.earning import Buyer, EarningLine, LinePoints, points_of_ticket
from facet.loyalty.rules.earning_base import Amounts
from facet.loyalty.rules.kinds import BasisKind
from facet.loyalty.rules.programme import NO_FACTOR, GradeFacts, Programme, liability_cents

SHOWN = 200  # members named in an outcome


class PastLine(NamedTuple):
    """One stored line, in the columns' order: an earning, or with `reverses_id` a return of one."""

    account_id: int
    id: int
    document: str
    line_no: int
    on: date
    points_class: str
    base_cents: int
    points: int
    version_id: int
    reverses_id: int | None
    trace: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Start:
    """A member before the period: lifetime points then, what came after it, her grade and groups today."""

    member_id: int
    lifetime: int
    later: int
    grade: str
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mover:
    """A member whose grade the other rules change."""

    member_id: int
    before: str
    after: str
    live: int
    draft: int


@dataclass(slots=True)
class Outcome:
    """What a replay found. `live` is what the ledger says, `draft` what the other rules give; pairs (live, draft)."""

    lines: int = 0
    differing: int = 0  # lines whose points are not the ledger's
    live: int = 0
    draft: int = 0
    by_day: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    by_class: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    moves: Counter[tuple[str, str]] = field(default_factory=Counter)
    movers: list[Mover] = field(default_factory=list)

    def count(self, line: PastLine, points: int) -> None:
        """Add one line that earns `points` under the other rules."""
        self.lines += 1
        self.differing += points != line.points
        self.live += line.points
        self.draft += points
        for pair in (self.by_day[line.on.isoformat()], self.by_class[line.points_class]):
            pair[0] += line.points
            pair[1] += points

    def move(self, mover: Mover) -> None:
        """Note a member who changes grade."""
        self.moves[(mover.before, mover.after)] += 1
        if len(self.movers) < SHOWN:
            self.movers.append(mover)

    def as_facts(self, live: Programme, draft: Programme) -> dict[str, Any]:
        """The outcome as JSON, with what the points cost and what of it the books expect. Units: points, fen."""
        before, after = liability_cents(self.live, live.worth), liability_cents(self.draft, draft.worth)
        return {
            "lines": self.lines, "differing": self.differing, "live": self.live, "draft": self.draft,
            "liability": [before, after], "cost": [_cost(self.live, live), _cost(self.draft, draft)],
            "by_day": [[day, *pair] for day, pair in sorted(self.by_day.items())],
            "by_class": [[name, *pair] for name, pair in sorted(self.by_class.items())],
            "moves": [[*way, members] for way, members in sorted(self.moves.items())],
            "movers": [[each.member_id, each.before, each.after, each.live, each.draft] for each in self.movers],
        }  # fmt: skip


def _cost(points: int, rules: Programme) -> int:
    return liability_cents(points, type(rules.worth)(rules.worth.points, rules.worth.cents, 10_000))


@dataclass(frozen=True, slots=True)
class Rules:
    """Which rules count a line. With `recorded` grades the buyer is what she was; else her grade is worked out anew."""

    of_version: Callable[[int], Programme]
    recorded: bool

    @classmethod
    def live(cls, versions: Mapping[int, Programme]) -> "Rules":
        """The rules that were in force: the answer must be history."""
        return cls(versions.__getitem__, recorded=True)

    @classmethod
    def draft(cls, programme: Programme) -> "Rules":
        """One programme for everything. Ladders that do not rest on points keep the recorded grades."""
        return cls(lambda _version: programme, recorded=programme.basis.kind != BasisKind.LIFETIME)


@dataclass(slots=True)
class _Member:
    """What changes of one member while her lines go by."""

    grade: str
    lifetime: int
    groups: frozenset[str] = frozenset()
    live: int = 0
    draft: int = 0
    years: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    bought: set[str] = field(default_factory=set)
    earned: dict[int, list[int]] = field(default_factory=dict)  # line id → [points, taken back]
    bases: dict[int, list[int]] = field(default_factory=dict)  # line id → [what it earned on, taken back]


def replay_member(lines: Iterable[PastLine], *, rules: Rules, start: Start, since: date, outcome: Outcome) -> None:
    """Count all `lines` of one member in their order into `outcome`; those before `since` only tell who she is."""
    member = _Member(start.grade, start.lifetime, start.groups)
    first = True
    for (_document, is_return, _on), group in groupby(lines, key=_act):
        act = list(group)
        if act[0].on < since:
            _remember(member, act, rules)
        elif is_return:
            _take_back(member, act, rules, outcome)
        else:
            if rules.recorded or first:
                member.grade = act[0].trace.get("grade", member.grade)
            first = False
            _earn(member, act, rules, outcome)
    if not rules.recorded:
        _compare(member, start, rules, outcome)


def _act(line: PastLine) -> tuple[str, bool, date]:
    return line.document, line.reverses_id is not None, line.on


def _remember(member: _Member, lines: Sequence[PastLine], rules: Rules) -> None:
    for line in lines:
        if line.reverses_id is None:
            amounts = Amounts.stored(line.trace)
            base = rules.of_version(line.version_id).earning_base
            _spent(member, line, amounts.on(base) if amounts and line.trace.get("earns", True) else line.base_cents)
            member.bought.add(line.points_class)
        else:
            _unspent(member, line)


def _spent(member: _Member, line: PastLine, cents: int) -> None:
    member.years[line.on.year] += cents
    member.bases[line.id] = [cents, 0]


def _unspent(member: _Member, line: PastLine) -> None:
    """The share of what its line earned on here; of a line nobody met, what was written down."""
    back, known = -line.base_cents, member.bases.get(line.reverses_id or 0)
    if known is not None:
        back = _share(known, line)
    member.years[line.on.year] -= back


def _share(known: list[int], line: PastLine) -> int:
    """The returned share of `known`, which is [the whole, what earlier returns took]."""
    back = partial_reversal(known[0], returned=line.trace["returned"], whole=line.trace["whole"], already=known[1])
    known[1] += back
    return back


def _earn(member: _Member, lines: Sequence[PastLine], rules: Rules, outcome: Outcome) -> None:
    programme = rules.of_version(lines[0].version_id)
    counted = points_of_past(lines, programme=programme, grade=_grade(member, programme), buyer=_buyer(member, lines))
    for line, points in zip(lines, counted, strict=True):
        outcome.count(line, points.points)
        member.earned[line.id] = [points.points, 0]
        _spent(member, line, points.base_cents)
        member.bought.add(line.points_class)
    _moved(member, lines, sum(points.points for points in counted))
    if not rules.recorded:
        member.grade = grades.after_earning(member.grade, lifetime=member.lifetime, ladder=programme.ladder)


def points_of_past(
    lines: Sequence[PastLine], *, programme: Programme, grade: GradeFacts, buyer: Buyer
) -> tuple[LinePoints, ...]:
    """One past ticket's lines under `programme`, in their order."""
    ticket = [_line(line) for line in lines]
    return points_of_ticket(ticket, programme=programme, grade=grade, on=lines[0].on, buyer=buyer).lines


def _line(line: PastLine) -> EarningLine:
    trace, amounts = line.trace, Amounts.stored(line.trace)
    return EarningLine(
        line.line_no, line.points_class, amounts.paid_cents if amounts else line.base_cents, trace.get("earns", True),
        trace.get("new", bool(trace.get("bonuses"))), trace.get("style", ""), trace.get("pieces", 1),
        promotion_bp=trace.get("promotion_bp", NO_FACTOR), amounts=amounts,
    )  # fmt: skip


def _buyer(member: _Member, lines: Sequence[PastLine]) -> Buyer:
    groups = frozenset(lines[0].trace.get("groups", ())) or member.groups
    return Buyer(groups, member.years[lines[0].on.year], frozenset(member.bought))


def _grade(member: _Member, programme: Programme) -> GradeFacts:
    known = any(step.code == member.grade for step in programme.ladder)
    return programme.grade(member.grade) if known else grades.tier(member.lifetime, programme.ladder)


def _take_back(member: _Member, lines: Sequence[PastLine], rules: Rules, outcome: Outcome) -> None:
    """A return takes its share of what its line earned here; of lines before the period, what it took in truth."""
    lost = 0
    for line in lines:
        earned = member.earned.get(line.reverses_id or 0)
        back = -line.points
        if earned is not None:
            back = _share(earned, line)
        _unspent(member, line)
        outcome.count(line, -back)
        lost += back
    _moved(member, lines, -lost)
    if not rules.recorded:
        ladder = rules.of_version(lines[0].version_id).ladder
        member.grade = grades.after_claw_back(member.grade, lost=lost, lifetime=member.lifetime, ladder=ladder)


def _moved(member: _Member, lines: Sequence[PastLine], points: int) -> None:
    member.lifetime += points
    member.draft += points
    member.live += sum(line.points for line in lines)


def _compare(member: _Member, start: Start, rules: Rules, outcome: Outcome) -> None:
    """Where the other rules would have left her today, after the review that follows a new ladder."""
    ladder = rules.of_version(0).ladder
    after = grades.after_earning(member.grade, lifetime=member.lifetime + start.later, ladder=ladder)
    if after != start.grade:
        outcome.move(Mover(start.member_id, start.grade, after, member.live, member.draft))
