"""Forms of categories, styles and reference data."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from facet.catalog import selectors
from facet.catalog.rules.naming import Grade
from facet.catalog.services import CategoryRequest, PriceItemRequest, StyleRequest, WordRequest
from facet.catalog.web import words
from facet.catalog.web.fields import offer_choices
from facet.kernel.errors import gettext_noop
from facet.kernel.form_fields import CleanText, UnitField

CODE_HINT = _("Letters, digits, dots and dashes; it cannot be changed later.")
LABOUR_HINT = _("Yuan per gram or per piece; for percent of the metal write the percentage, e.g. 8.5.")


def _by_code(rows: Iterable[Any], *, empty: str) -> list[tuple[str, str]]:
    return [("", gettext(empty)), *((row.code, words.named(row)) for row in rows)]


class _Coded(forms.Form):
    """A form whose first field is the code while the row is new."""

    code = CleanText(label=_("Code"), max_length=32, help_text=CODE_HINT)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = is_new
        if not is_new:
            del self.fields["code"]


class _Labour(forms.Form):
    """Labour as a kind and a value; the value's unit follows the kind."""

    labour_kind = forms.ChoiceField(label=_("Labour is counted"), help_text=_("What the labour value below means."))
    labour_value = UnitField(label=_("Labour"), unit="yuan", required=False, help_text=LABOUR_HINT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, labour_kind=words.options("labour"))


class CategoryForm(_Coded, _Labour):
    """A category's names and what a new piece of it starts with."""

    name = CleanText(label=_("Name"), max_length=64, help_text=_("As the staff and the reports call it."))
    name_en = CleanText(label=_("English name"), max_length=64, help_text=_("For screens in English."))
    points_class = forms.ChoiceField(label=_("Points as"), help_text=_("Which rate of the points rules counts."))
    price_basis = forms.ChoiceField(label=_("Priced"), help_text=_("How new pieces are priced."))
    price_item = forms.ChoiceField(
        label=_("Gold price line"), required=False, help_text=_("Which price per gram counts.")
    )
    loss_bp = UnitField(
        label=_("Standard loss, percent"), unit="percent", high=10_000, help_text=_("Metal lost in making, e.g. 0.8.")
    )
    target_margin_bp = UnitField(
        label=_("Target margin, percent"),
        unit="percent",
        high=10_000,
        help_text=_("The gross margin aimed at, e.g. 12."),
    )
    tax_class = forms.ChoiceField(label=_("Taxed as"), help_text=_("Decides how trade-ins are taxed."))
    earns_points = forms.BooleanField(
        label=_("Earns points"), required=False, help_text=_("Investment bars usually earn none.")
    )
    allows_discount = forms.BooleanField(
        label=_("Takes discounts"), required=False, help_text=_("Without the tick nobody can give a discount.")
    )
    icon = forms.RegexField(
        r"^[a-z][a-z0-9-]{0,31}$", label=_("Icon"), help_text=_("Name of a line icon, e.g. diamond, circle, moon.")
    )
    field_order = ["code", "name", "name_en", "price_basis", "price_item", "labour_kind", "labour_value"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {"points_class": "points", "price_basis": "basis", "tax_class": "tax"}
        for field, kind in choices.items():
            offer_choices(self, **{field: words.options(kind)})
        items = [item for item in selectors.price_items() if item.is_active]
        offer_choices(self, price_item=_by_code(items, empty=gettext_noop("None")))

    def request(self) -> CategoryRequest:
        facts = {name: value for name, value in self.cleaned_data.items() if name not in {"code", "parent"}}
        facts["labour_value"] = facts["labour_value"] or 0
        return CategoryRequest(**facts)


class StyleForm(_Coded, _Labour):
    """A style: names, place in the tree, words, price and target weights."""

    name = CleanText(label=_("Name"), max_length=64, help_text=_("As it stands on lists and labels."))
    name_en = CleanText(label=_("English name"), max_length=64, required=False, help_text=_("For screens in English."))
    category = forms.ChoiceField(label=_("Category"), help_text=_("The finest category it belongs to."))
    form = forms.ChoiceField(label=_("Kind of piece"), required=False, help_text=_("Ring, necklace, bangle …"))
    gem = forms.ChoiceField(label=_("Gem"), required=False, help_text=_("The main gem, for the legal name."))
    craft = forms.ChoiceField(label=_("Craft"), required=False, help_text=_("How it is made."))
    taste = forms.ChoiceField(label=_("Taste"), required=False, help_text=_("For matching members' preferences."))
    brand = forms.ChoiceField(label=_("Brand"), required=False, help_text=_("Own or bought-in brand."))
    series = CleanText(label=_("Series"), max_length=64, required=False, help_text=_("The line it belongs to."))
    set_code = CleanText(
        label=_("Set"), max_length=32, required=False, help_text=_("The same code for pieces worn together.")
    )
    price_basis = forms.ChoiceField(label=_("Priced"), help_text=_("How new pieces are priced."))
    price_item = forms.ChoiceField(
        label=_("Gold price line"), required=False, help_text=_("Which price per gram counts.")
    )
    weight_from_mg = UnitField(
        label=_("Weight from, grams"), unit="grams", required=False, help_text=_("Metal, e.g. 8.50.")
    )
    weight_to_mg = UnitField(
        label=_("Weight to, grams"), unit="grams", required=False, help_text=_("Metal, e.g. 9.20.")
    )
    note = CleanText(label=_("Note"), max_length=200, required=False, help_text=_("For buyers and the workshop."))

    field_order = [
        "code",
        "name",
        "name_en",
        "category",
        "form",
        "gem",
        "craft",
        "taste",
        "brand",
        "series",
        "set_code",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [word for word in selectors.words() if word.is_active]
        for field, kind in (
            ("form", "form"),
            ("gem", "gem"),
            ("craft", "craft"),
            ("taste", "style"),
            ("brand", "brand"),
        ):
            rows = [word for word in everything if word.kind == kind]
            offer_choices(self, **{field: _by_code(rows, empty=gettext_noop("None"))})
        items = [item for item in selectors.price_items() if item.is_active]
        offer_choices(self, price_item=_by_code(items, empty=gettext_noop("None")))
        offer_choices(self, price_basis=words.options("basis"))
        tree = selectors.category_facts().values()
        leaves = [facts for facts in tree if facts.is_leaf and facts.is_active]
        offer_choices(self, category=_by_code(leaves, empty=gettext_noop("Choose")))

    def request(self) -> StyleRequest:
        return StyleRequest(**{name: value for name, value in self.cleaned_data.items() if name != "code"})


class WordForm(_Coded):
    """A word of a dictionary."""

    name = CleanText(label=_("Name"), max_length=64, help_text=_("As it stands on labels and screens."))
    name_en = CleanText(label=_("English name"), max_length=64, help_text=_("For screens in English."))
    value = UnitField(
        label=_("Circumference, 0.1 mm"),
        unit="int",
        low=1,
        high=9_999,
        required=False,
        help_text=_("520 means 52.0 mm."),
    )
    position = UnitField(label=_("Position"), unit="int", high=10_000, help_text=_("Small numbers come first."))
    is_active = forms.BooleanField(
        label=_("In use"), required=False, help_text=_("Without the tick the word is no longer offered.")
    )

    def __init__(self, *args: Any, has_value: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_value:
            del self.fields["value"]

    def request(self) -> WordRequest:
        return WordRequest(**{name: value for name, value in self.cleaned_data.items() if name != "code"})


class PriceItemForm(_Coded):
    """A line of the board."""

    name = CleanText(label=_("Name"), max_length=32, help_text=_("As it stands on the price screen."))
    name_en = CleanText(label=_("English name"), max_length=32, help_text=_("For screens in English."))
    metal = forms.ChoiceField(label=_("Kind of metal"), help_text=_("Which metal is weighed."))
    fineness_e4 = UnitField(
        label=_("Content, percent"),
        unit="percent",
        low=1,
        high=10_000,
        help_text=_("75 means 750‰, 99.99 means 999.9‰."),
    )
    base = forms.ChoiceField(
        label=_("Follows"), required=False, help_text=_("Another line from which it is suggested.")
    )
    premium_bp = UnitField(
        label=_("Premium, percent"),
        unit="percent",
        low=-10_000,
        high=10_000,
        help_text=_("On top of the metal, e.g. 3."),
    )
    order = UnitField(
        label=_("Position"), unit="int", high=10_000, help_text=_("The first line is the one shown largest.")
    )
    is_active = forms.BooleanField(
        label=_("In use"), required=False, help_text=_("Without the tick it disappears from the board.")
    )

    def __init__(self, *args: Any, own_code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, metal=words.options("metal"))
        others = [item for item in selectors.price_items() if item.is_active and item.code != own_code]
        offer_choices(self, base=_by_code(others, empty=gettext_noop("No other line")))

    def request(self) -> PriceItemRequest:
        return PriceItemRequest(**{name: value for name, value in self.cleaned_data.items() if name != "code"})


class PurityForm(forms.Form):
    """A grade of purity from a day on."""

    metal = forms.ChoiceField(label=_("Kind of metal"), help_text=_("Which metal the grade is of."))
    fineness_e4 = UnitField(
        label=_("Least content, percent"),
        unit="percent",
        low=1,
        high=10_000,
        help_text=_("75 means 750‰. Nothing below it passes."),
    )
    legal_name = CleanText(label=_("Legal name"), max_length=32, help_text=_("What a name may begin with, e.g. 18K金."))
    legal_name_en = CleanText(label=_("English name"), max_length=32, help_text=_("For screens in English."))
    mark = CleanText(label=_("Mark"), max_length=16, help_text=_("What is stamped into the piece, e.g. Au750."))
    valid_from = forms.DateField(
        label=_("Valid from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day the standard comes into force."),
    )
    source = CleanText(label=_("Source"), max_length=120, help_text=_("Number and edition of the standard."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, metal=words.options("metal"))

    def grade(self) -> Grade:
        return Grade(**{name: self.cleaned_data[name] for name in Grade.__slots__})


class EndForm(forms.Form):
    """The day on which a grade no longer holds."""

    valid_until = forms.DateField(
        label=_("Ends on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The first day on which it no longer holds."),
    )
