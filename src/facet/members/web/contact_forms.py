"""What is typed about a contact, a need, a reminder."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from facet.catalog import selectors as catalog_selectors
from facet.kernel.interface import OperationForm, clean_text
from facet.members.rules.contact_log import (
    CONTACT_CHANNELS,
    DIRECTIONS,
    OUTCOMES,
    ContactChannel,
    ContactIn,
    CorrectionIn,
    Direction,
    Outcome,
)
from facet.members.rules.need import NeedIn
from facet.members.rules.words import RELATION_KINDS
from facet.members.selectors import Relative
from facet.members.services.reminder import ReminderIn

Choices = list[tuple[str, str]]


def said(name: str, name_en: str) -> str:
    """A dictionary's word in the reader's language."""
    return name_en if name_en and (get_language() or "").startswith("en") else name


def words_of(kind: str, empty: str = "") -> Choices:
    """The words in use of one dictionary as (code, word), with an empty first one where it may be left open."""
    first = [("", empty)] if empty else []
    return first + [
        (each.code, said(each.name, each.name_en)) for each in catalog_selectors.words(kind) if each.is_active
    ]


def _labels(words: dict[Any, str]) -> Choices:
    return [(str(value), gettext(label)) for value, label in words.items()]


class _NeedFields(OperationForm):
    """What somebody looks for."""

    need_text = forms.CharField(
        label=_("What is wanted"), max_length=300, required=False,
        help_text=_("In her own words, such as a plain bangle for her mother. Kept sealed."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    category = forms.ChoiceField(
        label=_("Kind of goods"), required=False, help_text=_("New pieces of this kind are matched with it.")
    )
    material = forms.ChoiceField(label=_("Material"), required=False, help_text=_("If she named one."))
    taste = forms.ChoiceField(label=_("Taste"), required=False, help_text=_("If she named one."))
    budget_from = forms.IntegerField(
        label=_("Budget from, yuan"), required=False, min_value=0, max_value=10**8, help_text=_("Whole yuan.")
    )
    budget_to = forms.IntegerField(
        label=_("Budget to, yuan"), required=False, min_value=0, max_value=10**8, help_text=_("Whole yuan.")
    )
    occasion_on = forms.DateField(
        label=_("Wanted for the day"), required=False, help_text=_("A wedding, a birthday: the day it must be there."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        leaves = [each for each in catalog_selectors.category_facts().values() if each.is_active]
        fields["category"].choices = [("", gettext("Not said"))] + [
            (each.code, "　" * (each.depth - 1) + said(each.name, each.name_en)) for each in leaves
        ]
        fields["material"].choices = words_of("material", gettext("Not said"))
        fields["taste"].choices = words_of("style", gettext("Not said"))

    def need(self) -> NeedIn:
        """The need that was typed; perhaps empty."""
        values = self.cleaned_data
        low, high = values["budget_from"], values["budget_to"]
        return NeedIn(
            text=clean_text(values["need_text"], lines=True), category=values["category"],
            material=values["material"], taste=values["taste"],
            budget_from_cents=low * 100 if low is not None else None,
            budget_to_cents=high * 100 if high is not None else None, occasion_on=values["occasion_on"],
        )  # fmt: skip


class NeedForm(_NeedFields):
    """A need by itself."""


class ContactForm(_NeedFields):
    """A contact; what is set at first fits a call that reached her, so that one press saves it."""

    channel = forms.ChoiceField(
        label=_("Channel"), widget=forms.RadioSelect, initial=ContactChannel.CALL.value, help_text=_("How you spoke.")
    )
    direction = forms.ChoiceField(
        label=_("Who began"), widget=forms.RadioSelect, initial=Direction.OUT.value,
        help_text=_("Whether you called, or the member did."),
    )  # fmt: skip
    topic = forms.ChoiceField(label=_("Topic"), help_text=_("What it was about; the analysis counts by it."))
    outcome = forms.ChoiceField(label=_("Outcome"), initial=Outcome.REACHED.value, help_text=_("What came of it."))
    relation = forms.ChoiceField(
        label=_("Spoke with"), required=False, help_text=_("With family, it stands on both timelines.")
    )
    text = forms.CharField(
        label=_("Note"), max_length=2000, required=False,
        help_text=_("What was said, for whoever speaks to her next. Kept sealed."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    follow_up_on = forms.DateField(
        label=_("Follow up on"), required=False, help_text=_("Opens a to-do for you; the next contact closes it."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip

    def __init__(self, *args: Any, relatives: list[Relative] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["channel"].choices = _labels(CONTACT_CHANNELS)
        fields["direction"].choices = _labels(DIRECTIONS)
        fields["outcome"].choices = _labels(OUTCOMES)
        fields["topic"].choices = words_of("topic")
        fields["relation"].choices = [("", gettext("The member herself"))] + [
            (str(each.id), f"{gettext(RELATION_KINDS[each.kind])} {each.name}") for each in relatives or []
        ]

    def contact(self) -> ContactIn:
        """The contact to be written down."""
        values = self.cleaned_data
        return ContactIn(
            channel=ContactChannel(values["channel"]), direction=Direction(values["direction"]),
            topic=values["topic"], outcome=Outcome(values["outcome"]), text=clean_text(values["text"], lines=True),
            relation_id=int(values["relation"]) if values["relation"] else None, follow_up_on=values["follow_up_on"],
        )  # fmt: skip


class CorrectionForm(OperationForm):
    """What was wrong in an entry."""

    topic = forms.ChoiceField(label=_("Topic"), help_text=_("What it was about; the analysis counts by it."))
    outcome = forms.ChoiceField(label=_("Outcome"), help_text=_("What came of it."))
    text = forms.CharField(
        label=_("Note"), max_length=2000, required=False, help_text=_("What stood here before is kept."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["topic"].choices = words_of("topic")
        fields["outcome"].choices = _labels(OUTCOMES)

    def correction(self) -> CorrectionIn:
        """What the entry ought to have said."""
        values = self.cleaned_data
        text = clean_text(values["text"], lines=True)
        return CorrectionIn(topic=values["topic"], outcome=Outcome(values["outcome"]), text=text)


class ReminderForm(OperationForm):
    """A to-do about the member."""

    text = forms.CharField(
        label=_("To do"), max_length=80,
        help_text=_("One line. Colleagues see it, so write no phone number and no name into it."),
    )  # fmt: skip
    due_on = forms.DateField(
        label=_("Due"), help_text=_("The day it stands on top."), widget=forms.DateInput(attrs={"type": "date"})
    )
    staff = forms.CharField(
        label=_("Staff code"),
        max_length=16,
        required=False,
        help_text=_("Of a colleague, such as E0012; empty is you."),
    )

    def reminder(self) -> ReminderIn:
        """The to-do that was typed."""
        values = self.cleaned_data
        staff = clean_text(values["staff"]).upper()
        return ReminderIn(text=clean_text(values["text"]), due_on=values["due_on"], staff=staff)


class NeedEndForm(OperationForm):
    """Served, or dropped."""

    state = forms.ChoiceField(choices=(("served", _("Served")), ("dropped", _("Dropped"))))


class AnalysisForm(forms.Form):
    """Which days."""

    first = forms.DateField(required=False)
    last = forms.DateField(required=False)
