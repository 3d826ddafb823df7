"""The forms of stores, companies, trees, partners and tills."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.kernel.form_fields import CleanText, UnitField
from facet.kernel.permissions import Actor
from facet.organisation import selectors
from facet.organisation.models import LegalEntity, Partner, Store, Till
from facet.organisation.web.fields import choose, labels, options

CODE_HINT = _("1 to 16 letters or digits, for example S01. It stands on slips and cannot change later.")
ENGLISH_HINT = _("Shown to people who read English; may stay empty.")
TIME = {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}
DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class CodedForm(forms.Form):
    """A row with a code: asked for when it is new, fixed afterwards."""

    code = CleanText(label=_("Code"), max_length=16, help_text=CODE_HINT)
    name = CleanText(label=_("Name"), max_length=60, help_text=_("As staff and customers call it."))
    name_en = CleanText(label=_("English name"), max_length=60, required=False, help_text=ENGLISH_HINT)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["code"]


class StoreForm(CodedForm):
    """A branch with everything slips, prices and rights need to know about it."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=labels(Store.Kind.choices),
        help_text=_("A franchise belongs to a franchisee's company."),
    )
    entity = forms.ChoiceField(label=_("Company"), help_text=_("Who invoices: its tax number stands on invoices."))
    area = forms.ChoiceField(label=_("Sales area"), help_text=_("Whose area manager looks after it."))
    price_group = forms.ChoiceField(label=_("Price group"), help_text=_("Which gold price board it follows."))
    opens_at = forms.TimeField(label=_("Opens at"), help_text=_("Local time, for example 10:00."), **TIME)
    closes_at = forms.TimeField(label=_("Closes at"), help_text=_("Local time, for example 22:00."), **TIME)
    time_zone = CleanText(
        label=_("Time zone"), max_length=40, initial="Asia/Shanghai", help_text=_("For example Asia/Shanghai.")
    )
    phone = CleanText(
        label=_("Telephone"), max_length=30, required=False, help_text=_("The store's own, for receipts.")
    )
    admin_code = forms.RegexField(
        r"[0-9]{6,12}",
        label=_("Area code"),
        required=False,
        help_text=_("The six digits of the district, e.g. 310101."),
    )
    address = CleanText(
        label=_("Address"), max_length=160, required=False, help_text=_("Street, number, floor, counter.")
    )
    receipt_head = CleanText(
        label=_("Head of the receipt"), max_length=160, required=False, help_text=_("Stands above everything on slips.")
    )
    opened_on = forms.DateField(label=_("Open since"), required=False, help_text=_("May stay empty."), **DAY)
    is_open = forms.BooleanField(
        label=_("The store is open"),
        required=False,
        initial=True,
        help_text=_("A closed store sells nothing; its past stays."),
    )

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "entity", options(selectors.entities_queryset(viewer).order_by("code")))
        choose(self, "area", options(selectors.areas(viewer)))
        choose(self, "price_group", options(selectors.price_groups_queryset(viewer)))


class ChainForm(forms.Form):
    """The chain as a whole."""

    name = CleanText(label=_("Name"), max_length=60, help_text=_("As staff and customers call it."))
    name_en = CleanText(label=_("English name"), max_length=60, required=False, help_text=ENGLISH_HINT)
    time_zone = CleanText(label=_("Time zone"), max_length=40, help_text=_("For example Asia/Shanghai."))
    hotline = CleanText(
        label=_("Hotline"), max_length=30, required=False, help_text=_("For customers; may stay empty.")
    )


class EntityForm(CodedForm):
    """A company that invoices."""

    tax_number = CleanText(
        label=_("Tax number"),
        max_length=20,
        required=False,
        help_text=_("The unified social credit code, 18 characters."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=labels(LegalEntity.Kind.choices),
        help_text=_("A franchisee's people see the franchisee's stores only."),
    )


class PriceGroupForm(CodedForm):
    """Stores that share one gold price board."""


class NodeForm(CodedForm):
    """An area or a department."""

    parent = forms.ChoiceField(label=_("Belongs to"), required=False, help_text=_("What it hangs below in the tree."))
    is_active = forms.BooleanField(
        label=_("In use"), required=False, initial=True, help_text=_("A department with people in it stays in use.")
    )

    def __init__(self, *args: Any, nodes: list[selectors.NodeRow], closes: bool, own: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "parent", options((node for node in nodes if node.code != own), empty=_("The top")))
        if not closes:
            del self.fields["is_active"]


class PartnerForm(CodedForm):
    """A house we deal with."""

    kind = forms.ChoiceField(label=_("Kind"), choices=labels(Partner.Kind.choices), help_text=_("What it does for us."))
    tax_number = CleanText(
        label=_("Tax number"), max_length=20, required=False, help_text=_("For invoices; may stay empty.")
    )
    contact_name = CleanText(
        label=_("Contact person"), max_length=60, required=False, help_text=_("Kept encrypted, like the two below.")
    )
    contact_phone = CleanText(
        label=_("Contact's telephone"), max_length=30, required=False, help_text=_("May stay empty.")
    )
    note = CleanText(label=_("Note"), max_length=500, required=False, lines=True, help_text=_("For colleagues."))
    is_active = forms.BooleanField(
        label=_("We deal with them"), required=False, initial=True, help_text=_("Others are not offered in choices.")
    )


class TillForm(forms.Form):
    """A till or counter tablet."""

    store = forms.ChoiceField(label=_("Store"), help_text=_("Where it stands."))
    code = CleanText(label=_("Code"), max_length=16, help_text=_("For example T1; once in each store."))
    name = CleanText(label=_("Name"), max_length=40, help_text=_("For example Till at the door."))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=labels(Till.Kind.choices), help_text=_("Tablets open tickets, tills take the money.")
    )
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        initial=True,
        help_text=_("Nothing can be sold on a till that is not in use."),
    )

    def __init__(self, *args: Any, stores: list[selectors.StoreRow], is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "store", options(stores))
        if not is_new:
            del self.fields["store"], self.fields["code"]


class MallContractForm(forms.Form):
    """What a mall keeps of a counter's takings."""

    mall = forms.ChoiceField(label=_("Mall"), help_text=_("A partner of the kind mall; enter it first."))
    number = CleanText(
        label=_("Contract number"), max_length=40, help_text=_("The same number again replaces the contract.")
    )
    deduction_bp = UnitField(
        label=_("Deduction"), unit="percent", high=10_000, help_text=_("Percent of the takings, for example 18.5.")
    )
    settlement_day = forms.IntegerField(
        label=_("Settlement day"),
        min_value=1,
        max_value=28,
        initial=10,
        help_text=_("Day of the following month, 1 to 28."),
    )
    valid_from = forms.DateField(label=_("First day"), help_text=_("Included."), **DAY)
    valid_until = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Included; empty until further notice."), **DAY
    )

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        malls = selectors.partners_queryset(viewer).filter(kind=Partner.Kind.MALL, is_active=True).order_by("code")
        choose(self, "mall", options(malls))


class TermForm(forms.Form):
    """A rate that differs for a category, a campaign, or both."""

    category_code = CleanText(
        label=_("Category code"), max_length=32, required=False, help_text=_("Empty: any category.")
    )
    campaign = CleanText(label=_("Campaign of the mall"), max_length=40, required=False, help_text=_("Empty: always."))
    deduction_bp = UnitField(
        label=_("Deduction"),
        unit="percent",
        high=10_000,
        required=False,
        help_text=_("Percent, instead of the usual one."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (cleaned.get("category_code") or cleaned.get("campaign")) and cleaned.get("deduction_bp") is None:
            self.add_error("deduction_bp", _("Give the percentage for this case."))
        return cleaned


TermForms = forms.formset_factory(TermForm, extra=3, max_num=40)
