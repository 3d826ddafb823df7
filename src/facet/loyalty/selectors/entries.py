"""Movements of points as people read them: every entry with its document and how it was counted."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from facet.kernel import registry
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.wording import named
from facet.loyalty.models import EarnedLine, Grade, PointsEntry
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.earning_base import EARNING_BASE_LABELS, EarningBase
from facet.loyalty.rules.kinds import CLASS_LABELS, ENTRY_LABELS, EntryKind
from facet.loyalty.rules.programme import GradeFacts
from facet.loyalty.selectors.reach import accounts_within

AMOUNT_PAID, AMOUNT = gettext_noop("Amount paid"), gettext_noop("Amount")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One ticket line's part of an entry: base × rate × coefficient × factor = multiplied, + bonuses = points."""

    document: str
    line_no: int
    label: str
    points_class: str
    class_label: str  # English, translated where it is shown
    base_cents: int
    base: str  # one of EarningBase
    base_label: str  # English, translated where it is shown
    rate_bp: int
    coefficient_bp: int
    factor_bp: int
    step_bp: int
    grade: GradeFacts | None
    window: str
    bonuses: Sequence[tuple[str, int]]
    multiplied: int
    points: int
    returned: tuple[int, int] | None  # of a claw-back: so far, of the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One ledger line, ready for page and API. `label` is English, translated where it is shown."""

    id: int
    recorded_at: datetime
    kind: str
    label: str
    points: int
    owed_delta: int
    lifetime_delta: int
    available_after: int
    owed_after: int
    document: str
    document_label: str
    document_url: str
    store_name: str
    reason: str
    by: str
    expired_on: str
    rules_number: int | None
    facts: Mapping[str, Any]  # what the entry was written from: prize, fen, names, shares
    lines: Sequence[LineRow]

    @property
    def counted(self) -> int:
        """What the lines add up to: the movement, before any of it was owed."""
        return self.points - self.owed_delta

    @property
    def whole(self) -> int:
        """What the whole purchase earned, where this line is a part of it."""
        return sum(line.points for line in self.lines)

    @property
    def base_label(self) -> str:
        """What the lines earned on, in English for gettext."""
        return next((line.base_label for line in self.lines), EarningBase.PAID.label)

    @property
    def base_heading(self) -> str:
        """The column of it, in English for gettext."""
        on_paid = all(line.base == EarningBase.PAID for line in self.lines)
        return AMOUNT_PAID if on_paid else AMOUNT

    @property
    def windows(self) -> list[str]:
        """The rules that gave an earning its factor, each once."""
        return list(dict.fromkeys(line.window for line in self.lines if line.window and not line.returned))

    @property
    def bonuses(self) -> list[tuple[str, int]]:
        """The named bonuses of all lines, each name once."""
        sums: dict[str, int] = defaultdict(int)
        for line in self.lines:
            for name, points in line.bonuses:
                sums[name] += points
        return list(sums.items())


def entries_queryset(viewer: Actor) -> QuerySet[PointsEntry]:
    """The movements of every member whose points the viewer may see."""
    rows: QuerySet[PointsEntry] = PointsEntry.objects.select_related("account__member", "store")
    return rows.filter(accounts_within(viewer, LoyaltyPermission.VIEW_POINTS, "account__")).defer("trace")


def find_entry(viewer: Actor, entry_id: int) -> EntryRow | None:
    """One movement within the viewer's reach. Queries: 3, and 1 for a document that a higher domain names."""
    row = (
        PointsEntry.objects.select_related("rule_version", "store")
        .filter(accounts_within(viewer, LoyaltyPermission.VIEW_POINTS, "account__"), pk=entry_id)
        .first()
    )
    return explained(viewer, [row])[0] if row else None


def explained(viewer: Actor, rows: Sequence[PointsEntry]) -> list[EntryRow]:
    """`rows` with their lines and documents. Queries: 2, and 1 for each kind of document."""
    lines = _lines(rows) if rows else {}
    documents = document_names(viewer, [row.document for row in rows])
    return [_row(row, lines.get(row.pk, []), documents.get(row.document)) for row in rows]


def document_names(viewer: Actor, documents: Sequence[str]) -> dict[str, tuple[str, str]]:
    """(label, address) of documents such as "sales.sale:<uuid>", as their domains name them.

    Slot "document": under the part before the colon, `names(viewer, keys)` gives a dict from key to
    (label, address) of those the viewer may know of. Queries: 1 for each kind of document.
    """
    keys: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        kind, _, key = document.partition(":")
        if key:
            keys[kind].append(key)
    found: dict[str, tuple[str, str]] = {}
    for kind, wanted in keys.items():
        if names := registry.offered("document", kind):
            found |= {f"{kind}:{key}": name for key, name in names(viewer, wanted).items()}
    return found


def _lines(rows: Sequence[PointsEntry]) -> dict[int | None, list[LineRow]]:
    released = {row.document: row.pk for row in rows if row.kind == EntryKind.EARNED and row.document}
    waited = Q(entry=None, document__in=released) & (Q(reverses=None) | ~Q(points=0))
    repaid = [row for row in rows if row.kind == EntryKind.ON_CREDIT]
    whole = Q(document__in=[row.document for row in repaid], reverses=None)  # of which repayments bring parts
    wanted = Q(entry__in=rows) | waited | whole  # what waited is told by its document
    found = list(EarnedLine.objects.filter(wanted).order_by("document", "line_no", "pk"))
    versions = {line.rule_version_id for line in found}
    steps = Grade.objects.filter(version__in=versions) if versions else []
    ladder = {
        (step.version_id, step.code): GradeFacts(
            step.code, step.name, step.name_en, step.threshold, step.coefficient_bp
        )
        for step in steps
    }
    by_entry: dict[int | None, list[LineRow]] = defaultdict(list)
    for line in found:
        told = _line(line, ladder)
        if line.entry_id or line.document in released:
            by_entry[line.entry_id or released[line.document]].append(told)
        for row in repaid:
            if row.document == line.document and line.reverses_id is None:
                by_entry[row.pk].append(told)
    return by_entry


def _line(line: EarnedLine, ladder: Mapping[tuple[int, str], GradeFacts]) -> LineRow:
    trace: dict[str, Any] = line.trace
    base = EarningBase(trace.get("base", EarningBase.PAID))
    return LineRow(
        document=line.document,
        line_no=line.line_no,
        label=trace.get("label", ""),
        points_class=line.points_class,
        class_label=CLASS_LABELS.get(line.points_class, line.points_class),  # type: ignore[call-overload]
        base_cents=line.base_cents,
        base=base.value,
        base_label=EARNING_BASE_LABELS[base],
        rate_bp=line.rate_bp,
        coefficient_bp=line.coefficient_bp,
        factor_bp=line.factor_bp,
        step_bp=line.step_bp,
        grade=ladder.get((line.rule_version_id, trace.get("grade", ""))),
        window=trace.get("window", ""),
        bonuses=[(name, points) for name, points in trace.get("bonuses", [])] if line.reverses_id is None else [],
        multiplied=line.points - line.bonus if line.reverses_id is None else line.points,
        points=line.points,
        returned=(trace["returned"], trace["whole"]) if line.reverses_id is not None else None,
    )


def _row(row: PointsEntry, lines: Sequence[LineRow], document: tuple[str, str] | None) -> EntryRow:
    label, url = document or ("", "")
    return EntryRow(
        id=row.pk,
        recorded_at=row.recorded_at,
        kind=row.kind,
        label=ENTRY_LABELS[EntryKind(row.kind)],
        points=row.points,
        owed_delta=row.owed_delta,
        lifetime_delta=row.lifetime_delta,
        available_after=row.available_after,
        owed_after=row.owed_after,
        document=row.document,
        document_label=label,
        document_url=url,
        store_name=named(row.store),
        reason=row.reason,
        by=row.trace.get("by", ""),
        expired_on=row.trace.get("expired_on", ""),
        rules_number=row.rule_version.number if row.rule_version else None,
        facts=row.trace,
        lines=lines,
    )
