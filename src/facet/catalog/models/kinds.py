"""Kinds of goods: the category tree, styles, dictionaries, and the dated purity table."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from treebeard.mp_tree import MP_Node

from facet.catalog.models.choices import choices, values
from facet.catalog.rules.categories import (
    DICTIONARY_LABELS,
    POINTS_LABELS,
    TAX_LABELS,
    DictionaryKind,
    PointsClass,
    TaxClass,
)
from facet.catalog.rules.pricing import BASIS_LABELS, LABOUR_LABELS, LabourKind, PriceBasis
from facet.catalog.rules.weights import METAL_LABELS, Metal
from facet.kernel.classification import classify


class Category(MP_Node):
    """One branch or leaf of the tree of goods, with what a new piece of it starts with.

    Goods stand in leaves only. `labour_value` counts what `labour_kind` says: cents per gram,
    cents, or basis points of the metal. `loss_bp` is the standard loss in making,
    `target_margin_bp` the gross margin aimed at. Path, depth and child count are the tree's.
    Written by: catalog.services.categories, catalog.services.install.
    """

    classified = classify(
        keep="id path depth numchild code name name_en points_class price_basis labour_kind labour_value loss_bp"
        " target_margin_bp tax_class earns_points allows_discount price_item icon is_active"
    )

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=64)
    name_en = models.CharField(max_length=64)
    points_class = models.CharField(max_length=16, choices=choices(POINTS_LABELS))
    price_basis = models.CharField(max_length=16, choices=choices(BASIS_LABELS))
    labour_kind = models.CharField(max_length=16, choices=choices(LABOUR_LABELS), default=LabourKind.PER_GRAM.value)
    labour_value = models.PositiveBigIntegerField(default=0)
    loss_bp = models.PositiveIntegerField(default=0)
    target_margin_bp = models.PositiveIntegerField(default=0)
    tax_class = models.CharField(max_length=16, choices=choices(TAX_LABELS), default=TaxClass.GENERAL.value)
    earns_points = models.BooleanField(default=True)
    allows_discount = models.BooleanField(default=True)
    price_item = models.ForeignKey("catalog.PriceItem", models.PROTECT, null=True, related_name="+")
    icon = models.CharField(max_length=32, default="diamond")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(points_class__in=values(PointsClass)), name="catalog_category_points_class"),
            CheckConstraint(condition=Q(price_basis__in=values(PriceBasis)), name="catalog_category_price_basis"),
            CheckConstraint(condition=Q(labour_kind__in=values(LabourKind)), name="catalog_category_labour_kind"),
            CheckConstraint(condition=Q(tax_class__in=values(TaxClass)), name="catalog_category_tax_class"),
            CheckConstraint(
                condition=Q(loss_bp__lte=10_000) & Q(target_margin_bp__lte=10_000), name="catalog_category_shares"
            ),
        ]


class DictionaryEntry(models.Model):
    """One word that goods are described with. A word in use is retired, never deleted.

    `value` is a number that belongs to the word: a ring size's circumference in 0.1 mm.
    Written by: catalog.services.dictionaries, catalog.services.install.
    """

    classified = classify(keep="id kind code name name_en value position is_active")

    kind = models.CharField(max_length=16, choices=choices(DICTIONARY_LABELS))
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=64)
    name_en = models.CharField(max_length=64)
    value = models.PositiveIntegerField(null=True)
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["kind", "code"], name="catalog_dictionary_code_once"),
            CheckConstraint(condition=Q(kind__in=values(DictionaryKind)), name="catalog_dictionary_kind"),
        ]


class Style(models.Model):
    """One design that pieces are made to. Withdrawn styles keep their pieces and take no new ones.

    Target weights are of the metal, in mg; null means not planned. Pieces of one `set_code`
    are worn together. Labour null means as the category says.
    Written by: catalog.services.styles.
    """

    classified = classify(
        keep="id code name name_en category series set_code brand craft taste form gem price_item price_basis"
        " labour_kind labour_value weight_from_mg weight_to_mg note withdrawn_on"
    )

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=64)
    name_en = models.CharField(max_length=64, blank=True, default="")
    category = models.ForeignKey(Category, models.PROTECT, related_name="styles")
    series = models.CharField(max_length=64, blank=True, default="")
    set_code = models.CharField(max_length=32, blank=True, default="")
    brand = models.ForeignKey(DictionaryEntry, models.PROTECT, null=True, related_name="+")
    craft = models.ForeignKey(DictionaryEntry, models.PROTECT, null=True, related_name="+")
    taste = models.ForeignKey(DictionaryEntry, models.PROTECT, null=True, related_name="+")
    form = models.ForeignKey(DictionaryEntry, models.PROTECT, null=True, related_name="+")
    gem = models.ForeignKey(DictionaryEntry, models.PROTECT, null=True, related_name="+")
    price_item = models.ForeignKey("catalog.PriceItem", models.PROTECT, null=True, related_name="+")
    price_basis = models.CharField(max_length=16, choices=choices(BASIS_LABELS))
    labour_kind = models.CharField(max_length=16, choices=choices(LABOUR_LABELS), default=LabourKind.PER_GRAM.value)
    labour_value = models.PositiveBigIntegerField(null=True)
    weight_from_mg = models.PositiveIntegerField(null=True)
    weight_to_mg = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True, default="")
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(weight_from_mg=None) | Q(weight_to_mg=None) | Q(weight_to_mg__gte=F("weight_from_mg")),
                name="catalog_style_weights_in_order",
            ),
            CheckConstraint(condition=Q(price_basis__in=values(PriceBasis)), name="catalog_style_price_basis"),
            CheckConstraint(condition=Q(labour_kind__in=values(LabourKind)), name="catalog_style_labour_kind"),
        ]


class Purity(models.Model):
    """One grade that the law knows, from a day until a day (exclusive; null means still).

    `fineness_e4` is the least content in ten-thousandths, without negative tolerance.
    Written by: catalog.services.purities, catalog.services.install.
    """

    classified = classify(keep="id metal fineness_e4 legal_name legal_name_en mark valid_from valid_until source")

    metal = models.CharField(max_length=16, choices=choices(METAL_LABELS))
    fineness_e4 = models.PositiveIntegerField()
    legal_name = models.CharField(max_length=32)
    legal_name_en = models.CharField(max_length=32)
    mark = models.CharField(max_length=16)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    source = models.CharField(max_length=120)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["metal", "fineness_e4", "valid_from"], name="catalog_purity_once"),
            CheckConstraint(condition=Q(metal__in=values(Metal)), name="catalog_purity_metal"),
            CheckConstraint(condition=Q(fineness_e4__gte=1, fineness_e4__lte=10_000), name="catalog_purity_fineness"),
            CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")), name="catalog_purity_days_in_order"
            ),
        ]
