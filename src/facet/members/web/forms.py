"""What people type about members. Hints say what, in which form, and why."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from facet.catalog import selectors as catalog_selectors
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.interface import OperationForm, clean_text
from facet.kernel.pages import sentence
from facet.kernel.wording import named
from facet.members import selectors
from facet.members.rules import areas, contacts
from facet.members.rules.file import MemberIn, Person
from facet.members.rules.words import (
    ALLERGIES,
    CHANNELS,
    CONSENT_CHANNELS,
    CONSENT_PURPOSES,
    GENDERS,
    RELATION_KINDS,
    Channel,
    ConsentChannel,
    RelationKind,
)
from facet.members.services import RelationIn

MASKED = ("phone", "email", "wechat", "street", "birth_date", "id_number")
_ON_FILE = _("On file: {mask}; left empty it stays.")
_KEPT = _("Left empty it stays; a minus sign removes it.")
NOT_PREFERENCES = frozenset({"ring_size", "topic", "occupation"})


def _labels(words: dict[Any, str], empty: str = "") -> list[tuple[str, str]]:
    first = [("", gettext(empty))] if empty else []
    return first + [(str(value), gettext(label)) for value, label in words.items()]


class SearchForm(forms.Form):
    """One field for everything a member can be found by."""

    text = forms.CharField(
        label=_("Phone, name or card"),
        max_length=60,
        help_text=_(
            "Last four digits, whole phone, name, pinyin, initials, card or member number, or a birthday as 5-14."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-search": "", "autofocus": True}),
    )

    def clean_text(self) -> str:
        return clean_text(self.cleaned_data["text"])


class _PersonFields(OperationForm):
    """The fields that quick adding and editing share."""

    name = forms.CharField(
        label=_("Full name"), max_length=60,
        help_text=_("As on the ID card, family name first. It is printed on receipts masked."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False,
        help_text=_("11 digits; numbers from abroad with + and the country code. Finds the member at every till."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    gender = forms.ChoiceField(
        label=_("Gender"), required=False, help_text=_("For the form of address; leave it open if unsure.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gender"].choices = _labels(GENDERS, empty=gettext_noop("Not known"))  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if not isinstance(field.widget, forms.HiddenInput):
                field.widget.attrs.setdefault("aria-describedby", f"id_{name}_helptext")

    def clean_name(self) -> str:
        return clean_text(self.cleaned_data["name"])

    def clean_phone(self) -> str:
        phone = clean_text(self.cleaned_data["phone"])
        try:
            return contacts.normal_phone(phone) if phone else ""
        except Invalid as refusal:
            raise forms.ValidationError(gettext(str(refusal.facts["reason"]))) from refusal


class QuickAddForm(_PersonFields):
    """Name and phone are enough."""

    birth_date = forms.DateField(
        label=_("Birthday"), required=False, help_text=_("Optional, for the birthday greeting. Kept sealed."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    is_lunar_birthday = forms.BooleanField(label=_("Keeps it by the lunar calendar"), required=False)
    channel = forms.ChoiceField(label=_("Origin"), help_text=_("Shows which way brings new members."))
    referrer = forms.CharField(
        label=_("Referred by"),
        max_length=16,
        required=False,
        help_text=_("Number of the member who made the introduction, such as M00000123."),
    )
    card_type = forms.ChoiceField(
        label=_("Card type"), required=False, help_text=_("Decides how long it is good and what it brings.")
    )
    card_number = forms.CharField(
        label=_("Card number"), max_length=20, required=False,
        help_text=_("Of a printed card, scanned or typed. Left empty, a number is made."),
    )  # fmt: skip
    sms = forms.BooleanField(label=_("Agrees to text messages"), required=False)
    wechat_consent = forms.BooleanField(label=_("Agrees to WeChat messages"), required=False)
    phone_consent = forms.BooleanField(label=_("Agrees to phone calls"), required=False)
    even_if_similar = forms.BooleanField(label=_("It is another person"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {each: label for each, label in CHANNELS.items() if each != Channel.IMPORT}
        self.fields["channel"].choices = _labels(choices)  # type: ignore[attr-defined]
        types = [(row.code, named(row)) for row in selectors.card_types(active_only=True)]
        self.fields["card_type"].choices = types  # type: ignore[attr-defined]

    def wanted(self) -> MemberIn:
        """The file to be opened."""
        values = self.cleaned_data
        answers = {
            "sms": ConsentChannel.SMS,
            "wechat_consent": ConsentChannel.WECHAT,
            "phone_consent": ConsentChannel.PHONE,
        }
        return MemberIn(
            person=Person(
                name=values["name"], phone=values["phone"], gender=values["gender"], birth_date=values["birth_date"],
                is_lunar_birthday=values["is_lunar_birthday"],
            ),
            channel=Channel(values["channel"]),
            referrer_number=clean_text(values["referrer"]).upper(),
            card_type=values["card_type"],
            card_number=re.sub(r"\s", "", values["card_number"]),
            consents=tuple((channel, True) for field, channel in answers.items() if values[field]),
            even_if_similar=values["even_if_similar"],
        )  # fmt: skip


class TypedSoFar(forms.Form):
    """What a half-filled form says about who is meant; what cannot be read yet counts as empty."""

    name = forms.CharField(max_length=60, required=False)
    phone = forms.CharField(max_length=30, required=False)
    birth_date = forms.DateField(required=False)

    def facts(self) -> dict[str, Any]:
        """The arguments of `possible_duplicates`."""
        values = self.cleaned_data
        try:
            phone = contacts.normal_phone(values.get("phone") or "")
        except Invalid:
            phone = ""
        return {"name": clean_text(values.get("name") or ""), "phone": phone, "birth_date": values.get("birth_date")}


class EditForm(_PersonFields):
    """Everything in the file that people may change.

    What is masked on the page is masked here, too: such a field starts empty, left empty it stays
    as it is, and a minus sign removes it.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    email = forms.CharField(label=_("E-mail"), max_length=120, required=False, help_text=_("Such as chen@example.com."))
    wechat = forms.CharField(label=_("WeChat"), max_length=40, required=False, help_text=_("WeChat name or number."))
    area = forms.CharField(
        label=_("Home area"), max_length=64, required=False,
        help_text=_("Province, city, district: type a part, such as Hangzhou Xihu in Chinese, and choose."),
        widget=forms.TextInput(attrs={"list": "areas", "autocomplete": "off"}),
    )  # fmt: skip
    street = forms.CharField(
        label=_("Street and house"), max_length=160, required=False, help_text=_("For deliveries. Kept sealed.")
    )
    birth_date = forms.DateField(
        label=_("Birthday"), required=False,
        help_text=_("By the solar calendar, also where it is kept by the lunar one."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    is_lunar_birthday = forms.BooleanField(label=_("Keeps it by the lunar calendar"), required=False)
    id_number = forms.CharField(
        label=_("ID number"), max_length=30, required=False, help_text=_("Only where the law asks for it. Kept sealed.")
    )
    is_birth_year_known = forms.BooleanField(
        label=_("The birth year is known"), required=False,
        help_text=_("Without it month and day count, and no age is shown."),
    )  # fmt: skip
    occupation_kind = forms.ChoiceField(
        label=_("Kind of occupation"), required=False, help_text=_("For lists; the member’s own words beside it.")
    )
    occupation = forms.CharField(
        label=_("Occupation"), max_length=40, required=False, help_text=_("In the member’s own words.")
    )
    ring_mm = forms.CharField(
        label=_("Ring, mm around"), max_length=5, required=False,
        help_text=_("Inner circumference with one decimal, such as 52.0."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    allergies = forms.MultipleChoiceField(
        label=_("Allergies"), required=False, help_text=_("Shown at every till, so that nobody offers what does harm."),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    other_allergy = forms.CharField(
        label=_("Other allergy"), max_length=20, required=False, help_text=_("One word or two.")
    )
    preferences = forms.MultipleChoiceField(
        label=_("Likes"), required=False,
        help_text=_("Words of the house's dictionaries: taste, material, brand, craft."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, help_text=_("For colleagues. Kept sealed."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, masks: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["allergies"].choices = _labels(ALLERGIES)  # type: ignore[attr-defined]
        words = catalog_selectors.words()
        likes = [(str(word.id), named(word)) for word in words if word.is_active and word.kind not in NOT_PREFERENCES]
        self.fields["preferences"].choices = likes  # type: ignore[attr-defined]
        now = self.initial.get("occupation_kind")
        jobs = [
            (word.code, named(word))
            for word in words
            if word.kind == "occupation" and (word.is_active or word.code == now)
        ]
        self.fields["occupation_kind"].choices = [("", gettext("Not known")), *jobs]  # type: ignore[attr-defined]
        for name, mask in (masks or {}).items():
            self.fields[name].widget.attrs["placeholder"] = mask
            said = format_lazy(_ON_FILE, mask=mask) if name == "birth_date" else _KEPT
            self.fields[name].help_text = format_lazy("{} {}", self.fields[name].help_text, said)

    def clean_phone(self) -> str:
        return "-" if self.cleaned_data["phone"].strip() == "-" else super().clean_phone()

    def clean_area(self) -> str:
        try:
            return areas.area_code(clean_text(self.cleaned_data["area"]))
        except Invalid as refusal:
            raise forms.ValidationError(gettext(str(refusal.facts["reason"]))) from refusal

    def clean_ring_mm(self) -> int | None:
        text = self.cleaned_data["ring_mm"].strip().replace("，", ".").replace(",", ".")
        if not text:
            return None
        found = re.fullmatch(r"(\d{2})(?:\.(\d))?", text)
        if not found:
            raise forms.ValidationError(gettext("Write the millimetres with one decimal at most, such as 52.0."))
        return int(found[1]) * 10 + int(found[2] or 0)

    def changes(self) -> dict[str, Any]:
        """The fields of Person that this form shows."""
        values = dict(self.cleaned_data)
        extra = (clean_text(values.pop("other_allergy")),) if values.get("other_allergy") else ()
        renamed = {"area": "admin_code", "ring_mm": "ring_tenths"}
        skipped = {"operation_id", "version", "preferences", "other_allergy"}
        changes = {renamed.get(name, name): value for name, value in values.items() if name not in skipped}
        changes["allergies"] = (*values["allergies"], *extra)
        kept = {name for name in MASKED if not changes[name]}
        cleaned = {name: _cleaned(name, value) for name, value in changes.items() if name not in kept}
        return {name: "" if name in MASKED and value == "-" else value for name, value in cleaned.items()}


def _cleaned(name: str, value: Any) -> Any:
    return clean_text(value, lines=name == "note") if isinstance(value, str) and name != "phone" else value


class ReasonForm(OperationForm):
    """Why a file is archived or restored."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("One line; it is kept in the record of acts.")
    )


class RevealForm(forms.Form):
    """Which masked field is to be shown, and why."""

    field = forms.CharField(max_length=16)
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False, help_text=_("The reason is kept."))


class ClerkForm(OperationForm):
    """Who cares for the member from now on."""

    clerk = forms.CharField(
        label=_("Staff code"), max_length=16, help_text=_("Of the colleague who takes over, such as E0012.")
    )


class ConsentForm(OperationForm):
    """One answer for one channel."""

    channel = forms.ChoiceField(label=_("Channel"), help_text=_("What the member allows or forbids us to use."))
    purpose = forms.ChoiceField(label=_("Purpose"), required=False, help_text=_("What we would use it for."))
    is_granted = forms.TypedChoiceField(
        label=_("Answer"),
        coerce=lambda value: value == "yes",
        help_text=_("As it was given, after the text was read out."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = _labels(CONSENT_CHANNELS)  # type: ignore[attr-defined]
        self.fields["purpose"].choices = _labels(CONSENT_PURPOSES)  # type: ignore[attr-defined]
        self.fields["is_granted"].choices = [("yes", gettext("Agreed")), ("no", gettext("Not agreed"))]  # type: ignore[attr-defined]


class RelationForm(OperationForm):
    """Somebody close to the member."""

    kind = forms.ChoiceField(label=_("Relation"), help_text=_("What this person is to the member."))
    number = forms.CharField(
        label=_("Member number"),
        max_length=16,
        required=False,
        help_text=_("If this person is a member too, such as M00000123."),
    )
    name = forms.CharField(
        label=_("Full name"), max_length=60, required=False, help_text=_("If there is no file here. Kept sealed.")
    )
    birth_date = forms.DateField(
        label=_("Birthday"),
        required=False,
        help_text=_("For a gift in good time."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    is_private = forms.BooleanField(
        label=_("Do not tell this person"), required=False,
        help_text=_("The member’s days, wishes and contacts are not shown on this person’s page."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _labels(RELATION_KINDS)  # type: ignore[attr-defined]

    def wanted(self) -> RelationIn:
        """The relation to be written down."""
        values = self.cleaned_data
        return RelationIn(
            kind=RelationKind(values["kind"]), number=clean_text(values["number"]).upper(),
            name=clean_text(values["name"]),
            birth_date=values["birth_date"], is_private=values["is_private"],
        )  # fmt: skip


def refused(form: forms.Form, refusal: Any) -> None:
    """Show `refusal` beside the field it names, under the name that field has here."""
    renamed = {"area": "area", "ring_tenths": "ring_mm", "referrer": "referrer"}
    field = renamed.get(str(refusal.facts.get("field")), refusal.facts.get("field"))
    if field in form.fields:
        form.add_error(str(field), gettext(str(refusal.facts.get("reason", ""))) or sentence(refusal))
    else:
        form.add_error(None, sentence(refusal))
