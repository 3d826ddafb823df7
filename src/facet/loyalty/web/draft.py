"""All blanks of the rules as forms, and back to the JSON that is stored."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.loyalty.rules.kinds import CLASS_LABELS
from facet.loyalty.rules.programme import GradeFacts
from facet.loyalty.services import Rules
from facet.loyalty.web.fields import CleanField, DayField, TimesField, YuanField


def _classes() -> list[tuple[str, Any]]:
    return [(name.value, _(label)) for name, label in CLASS_LABELS.items()]


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
        for name, label in _classes():
            hint = _("Points per yuan, such as 1.5. Empty earns nothing.")
            self.fields[f"rate_{name}"] = TimesField(label=label, required=False, help_text=hint)

    @property
    def rates(self) -> list[Any]:
        """The rate fields, for the template."""
        return [self[f"rate_{name}"] for name, _label in _classes()]


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
        choices=_classes,
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
        choices=[("month", _("month")), ("week", _("week"))],
        initial="month",
        help_text=_("How often it comes back."),
    )
    day = forms.IntegerField(
        label=_("Day"), min_value=1, max_value=31, help_text=_("Of the month, or of the week: 1 is Monday.")
    )
    field_order = ("name", "name_en", "every", "day", "factor_bp", "grades", "classes")


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


def _set(form: type[forms.Form], most: int) -> Any:
    return forms.formset_factory(
        form, extra=1, can_delete=True, max_num=most, absolute_max=most + 10, validate_max=True
    )


STEPS, WINDOWS, MEMBER_DAYS, BONUSES = (
    _set(StepForm, 20),
    _set(WindowForm, 100),
    _set(MemberDayForm, 50),
    _set(BonusForm, 100),
)


class DraftForms:
    """The forms of one draft together."""

    def __init__(self, sent: Any, *, rules: Mapping[str, Any], ladder: Sequence[GradeFacts]) -> None:
        self.sent = sent
        self.basics = BasicsForm(sent, initial=_basics(rules), prefix="basics")
        self.steps = STEPS(sent, initial=[_step(step) for step in ladder], prefix="steps")
        self.windows = WINDOWS(sent, initial=[_dated(row) for row in rules.get("windows", [])], prefix="windows")
        self.days = MEMBER_DAYS(sent, initial=[_dated(row) for row in rules.get("member_days", [])], prefix="days")
        self.bonuses = BONUSES(sent, initial=[_dated(row) for row in rules.get("bonuses", [])], prefix="bonuses")

    def is_valid(self) -> bool:
        parts = (self.basics, self.steps, self.windows, self.days, self.bonuses)
        return self.sent is not None and all([part.is_valid() for part in parts])  # every part shows its mistakes

    def wanted(self) -> Rules:
        """What the blanks say, as it is stored."""
        basics = self.basics.cleaned_data
        rates = {name: basics[f"rate_{name}"] for name, _label in _classes() if basics[f"rate_{name}"]}
        rules = {
            "rates": rates,
            "windows": [_stored(row) for row in _kept(self.windows)],
            "member_days": [_stored(row) for row in _kept(self.days)],
            "bonuses": [_stored(row) for row in _kept(self.bonuses)],
            "years_kept": basics["years_kept"],
            "worth": {
                "points": basics["worth_points"],
                "cents": basics["worth_cents"],
                "expected_bp": basics["expected"] * 100,
            },
        }
        return Rules(rules=rules, ladder=[GradeFacts(**row) for row in _kept(self.steps)])


def _basics(rules: Mapping[str, Any]) -> dict[str, Any]:
    worth = rules["worth"]
    return {
        "years_kept": rules["years_kept"],
        "worth_points": worth["points"],
        "worth_cents": worth["cents"],
        "expected": worth["expected_bp"] // 100,
    } | {f"rate_{name}": rate for name, rate in rules["rates"].items()}


def _step(step: GradeFacts) -> dict[str, Any]:
    return {name: getattr(step, name) for name in ("code", "name", "name_en", "threshold", "coefficient_bp")}


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    """Half-open as stored, with its last day as people say it."""
    shown = dict(row)
    if until := shown.pop("until", None):
        shown["last"] = date.fromisoformat(until) - timedelta(days=1)
    if "grades" in shown:
        shown["grades"] = ", ".join(shown["grades"])
    return shown


def _kept(formset: Any) -> list[dict[str, Any]]:
    rows = [dict(form.cleaned_data) for form in formset if form.cleaned_data and not form.cleaned_data.get("DELETE")]
    for row in rows:
        row.pop("DELETE", None)
    return rows


def _stored(row: dict[str, Any]) -> dict[str, Any]:
    last, begins = row.pop("last", None), row.pop("begins", None)
    if begins:
        row["begins"] = begins.isoformat()
    if last:
        row["until"] = (last + timedelta(days=1)).isoformat()
    return row
