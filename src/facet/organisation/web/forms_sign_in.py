"""The forms at the door."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from facet.organisation.models import Staff


class SignInForm(forms.Form):
    """User name and password. `next` is where the person wanted to go."""

    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        help_text=_("As headquarters gave it to you, for example clerk1. Capitals do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        help_text=_("Forgotten? Your administrator can give you a new first password."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}, render_value=True),
    )
    next = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)


class LookForm(forms.Form):
    """How screens look for one person."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Menus, pages and messages; slips keep the store's."),
    )
    text_size = forms.ChoiceField(
        label=_("Text size"),
        choices=[(value, _(label)) for value, label in Staff.TextSize.choices],
        help_text=_("Large text makes letters, buttons and rows bigger on every page."),
    )
    theme = forms.ChoiceField(
        label=_("Brightness"),
        choices=[(value, _(label)) for value, label in Staff.Theme.choices],
        help_text=_("Dark is easier on the eyes in a dim room."),
    )


class NewPasswordForm(forms.Form):
    """A new password, twice, and the present one."""

    present = forms.CharField(
        label=_("Present password"),
        max_length=200,
        strip=False,
        help_text=_("The one you signed in with."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        help_text=_("8 to 128 characters; a sentence is easy to remember. Chinese is allowed."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password again"),
        max_length=200,
        strip=False,
        help_text=_("The same once more, so that no slip of the finger locks you out."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("The two new passwords differ."))
        return cleaned


class FirstPasswordForm(NewPasswordForm):
    """The first own password, with language and text size for the start."""

    language = LookForm.base_fields["language"]
    text_size = LookForm.base_fields["text_size"]
