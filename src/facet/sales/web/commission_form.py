"""The forms of the commission plan: one rule, and the day it goes live."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from facet.catalog import selectors as catalog_selectors
from facet.kernel.interface import OperationForm
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.sales.rules.commission import PAYS_LABELS
from facet.sales.services.commission_plans import RuleIn

_EVERY = [("", _("all"))]


class RuleForm(OperationForm):
    """One rule, in words: for whom, for what, how much."""

    pays = forms.ChoiceField(
        label=_("Pays"), choices=[(key, _(words)) for key, words in PAYS_LABELS.items()],
        help_text=_("A sum per piece replaces every other rule that fits."),
    )  # fmt: skip
    rate = forms.DecimalField(
        label=_("How much"), min_value=0, max_value=100_000, decimal_places=2,
        help_text=_("Yuan, or percent: 3 for ¥3.00 a gram, 1.5 for 1.5 %."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    category = forms.ChoiceField(label=_("Category"), required=False, help_text=_("Holds with everything under it."))
    style = forms.CharField(
        label=_("Style"), max_length=32, required=False, help_text=_("A style number, for a single design."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    role = forms.ChoiceField(label=_("Role"), required=False, help_text=_("Whose sales it pays."))
    store = forms.ChoiceField(label=_("Store"), required=False, help_text=_("Where it holds."))
    place = forms.IntegerField(
        label=_("Order of trying"), min_value=1, max_value=200, required=False,
        help_text=_("1 is tried first; empty puts it at the end."),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english = (get_language() or "").startswith("en")
        choices = {
            "category": [(each.code, "　" * (len(each.path_codes) - 1) + ((english and each.name_en) or each.name))
                         for each in catalog_selectors.category_facts().values()],
            "role": [(each.code, (english and each.name_en) or each.name)
                     for each in organisation_selectors.role_names()],
            "store": [(each.code, each.name) for each in organisation_selectors.stores_of(actor)],
        }  # fmt: skip
        for name, found in choices.items():
            self.fields[name].choices = [*_EVERY, *found]  # type: ignore[attr-defined]

    def rule(self) -> RuleIn:
        """The rule this form asks for; yuan and percent both count in hundredths."""
        facts = self.cleaned_data
        names = {name: facts[name] for name in ("store", "role", "category", "style")}
        return RuleIn(pays=facts["pays"], rate=int(facts["rate"] * 100), place=facts["place"] or 0, **names)


class PublishForm(OperationForm):
    """The second person's yes: exactly what was read, from a day."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    effective_on = forms.DateField(
        label=_("Holds from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Tickets from this day on pay by the plan; earlier ones stay as they are."),
    )  # fmt: skip
