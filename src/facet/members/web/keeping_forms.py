"""What people type into the house's own lists: tags, groups, fields, texts of consents."""

import re
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from facet.kernel import formats, registry
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.interface import OperationForm, clean_text
from facet.members.rules.field import FIELD_KINDS, FieldChoice, FieldIn, FieldKind
from facet.members.rules.group import GroupIn, GroupRule
from facet.members.rules.tag import TAG_TONES, TagIn, TagTone
from facet.members.rules.words import CONSENT_PURPOSES


def labels(words: dict[Any, str]) -> list[tuple[str, str]]:
    """(value, word in the reader's language)."""
    return [(str(value), gettext(label)) for value, label in words.items()]


class _Named(OperationForm):
    """A name in both languages, a place in the order, and whether it is in use."""

    name = forms.CharField(label=_("Name"), max_length=32, help_text=_("As colleagues read it in Chinese."))
    name_en = forms.CharField(
        label=_("English name"), max_length=32, required=False, help_text=_("Shown where the screen is in English.")
    )
    order = forms.IntegerField(
        label=_("Position"), min_value=0, max_value=9_999, initial=0, help_text=_("Small numbers stand first.")
    )
    is_active = forms.BooleanField(
        label=_("In use"), required=False, initial=True,
        help_text=_("Out of use it is offered no more; what bears it keeps it."),
    )  # fmt: skip


class TagForm(_Named):
    """One word of the managed list."""

    tone = forms.ChoiceField(label=_("Colour"), help_text=_("The word says what it means; the colour only helps."))
    field_order = ("name", "name_en", "tone", "order", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tone"].choices = labels(TAG_TONES)  # type: ignore[attr-defined]
        self.fields["name"].max_length = 16  # type: ignore[attr-defined]

    def request(self) -> TagIn:
        """The tag to be kept."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "operation_id"}
        return TagIn(**values | {"tone": TagTone(values["tone"]), "name": clean_text(values["name"])})


class NumbersForm(OperationForm):
    """Members by their numbers."""

    numbers = forms.CharField(
        label=_("Member numbers"), max_length=12_000,
        help_text=_("One a line, or parted by commas or blanks; at most 500. All of them or none."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip

    def clean_numbers(self) -> list[str]:
        return [
            each for each in re.split(r"[\s,，;；、]+", clean_text(self.cleaned_data["numbers"], lines=True)) if each
        ]


class PickTagForm(OperationForm):
    """Which tag the picked members get."""

    tag = forms.TypedChoiceField(
        label=_("Member tag"), coerce=int, help_text=_("The picked members get it, beside their others.")
    )

    def __init__(self, *args: Any, tags: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tag"].choices = tags  # type: ignore[attr-defined]


class PickGroupForm(OperationForm):
    """Into which group the picked members are put."""

    group = forms.ChoiceField(label=_("Group"), help_text=_("Groups that are kept by hand; a rule fills the others."))

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups  # type: ignore[attr-defined]


class GroupForm(_Named):
    """A group of members: by hand, or by a rule with its numbers."""

    code = forms.CharField(
        label=_("Code"),
        max_length=32,
        help_text=_("Small letters, digits, hyphens, such as high-end. It never changes."),
    )
    rule = forms.ChoiceField(
        label=_("Who belongs to it"), required=False, help_text=_("By hand, or by a rule that is computed every night.")
    )
    field_order = ("name", "name_en", "code", "rule")

    def __init__(self, *args: Any, is_new: bool, rules: list[GroupRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext("Chosen by hand")), *((each.key, gettext(each.title)) for each in rules)]
        self.fields["rule"].choices = choices  # type: ignore[attr-defined]
        if not is_new:
            self.fields["code"].widget = forms.HiddenInput()
        self.asked = [(rule, ask, f"{rule.key}.{ask.key}") for rule in rules for ask in rule.asks]
        for rule, ask, name in self.asked:
            label = f"{gettext(rule.title)}: {gettext(ask.label)}"
            hint = gettext("In yuan.") if ask.unit == "yuan" else gettext("A whole number.")
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=20, initial=formats.shown(ask.default, ask.unit), help_text=hint
            )

    def request(self) -> GroupIn:
        """The group to be kept. Raises: Invalid, naming the number that cannot be read."""
        values = self.cleaned_data
        params = {}
        for rule, ask, name in self.asked:
            if rule.key == values["rule"]:
                number = formats.typed(values[name], ask.unit) if values[name] else ask.default
                if number is None:
                    raise Invalid(field=name, reason=gettext_noop("Write a number."))
                params[ask.key] = number
        return GroupIn(
            code=values["code"].strip(), name=clean_text(values["name"]), name_en=clean_text(values["name_en"]),
            rule=values["rule"], params=params, order=values["order"], is_active=values["is_active"],
        )  # fmt: skip


def group_rules() -> list[GroupRule]:
    """The rules that domains offer."""
    return registry.offers("member.group")


class FieldForm(_Named):
    """A field of the chain's own."""

    code = forms.CharField(
        label=_("Code"), max_length=32,
        help_text=_("Small letters, digits, underscores, such as shoe_size. It never changes."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), help_text=_("What may stand in it. It never changes."))
    is_personal = forms.BooleanField(
        label=_("Personal"), required=False, help_text=_("Sealed at rest and masked on screen. It never changes.")
    )
    choices = forms.CharField(
        label=_("Choices"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("For lists only, one a line: code, Chinese name, English name, parted by commas."),
    )  # fmt: skip
    hint = forms.CharField(label=_("Hint"), max_length=120, required=False, help_text=_("Stands below the field."))
    hint_en = forms.CharField(
        label=_("English hint"), max_length=120, required=False, help_text=_("The same in English.")
    )
    is_required = forms.BooleanField(
        label=_("Must be filled in"), required=False, help_text=_("When a file is edited.")
    )
    is_searchable = forms.BooleanField(
        label=_("Searchable"), required=False, help_text=_("The list of members can ask for it.")
    )
    field_order = ("name", "name_en", "code", "kind", "choices", "hint", "hint_en", "order", "is_personal",
                   "is_required", "is_searchable", "is_active")  # fmt: skip

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = labels(FIELD_KINDS)  # type: ignore[attr-defined]
        if not is_new:
            for name in ("code", "kind", "is_personal"):
                self.fields[name].widget = forms.HiddenInput()

    def request(self) -> FieldIn:
        """The field to be kept. Raises: Invalid where a line of the choices cannot be read."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "operation_id"}
        values |= {name: clean_text(values[name]) for name in ("name", "name_en", "hint", "hint_en")}
        return FieldIn(**values | {"kind": FieldKind(values["kind"]), "choices": _choices(values["choices"])})


def _choices(text: str) -> tuple[FieldChoice, ...]:
    choices = []
    for line in clean_text(text, lines=True).splitlines():
        parts = [each.strip() for each in re.split(r"[,，]", line)]
        if parts == [""]:
            continue
        if not 2 <= len(parts) <= 3:
            reason = gettext_noop("Write each choice as code, Chinese name, English name.")
            raise Invalid(field="choices", reason=reason)
        choices.append(FieldChoice(*parts))
    return tuple(choices)


class ConsentTextForm(OperationForm):
    """A new version of what is read out."""

    purpose = forms.ChoiceField(label=_("Purpose"), help_text=_("What we would use the contact for."))
    text = forms.CharField(
        label=_("Text"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Read out word by word before the member answers. Older versions stay on record."),
    )  # fmt: skip
    text_en = forms.CharField(
        label=_("English text"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("For members who do not speak Chinese."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = labels(CONSENT_PURPOSES)  # type: ignore[attr-defined]


def in_words(name: str, name_en: str) -> str:
    """The name in the reader's language."""
    return name_en if name_en and (get_language() or "").startswith("en") else name
