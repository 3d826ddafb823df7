"""What must add up in the points books, whatever happened. Source: T11, T15, P20."""

from collections.abc import Iterator

from django.db.models import F, Model, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from facet.loyalty.models import EarnedLine, LotMove, PointsAccount, PointsEntry, PointsLot

LISTED = 20  # differences that are named; the rest is counted


def points_books() -> list[str]:
    """Sentences that name each difference: accounts against entries, lots, moves and standings. Queries: 6."""
    checks = (_balances, _lots_of_accounts, _moves_of_entries, _moves_of_lots, _standings, _returned_lines)
    return [sentence for check in checks for sentence in _named(list(check()))]


def _named(sentences: list[str]) -> Iterator[str]:
    yield from sentences[:LISTED]
    if len(sentences) > LISTED:
        yield f"… and {len(sentences) - LISTED} more of this kind"


def _total(model: type[Model], path: str, column: str) -> Coalesce:
    """Σ of `column` over the rows of `model` whose `path` is the outer row; 0 for none."""
    sums = model._default_manager.filter(**{path: OuterRef("pk")}).order_by().values(path).annotate(total=Sum(column))
    return Coalesce(Subquery(sums.values("total")), 0)


def _balances() -> Iterator[str]:
    columns = {"available": "points", "owed": "owed_delta", "lifetime": "lifetime_delta"}
    sums = {f"sum_{name}": _total(PointsEntry, "account", column) for name, column in columns.items()}
    agree = Q(**{name: F(f"sum_{name}") for name in columns})
    for row in PointsAccount.objects.annotate(**sums).exclude(agree).order_by("pk").values("pk", *columns, *sums):
        yield f"points account {row['pk']}: " + ", ".join(
            f"{n} {row[n]} against entries {row[f'sum_{n}']}" for n in columns
        )


def _lots_of_accounts() -> Iterator[str]:
    rows = PointsAccount.objects.annotate(held=_total(PointsLot, "account", "remaining")).exclude(available=F("held"))
    for pk, available, held in rows.order_by("pk").values_list("pk", "available", "held"):
        yield f"points account {pk}: available {available} against lots {held}"


def _moves_of_entries() -> Iterator[str]:
    rows = PointsEntry.objects.annotate(moved=_total(LotMove, "entry", "points")).exclude(points=F("moved"))
    for pk, points, moved in rows.order_by("pk").values_list("pk", "points", "moved"):
        yield f"points entry {pk}: {points} points against lot moves {moved}"


def _moves_of_lots() -> Iterator[str]:
    rows = PointsLot.objects.annotate(moved=_total(LotMove, "lot", "points")).exclude(remaining=F("moved"))
    for pk, remaining, moved in rows.order_by("pk").values_list("pk", "remaining", "moved"):
        yield f"points lot {pk}: {remaining} left against moves {moved}"


def _standings() -> Iterator[str]:
    agree = Q(
        member__standing__points_available=F("available"),
        member__standing__points_owed=F("owed"),
        member__standing__points_lifetime=F("lifetime"),
    )
    for pk, number in PointsAccount.objects.exclude(agree).order_by("pk").values_list("pk", "member__number"):
        yield f"points account {pk}: the standing of member {number} is no copy of it"


def _returned_lines() -> Iterator[str]:
    sold = EarnedLine.objects.filter(reverses=None).annotate(back=-_total(EarnedLine, "reverses", "points"))
    for pk, points, back in sold.filter(back__gt=F("points")).order_by("pk").values_list("pk", "points", "back"):
        yield f"earned line {pk}: {back} points taken back of {points}"
