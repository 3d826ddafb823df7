"""What must add up in the points books, whatever happened. Source: T11, T15, P20."""

from collections.abc import Iterator

from django.db.models import F, Model, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from facet.loyalty.models import Award, EarnedLine, LotMove, OwedSale, PointsAccount, PointsEntry, PointsLot

LISTED = 20  # differences that are named; the rest is counted


def points_books() -> list[str]:
    """Sentences that name each difference: accounts against entries, lots, moves and standings. Queries: 8."""
    checks = (
        _balances, _lots_of_accounts, _moves_of_entries, _moves_of_lots, _standings, _returned_lines, _pending, _awards,
    )  # fmt: skip
    return [sentence for check in checks for sentence in named_differences(list(check()))]


def named_differences(sentences: list[str]) -> Iterator[str]:
    """The first of `sentences`, and how many more there are."""
    yield from sentences[:LISTED]
    if len(sentences) > LISTED:
        yield f"… and {len(sentences) - LISTED} more of this kind"


def total(model: type[Model], path: str, column: str) -> Coalesce:
    """Σ of `column` over the rows of `model` whose `path` is the outer row; 0 for none."""
    sums = model._default_manager.filter(**{path: OuterRef("pk")}).order_by().values(path).annotate(total=Sum(column))
    return Coalesce(Subquery(sums.values("total")), 0)


def _balances() -> Iterator[str]:
    columns = {"available": "points", "owed": "owed_delta", "lifetime": "lifetime_delta"}
    sums = {f"sum_{name}": total(PointsEntry, "account", column) for name, column in columns.items()}
    agree = Q(**{name: F(f"sum_{name}") for name in columns})
    for row in PointsAccount.objects.annotate(**sums).exclude(agree).order_by("pk").values("pk", *columns, *sums):
        yield f"points account {row['pk']}: " + ", ".join(
            f"{n} {row[n]} against entries {row[f'sum_{n}']}" for n in columns
        )


def _lots_of_accounts() -> Iterator[str]:
    rows = PointsAccount.objects.annotate(held=total(PointsLot, "account", "remaining")).exclude(available=F("held"))
    for pk, available, held in rows.order_by("pk").values_list("pk", "available", "held"):
        yield f"points account {pk}: available {available} against lots {held}"


def _moves_of_entries() -> Iterator[str]:
    rows = PointsEntry.objects.annotate(moved=total(LotMove, "entry", "points")).exclude(points=F("moved"))
    for pk, points, moved in rows.order_by("pk").values_list("pk", "points", "moved"):
        yield f"points entry {pk}: {points} points against lot moves {moved}"


def _moves_of_lots() -> Iterator[str]:
    rows = PointsLot.objects.annotate(moved=total(LotMove, "lot", "points")).exclude(remaining=F("moved"))
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
    sold = EarnedLine.objects.filter(reverses=None).annotate(back=-total(EarnedLine, "reverses", "points"))
    for pk, points, back in sold.filter(back__gt=F("points")).order_by("pk").values_list("pk", "points", "back"):
        yield f"earned line {pk}: {back} points taken back of {points}"


def _pending() -> Iterator[str]:
    waiting = Award.objects.filter(account=OuterRef("pk"), state="waiting").order_by().values("account")
    left = waiting.annotate(left=Sum(F("points") - F("taken_back"))).values("left")
    owed = OwedSale.objects.filter(account=OuterRef("pk")).order_by().values("account")
    unpaid = owed.annotate(left=Sum(F("points") - F("released") - F("taken_back") - F("lapsed"))).values("left")
    waits = Coalesce(Subquery(left), 0) + Coalesce(Subquery(unpaid), 0)
    rows = PointsAccount.objects.annotate(waiting=waits).exclude(pending=F("waiting"))
    for pk, pending, held in rows.order_by("pk").values_list("pk", "pending", "waiting"):
        yield f"points account {pk}: pending {pending} against awards that wait {held}"


def _awards() -> Iterator[str]:
    """What awards gave and what of it went back, against the ledger lines they name."""
    given = Award.objects.filter(state="given").exclude(kind="purchase").order_by()
    sums = given.values("entry").annotate(given=Sum("points"), back=Sum("taken_back"))
    found = {row["entry"]: (row["given"], row["back"]) for row in sums}
    rows = PointsEntry.objects.filter(pk__in=given.values("entry")).order_by("pk")
    taken = rows.annotate(back=total(PointsEntry, "reverses", "points") - total(PointsEntry, "reverses", "owed_delta"))
    for pk, points, back in taken.values_list("pk", "points", "back"):
        sum_given, sum_back = found[pk]
        if sum_back != -back or sum_given < points:
            yield f"points entry {pk}: awards gave {sum_given}, took {sum_back} back, the ledger {points} and {-back}"
