"""The blanks of the rules beside earning: gifts, referral, points as cash, waiting, expiry, what grades rest on."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from facet.kernel import registry
from facet.loyalty.rules.kinds import BASIS_LABELS, BasisKind
from facet.loyalty.web.fields import CleanField, DayField, YuanField
from facet.loyalty.web.rule_forms import class_choices, group_choices

MOST_POINTS = 1_000_000
EXCLUDED = [
    ("by_weight", _("gold by weight")),
    ("bar", _("investment bars")),
    ("fixed", _("fixed-price pieces")),
    ("labour", _("labour")),
]


def _points(label: Any, hint: Any, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=hint, min_value=least, max_value=MOST_POINTS, required=bool(least), initial=least or 0
    )


class PercentField(forms.IntegerField):
    """Whole percent on screen, basis points inside."""

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        return None if number is None else number * 100

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not 0 <= value <= 10_000:
            raise ValidationError(_("Write a percentage from 0 to 100."))

    def prepare_value(self, value: Any) -> Any:
        return value // 100 if isinstance(value, int) else value


class RewardsForm(forms.Form):
    """Fixed points beside tickets; 0 gives none."""

    registration = _points(_("Points for joining"), _("Once, when the file is opened. 0: none."))
    birthday = _points(_("Points on the birthday"), _("Once a year. 0: none."))
    survey = _points(_("Points for a survey"), _("For each finished survey. 0: none."))
    first_purchase = _points(_("Points for the first purchase"), _("Once, with the first ticket. 0: none."))


class ReferralForm(forms.Form):
    """What all levels share."""

    return_window_days = forms.IntegerField(
        label=_("Days a purchase must be kept"), min_value=0, max_value=365, initial=7,
        help_text=_("The fixed points wait so long after the recruit's first purchase."),
    )  # fmt: skip
    third_level_confirmed = forms.BooleanField(
        label=_("I have read: rewards over three levels may be pyramid selling by law"), required=False,
        help_text=_("Only then a third level is taken. Ask your lawyer first."),
    )  # fmt: skip


class LevelForm(forms.Form):
    """One level of referrer, from the nearest up."""

    fixed_points = _points(_("Points for each recruit"), _("Once for each member brought."))
    percent_bp = PercentField(
        label=_("Percent of the purchase's points"), required=False, initial=0, min_value=None, max_value=None,
        help_text=_("Of category rate times amount, before multipliers."),
    )  # fmt: skip


class CashForm(forms.Form):
    """Points as a means of payment."""

    min_points = _points(_("From how many points"), _("Below, points pay nothing."))
    points = _points(_("So many points"), _("So many points …"), least=1)
    cents = YuanField(
        label=_("pay so many yuan"), required=False, help_text=_("… pay so many yuan. 0: points pay nothing.")
    )
    share_bp = PercentField(
        label=_("At most percent of the ticket"), required=False, initial=0,
        help_text=_("Of labour and fixed-price lines."),
    )  # fmt: skip
    excluded = forms.MultipleChoiceField(
        label=_("Never on"), choices=EXCLUDED, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("These lines take no points."),
    )  # fmt: skip


class BundleForm(forms.Form):
    """A redemption step: more points at once are worth more."""

    points = _points(_("So many points"), _("Taken as a bundle."), least=1)
    cents = YuanField(label=_("are worth so many yuan"), help_text=_("The whole bundle."))


class OccasionForm(forms.Form):
    """Points once for a group on a company occasion."""

    name = CleanField(label=_("Name"), max_length=60, help_text=_("Members read it beside their points."))
    name_en = CleanField(label=_("English name"), max_length=60, required=False, help_text=_("For English screens."))
    group_code = forms.ChoiceField(
        label=_("Group"), choices=group_choices, required=False, help_text=_("Empty: every member.")
    )
    points = _points(_("Points"), _("Once for each member."), least=1)
    begins = DayField(label=_("From"), help_text=_("The first day."))
    last = DayField(label=_("Through"), help_text=_("The last day, until 24:00."))


class SpecialForm(forms.Form):
    """Points on top for a special ticket; all conditions must hold."""

    name = CleanField(label=_("Name"), max_length=60, help_text=_("Members read it beside their points."))
    name_en = CleanField(label=_("English name"), max_length=60, required=False, help_text=_("For English screens."))
    points = _points(_("Points"), _("Once for the ticket, never multiplied."), least=1)
    min_cents = YuanField(label=_("From yuan"), required=False, help_text=_("Empty: any amount."))
    points_class = forms.ChoiceField(
        label=_("Goods"), required=False, choices=lambda: [("", _("all goods")), *class_choices()],
        help_text=_("Only these goods count towards the amount."),
    )  # fmt: skip
    first = forms.BooleanField(
        label=_("First purchase of these goods"), required=False, help_text=_("Only once in a member's life.")
    )


class TimesForm(forms.Form):
    """When points begin and end, and who may pass them on."""

    pending_days = forms.IntegerField(
        label=_("Days points wait"), min_value=0, max_value=365, required=False, initial=0,
        help_text=_("0: at once. Otherwise they can be used when the return window is over."),
    )  # fmt: skip
    notice_days = CleanField(
        label=_("Days of notice"), max_length=60, required=False, initial="60, 30, 7",
        help_text=_("So many days before their end members are told; several with commas."),
    )  # fmt: skip
    grace_days = forms.IntegerField(
        label=_("Days of grace"), min_value=0, max_value=365, required=False, initial=30,
        help_text=_("Points that come back to a lot which has ended live so long."),
    )  # fmt: skip
    in_household = forms.BooleanField(
        label=_("Members of one household may give points to each other"), required=False,
        help_text=_("Given points never count for grades."),
    )  # fmt: skip

    def clean_notice_days(self) -> list[int]:
        parts = [part for part in re.split(r"[\s,，、]+", self.cleaned_data["notice_days"]) if part]
        if not all(part.isdecimal() and 1 <= int(part) <= 365 for part in parts) or len(parts) > 10:
            raise ValidationError(_("Write days from 1 to 365 with commas, such as 60, 30, 7."))
        return sorted({int(part) for part in parts}, reverse=True)


def basis_choices() -> list[tuple[str, Any]]:
    """The bases that can be chosen: those whose numbers some part of the house offers."""
    return [(kind.value, _(label)) for kind, label in BASIS_LABELS.items() if is_offered(kind)]


def is_offered(kind: BasisKind) -> bool:
    """Whether grades may rest on `kind`; margin comes from a higher domain, in slot "grade.basis"."""
    return kind != BasisKind.MARGIN or registry.offered("grade.basis", kind.value) is not None


class BasisForm(forms.Form):
    """What thresholds are compared with, and how gently a grade is lost."""

    kind = forms.ChoiceField(
        label=_("Grades rest on"), choices=basis_choices, initial=BasisKind.LIFETIME.value,
        help_text=_("Thresholds are points, yuan or visits accordingly."),
    )  # fmt: skip
    months = forms.IntegerField(
        label=_("Months that count"), min_value=1, max_value=120, required=False,
        help_text=_("Only for points, spending or visits of a period."),
    )  # fmt: skip
    downgrade = forms.BooleanField(
        label=_("Grades may fall"), required=False, help_text=_("Otherwise time alone never lowers a grade.")
    )
    protection_days = forms.IntegerField(
        label=_("Days of protection"), min_value=0, max_value=3650, required=False, initial=0,
        help_text=_("A grade reached is safe for so long."),
    )  # fmt: skip
    grace_days = forms.IntegerField(
        label=_("Days of grace"), min_value=0, max_value=3650, required=False, initial=0,
        help_text=_("Below the threshold it stays so long."),
    )  # fmt: skip
