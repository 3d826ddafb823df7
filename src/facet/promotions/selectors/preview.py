"""What promotions would do on a sample cart, a draft among them; nothing is written. Source: ux.md §2.11."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from facet.catalog import selectors as catalog_selectors
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.promotions.models import PromotionVersion
from facet.promotions.permissions import PromotionsPermission
from facet.promotions.rules.cart import Buyer, CartLine, Context
from facet.promotions.rules.engine import Result, evaluate
from facet.promotions.rules.states import State
from facet.promotions.rules.terms import Left, Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleLine:
    """Goods that might be bought: by weight with metal and labour, else with a price. Units: fen, mg."""

    category: str
    price_cents: int = 0
    weight_mg: int = 0
    metal_cents: int = 0
    labour_cents: int = 0
    quantity: int = 1
    style: str = ""
    code: str = ""
    cost_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A cart, where and when it is bought (the store's clock), and by whom; `draft` is a promotion's code."""

    lines: Sequence[SampleLine]
    now: datetime
    store: str = ""
    store_kind: str = "own"
    buyer: Buyer | None = None
    draft: str = ""
    alone: bool = False  # only the draft, without what is live


def preview(viewer: Actor, sample: Sample) -> Result:
    """What counts and why the rest does not, as at the till; limits are taken as untouched.

    Raises: NotPermitted, Invalid for an unknown category. Queries: 3 at most.
    """
    require(viewer, PromotionsPermission.VIEW_PROMOTIONS)
    context = Context(now=sample.now, store=sample.store, store_kind=sample.store_kind, buyer=sample.buyer)
    return evaluate(_cart(sample.lines), _offers(sample), context=context)


def _offers(sample: Sample) -> list[Offer]:
    day = sample.now.date()
    live: list[Offer] = []
    if not sample.alone:
        rows = PromotionVersion.objects.filter(state=State.PUBLISHED, begins__lte=day, until__gt=day)
        live = [row.offer(_whole(row)) for row in rows.select_related("promotion").order_by("promotion__code")]
    drafts = PromotionVersion.objects.select_related("promotion").filter(
        promotion__code=sample.draft, state__in=(State.DRAFT, State.REVIEW)
    )
    drafted = [row.offer(_whole(row)) for row in drafts] if sample.draft else []
    replaced = {offer.code for offer in drafted}
    return [offer for offer in live if offer.code not in replaced] + drafted


def _whole(row: PromotionVersion) -> Left:
    """The limits as on the first day."""
    limits = row.promise.limits
    return Left(budget_cents=limits.budget_cents or None)


def _cart(lines: Sequence[SampleLine]) -> list[CartLine]:
    categories = {facts.code: facts for facts in catalog_selectors.category_facts().values()}
    cart = []
    for number, line in enumerate(lines, start=1):
        facts = categories.get(line.category)
        if facts is None:
            raise Invalid(field="category", reason=gettext_noop("choose a category of the catalogue"))
        by_weight = bool(line.weight_mg and line.metal_cents)
        cents = line.metal_cents + line.labour_cents if by_weight else line.price_cents
        cart.append(
            CartLine(
                code=line.code or f"{number:02}", net_cents=cents, list_cents=cents, style=line.style,
                path=facts.path_codes, quantity=line.quantity, weight_mg=line.weight_mg, by_weight=by_weight,
                metal_cents=line.metal_cents, labour_cents=line.labour_cents, cost_cents=line.cost_cents,
                takes_discount=facts.allows_discount,
            )
        )  # fmt: skip
    return cart
