"""Fields of the catalogue's forms, and their choices."""

from django import forms


def offer_choices(form: forms.Form, /, **choices: list[tuple[str, str]]) -> None:
    """Give the named choice fields of `form` their choices."""
    for name, options in choices.items():
        field = form.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = options
