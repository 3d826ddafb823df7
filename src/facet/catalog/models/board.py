"""The price board: what a gram costs, in which price group, from when, and which stores know it."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.catalog.models.choices import choices, values
from facet.catalog.rules.market import SERIES_LABELS, MarketSeries
from facet.catalog.rules.weights import METAL_LABELS, Metal
from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify


class PriceItem(models.Model):
    """One line of the board: a metal at a content, priced by the gram.

    `base_item` and `premium_bp` say how its retail price is suggested (F9); a person decides.
    Written by: catalog.services.price_items, catalog.services.install.
    """

    classified = classify(keep="id code name name_en metal fineness_e4 base_item premium_bp order is_active")

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=32)
    name_en = models.CharField(max_length=32)
    metal = models.CharField(max_length=16, choices=choices(METAL_LABELS))
    fineness_e4 = models.PositiveIntegerField()
    base_item = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    premium_bp = models.IntegerField(default=0)
    order = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(metal__in=values(Metal)), name="catalog_price_item_metal"),
            CheckConstraint(
                condition=Q(fineness_e4__gte=1, fineness_e4__lte=10_000), name="catalog_price_item_fineness"
            ),
        ]


class BoardPublication(AppendOnly):
    """One act of publishing: the prices of one price group from one moment on.

    `largest_change_bp` is the largest change of any price in it; above the limit `approval` names
    the second person's consent. Never edited, only superseded.
    Written by: catalog.services.board, catalog.services.install.
    """

    classified = classify(
        scrub="published_by_name",
        keep="id price_group valid_from published_at published_by_key approval largest_change_bp note",
    )

    price_group = models.ForeignKey("organisation.PriceGroup", models.PROTECT, related_name="+")
    valid_from = models.DateTimeField()
    published_at = models.DateTimeField()
    published_by_key = models.CharField(max_length=64)  # Actor.key
    published_by_name = models.CharField(max_length=64)
    approval = models.ForeignKey("organisation.Approval", models.PROTECT, null=True, related_name="+")
    largest_change_bp = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(valid_from__gte=F("published_at")), name="catalog_publication_not_backdated"),
        ]
        indexes = [models.Index(fields=["price_group", "-valid_from", "-id"], name="catalog_publication_latest")]


class BoardPrice(AppendOnly):
    """What one gram of one price item costs in one price group from `valid_from` on, in cents.

    Null exchange or buy-back: the house does not do that with this metal. Group and moment are
    copied from the publication, so that the price at a moment is one look into one index.
    Written by: catalog.services.board, catalog.services.install.
    """

    classified = classify(
        keep="id publication price_item price_group valid_from retail_cents_per_gram exchange_cents_per_gram"
        " buy_back_cents_per_gram"
    )

    publication = models.ForeignKey(BoardPublication, models.PROTECT, related_name="+")
    price_item = models.ForeignKey(PriceItem, models.PROTECT, related_name="+")
    price_group = models.ForeignKey("organisation.PriceGroup", models.PROTECT, related_name="+")
    valid_from = models.DateTimeField()
    retail_cents_per_gram = models.PositiveBigIntegerField()
    exchange_cents_per_gram = models.PositiveBigIntegerField(null=True)
    buy_back_cents_per_gram = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["publication", "price_item"], name="catalog_board_price_once"),
            CheckConstraint(condition=Q(retail_cents_per_gram__gt=0), name="catalog_board_price_positive"),
            CheckConstraint(
                condition=Q(exchange_cents_per_gram=None)
                | (Q(exchange_cents_per_gram__gt=0) & Q(exchange_cents_per_gram__lte=F("retail_cents_per_gram"))),
                name="catalog_board_exchange_below_retail",
            ),
            CheckConstraint(
                condition=Q(buy_back_cents_per_gram=None)
                | (Q(buy_back_cents_per_gram__gt=0) & Q(buy_back_cents_per_gram__lte=F("retail_cents_per_gram"))),
                name="catalog_board_buy_back_below_retail",
            ),
        ]
        indexes = [
            models.Index(fields=["price_group", "price_item", "-valid_from", "-id"], name="catalog_board_price_at"),
        ]


class BoardConfirmation(AppendOnly):
    """A store has seen one publication and put it on its counter.

    Written by: catalog.services.board only.
    """

    classified = classify(scrub="confirmed_by_name", keep="id store publication confirmed_at confirmed_by_key")

    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    publication = models.ForeignKey(BoardPublication, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()
    confirmed_by_key = models.CharField(max_length=64)  # Actor.key
    confirmed_by_name = models.CharField(max_length=64)

    class Meta:
        constraints = [UniqueConstraint(fields=["store", "publication"], name="catalog_confirmed_once")]


class MarketPrice(models.Model):
    """What the trade paid on one day: yuan per gram of a metal, or a diamond index.

    `value_cents` is cents per gram, for an index hundredths of a point. A correction replaces the
    value; the audit log keeps both. Written by: catalog.services.market only.
    """

    classified = classify(keep="id on series value_cents source")

    on = models.DateField()
    series = models.CharField(max_length=16, choices=choices(SERIES_LABELS))
    value_cents = models.PositiveBigIntegerField()
    source = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["series", "on"], name="catalog_market_price_once"),
            CheckConstraint(condition=Q(series__in=values(MarketSeries)), name="catalog_market_series"),
            CheckConstraint(condition=Q(value_cents__gt=0), name="catalog_market_price_positive"),
        ]
