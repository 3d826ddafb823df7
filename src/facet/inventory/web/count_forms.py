"""The forms of counting: what, where, how often, and what is done about a difference."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.inventory.permissions import InventoryPermission
from facet.inventory.web import choices
from facet.inventory.web.fields import Words
from facet.kernel.interface import OperationForm
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors


class ScopeForm(OperationForm):
    """A store, and which places and categories of it."""

    right = InventoryPermission.STOCKTAKE

    store = forms.ChoiceField(label=_("Store"), help_text=_("The store that is counted."))
    name = Words(60, label=_("Name"), help_text=_("As people call it, e.g. morning, ground floor."))
    places = forms.MultipleChoiceField(
        label=_("Places"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("A counter takes its trays along. None: the whole store."),
    )  # fmt: skip
    categories = forms.MultipleChoiceField(
        label=_("Categories"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("A branch takes its categories along. None: everything."),
    )  # fmt: skip
    is_blind = forms.BooleanField(
        label=_("Blind count"), required=False, initial=True,
        help_text=_("Who counts does not see how many there should be until the count is closed."),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["store"].choices = choices.stores(actor, self.right)
        fields["store"].initial = choices.own_store(actor, self.right)
        chosen = self.data.get("store") or self.initial.get("store") or fields["store"].initial
        chosen = chosen or next((code for code, _ in fields["store"].choices), "")
        fields["places"].choices = choices.places(actor, store_code=chosen)
        fields["categories"].choices = [each for each in choices.branches() if not each[1].startswith("　　")]


class OpenCountForm(ScopeForm):
    """What is to be counted now."""

    plan_id = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PlanForm(ScopeForm):
    """What is counted again and again."""

    right = InventoryPermission.APPROVE_STOCKTAKE

    every_days = forms.IntegerField(
        label=_("Every so many days"), min_value=1, max_value=366, initial=7, help_text=_("1: daily, 7: weekly.")
    )
    next_on = forms.DateField(
        label=_("Next on"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("From this day on it stands in the to-do list."),
    )  # fmt: skip
    people = forms.MultipleChoiceField(
        label=_("Who counts"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None: anybody of the store."),
    )  # fmt: skip
    is_active = forms.BooleanField(
        label=_("In use"), required=False, initial=True, help_text=_("A plan that rests calls for nothing.")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        fields: dict[str, Any] = self.fields
        chosen = self.data.get("store") or self.initial.get("store") or fields["store"].initial
        staff = [each for each in organisation_selectors.list_staff(actor) if each.is_active]
        fields["people"].choices = [(str(each.id), each.name) for each in staff if each.store_code == chosen]


class SettleForm(OperationForm):
    """The common reason of all differences, and the report that was looked at."""

    reason = Words(
        120, label=_("Common reason"), required=False,
        help_text=_("Stands for every line that has none of its own, e.g. looked at the camera, not found."),
    )  # fmt: skip
    digest = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class CancelForm(OperationForm):
    """Why a count is called off."""

    reason = Words(200, label=_("Why it is called off"), help_text=_("Nothing is booked; the scans are kept."))


class TagFileForm(OperationForm):
    """What an RFID reader wrote: one chip or tag on each line."""

    file = forms.FileField(
        label=_("File of the reader"), help_text=_("Text or CSV, one chip number or tag in the first column."),
        widget=forms.FileInput(attrs={"accept": ".txt,.csv,text/plain,text/csv"}),
    )  # fmt: skip
