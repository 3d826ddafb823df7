"""The list of old gold."""

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.kernel.wording import named
from facet.sales.models import MaterialPiece
from facet.sales.permissions import SalesPermission
from facet.sales.rules.old_gold import MAKER_WORDS, WAY_WORDS
from facet.sales.rules.refining import STATE_WORDS
from facet.sales.selectors.materials import visible_materials


def _page_of(piece: MaterialPiece) -> str:
    return reverse("sales:material", args=[piece.code])


def _code(pieces: QuerySet[MaterialPiece], text: str) -> QuerySet[MaterialPiece]:
    wanted = text.strip().upper()
    return pieces.filter(
        Q(code__startswith=wanted) | Q(bag__number=wanted) | Q(lot__number=wanted) | Q(seal__number=wanted)
    )


MATERIALS = ListDefinition(
    key="sales.materials",
    title=gettext_noop("Old gold"),
    purpose=gettext_noop(
        "Every piece that customers brought in, from the counter to the refiner, by grams and fine grams."
    ),
    permission=SalesPermission.VIEW_MATERIALS,
    queryset=lambda actor: visible_materials(actor).select_related("store", "price_item", "tester"),
    columns=[
        Column("code", gettext_noop("Code"), value="code", link=_page_of),
        Column("taken_at", gettext_noop("Time"), value="taken_at", sort="taken_at", kind="datetime"),
        Column("store", gettext_noop("Store"), value=lambda row: named(row.store)),
        Column("state", gettext_noop("State"), value=lambda piece: gettext(piece.state_words)),
        Column("way", gettext_noop("Way"), value=lambda piece: gettext(piece.way_words)),
        Column("metal", gettext_noop("Metal"), value="price_item.name"),
        Column("gross_mg", gettext_noop("Gross"), value="gross_mg", sort="gross_mg", kind="grams"),
        Column("net_mg", gettext_noop("Net"), value="net_mg", sort="net_mg", kind="grams"),
        Column("fineness", gettext_noop("Fineness"), value="fineness_e4", kind="percent"),
        Column("fine_mg", gettext_noop("Fine"), value="fine_mg", sort="fine_mg", kind="grams"),
        Column("value_cents", gettext_noop("Credited"), value="value_cents", sort="value_cents", kind="yuan"),
        Column("tester", gettext_noop("Tester"), value="tester.name"),
    ],
    conditions=[
        Condition("search", gettext_noop("Code, bag, seal or lot"), kind="text", apply=_code),
        Condition(
            "state", gettext_noop("State"), kind="choice", choices=[(str(k), word) for k, word in STATE_WORDS.items()],
            apply=lambda pieces, state: pieces.filter(state=state),
        ),
        Condition(
            "way", gettext_noop("Way"), kind="choice", choices=[(str(k), word) for k, word in WAY_WORDS.items()],
            apply=lambda pieces, way: pieces.filter(way=way),
        ),
        Condition(
            "maker", gettext_noop("Whose gold"), kind="choice",
            choices=[(str(k), word) for k, word in MAKER_WORDS.items()],
            apply=lambda pieces, maker: pieces.filter(maker=maker),
        ),
        Condition(
            "store", gettext_noop("Store code"), kind="text",
            apply=lambda pieces, code: pieces.filter(store__code__iexact=code.strip()),
        ),
    ],
    order=("-taken_at", "-id"),
    totals=[
        Total("pieces", gettext_noop("Pieces"), Count("id")),
        Total("net", gettext_noop("Net"), Sum("net_mg"), kind="grams"),
        Total("fine", gettext_noop("Fine"), Sum("fine_mg"), kind="grams"),
        Total("value", gettext_noop("Credited"), Sum("value_cents"), kind="yuan"),
    ],
    empty=gettext_noop("No old gold was taken in yet."),
)  # fmt: skip
