"""The blanks of what tickets earn: rates, ladder, windows, days, bonuses, groups, spending steps."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from facet.loyalty.rules.earning_base import EARNING_BASE_LABELS
from facet.loyalty.rules.kinds import CLASS_LABELS
from facet.loyalty.rules.programme import EVERY
from facet.loyalty.web.fields import CleanField, DayField, TimesField, YuanField
from facet.members import selectors as members_selectors


def class_choices() -> list[tuple[str, Any]]:
    """The classes of goods, in the reader's language."""
    return [(name.value, _(label)) for name, label in CLASS_LABELS.items()]


def group_choices() -> list[tuple[str, str]]:
    """The groups of members, in the reader's language, with an empty choice first."""
    chinese = (get_language() or "").startswith("zh")
    names = members_selectors.group_names()
    return [("", "—"), *((code, name if chinese else name_en or name) for code, (name, name_en) in names.items())]


class BasicsForm(forms.Form):
    """Rates of each class of goods, how long points live, what they are worth."""

    years_kept = forms.IntegerField(
        label=_("Years kept"),
        min_value=0,
        max_value=20,
        help_text=_("1: points of a year end on 31 December of the next."),
    )
    worth_points = forms.IntegerField(
        label=_("Points"), min_value=1, max_value=1_000_000, help_text=_("So many points …")
    )
    worth_cents = YuanField(label=_("are worth"), help_text=_("… are worth so many yuan, for the books."))
    expected = forms.IntegerField(
        label=_("Expected to be used"),
        min_value=0,
        max_value=100,
        help_text=_("Percent of all points, for the liability."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in class_choices():
            hint = _("Points per yuan, such as 1.5. Empty earns nothing.")
            self.fields[f"rate_{name}"] = TimesField(label=label, required=False, help_text=hint)

    earning_base = forms.ChoiceField(
        label=_("Points are counted on"),
        choices=lambda: [(base.value, _(label)) for base, label in EARNING_BASE_LABELS.items()],
        help_text=_("Discounts, coupons, points and old gold lower what is paid; the rates multiply what stands here."),
    )  # fmt: skip
    steps_by_year = forms.ChoiceField(
        label=_("Spending steps look at"), choices=[("", _("the ticket")), ("year", _("the calendar year"))],
        required=False, help_text=_("With the year, this ticket included."),
    )  # fmt: skip

    @property
    def rates(self) -> list[Any]:
        """The rate fields, for the template."""
        return [self[f"rate_{name}"] for name, _label in class_choices()]


class StepForm(forms.Form):
    """One step of the ladder."""

    code = forms.SlugField(label=_("Code"), max_length=16, help_text=_("Short, in Latin letters; never changes."))
    name = CleanField(label=_("Name"), max_length=40, help_text=_("As members read it."))
    name_en = CleanField(label=_("English name"), max_length=40, required=False, help_text=_("For English screens."))
    threshold = forms.IntegerField(
        label=_("From points"),
        min_value=0,
        max_value=10**12,
        help_text=_("Lifetime points; the first step begins at 0."),
    )
    coefficient_bp = TimesField(label=_("Multiplier"), help_text=_("1.5 earns half as much again."))


class FactorForm(forms.Form):
    """What a window and a member day share."""

    name = CleanField(label=_("Name"), max_length=60, help_text=_("Members read it beside their points."))
    name_en = CleanField(label=_("English name"), max_length=60, required=False, help_text=_("For English screens."))
    factor_bp = TimesField(label=_("Multiplied by"), help_text=_("Of several on one day the highest counts."))
    classes = forms.MultipleChoiceField(
        label=_("Only for these goods"),
        choices=class_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all goods."),
    )
    grades = CleanField(
        label=_("Only for these grades"),
        max_length=200,
        required=False,
        help_text=_("Codes with commas, such as gold, diamond. Empty: all."),
    )

    def clean_grades(self) -> list[str]:
        return [code for code in self.cleaned_data["grades"].replace("，", ",").replace(" ", "").split(",") if code]


class WindowForm(FactorForm):
    """Days on which earning is multiplied."""

    begins = DayField(label=_("From"), help_text=_("The first day."))
    last = DayField(label=_("Through"), help_text=_("The last day, until 24:00."))
    yearly = forms.BooleanField(
        label=_("Every year"), required=False, help_text=_("Comes back on these days of every year.")
    )
    field_order = ("name", "name_en", "begins", "last", "factor_bp", "yearly", "grades", "classes")


class MemberDayForm(FactorForm):
    """A day that comes back every month or week."""

    every = forms.ChoiceField(
        label=_("Every"),
        choices=[
            ("month", _("day of the month")),
            ("digit", _("day ending in")),
            ("week", _("weekday")),
            ("lunar", _("lunar day")),
        ],
        initial="month",
        help_text=_("How often it comes back."),
    )
    day = forms.IntegerField(
        label=_("Day"), min_value=0, max_value=31,
        help_text=_("Of the month 1–31; ending in 8: 8th, 18th, 28th; weekday 1 is Monday; lunar 1–30."),
    )  # fmt: skip
    field_order = ("name", "name_en", "every", "day", "factor_bp", "grades", "classes")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        every, day = given.get("every"), given.get("day")
        if every in EVERY and day is not None and not EVERY[every][0] <= day <= EVERY[every][1]:
            self.add_error("day", _("There is no such day."))
        return given


class BonusForm(forms.Form):
    """Points on top for a product."""

    name = CleanField(label=_("Name"), max_length=60, help_text=_("Members read it beside their points."))
    name_en = CleanField(label=_("English name"), max_length=60, required=False, help_text=_("For English screens."))
    points = forms.IntegerField(
        label=_("Points a piece"), min_value=1, max_value=1_000_000, help_text=_("Added, never multiplied.")
    )
    style_code = CleanField(label=_("Style"), max_length=32, required=False, help_text=_("Empty: every new product."))
    begins = DayField(label=_("From"), required=False, help_text=_("Empty: at once."))
    last = DayField(label=_("Through"), required=False, help_text=_("Empty: without end."))


class GroupBonusForm(forms.Form):
    """More for chosen members."""

    name = CleanField(label=_("Name"), max_length=60, help_text=_("Members read it beside their points."))
    name_en = CleanField(label=_("English name"), max_length=60, required=False, help_text=_("For English screens."))
    group_code = forms.ChoiceField(label=_("Group"), choices=group_choices, help_text=_("Members of this group."))
    factor_bp = TimesField(
        label=_("Multiplied by"),
        required=False,
        help_text=_("Like a window: of several the highest counts. Empty: × 1."),
    )
    points = forms.IntegerField(
        label=_("Points"), min_value=0, max_value=1_000_000, required=False, help_text=_("Added once a ticket.")
    )
    begins = DayField(label=_("From"), required=False, help_text=_("Empty: at once."))
    last = DayField(label=_("Through"), required=False, help_text=_("Empty: without end."))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "factor_bp" in given and given["factor_bp"] is None:
            given["factor_bp"] = 10_000
        if "points" in given:
            given["points"] = given["points"] or 0
        return given


class SpendingForm(forms.Form):
    """One spending step."""

    from_cents = YuanField(label=_("From yuan"), help_text=_("Of what the ticket, or the year, earns on."))
    factor_bp = TimesField(label=_("Multiplied by"), help_text=_("1 or more; a higher step never earns less."))
