"""Every blank of a promotion, and the terms that the blanks say."""

from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from facet.catalog import selectors as catalog_selectors
from facet.kernel.interface import OperationForm
from facet.kernel.permissions import Actor
from facet.members import selectors as members_selectors
from facet.organisation import selectors as organisation_selectors
from facet.promotions.models import PromotionVersion
from facet.promotions.rules.terms import (
    KIND_LABELS,
    PERCENT_KINDS,
    Conditions,
    CostShares,
    Every,
    Guard,
    Kind,
    Limits,
    Scope,
    Terms,
)
from facet.promotions.selectors.choices import coupon_choices, ladder_choices
from facet.promotions.selectors.words import EVERY_LABELS, STORE_KINDS, WEEKDAYS
from facet.promotions.services import PromotionIn
from facet.promotions.web.fields import CleanField, CodesField, DayField, TimeField, UnitField, fill, today

MOST_PARTS = 3


def ticks(label: Any, hint: Any) -> forms.MultipleChoiceField:
    """Boxes to tick; none means all."""
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple, help_text=hint)


def whole(label: Any, hint: Any, *, low: int = 0, high: int = 10**6, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=low, max_value=high, help_text=hint, **more)


class PromotionForm(OperationForm):
    """A promotion as sentences with blanks; empty blanks ask nothing."""

    code = CleanField(label=_("Code"), max_length=16, help_text=_("Capitals and digits, such as XMAS-26; it stays."))
    name = CleanField(label=_("Name"), max_length=60, help_text=_("As customers read it on the receipt."))
    name_en = CleanField(label=_("English name"), max_length=60, required=False, help_text=_("For English screens."))
    kind = forms.ChoiceField(
        label=_("Gives"), choices=[(kind.value, _(KIND_LABELS[kind])) for kind in Kind],
        help_text=_("What the customer gets."),
    )  # fmt: skip
    yuan = UnitField("yuan", label=_("Yuan"), required=False, help_text=_("Off, off per gram, or the add-on price."))
    percent = UnitField("percent", label=_("Percent"), required=False, help_text=_("10 is 10% off, which is 九折."))
    times = UnitField("percent", label=_("Points, in percent"), required=False, help_text=_("200 is double points."))
    from_cents = UnitField("yuan", label=_("From"), required=False, help_text=_("What fitting goods must come to."))
    steps = forms.BooleanField(label=_("for each full step"), required=False)
    most_steps = whole(_("Most steps"), _("0: any number."), high=99)
    pieces = whole(_("Pieces"), _("From so many pieces on."), high=99)
    excess = UnitField("grams", label=_("Grams"), required=False, help_text=_("Only on grams above this weight."))
    gift_sku = CleanField(label=_("Gift"), max_length=32, required=False, help_text=_("The sku of the gift goods."))
    gift_quantity = whole(_("Gift pieces"), _("How many are given each time."), high=99)
    coupon = forms.ChoiceField(
        label=_("Coupon"), required=False, help_text=_("Which coupons are given, for next time.")
    )
    coupon_quantity = whole(_("Coupons"), _("How many are given each time."), high=9)
    categories = ticks(_("Categories"), _("With all below them. None ticked: all goods."))
    but = ticks(_("But not"), _("Left out, with all below them."))
    styles = CodesField(label=_("Styles"), required=False, help_text=_("Codes, parted by commas."))
    tags = CodesField(label=_("Pieces by tag"), required=False, help_text=_("Tags, parted by commas."))
    target = ticks(_("Add-on goods"), _("What may be added at the special price."))
    part1 = ticks(_("First of the set"), _("For a set: one piece of these."))
    part2 = ticks(_("Second of the set"), _("For a set: one piece of these."))
    part3 = ticks(_("Third of the set"), _("Empty: the set has two pieces."))
    begins = DayField(label=_("From the"), help_text=_("Begins at 0:00 of this day."))
    last = DayField(label=_("Through the"), help_text=_("Ends at 24:00 of this day."))
    from_time = TimeField(label=_("From the hour"), required=False, help_text=_("Empty: from opening on."))
    until_time = TimeField(label=_("Until the hour"), required=False, help_text=_("Empty: until closing."))
    weekdays = ticks(_("Weekdays"), _("None ticked: every day."))
    every = forms.ChoiceField(label=_("Repeats"), choices=list(EVERY_LABELS.items()), required=False)
    day = whole(_("Day"), _("Day of the month, last digit, or every how many days."), high=366)
    stores = ticks(_("Stores"), _("None ticked: all stores."))
    store_kinds = ticks(_("Kinds of stores"), _("None ticked: all kinds."))
    members_only = forms.BooleanField(label=_("Members only"), required=False)
    grades = ticks(_("Grades"), _("None ticked: all."))
    groups = ticks(_("Groups of members"), _("None ticked: all."))
    first_purchase = forms.BooleanField(label=_("First purchase only"), required=False)
    birthday_days = whole(_("Days around the birthday"), _("Empty: at any time."), high=45)
    anniversary_days = whole(_("Days around an anniversary"), _("Empty: at any time."), high=45)
    per_member = whole(_("Times for one member"), _("0: any number."))
    per_day = whole(_("Times a day"), _("All stores together. 0: any number."))
    total = whole(_("Times in all"), _("0: any number."))
    budget = UnitField("yuan", label=_("Budget"), required=False, help_text=_("Shared out to the stores. Empty: none."))
    floor = UnitField("percent", label=_("Floor"), required=False, help_text=_("Never below this share of the price."))
    margin = UnitField(
        "percent", label=_("Margin"), required=False, help_text=_("Never below cost and so much on top.")
    )
    brand = UnitField("percent", label=_("Brand"), required=False, help_text=_("Its share of the cost."))
    mall = UnitField("percent", label=_("Mall"), required=False, help_text=_("Its share of the cost."))
    franchisee = UnitField("percent", label=_("Franchisee"), required=False, help_text=_("Its share of the cost."))
    group = CleanField(
        label=_("Exclusive group"), max_length=16, required=False, help_text=_("Of one group, one counts.")
    )
    priority = whole(_("Priority"), _("The higher counts first."), low=-1_000, high=1_000, initial=0)
    with_manual = forms.BooleanField(label=_("Also on goods with a discount by hand"), required=False)

    def offer_choices(self, viewer: Actor) -> None:
        """Fill the boxes with what the house has. Queries: 5."""
        chinese = (get_language() or "").startswith("zh")
        categories = [
            (facts.code, facts.name if chinese else facts.name_en or facts.name)  # boxes in a row: no room to indent
            for facts in catalog_selectors.category_facts().values()
        ]
        for name in ("categories", "but", "target", *(f"part{n}" for n in range(1, MOST_PARTS + 1))):
            fill(self, name, categories)
        fill(
            self,
            "stores",
            [
                (store.code, store.name if chinese else store.name_en or store.name)
                for store in organisation_selectors.stores_of(viewer)
            ],
        )
        fill(self, "coupon", [("", "—"), *coupon_choices()])
        fill(self, "store_kinds", list(STORE_KINDS.items()))
        fill(self, "weekdays", [(str(number), word) for number, word in WEEKDAYS.items()])
        fill(self, "grades", [(code, name if chinese else en or name) for code, name, en in ladder_choices(today())])
        fill(
            self,
            "groups",
            [(code, name if chinese else en or name) for code, (name, en) in members_selectors.group_names().items()],
        )

    def wanted(self) -> PromotionIn:
        """What the blanks say. Raises: TermsInvalid."""
        data = self.cleaned_data
        return PromotionIn(code=data["code"].upper(), name=data["name"], name_en=data["name_en"], terms=_terms(data))


def _terms(data: Mapping[str, Any]) -> Terms:
    kind = Kind(data["kind"])
    parts = tuple(Scope(categories=frozenset(data[f"part{n}"])) for n in range(1, MOST_PARTS + 1) if data[f"part{n}"])
    return Terms(
        kind=kind, value=_value(kind, data), conditions=_conditions(data), from_cents=data["from_cents"],
        steps=data["steps"], most_steps=data["most_steps"] or 0, pieces=data["pieces"] or 0,
        excess_over_mg=data["excess"], gift_sku=data["gift_sku"].upper(), gift_quantity=data["gift_quantity"] or 0,
        coupon=data["coupon"] if kind == Kind.COUPON else "",
        coupon_quantity=(data["coupon_quantity"] or 0) if kind == Kind.COUPON else 0,
        scope=Scope(
            categories=frozenset(data["categories"]), styles=data["styles"], pieces=data["tags"],
            but=frozenset(data["but"]),
        ),
        target=Scope(categories=frozenset(data["target"])), parts=parts if kind == Kind.BUNDLE else (),
        limits=Limits(
            per_member=data["per_member"] or 0, per_day=data["per_day"] or 0, total=data["total"] or 0,
            budget_cents=data["budget"],
        ),
        guard=Guard(floor_bp=data["floor"], margin_bp=data["margin"] or None),
        shares=CostShares(brand_bp=data["brand"], mall_bp=data["mall"], franchisee_bp=data["franchisee"]),
        group=data["group"], priority=data["priority"] or 0, with_manual=data["with_manual"],
    )  # fmt: skip


def _value(kind: Kind, data: Mapping[str, Any]) -> int:
    if kind in {Kind.GIFT, Kind.COUPON}:
        return 0
    if kind == Kind.POINTS:
        return int(data["times"])
    return int(data["percent"] if kind in PERCENT_KINDS else data["yuan"])


def _conditions(data: Mapping[str, Any]) -> Conditions:
    return Conditions(
        begins=data["begins"], until=data["last"] + timedelta(days=1), stores=frozenset(data["stores"]),
        store_kinds=frozenset(data["store_kinds"]), grades=frozenset(data["grades"]),
        groups=frozenset(data["groups"]), members_only=data["members_only"], first_purchase=data["first_purchase"],
        birthday_days=data["birthday_days"], anniversary_days=data["anniversary_days"],
        from_minute=_minute(data["from_time"], 0), until_minute=_minute(data["until_time"], 24 * 60),
        weekdays=frozenset(int(each) for each in data["weekdays"]), every=data["every"],
        day=(data["day"] or 0) if data["every"] else 0,
    )  # fmt: skip


def _minute(at: time | None, otherwise: int) -> int:
    return otherwise if at is None else at.hour * 60 + at.minute


def blanks_of(version: PromotionVersion) -> dict[str, Any]:
    """What the blanks begin with: the terms of a version."""
    terms, named = version.promise, version.promotion
    when, limits, shares = terms.conditions, terms.limits, terms.shares
    flat: Sequence[tuple[str, Any]] = [
        (name, getattr(when, name))
        for name in ("begins", "stores", "store_kinds", "grades", "groups", "members_only", "first_purchase",
                     "birthday_days", "anniversary_days", "weekdays", "every", "day")
    ]  # fmt: skip
    blanks = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in flat}
    same = ("kind", "from_cents", "steps", "most_steps", "pieces", "gift_sku", "gift_quantity", "coupon",
            "coupon_quantity", "group", "priority",
            "with_manual")  # fmt: skip
    blanks |= {name: getattr(terms, name) for name in same}
    blanks |= {f"part{n}": sorted(part.categories) for n, part in enumerate(terms.parts, start=1)}
    unit = "times" if terms.kind == Kind.POINTS else "percent" if terms.kind in PERCENT_KINDS else "yuan"
    return blanks | {
        "code": named.code, "name": named.name, "name_en": named.name_en, unit: terms.value,
        "excess": terms.excess_over_mg, "categories": sorted(terms.scope.categories), "but": sorted(terms.scope.but),
        "styles": terms.scope.styles, "tags": terms.scope.pieces, "target": sorted(terms.target.categories),
        "last": when.until - timedelta(days=1), "from_time": _time(when.from_minute),
        "until_time": _time(when.until_minute),
        "per_member": limits.per_member, "per_day": limits.per_day, "total": limits.total,
        "budget": limits.budget_cents, "floor": terms.guard.floor_bp, "margin": terms.guard.margin_bp or 0,
        "brand": shares.brand_bp, "mall": shares.mall_bp, "franchisee": shares.franchisee_bp,
        "weekdays": [str(each) for each in sorted(when.weekdays)], "every": when.every or Every.DAY,
    }  # fmt: skip


def _time(minute: int) -> time | None:
    return time(minute // 60, minute % 60) if 0 < minute < 24 * 60 else None
