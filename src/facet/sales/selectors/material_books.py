"""Does the old gold add up? Fine metal in = where it lies + what refining gave and lost + what went back."""

from collections.abc import Sequence

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from facet.kernel.errors import gettext_noop
from facet.kernel.registry import Check
from facet.sales.models import GoldBag, MaterialMove, MaterialPiece, NightSeal, RefiningLot, SaleLine
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.refining import MaterialState

_SHOWN = 20


def lines_without_material() -> Sequence[str]:
    """Lines of old gold whose piece of material is missing or has another weight or value. Queries: 2."""
    taken = SaleLine.objects.filter(kind=LineKind.OLD_GOLD.value, net_cents__lt=0)
    wrong = taken.filter(
        Q(material=None) | ~Q(material__value_cents=-F("net_cents")) | ~Q(material__net_mg=-F("weight_mg"))
    )
    back = SaleLine.objects.filter(kind=LineKind.OLD_GOLD.value, net_cents__gt=0).filter(
        Q(material_given_back=None) | ~Q(material_given_back__value_cents=F("net_cents"))
    )
    rows = [*wrong.order_by("pk").values_list("sale__number", "line_no")[:_SHOWN]]
    rows += back.order_by("pk").values_list("sale__number", "line_no")[:_SHOWN]
    return [f"{number} line {line_no}: the material differs from the line" for number, line_no in rows]


def moves_that_do_not_lead_here() -> Sequence[str]:
    """Pieces whose last move leads elsewhere, or whose chain carried another weight of fine metal. Queries: 2."""
    last = MaterialMove.objects.filter(piece=OuterRef("pk")).order_by("-number")
    lost = MaterialPiece.objects.annotate(led_to=Subquery(last.values("to_state")[:1])).exclude(led_to=F("state"))
    other = MaterialMove.objects.exclude(fine_mg=F("piece__fine_mg")).order_by("pk").values_list("piece__code")
    return [
        f"{code}: its last move leads elsewhere" for (code,) in lost.order_by("pk").values_list("code")[:_SHOWN]
    ] + [f"{code}: a move carried another weight" for (code,) in other[:_SHOWN]]


def papers_that_do_not_add_up() -> Sequence[str]:
    """Seals, bags and lots whose fine metal is not that of their pieces. Queries: 3."""
    return [
        f"{number}: its pieces hold another weight of fine metal"
        for model, column, booked in (
            (NightSeal, "pieces_sealed", "fine_mg"),
            (GoldBag, "pieces_packed", "fine_mg"),
            (RefiningLot, "pieces_taken", "booked_fine_mg"),
        )
        for number in model.objects.annotate(held=Coalesce(Sum(f"{column}__fine_mg"), 0))
        .exclude(held=F(booked))
        .order_by("pk")
        .values_list("number", flat=True)[:_SHOWN]
    ]


def grams_that_vanish() -> Sequence[str]:
    """Fine metal taken in against where it is: what lies somewhere, what was refined and lost, what went back.

    Queries: 3.
    """
    rows = MaterialPiece.objects.order_by().values("state").annotate(fine=Sum("fine_mg"))
    by_state = {row["state"]: row["fine"] for row in rows}
    entered = MaterialMove.objects.filter(number=1).aggregate(fine=Sum("fine_mg"))["fine"] or 0
    lots = RefiningLot.objects.filter(state=RefiningLot.State.REFINED).aggregate(
        fine=Sum("returned_fine_mg"), lost=Sum("variance_mg")
    )
    refined = (lots["fine"] or 0) + (lots["lost"] or 0)
    lying = sum(fine for state, fine in by_state.items() if state != MaterialState.REFINED)
    if entered == lying + refined:
        return []
    return [f"{entered} mg fine came in, {lying + refined} mg are accounted for"]


MATERIAL_CHECKS = tuple(
    Check(f"sales.material_{name}", title, run, order=order)
    for order, (name, title, run) in enumerate(
        (
            ("lines", gettext_noop("Old gold lines have their material"), lines_without_material),
            ("moves", gettext_noop("Material is where its moves led"), moves_that_do_not_lead_here),
            ("papers", gettext_noop("Seals, bags and lots hold what they say"), papers_that_do_not_add_up),
            ("grams", gettext_noop("Fine grams of old gold in = out"), grams_that_vanish),
        ),
        start=510,
    )
)
