"""The form in which a paper is laid out: each part with its number, on or off, and the words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from facet.kernel.interface import OperationForm, clean_text
from facet.organisation.selectors import StoreRow
from facet.sales.rules.print_layouts import FONTS, LONGEST, PAPERS, Layout, PrintForm, ordered_blocks
from facet.sales.services import LayoutIn


class _Words(forms.CharField):
    """A text without invisible characters; "/" begins a new line."""

    def __init__(self, label: Any, hint: Any, **more: Any) -> None:
        super().__init__(
            label=label, help_text=hint, required=False, max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 2, "data-free-text": ""}), **more,
        )  # fmt: skip

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class PrintLayoutForm(OperationForm):
    """One wording of one form. `part_<key>` switches a part on, `place_<key>` is its number."""

    store = forms.ChoiceField(
        label=_("Where it prints"), required=False, help_text=_("The whole chain, or one store of it.")
    )  # fmt: skip
    follows_chain = forms.BooleanField(
        label=_("As the chain prints it"), required=False,
        help_text=_("For a store that shall give up its own wording from the first day on."),
    )  # fmt: skip
    valid_from = forms.DateField(
        label=_("From this day on"), help_text=_("What was sold before this day is reprinted as it was."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip
    paper = forms.ChoiceField(label=_("Size of paper"), help_text=_("The size that lies in the printer."))
    font = forms.ChoiceField(
        label=_("Letters"), help_text=_("Large ones for older customers."),
        choices=[(key, _(words)) for key, words in FONTS.items()],
    )  # fmt: skip
    picture = forms.FileField(
        label=_("Logo"), required=False,
        help_text=_("Stands above the head: JPEG, PNG or WebP. Empty keeps the one that prints now."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )  # fmt: skip
    no_logo = forms.BooleanField(
        label=_("Without a logo"), required=False, help_text=_("Takes the logo off from the first day on.")
    )
    logo = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    head = _Words(_("Words at the head"), _("Empty takes the rule of the house, or the head in the store's file."))
    head_en = _Words(_("Words at the head in English"), _("On papers in English; empty takes the Chinese ones."))
    foot = _Words(_("Words at the foot"), _("Terms, care, thanks; / begins a new line."))
    foot_en = _Words(_("Words at the foot in English"), _("On papers in English; empty takes the Chinese ones."))
    note = forms.CharField(
        label=_("Why"), required=False, max_length=120, help_text=_("For colleagues who look at it later; optional."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-free-text": ""}),
    )  # fmt: skip

    def __init__(self, *args: Any, form: PrintForm, stores: list[StoreRow], chain: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form = form
        whole = [("", gettext("The whole chain"))] if chain else []
        _choose(self, "store", [*whole, *((str(each.id), f"{each.code} {each.name}") for each in stores)])
        _choose(self, "paper", [(key, gettext(PAPERS[key].label)) for key in form.papers])
        for number, block in enumerate(form.blocks, start=1):
            self.fields[f"place_{block.key}"] = forms.IntegerField(
                label=gettext("Place of: {part}").format(part=gettext(block.label)), min_value=1, max_value=99,
                required=False, initial=number, widget=forms.NumberInput(attrs={"class": "pl-number"}),
            )  # fmt: skip
            self.fields[f"part_{block.key}"] = forms.BooleanField(
                label=gettext(block.label), required=False, disabled=block.fixed, initial=block.fixed
            )

    @property
    def parts(self) -> list[tuple[Any, Any, bool]]:
        """(number, switch, fixed) of each part, as they are numbered now."""
        rows = [(self[f"place_{each.key}"], self[f"part_{each.key}"], each.fixed) for each in self.form.blocks]
        return sorted(
            rows, key=lambda row: int(row[0].value() or 99) if str(row[0].value() or "99").isdecimal() else 99
        )

    @property
    def words(self) -> list[Any]:
        """The fields that are not parts, in order."""
        return [each for each in self.visible_fields() if not each.name.startswith(("part_", "place_"))]

    @property
    def sent_logo(self) -> Any:
        """The logo that was sent with the valid form; None for none."""
        return self.cleaned_data.get("picture") if self.is_bound and not self.cleaned_data.get("no_logo") else None

    def layout(self) -> Layout:
        """What stands in the valid form."""
        facts: Mapping[str, Any] = self.cleaned_data
        keys = [each.key for each in self.form.blocks]
        return Layout(
            form=self.form.key, paper=facts["paper"], font=facts["font"],
            blocks=ordered_blocks(
                self.form,
                places={key: facts[f"place_{key}"] for key in keys if facts.get(f"place_{key}")},
                on=[key for key in keys if facts.get(f"part_{key}")],
            ),
            logo="" if facts["no_logo"] else facts["logo"],
            head=facts["head"], head_en=facts["head_en"], foot=facts["foot"], foot_en=facts["foot_en"],
        )  # fmt: skip

    def wanted(self, logo: str = "") -> LayoutIn:
        """What is asked for; `logo` is the sum of the picture that was sent with it."""
        facts = self.cleaned_data
        return LayoutIn(
            layout=replace(self.layout(), logo=logo) if logo else self.layout(), valid_from=facts["valid_from"],
            follows_chain=facts["follows_chain"],
            store_id=int(facts["store"]) if facts["store"] else None, note=clean_text(facts["note"]),
        )  # fmt: skip


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(name)
    field.choices = choices


def first_values(layout: Layout, form: PrintForm) -> dict[str, Any]:
    """What the form shows for `layout`: its words, and each part with its number."""
    on = {key: number for number, key in enumerate(layout.blocks, start=1)}
    off = [each.key for each in form.blocks if each.key not in on]
    places = on | {key: len(on) + number for number, key in enumerate(off, start=1)}
    words = {name: getattr(layout, name) for name in ("paper", "font", "logo", "head", "head_en", "foot", "foot_en")}
    parts = {f"part_{each.key}": each.key in on for each in form.blocks}
    return words | parts | {f"place_{key}": number for key, number in places.items()}
