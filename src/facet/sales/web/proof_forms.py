"""The forms of what proves an act at the counter: pictures and signatures."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PictureForm(forms.Form):
    """A picture of the thing itself."""

    picture = forms.FileField(label=_("Picture"), help_text=_("JPEG, PNG or WebP, at most 40 megapixels and 20 MB."))
    caption = forms.CharField(
        label=_("What it shows"), max_length=120, required=False, help_text=_("In a few words; optional."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class SignatureForm(forms.Form):
    """The strokes that were drawn in the box (rules.signatures)."""

    strokes = forms.CharField(max_length=30_000, widget=forms.HiddenInput, required=False)
