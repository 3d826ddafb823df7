"""What people type into the parts of a file: sizes, days, tags, own fields, household, consents."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from facet.kernel.errors import Invalid
from facet.kernel.interface import OperationForm, clean_text
from facet.members.rules.field import FieldDef, FieldKind, stored_value
from facet.members.rules.occasion import OCCASION_KINDS, OccasionIn, OccasionKind
from facet.members.rules.size import FINGERS, SIZE_KINDS, SizeKind, bounds_of
from facet.members.web.keeping_forms import in_words, labels


class SizesForm(OperationForm):
    """Each finger, the wrist, the neck; empty takes a size away."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in SIZE_KINDS.items():
            low, high = bounds_of(kind)
            hint = gettext("{low} to {high} mm, one decimal, such as {example}.").format(
                low=low // 10, high=high // 10, example="52.0" if kind in FINGERS else f"{low // 10 + 40}.0"
            )
            widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
            self.fields[kind.value] = forms.CharField(
                label=gettext(label), max_length=6, required=False, help_text=hint, widget=widget
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for kind in SizeKind:
            text = str(values.get(kind.value) or "").strip().replace("，", ".").replace(",", ".")
            found = re.fullmatch(r"(\d{2,4})(?:\.(\d))?", text)
            if text and not found:
                self.add_error(kind.value, gettext("Write the millimetres with one decimal at most, such as 52.0."))
            values[kind.value] = int(found[1]) * 10 + int(found[2] or 0) if found else None
        return values

    def sizes(self) -> dict[SizeKind, int | None]:
        """What was measured, 0.1 mm."""
        return {kind: self.cleaned_data[kind.value] for kind in SizeKind}


class OccasionForm(OperationForm):
    """A day that the member keeps every year."""

    kind = forms.ChoiceField(label=_("Occasion"), help_text=_("What is kept on the day."))
    label = forms.CharField(
        label=_("Called"), max_length=40, required=False, help_text=_("Such as whose birthday it is. Kept sealed.")
    )
    is_lunar = forms.BooleanField(
        label=_("By the lunar calendar"), required=False, help_text=_("Month and day are lunar.")
    )
    month = forms.IntegerField(label=_("Month"), min_value=1, max_value=12, help_text=_("1 to 12."))
    day = forms.IntegerField(
        label=_("Day"), min_value=1, max_value=31, help_text=_("29 February is kept on the 28th in common years.")
    )
    year = forms.IntegerField(
        label=_("First year"), required=False, min_value=1900, max_value=2190, help_text=_("If known. Kept sealed.")
    )
    lead_days = forms.IntegerField(
        label=_("Days ahead"), min_value=0, max_value=60, initial=14, help_text=_("So many days before, it is due.")
    )
    is_shared = forms.BooleanField(
        label=_("Show it to the family"),
        required=False,
        initial=True,
        help_text=_("On the pages of the relatives, too."),
    )
    hidden_from = forms.CharField(
        label=_("Not on the page of"), max_length=16, required=False,
        help_text=_("Number of one member who must not learn of it, such as a spouse who is to be surprised."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = labels(OCCASION_KINDS)  # type: ignore[attr-defined]

    def wanted(self) -> OccasionIn:
        """The day to be written down."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "operation_id"}
        values |= {"label": clean_text(values["label"]), "hidden_from": clean_text(values["hidden_from"])}
        return OccasionIn(**values | {"kind": OccasionKind(values["kind"])})


class TagsForm(OperationForm):
    """The tags that the member bears."""

    tags = forms.TypedMultipleChoiceField(
        label=_("Tags"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick every word that fits."),
    )  # fmt: skip

    def __init__(self, *args: Any, tags: Sequence[tuple[int, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tags"].choices = [(each, in_words(name, name_en)) for each, name, name_en in tags]  # type: ignore[attr-defined]


class OwnFieldsForm(OperationForm):
    """The fields of the chain's own; a sealed one left empty stays, a minus sign removes it."""

    def __init__(
        self, *args: Any, kept: Sequence[FieldDef], filled: frozenset[str] = frozenset(), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kept = [(field, f"field_{field.code}", field.is_personal and field.code in filled) for field in kept]
        for field, name, is_masked in self.kept:
            self.fields[name] = _form_field(field, is_masked=is_masked)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for field, name, is_masked in self.kept:
            if (
                is_masked
                and values.get(name) in {"", None, "-"}
                and not (field.is_required and values.get(name) == "-")
            ):
                continue
            try:
                values[name] = stored_value(field, values.get(name))
            except Invalid as refusal:
                self.add_error(name, gettext(str(refusal.facts["reason"])))
        return values

    def values(self) -> dict[str, Any]:
        """By field code; masked ones that were left empty are not named."""
        wanted = {}
        for field, name, is_masked in self.kept:
            value = self.cleaned_data.get(name) or ""
            if not is_masked or value:
                wanted[field.code] = "" if is_masked and value == "-" else value
        return wanted


def _form_field(field: FieldDef, *, is_masked: bool) -> forms.Field:
    hint = in_words(field.hint, field.hint_en) or _GENERAL_HINTS[field.kind]
    if is_masked:
        hint = f"{hint} {gettext('Left empty it stays; a minus sign removes it.')}"
    common = {"label": in_words(field.name, field.name_en), "required": False, "help_text": hint}
    choices = [(each.code, in_words(each.name, each.name_en)) for each in field.choices]
    if field.kind is FieldKind.YES_NO:
        choices = [("yes", gettext("Yes")), ("no", gettext("No"))]
    if field.kind is FieldKind.MULTI:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    if field.kind in {FieldKind.CHOICE, FieldKind.YES_NO}:
        return forms.ChoiceField(choices=[("", gettext("Not known")), *choices], **common)
    attrs = {"autocomplete": "off", **({"placeholder": "***"} if is_masked else {})}
    kind = "date" if field.kind is FieldKind.DATE and not is_masked else "text"
    return forms.CharField(max_length=200, widget=forms.TextInput(attrs={"type": kind, **attrs}), **common)


_GENERAL_HINTS = {
    FieldKind.TEXT: _("At most 200 characters."),
    FieldKind.NUMBER: _("A whole number."),
    FieldKind.DATE: _("Such as 2026-02-14."),
    FieldKind.CHOICE: _("One of the list."),
    FieldKind.MULTI: _("As many as fit."),
    FieldKind.YES_NO: _("Yes or no, if known."),
}


class HouseholdForm(OperationForm):
    """Who lives with the member."""

    number = forms.CharField(
        label=_("Member number"),
        max_length=16,
        help_text=_("Of the member who lives in the same household, such as M00000123."),
    )
