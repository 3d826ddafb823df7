"""The forms of people, roles, approvals and rules of the house."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from facet.kernel import registry
from facet.kernel.form_fields import CleanText, UnitField
from facet.kernel.permissions import Actor
from facet.organisation import selectors
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.rules.policies import Setting
from facet.organisation.web.fields import choose, labels, named, options
from facet.organisation.web.forms import DAY, ENGLISH_HINT

MANAGE = OrganisationPermission.MANAGE_STAFF


class StaffForm(forms.Form):
    """One person. User name and code are asked for once."""

    name = CleanText(label=_("Full name"), max_length=40, help_text=_("As it stands on receipts and reports."))
    name_en = CleanText(label=_("Name in English"), max_length=60, required=False, help_text=ENGLISH_HINT)
    username = CleanText(label=_("User name"), max_length=40, help_text=_("For signing in, small letters or digits."))
    code = CleanText(label=_("Staff number"), max_length=16, help_text=_("For example E0123; it cannot change later."))
    department = forms.ChoiceField(label=_("Department"), help_text=_("Where the person belongs."))
    store = forms.ChoiceField(label=_("Home store"), required=False, help_text=_("Empty for headquarters."))
    joined_on = forms.DateField(label=_("Joined on"), required=False, help_text=_("The first working day."), **DAY)

    def __init__(self, *args: Any, viewer: Actor, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = [node for node in selectors.departments(viewer) if node.is_active]
        choose(self, "department", options(departments))
        none = _("Headquarters") if viewer.scope(MANAGE).store_ids is None else None
        choose(self, "store", options(selectors.stores_of(viewer, MANAGE), empty=none))
        if not is_new:
            del self.fields["username"], self.fields["code"]


class RoleForm(forms.Form):
    """A role and where it is held."""

    role = forms.ChoiceField(label=_("Role"), help_text=_("What each role may do stands on the page Roles."))
    place = forms.ChoiceField(
        label=_("Held at"),
        required=False,
        help_text=_("The home store, another store, an area with all its stores, a company."),
    )

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "role", [(row.code, named(row)) for row in selectors.list_roles(viewer)])
        places = [
            ("", _("The home store")),
            (_("Stores"), [(f"store:{row.code}", row.name) for row in selectors.list_stores(viewer)]),
            (_("Areas"), [(f"area:{row.code}", row.name) for row in selectors.areas(viewer)]),
            (
                _("Companies"),
                [(f"entity:{row.code}", row.name) for row in selectors.entities_queryset(viewer).order_by("code")],
            ),
        ]
        choose(self, "place", places)

    def chosen(self) -> dict[str, str]:
        """The fields of services.RoleIn."""
        kind, _colon, code = self.cleaned_data["place"].partition(":")
        return {"role": self.cleaned_data["role"]} | ({kind: code} if kind else {})


class LeaveForm(forms.Form):
    """Somebody leaves."""

    left_on = forms.DateField(label=_("Last working day"), help_text=_("From now on the person cannot sign in."), **DAY)


class LoanForm(forms.Form):
    """Somebody helps out in another store."""

    store = forms.ChoiceField(label=_("Lend to"), help_text=_("Her roles of the home store hold there, too."))
    first_on = forms.DateField(label=_("First day"), help_text=_("The first business day there."), **DAY)
    last_on = forms.DateField(
        label=_("Last day"), help_text=_("Through this business day; then the loan ends by itself."), **DAY
    )

    def __init__(self, *args: Any, viewer: Actor, home: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stores = selectors.stores_of(viewer, OrganisationPermission.LEND_STAFF)
        choose(self, "store", options(row for row in stores if row.code != home))


class WhyForm(forms.Form):
    """Who, what, where."""

    staff = forms.ChoiceField(label=_("Staff member"), help_text=_("Who cannot, or can, do something."))
    permission = forms.ChoiceField(label=_("Right"), help_text=_("What she wants to do."))
    store = forms.ChoiceField(label=_("Store"), required=False, help_text=_("Where; empty for anywhere at all."))

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "staff", options(selectors.staff_queryset(viewer).order_by("code")))
        choose(self, "permission", [(offer.code, _(offer.label)) for offer in registry.offers("permission")])
        stores = selectors.list_stores(viewer)
        choose(self, "store", [("", _("Anywhere")), *[(str(row.id), f"{row.code} {row.name}") for row in stores]])


class DecisionForm(forms.Form):
    """Yes or no, and perhaps why."""

    note = CleanText(
        label=_("Remark"),
        max_length=200,
        required=False,
        help_text=_("Shown to the colleague who asked; may stay empty."),
    )


class PolicyForm(forms.Form):
    """The value of one rule of the house from a day on."""

    store = forms.ChoiceField(
        label=_("Counts for"), required=False, help_text=_("The chain, or one store that differs.")
    )
    valid_from = forms.DateField(label=_("From"), help_text=_("Today or later; the past stays as it was."), **DAY)
    note = CleanText(label=_("Why"), max_length=200, required=False, help_text=_("For whoever asks next year."))

    def __init__(self, *args: Any, viewer: Actor, setting: Setting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stores = selectors.stores_of(viewer, OrganisationPermission.MANAGE_POLICIES) if setting.per_store else []
        whole = _("The whole chain")
        choose(self, "store", [("", whole), *[(str(row.id), f"{row.code} {row.name}") for row in stores]])
        self.fields["value"] = value_field(setting)
        self.order_fields(["value", "store", "valid_from", "note"])


def value_field(setting: Setting) -> forms.Field:
    """The control for a value of `setting`."""
    shared: dict[str, Any] = {"label": _("Value"), "help_text": _(setting.hint)}
    if setting.kind == "choice":
        return forms.ChoiceField(choices=labels(setting.choices), **shared)
    if setting.kind == "yes_no":
        return forms.BooleanField(required=False, **shared)
    if setting.kind == "text":
        return CleanText(max_length=200, required=False, **shared)
    return UnitField(unit=setting.kind, low=setting.low, high=setting.high, **shared)
